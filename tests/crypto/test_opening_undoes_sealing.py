from __future__ import annotations

from io import BytesIO
from typing import cast

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from fairwitness.crypto import armor, bech32
from fairwitness.crypto.age import AgeError, Sealed, open_sealed, open_stream, seal, seal_stream
from fairwitness.crypto.recipients import HybridIdentity, Identity, X25519Identity

CHUNK, TAG = 64 * 1024, 16
HYBRID = HybridIdentity.from_seed(b"\7" * 32)
CLASSIC = X25519Identity(b"\7" * 32)
SIZES = st.sampled_from([0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 2 * CHUNK + 1])
contents = st.binary(max_size=2000) | st.builds(
    lambda size, byte: byte * size, SIZES, st.binary(min_size=1, max_size=1)
)
identities: st.SearchStrategy[HybridIdentity | X25519Identity] = st.sampled_from([HYBRID, CLASSIC])

SEALED = {size: seal(b"x" * size, [CLASSIC.recipient]) for size in (0, 1, CHUNK, CHUNK + 1, 2 * CHUNK)}
HEADER = len(SEALED[0]) - TAG  # bytes, the nonce included
sealed_files = st.sampled_from(sorted(SEALED)).map(lambda size: SEALED[size])
texts = sealed_files.map(lambda file: armor.armor(file).encode())


class Trickle(BytesIO):
    """A pipe that gives less than is asked for."""

    def __init__(self, content: bytes, most: int) -> None:
        super().__init__(content)
        self._most = most

    def read(self, size: int | None = -1) -> bytes:
        asked = self._most if size is None or size < 0 else min(size, self._most)
        return super().read(asked)


def outcome(file: bytes, identity: Identity) -> tuple[bytes, str]:
    """What is given out, and how it ended."""
    came = bytearray()
    try:
        for chunk in open_stream(BytesIO(file), [identity]):
            came += chunk
    except AgeError as error:
        return bytes(came), error.why
    return bytes(came), "whole"


@given(contents, identities)
def test_opening_undoes_sealing(content: bytes, identity: HybridIdentity | X25519Identity) -> None:
    sealed = seal(content, [identity.recipient])

    assert open_sealed(sealed, [identity]) == content


@given(contents, st.integers(1, 3 * CHUNK), st.integers(1, 3 * CHUNK))
def test_pipes_may_give_what_they_have(content: bytes, writes: int, reads: int) -> None:
    assume(len(content) < 200 * writes)
    assume(len(content) < 200 * reads)
    target = BytesIO()

    seal_stream(Trickle(content, writes), target, [CLASSIC.recipient])

    assert b"".join(open_stream(Trickle(target.getvalue(), reads), [CLASSIC])) == content


@given(contents)
def test_a_sealed_file_is_as_long_as_its_content_says(content: bytes) -> None:
    empty = len(seal(b"", [CLASSIC.recipient]))

    chunks = max(1, -(-len(content) // CHUNK))
    assert len(seal(content, [CLASSIC.recipient])) == empty + len(content) + (chunks - 1) * TAG


@given(contents)
def test_two_sealings_of_one_content_have_nothing_in_common(content: bytes) -> None:
    one, other = (seal(content, [CLASSIC.recipient]) for _ in range(2))

    assert one[-32:] != other[-32:]


@given(contents, identities)
def test_another_key_opens_nothing(content: bytes, identity: HybridIdentity | X25519Identity) -> None:
    sealed = seal(content, [identity.recipient])

    strangers: list[Identity] = [HybridIdentity.from_seed(b"\x08" * 32), X25519Identity(b"\x08" * 32)]
    assert all(outcome(sealed, stranger) == (b"", "no match") for stranger in strangers)


@given(sealed_files, st.data())
def test_any_flipped_bit_is_noticed_and_nothing_after_it_comes_out(
    sealed: Sealed, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(sealed) - 1) | st.integers(0, HEADER))
    bit = data.draw(st.integers(0, 7))
    flipped = sealed[:place] + bytes([sealed[place] ^ 1 << bit]) + sealed[place + 1 :]

    came, ending = outcome(flipped, CLASSIC)

    assert ending != "whole"
    assert came in {b"", b"x" * CHUNK, b"x" * 2 * CHUNK}
    assert len(came) <= place


@given(sealed_files, st.data())
def test_any_cut_is_noticed(sealed: Sealed, data: st.DataObject) -> None:
    left = data.draw(st.integers(0, len(sealed) - 1) | st.integers(0, HEADER))

    with pytest.raises(AgeError):
        open_sealed(sealed[:left], [CLASSIC])


@given(sealed_files, st.integers(1, 2))
def test_a_cut_between_chunks_is_noticed(sealed: Sealed, chunks: int) -> None:
    left = HEADER + chunks * (CHUNK + TAG)
    assume(left < len(sealed))

    came, ending = outcome(sealed[:left], CLASSIC)

    assert (came, ending) == (b"x" * chunks * CHUNK, "payload")


@given(sealed_files, st.binary(min_size=1, max_size=CHUNK + 2 * TAG))
def test_any_appended_byte_is_noticed(sealed: Sealed, more: bytes) -> None:
    with pytest.raises(AgeError):
        open_sealed(sealed + more, [CLASSIC])


@given(st.binary(max_size=500))
def test_anything_else_is_an_error_of_ours(file: bytes) -> None:
    beginning = b"age-encryption.org/v1\n-> "

    endings = {outcome(one, CLASSIC)[1] for one in (file, beginning + file, SEALED[1][:60] + file)}

    assert "whole" not in endings


@given(st.binary(max_size=1000))
def test_dearmoring_undoes_armoring(file: bytes) -> None:
    text = armor.armor(file)

    assert armor.dearmor(text.encode()) == file
    assert armor.dearmor(text.replace("\n", "\r\n").encode()) == file
    assert armor.dearmor(f" \t\n{text}\n \n".encode()) == file
    assert all(len(line) <= 64 for line in text.splitlines())


@given(st.lists(st.binary(max_size=200)))
def test_armor_is_the_same_however_the_bytes_came(pieces: list[bytes]) -> None:
    target = BytesIO()

    with armor.Armorer(target) as armorer:
        for piece in pieces:
            armorer.write(piece)

    assert target.getvalue().decode() == armor.armor(b"".join(pieces))


@given(texts, st.data())
def test_damaged_armor_never_opens_as_something_else(text: bytes, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(text) - 1) | st.integers(0, 400))
    sign = data.draw(st.binary(min_size=1, max_size=1))
    assume(text[place : place + 1].strip() and sign != text[place : place + 1])
    changed = text[:place] + sign + text[place + 1 :]

    with pytest.raises(AgeError):
        open_sealed(armor.dearmor(changed), [CLASSIC])


@given(st.binary(max_size=300))
@example(armor.END)  # well armored, and nothing in it
def test_anything_else_is_no_armored_file(text: bytes) -> None:
    for file in (text, armor.BEGIN + b"\n" + text):
        with pytest.raises(AgeError):
            open_sealed(armor.dearmor(file), [CLASSIC])


def test_armor_that_was_left_early_is_not_closed() -> None:
    target = BytesIO()

    armorer = armor.Armorer(target)
    armorer.write(SEALED[CHUNK])
    armorer.__exit__(OSError, OSError(), None)

    with pytest.raises(AgeError):
        armor.dearmor(target.getvalue())


prefixes = st.sampled_from(["age", "age1pq", "age-secret-key-", "age-secret-key-pq-"])


@given(prefixes, st.binary(max_size=100))
def test_reading_a_key_undoes_writing_it(prefix: str, data: bytes) -> None:
    text = bech32.encode(prefix, data)

    assert bech32.decode(text, prefix) == data


@given(prefixes, st.binary(max_size=40), st.data())
def test_up_to_three_wrong_letters_in_a_key_are_noticed(prefix: str, key: bytes, data: st.DataObject) -> None:
    text = bech32.encode(prefix, key)
    letters = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
    places = data.draw(st.sets(st.integers(len(prefix) + 1, len(text) - 1), min_size=1, max_size=3))
    wrong = list(text)
    for place in places:
        wrong[place] = data.draw(st.sampled_from(letters.replace(text[place], "")))

    with pytest.raises(AgeError):
        bech32.decode("".join(wrong), prefix)


@given(prefixes, st.text(max_size=60))
def test_anything_else_is_no_key(prefix: str, text: str) -> None:
    for key in (text, f"{prefix}1{text}"):
        with pytest.raises(AgeError):
            bech32.decode(key, prefix)


@given(st.binary(max_size=3000))
def test_the_checksum_of_a_key_is_that_of_bip_173_however_long_it_is(data: bytes) -> None:
    letters = bech32.encode("key", data).partition("1")[2]

    check = 1
    for value in [3, 3, 3, 0, 11, 5, 25, *map("qpzry9x8gf2tvdw0s3jn54khce6mua7l".index, letters)]:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for place, generator in enumerate([0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3]):
            check ^= generator if top >> place & 1 else 0
    assert check == 1


def test_keys_are_written_as_age_writes_them() -> None:
    secret = "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX"

    identity = X25519Identity.parse(secret)

    assert identity.secret == b"\x42" * 32
    assert str(identity.recipient) == "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj"
    assert identity.reveal() == secret


def test_a_source_is_never_read_past_its_end() -> None:
    class Once(BytesIO):
        ended = False

        def read(self, size: int | None = -1) -> bytes:
            assert not self.ended, "read again after the end"
            came = super().read(size)
            self.ended = not came
            return came

    sealed = BytesIO()
    seal_stream(Once(b"x" * CHUNK), sealed, [CLASSIC.recipient])

    assert b"".join(open_stream(BytesIO(sealed.getvalue()), [cast("Identity", CLASSIC)])) == b"x" * CHUNK
