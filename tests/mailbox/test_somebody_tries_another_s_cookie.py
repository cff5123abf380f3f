from __future__ import annotations

import pytest
from tipster import Tipster

from fairwitness.crypto.encoding import b64
from fairwitness.office import wrapping
from fairwitness.office.models import WrappingKey
from fairwitness.office.wrapping import open_cookie, seal_cookie


def test_a_cookie_is_no_use_on_another_line(lin: Tipster, monkeypatch: pytest.MonkeyPatch) -> None:
    lin.comes_back()
    WrappingKey.objects.all().delete()  # another line has other keys, in its memory too
    monkeypatch.setattr(wrapping, "_HELD", {})

    lin.goes_to("/mailbox/letters/")

    assert (lin.status, lin.page.letters) == (403, [])


def test_a_cookie_of_one_purpose_is_no_use_for_another(lin: Tipster) -> None:
    lin.client.cookies["mailbox"] = lin.client.cookies["tell"].value

    lin.goes_to("/mailbox/letters/")

    assert lin.status == 403


@pytest.mark.parametrize("place", [0, 30, 70, -2])
def test_a_changed_cookie_opens_nothing(lin: Tipster, place: int) -> None:
    lin.comes_back()
    kept = [*lin.client.cookies["mailbox"].value]
    kept[place] = "A" if kept[place] != "A" else "B"
    lin.client.cookies["mailbox"] = "".join(kept)

    lin.goes_to("/mailbox/letters/")

    assert (lin.status, lin.page.letters) == (403, [])


@pytest.mark.parametrize("text", ["", "A", "é", "%00", "A" * 5000, b64(bytes(16)), b64(bytes(60)), "===="])
def test_what_is_no_cookie_of_ours_opens_nothing(lin: Tipster, text: str) -> None:
    del lin

    assert open_cookie(text, "mailbox") is None


def test_two_cookies_of_the_same_content_share_nothing_but_the_key(lin: Tipster) -> None:
    del lin

    one, other = seal_cookie(b"x" * 64, "mailbox"), seal_cookie(b"x" * 64, "mailbox")

    assert one[:21] == other[:21]
    assert one[22:] != other[22:]


def test_two_people_in_one_browser_see_one_mailbox_at_a_time(lin: Tipster) -> None:
    other = Tipster()
    other.tells("The alarm is off.")
    lin.comes_back()

    lin.comes_back(other.code)

    assert lin.page.letters == ["The alarm is off."]
