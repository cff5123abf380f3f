"""tests/vectors/*.json, in Python; Node and Chromium run the same files."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from fairwitness.crypto import chain, framing, padding, parts
from fairwitness.crypto.age import AgeError, Sealed, open_sealed
from fairwitness.crypto.blind_rsa import BlindError, PublicKey, blind, finalize, prepare
from fairwitness.crypto.blind_signing import SecretKey
from fairwitness.crypto.codes import CodeError, StaffPassphrase, TipCode, characters
from fairwitness.crypto.commits import CodeShown, Commit, CommitError, DraftSent, GrantSent, Upload
from fairwitness.crypto.encoding import EncodingError, b64, dumps, loads, unb64
from fairwitness.crypto.grants import GrantError, open_grant
from fairwitness.crypto.keys import MailboxKeys, SigningKey, StaffKeys, derive, tagged_hash, verify
from fairwitness.crypto.letters import Letter, LetterError, open_letter
from fairwitness.crypto.line_keys import LineKey, LineKeyError, read_line_key
from fairwitness.crypto.outside import is_letter
from fairwitness.crypto.passkeys import prf_input, unlocked_by
from fairwitness.crypto.recipients import HybridIdentity
from fairwitness.crypto.referrals import Statement, StatementError
from fairwitness.crypto.reward_sheets import RewardSheet, RewardSheetError
from fairwitness.crypto.reward_sheets import read_published as read_rewards
from fairwitness.crypto.sheets import KeySheet, Reader, SheetError, read_published
from fairwitness.crypto.standing import doubts
from fairwitness.crypto.vouchers import Pending, Voucher, VoucherError

VECTORS = Path(__file__).parent.parent / "vectors"


def load(name: str) -> dict[str, Any]:
    of: dict[str, Any] = json.loads((VECTORS / f"{name}.json").read_text())
    return of


def cases(name: str, key: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("case", load(name)[key])


@cases("encoding", "hash")
def test_hash(case: dict[str, Any]) -> None:
    assert tagged_hash(case["label"], *map(bytes.fromhex, case["parts"])).hex() == case["is"]


@cases("encoding", "hkdf")
def test_hkdf(case: dict[str, Any]) -> None:
    assert derive(bytes.fromhex(case["secret"]), case["info"]).hex() == case["is"]


@cases("encoding", "base64url")
def test_base64url(case: dict[str, Any]) -> None:
    assert b64(bytes.fromhex(case["bytes"])) == case["is"]
    assert unb64(case["is"]).hex() == case["bytes"]


@cases("encoding", "base64url_refused")
def test_base64url_refused(case: str) -> None:
    with pytest.raises(EncodingError):
        unb64(case)


@cases("encoding", "json")
def test_json(case: dict[str, Any]) -> None:
    assert dumps(case["value"]).hex() == case["is"]
    assert loads(bytes.fromhex(case["is"])) == case["value"]


@cases("encoding", "json_refused")
def test_json_refused(case: str) -> None:
    with pytest.raises(EncodingError):
        loads(bytes.fromhex(case))


@pytest.mark.parametrize("rule", ["padme", "bucket", "file_size", "next_power"])
def test_padding(rule: str) -> None:
    for size, expected in load("padding")[rule]:
        assert getattr(padding, rule)(int(size)) == int(expected)


@cases("codes", "codes")
def test_codes(case: dict[str, Any]) -> None:
    line = bytes.fromhex(load("codes")["line"])

    code = TipCode.from_entropy(bytes.fromhex(case["entropy"]))

    assert list(code.numbers) == case["numbers"]
    assert list(code.words) == case["words"]
    assert list(characters(code.numbers, "zh-hans")) == case["zh_hans"]
    assert code.locator(line).hex() == case["locator"]
    assert code.mailbox_seed(line).hex() == case["mailbox_seed"]


@cases("codes", "read")
def test_codes_read(case: dict[str, Any]) -> None:
    assert list(TipCode.read(case["text"]).numbers) == case["numbers"]


@cases("codes", "refused")
def test_codes_refused(case: dict[str, Any]) -> None:
    with pytest.raises(CodeError) as refused:
        TipCode.read(case["text"])

    assert refused.value.why == case["why"]


def test_staff() -> None:
    case = load("staff")

    derived = StaffPassphrase.read(case["text"]).derive(bytes.fromhex(case["line"]), case["name"])

    assert derived.sign_in == case["sign_in"]
    assert derived.unlock.reveal() == case["unlock"]
    assert open_sealed(unb64(case["sealed_seed"]), [derived.unlock]).hex() == case["seed"]


def test_passkeys() -> None:
    case = load("passkeys")

    unlock = unlocked_by(bytes.fromhex(case["output"]))

    assert prf_input(bytes.fromhex(case["line"])).hex() == case["input"]
    assert unlock.reveal() == case["unlock"]
    assert open_sealed(unb64(case["sealed_seed"]), [unlock]).hex() == case["seed"]


@pytest.mark.parametrize("size", [0, 31, 33, 64])
def test_what_no_passkey_works_out_opens_nothing(size: int) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        unlocked_by(b"o" * size)


def test_keys_of_a_mailbox() -> None:
    case = load("keys")["mailbox"]

    keys = MailboxKeys.from_seed(bytes.fromhex(case["seed"]))

    assert keys.identity.reveal() == case["identity"]
    assert str(keys.identity.recipient) == case["recipient"]
    assert keys.identity.recipient.holder.hex() == case["holder"]
    assert keys.signing.verifying_key.hex() == case["verifying_key"]
    assert keys.auth.hex() == case["auth"]
    assert keys.stored_auth.hex() == case["stored_auth"]


def test_keys_of_staff() -> None:
    case = load("keys")["staff"]

    keys = StaffKeys.from_seed(bytes.fromhex(case["seed"]))

    assert str(keys.identity.recipient) == case["recipient"]
    assert keys.signing.verifying_key.hex() == case["verifying_key"]
    named = Reader("Amara", keys.identity.recipient, keys.signing.verifying_key)
    assert named.fingerprint == case["fingerprint"]


@cases("keys", "signatures")
def test_signatures(case: dict[str, Any]) -> None:
    key = bytes.fromhex(load("keys")["mailbox"]["verifying_key"])
    json_bytes, signature = bytes.fromhex(case["json"]), bytes.fromhex(case["signature"])

    assert verify(key, case["kind"], json_bytes, signature)
    assert not verify(key, case["kind"], json_bytes + b" ", signature)


@cases("keys", "signatures_refused")
def test_signatures_refused(case: dict[str, Any]) -> None:
    key, json_bytes, signature = (bytes.fromhex(case[name]) for name in ("key", "json", "signature"))

    assert not verify(key, case["kind"], json_bytes, signature)


@cases("framing", "pack")
def test_framing(case: dict[str, Any]) -> None:
    packed = framing.pack(b"x" * case["length"], b"s" * 64)

    assert (len(packed), hashlib.sha256(packed).hexdigest()) == (case["size"], case["sha256"])


@cases("framing", "refused")
def test_framing_refused(case: dict[str, Any]) -> None:
    with pytest.raises(framing.FrameError):
        framing.unpack(unb64(case["plaintext"]))


@cases("letters", "letters")
def test_letters(case: dict[str, Any]) -> None:
    identity = HybridIdentity.parse(load("letters")["identity"])

    letter = open_letter(unb64(case["sealed"]), [identity])

    json_bytes = case["json"].encode()
    assert letter == Letter.from_json(json_bytes)
    assert letter.to_json() == json_bytes
    signing = SigningKey.from_seed(bytes.fromhex(case["seed"]))
    assert signing.sign("letter", json_bytes).hex() == case["signature"]


@cases("letters", "refused")
def test_letters_refused(case: dict[str, Any]) -> None:
    with pytest.raises((AgeError, LetterError)):
        open_letter(unb64(case["sealed"]), [HybridIdentity.parse(load("letters")["identity"])])


@cases("grants", "grants")
def test_grants(case: dict[str, Any]) -> None:
    of = load("grants")

    grant = open_grant(
        unb64(case["sealed"]), HybridIdentity.parse(of["holder"]), of["conversation"], case["n"]
    )

    assert grant.to_json().decode() == case["json"]


@cases("grants", "refused")
def test_grants_refused(case: dict[str, Any]) -> None:
    of = load("grants")

    with pytest.raises((AgeError, GrantError)):
        open_grant(unb64(case["sealed"]), HybridIdentity.parse(of["holder"]), of["conversation"], case["n"])


@cases("parts", "files")
def test_parts(case: dict[str, Any]) -> None:
    identity = HybridIdentity.parse(load("parts")["identity"])
    sources = [BytesIO(unb64(one)) for one in case["sealed"]]

    content = b"".join(parts.join_parts(sources, [identity], unb64(load("parts")["file_id"])))

    assert len(content) == case["size"]
    assert hashlib.sha256(content).hexdigest() == case["sha256"]


@cases("parts", "plaintexts")
def test_plaintexts_of_parts(case: dict[str, Any]) -> None:
    of = load("parts")
    identity = HybridIdentity.parse(of["identity"])
    period = bytes((31 * i + 7) % 251 for i in range(251))
    content = (period * (case["size"] // 251 + 1))[: case["size"]]

    sealed = seal_parts(unb64(of["file_id"]), identity, content)

    opened = [open_sealed(part, [identity]) for part in sealed]
    told = [{"length": len(one), "sha256": hashlib.sha256(one).hexdigest()} for one in opened]
    assert told == case["parts"]


@cases("parts", "refused")
def test_parts_refused(case: dict[str, Any]) -> None:
    with pytest.raises(AgeError):
        list(
            parts.join_parts(
                [BytesIO(unb64(case["sealed"]))], [HybridIdentity.parse(load("parts")["identity"])]
            )
        )


@cases("sheets", "sheets")
def test_sheets(case: dict[str, Any]) -> None:
    sheet = read_published(case["published"].encode(), bytes.fromhex(load("sheets")["office"]))

    assert sheet == KeySheet.from_json(sheet.to_json())
    assert (sheet.serial, sheet.hash.hex()) == (case["serial"], case["hash"])


@cases("sheets", "refused")
def test_sheets_refused(case: dict[str, Any]) -> None:
    with pytest.raises(SheetError):
        read_published(case["published"].encode(), bytes.fromhex(load("sheets")["office"]))


def code_shown() -> CodeShown:
    of = load("commits")["code"]
    locator, auth, key = (bytes.fromhex(of[name]) for name in ("locator", "auth", "key"))
    return CodeShown(locator, auth, of["recipient"], key)


def uploads_of(case: dict[str, Any]) -> list[Upload]:
    return [
        Upload(one["id"], bytes.fromhex(one["secret"]) if "secret" in one else None)
        for one in case["uploads"]
    ]


@cases("commits", "commits")
def test_commits(case: dict[str, Any]) -> None:
    commit = Commit(
        commit=bytes.fromhex(case["commit"]),
        code=code_shown(),
        conversation=case["conversation"],
        grants=[
            GrantSent(bytes.fromhex(one["holder"]), Sealed(unb64(one["sealed"]))) for one in case["grants"]
        ],
        letter=Sealed(unb64(case["letter"])),
        excluded=[bytes.fromhex(one) for one in case["excluded"]],
        uploads=uploads_of(case),
        no_answer=case["no_answer"],
        name=Sealed(unb64(case["name"])) if "name" in case else None,
    )

    assert commit.to_json().decode() == case["json"]
    assert Commit.from_json(case["json"].encode()) == commit


@cases("commits", "drafts")
def test_drafts(case: dict[str, Any]) -> None:
    draft = DraftSent(code_shown(), Sealed(unb64(case["sealed"])), uploads_of(case))

    assert draft.to_json().decode() == case["json"]
    assert DraftSent.from_json(case["json"].encode()) == draft


@cases("commits", "refused")
def test_commits_refused(case: dict[str, Any]) -> None:
    good = load("commits")["commits"][1]["json"]

    changed = good.replace(case["instead_of"], case["stands"], 1)

    assert changed != good
    with pytest.raises(CommitError):
        Commit.from_json(changed.encode())


@cases("commits", "letters")
def test_letters_from_outside(case: dict[str, Any]) -> None:
    assert is_letter(unb64(case["sealed"])) == case["is"]


@cases("standing", "conversations")
def test_standing(case: dict[str, Any]) -> None:
    letters = [told and standing_letter(told) for told in case["letters"]]
    authors = {bytes.fromhex(one) for one in load("standing")["authors"]}

    found = doubts(letters, [bytes.fromhex(one) for one in case["hashes"]], authors)

    assert [sorted(one) for one in found] == case["is"]


def standing_letter(told: dict[str, Any]) -> Letter:
    seen = bytes.fromhex(told["seen"]) if "seen" in told else None
    day = date(2026, 11, 24)
    return Letter(b64(bytes(16)), 0, bytes.fromhex(told["author"]), told["seq"], "browser", day, "", seen)


class _Kept(BytesIO):
    def close(self) -> None:
        """Stay readable."""


def seal_parts(file_id: bytes, identity: HybridIdentity, content: bytes) -> list[bytes]:
    kept: list[_Kept] = []

    def create(number: int) -> _Kept:
        assert number == len(kept)
        kept.append(_Kept())
        return kept[-1]

    sealer = parts.FileSealer(file_id, identity.recipient, create, lambda part: part.close())
    sealer.write(content)
    facts = sealer.finish()
    assert [hashlib.sha256(one.getvalue()).digest() for one in kept] == list(facts.parts)
    return [one.getvalue() for one in kept]


@cases("referrals", "statements")
def test_referrals(case: dict[str, Any]) -> None:
    json_bytes = case["json"].encode()

    statement = Statement.from_json(json_bytes)

    assert (statement.ground, statement.body, statement.to_json()) == (
        case["ground"],
        case["body"],
        json_bytes,
    )
    for one in case["signers"]:
        signature = bytes.fromhex(one["signature"])
        assert SigningKey.from_seed(bytes.fromhex(one["seed"])).sign("referral", json_bytes) == signature
        assert verify(bytes.fromhex(one["key"]), "referral", json_bytes, signature)


@cases("referrals", "refused")
def test_referrals_refused(case: dict[str, Any]) -> None:
    with pytest.raises(StatementError):
        Statement.from_json(unb64(case["json"]))


@cases("blind_rsa", "rfc9474")
def test_blind_rsa(case: dict[str, Any]) -> None:
    key, salt = rfc9474_key(), bytes.fromhex(case["salt"])
    message = prepare(bytes.fromhex(case["msg"]), bytes.fromhex(case["msg_prefix"]))

    blinded = blind(key.public, message, salt, int(case["inv"], 16))
    signed = key.sign(blinded.message)
    signature = finalize(key.public, message, signed, blinded.inverse, salt=len(salt))

    assert [blinded.message.hex(), blinded.inverse.hex()] == [case["blinded_msg"], case["inv"]]
    assert [signed.hex(), signature.hex()] == [case["blind_sig"], case["sig"]]


@cases("blind_rsa", "refused")
def test_blind_rsa_refused(case: dict[str, Any]) -> None:
    of = load("blind_rsa")
    key, right = PublicKey(int(of["key"]["n"], 16)), of["rfc9474"][0]
    message = bytes.fromhex(right["msg_prefix"] + right["msg"])

    with pytest.raises(BlindError):
        finalize(key, message, bytes.fromhex(case["blind_sig"]), bytes.fromhex(case["inv"]))


def rfc9474_key() -> SecretKey:
    p, q, n, e, d = (int(load("blind_rsa")["key"][name], 16) for name in "pqned")
    numbers = rsa.RSAPrivateNumbers(
        p,
        q,
        d,
        rsa.rsa_crt_dmp1(d, p),
        rsa.rsa_crt_dmq1(d, q),
        rsa.rsa_crt_iqmp(p, q),
        rsa.RSAPublicNumbers(e, n),
    )
    return SecretKey(numbers.private_key())


@cases("reward_sheets", "sheets")
def test_reward_sheets(case: dict[str, Any]) -> None:
    sheet = read_rewards(case["published"].encode(), bytes.fromhex(load("reward_sheets")["office"]))

    assert sheet == RewardSheet.from_json(sheet.to_json())
    assert (sheet.serial, sheet.hash.hex()) == (case["serial"], case["hash"])
    assert sorted(key.id.hex() for key in sheet.keys) == case["ids"]


@cases("reward_sheets", "refused")
def test_reward_sheets_refused(case: dict[str, Any]) -> None:
    with pytest.raises(RewardSheetError):
        read_rewards(case["published"].encode(), bytes.fromhex(load("reward_sheets")["office"]))


def sheet_of_vouchers() -> RewardSheet:
    of = load("vouchers")
    return read_rewards(of["sheet"].encode(), bytes.fromhex(of["office"]))


@cases("vouchers", "vouchers")
def test_vouchers(case: dict[str, Any]) -> None:
    sheet, pending = sheet_of_vouchers(), Pending.from_json(case["pending"].encode())

    voucher = pending.finalize(sheet, unb64(case["signed"]))

    assert pending.to_json() == case["pending"].encode()
    assert (voucher.to_text(), voucher.spent.hex()) == (case["text"], case["spent"])
    assert voucher.verify(sheet).id.hex() == case["key"]


@cases("vouchers", "pending_refused")
def test_what_was_kept_of_a_voucher_refused(case: dict[str, Any]) -> None:
    with pytest.raises(EncodingError):
        Pending.from_json(case["json"].encode())


@cases("vouchers", "answers_refused")
def test_answers_refused(case: dict[str, Any]) -> None:
    pending = Pending.from_json(load("vouchers")["vouchers"][0]["pending"].encode())

    with pytest.raises(VoucherError) as refused:
        pending.finalize(sheet_of_vouchers(), unb64(case["signed"]))

    assert refused.value.why == "not-signed"


@cases("vouchers", "read")
def test_vouchers_read(case: dict[str, Any]) -> None:
    assert Voucher.read(case["text"]).to_text() == load("vouchers")["vouchers"][0]["text"]


@cases("vouchers", "refused")
def test_vouchers_refused(case: dict[str, Any]) -> None:
    with pytest.raises(VoucherError) as refused:
        Voucher.read(case["text"])

    assert refused.value.why == case["why"]


@cases("vouchers", "worthless")
def test_vouchers_worth_nothing(case: dict[str, Any]) -> None:
    voucher = Voucher.read(case["text"])

    with pytest.raises(VoucherError) as refused:
        voucher.verify(sheet_of_vouchers())

    assert refused.value.why == case["why"]


def test_line_key() -> None:
    of, case = load("heads"), load("heads")["line_key"]

    key = read_line_key(case["published"].encode(), bytes.fromhex(of["office"]))

    line, office = bytes.fromhex(case["line"]), bytes.fromhex(of["office"])
    assert key == LineKey(line, office, bytes.fromhex(case["key"]))


@cases("heads", "line_keys_refused")
def test_line_keys_refused(case: dict[str, Any]) -> None:
    with pytest.raises(LineKeyError):
        read_line_key(case["published"].encode(), bytes.fromhex(load("heads")["office"]))


@cases("heads", "heads")
def test_heads(case: dict[str, Any]) -> None:
    head = chain.read_head(case["published"].encode(), bytes.fromhex(load("heads")["line_key"]["key"]))

    assert (head.day.isoformat(), head.hash.hex()) == (case["day"], case["hash"])
    assert (head.rewards.hex() if head.rewards else None) == case.get("rewards")


@cases("heads", "refused")
def test_heads_refused(case: dict[str, Any]) -> None:
    with pytest.raises(chain.ChainError):
        chain.read_head(case["published"].encode(), bytes.fromhex(load("heads")["line_key"]["key"]))
