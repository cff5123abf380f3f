"""Whoever holds no key sees of a file to whom it is sealed, as whoever reads its whole header does."""

from __future__ import annotations

from io import BytesIO

from hypothesis import example, given
from hypothesis import strategies as st

from fairwitness.crypto import header
from fairwitness.crypto.age import AgeError, seal
from fairwitness.crypto.outside import plaintext_size
from fairwitness.crypto.recipients import HybridIdentity, X25519Identity

ONE, OTHER = (HybridIdentity.from_seed(bytes([seed]) * 32).recipient for seed in (1, 2))
CLASSIC = X25519Identity(b"\3" * 32).recipient
FILE = seal(b"x" * 100, [ONE])
END = len(header.read(BytesIO(FILE)).signed) + 45  # of its header
AT = FILE.index(b" ", 30)  # where the encapsulated key begins


def taken(file: bytes) -> bool:
    """By whoever looks from outside."""
    try:
        plaintext_size(file)
    except AgeError as refused:
        return refused.why != "header"
    return True


def is_to_one_hybrid_key(file: bytes) -> bool:
    """By whoever reads the header, line by line."""
    try:
        (stanza,) = header.read(BytesIO(file)).stanzas
        kind, encapsulated = stanza.arguments
        raw = header.decode64(encapsulated.encode())
    except ValueError:  # also where there are several of them
        return False
    return (kind, len(raw), len(stanza.body)) == ("mlkem768x25519", 1120, 32)


def test_a_file_to_one_hybrid_key_is_taken_and_its_size_is_told() -> None:
    assert plaintext_size(FILE) == 100
    assert is_to_one_hybrid_key(FILE)


def test_a_file_to_two_keys_or_to_a_classic_one_is_not() -> None:
    for file in (seal(b"x", [ONE, OTHER]), seal(b"x", [CLASSIC])):
        assert not taken(file)
        assert not is_to_one_hybrid_key(file)


@given(st.integers(0, END), st.integers(0, 2), st.binary(max_size=2))
@example(AT + 1494, 1, b"B")  # a last letter with bits behind it
@example(AT + 1494, 1, b"g")
@example(AT + 1494, 0, b"A")
@example(AT + 1, 1, b"-")
@example(END - 1, 1, b" ")
@example(END - 1, 0, b"\r")
def test_whatever_is_changed_in_a_header_both_see_the_same(place: int, out: int, put_in: bytes) -> None:
    changed = FILE[:place] + put_in + FILE[place + out :]

    assert taken(changed) is is_to_one_hybrid_key(changed)
