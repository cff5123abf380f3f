"""Seeds of former keys, as a reader's browser opens them when they sign in: the desk's modules, in Node."""

from __future__ import annotations

import secrets

from js.asking import javascript

from fairwitness.crypto.age import seal
from fairwitness.crypto.encoding import b64
from fairwitness.crypto.keys import StaffKeys


def test_a_former_seed_that_does_not_open_is_left_out_and_the_others_are_there() -> None:
    today, former, other = (secrets.token_bytes(32) for _ in range(3))
    hers, before, stranger = (StaffKeys.from_seed(seed) for seed in (today, former, other))
    damaged = seal(former, [hers.identity.recipient])[:-1]
    to_somebody_else = seal(former, [stranger.identity.recipient])
    sealed = [damaged, to_somebody_else, seal(former, [hers.identity.recipient]), b"no age file"]

    (found,) = javascript(("formerKeys", {"seed": b64(today), "sealed": [b64(one) for one in sealed]}))

    assert found == [b64(before.signing.verifying_key)]
