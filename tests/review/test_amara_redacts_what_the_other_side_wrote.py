from __future__ import annotations

import pytest
from builders import opened_by
from hearing import Asking, asked, with_own_code
from leaving import redacts
from reviewer import Reviewer

from fairwitness.crypto.redactions import redacted_in
from fairwitness.sealed.models import Letter, SealedFile

pytestmark = pytest.mark.usefixtures("office")


def place(asking: Asking, letter: Letter) -> str:
    return f"tips/{asking.tip.tip.id}/letters/{letter.id}/"


def test_a_letter_of_the_person_reported_on_is_redacted_like_a_tipster_s() -> None:
    asking = asked()
    kim = with_own_code(asking)
    kim.answers("Mrs. Hu is ill. The door has a push bar.", {"hu.txt": b"names"})
    letter, file = asking.there.letters.latest("position"), asking.there.files.get()

    answer = redacts(Reviewer("amara"), asking.tip, letter, file.id, text="The door has a push bar.")
    kim.goes_to("/reply/letters/")

    assert answer.status_code == 200, answer.content
    assert not SealedFile.objects.filter(pk=file.id).exists()
    assert redacted_in(opened_by("noor", asking.there)[-1]) is not None
    assert "Mrs. Hu" not in kim.page.text
    assert "Redacted by a reader on" in kim.page.text


def test_the_page_of_the_hearing_leads_there_and_from_there_back() -> None:
    asking = asked()
    with_own_code(asking).answers("Mrs. Hu is ill.")
    amara, letter = Reviewer("amara"), asking.there.letters.latest("position")

    hearing = amara.page(f"tips/{asking.tip.tip.id}/hearing/")
    page = amara.page(place(asking, letter))

    assert any(place(asking, letter) in link for link in hearing.links())
    assert f"hearing/{asking.conversation}/sealed/" in amara.gets(place(asking, letter)).content.decode()
    assert any(link.endswith("/hearing/") for link in page.links())


def test_the_letter_that_opened_the_mailbox_is_not_redacted_nor_read_by_somebody_else() -> None:
    asking = asked()
    first, summary = asking.there.letters.order_by("position")[:2]

    assert Reviewer("amara").gets(place(asking, first)).status_code == 404
    assert Reviewer("wei").gets(place(asking, summary)).status_code == 404
    assert Reviewer("amara").gets(place(asking, summary)).status_code == 200
