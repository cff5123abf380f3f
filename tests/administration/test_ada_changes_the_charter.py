"""Ada changes the charter in the browser: she sees what changes and from which day, and then it is published."""

from __future__ import annotations

from datetime import timedelta
from html import unescape

import pytest
from administrator import OFFICE, Administrator, ada_runs_the_line
from builders import told
from clock import Clock
from django.test import Client
from pages import Page

from fairwitness.office import charter, versions
from fairwitness.office.actions import take_up
from fairwitness.office.clock import today
from fairwitness.office.folder import OfficeFolder
from fairwitness.office.models import CharterVersion
from fairwitness.site.worker import one_round


def test_what_changes_and_from_which_day_is_shown_before_the_click(ada: Administrator) -> None:
    ada.fills("texts/", advice__en="Ask a lawyer.", name__en="Office of Hall 3")
    day = today() + timedelta(days=30)

    assert "Ask a lawyer. " in ada.says
    assert "Counts at once" in ada.says
    assert f"Counts from {day} on" in ada.says
    assert "keep the days and the retention that they were promised" in ada.says
    assert not versions.waiting().exists()


def test_after_the_click_contacts_count_and_the_rest_waits(ada: Administrator, clock: Clock) -> None:
    ada.fills("texts/", advice__en="Ask a lawyer.", name__en="Office of Hall 3")

    assert ada.publishes("texts/").status_code == 303

    assert charter.current().about.advice.of["en"] == "Ask a lawyer."
    assert "Version 3 counts from" in (ada.gets(), ada.says)[1]
    assert [one.by and one.by.sign_in_name for one in versions.history()] == ["ada", "ada", None]
    clock.passes(hours=24 * 30)
    one_round()
    assert charter.current().name.of["en"] == "Office of Hall 3"


def test_back_from_what_would_change_stands_what_was_typed(ada: Administrator) -> None:
    ada.fills("texts/", advice__en="Ask a lawyer.")

    back = ada.gets("texts/").context["form"]
    said = ada.says
    ada.sends("texts/", do="forget")
    anew = ada.gets("texts/").context["form"]

    assert back["advice__en"].value() == "Ask a lawyer."
    assert "It is not published" in said
    assert anew["advice__en"].value() == charter.current().about.advice.of["en"]
    assert "It is not published" not in ada.says


def test_changed_once_more_it_is_the_form_that_a_reload_shows_too(ada: Administrator) -> None:
    typed = {
        field.html_name: field.value() for field in ada.fills("deadlines/", feedback_days=60).context["form"]
    }

    changing = ada.sends("deadlines/", **{**typed, "feedback_days": "55"}, do="change")

    assert (changing.status_code, changing["Location"]) == (303, f"{OFFICE}deadlines/")
    assert ada.goes_on().context["form"]["feedback_days"].value() == "55"
    assert ada.gets("texts/").context["is_kept"] is False


def test_back_from_what_was_published_is_the_form_with_what_counts(ada: Administrator) -> None:
    ada.fills("texts/", advice__en="Ask a lawyer.")
    ada.publishes("texts/")

    shown = ada.gets("texts/?shown")

    assert (shown.status_code, shown["Location"]) == (302, f"{OFFICE}texts/")
    assert ada.gets("texts/").context["form"]["advice__en"].value() == "Ask a lawyer."
    assert ada.answer.context["is_kept"] is False


def test_everybody_reads_the_history_with_hashes(ada: Administrator) -> None:
    ada.fills("deadlines/", feedback_days=60)
    ada.publishes("deadlines/")

    page = unescape(Client().get("/en/charter/").content.decode())

    now = versions.in_force()
    assert now is not None
    assert f"counts from {today() + timedelta(days=30)} on" in page
    assert bytes(now.hash or b"").hex() in page


def test_what_waits_is_withdrawn(ada: Administrator) -> None:
    ada.fills("deadlines/", feedback_days=60)
    ada.publishes("deadlines/")
    number = versions.waiting().get().number

    ada.sends("withdraw/", number=str(number))
    again = ada.sends("withdraw/", number=str(number))

    assert not versions.waiting().exists()
    assert again.status_code == 409
    assert "waits no more" in ada.says


@pytest.mark.parametrize("number", ["", "0", "99", "x", "²", "9" * 30])
def test_a_number_of_elsewhere_withdraws_nothing(ada: Administrator, number: str) -> None:
    ada.fills("deadlines/", feedback_days=60)
    ada.publishes("deadlines/")

    assert ada.sends("withdraw/", number=number).status_code == 409

    assert versions.waiting().count() == 1


def test_two_administrators_at_once_see_each_other(ada: Administrator) -> None:
    ada.fills("deadlines/", feedback_days=60)
    other = Administrator(ada.made)
    other.fills("texts/", advice__en="Ask a lawyer.")
    other.publishes("texts/")

    stale = ada.publishes("deadlines/")

    assert stale.status_code == 409
    assert "Somebody has changed the charter meanwhile" in ada.says
    assert not versions.waiting().exists()
    assert ada.publishes("deadlines/").status_code == 303  # looked at anew
    assert charter.current().about.advice.of["en"] == "Ask a lawyer."


def test_what_no_charter_may_ask_is_refused_at_its_field_and_stays_typed(ada: Administrator) -> None:
    asks = "Tell us which religion your colleagues have."

    answer = ada.fills("channels/public/", introduction__en=asks)

    assert answer.status_code == 422
    assert "This asks for religion or belief" in ada.says
    assert asks in unescape(answer.content.decode())
    assert list(answer.context["form"].errors) == ["introduction__en"]


@pytest.mark.parametrize(
    ("page", "field", "value"),
    [
        ("deadlines/", "acknowledge_days", "8"),
        ("deadlines/", "feedback_days", "91"),
        ("deadlines/", "unconfirmed_days", "61"),
        ("deadlines/", "confirmed_days", "never"),
        ("channels/public/", "kinds", ["corruption-fraud"]),
        ("channels/public/", "kinds", ["retaliation", "other"]),
        ("channels/public/", "readers", "board | Board | 理事"),
        ("channels/public/", "questions", "known | Who knows it? | 谁知道？"),
        ("channels/public/", "questions", "without words"),
        ("channels/public/", "later", "flag | Which foreign contacts does he have? | 他和哪些境外人员来往？"),
        ("texts/", "name__zh-hans", ""),
        ("texts/", "exit", "javascript:alert(1)"),
        ("presets/", "preset", "police"),
    ],
)
def test_what_is_beyond_the_law_or_the_closed_list_is_refused(
    ada: Administrator, page: str, field: str, value: object
) -> None:
    answer = ada.fills(page, **{field: value})

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert versions.history().count() == 1


def test_a_form_with_more_in_it_than_the_page_has_changes_nothing_more(ada: Administrator) -> None:
    ada.fills("deadlines/", feedback_days=60, preset="company", confirmed_days=300, name__en="Ours now")

    ada.publishes("deadlines/")

    changed = {one.at for version in versions.waiting() for one in versions.changes_of(version)}
    assert changed == {("deadlines", "feedback_days"), ("retention", "confirmed_days")}


def test_a_kind_that_is_taken_out_counts_at_once(ada: Administrator) -> None:
    ada.fills("channels/public/", kinds=["retaliation", "corruption-fraud"])
    ada.publishes("channels/public/")

    assert set(charter.current().channel("public").kinds) == {"retaliation", "corruption-fraud"}


def test_a_change_that_cannot_count_is_said_and_withdrawn(ada: Administrator, clock: Clock) -> None:
    ada.fills("deadlines/", feedback_days=60)
    ada.publishes("deadlines/")
    told_wrong = versions.waiting().get().changes.replace("60", "9000")
    CharterVersion.objects.filter(file=None).update(changes=told_wrong)
    clock.passes(hours=24 * 31)
    one_round()
    ada.signs_in()

    ada.gets()
    assert "was to count from" in ada.says
    assert "was to count from" in Page(Client().get("/en/charter/").content.decode()).text
    ada.sends("withdraw/", number=2)

    assert ada.answer.status_code == 303
    assert not versions.waiting().exists()


def test_a_way_in_is_closed_at_once_but_not_over_a_tip(ada: Administrator) -> None:
    told(to="workers")

    ada.sends("channels/public/close/")
    refused = ada.sends("channels/workers/close/")

    assert [one.slug for one in charter.current().channels] == ["workers"]
    assert refused.status_code == 409


def test_the_only_way_in_is_not_closed(ada: Administrator) -> None:
    ada.sends("channels/public/close/")

    answer = ada.sends("channels/workers/close/")

    assert answer.status_code == 409
    assert "This is the only way in" in ada.says
    assert [one.slug for one in charter.current().channels] == ["workers"]


def test_what_is_wrong_is_said_with_the_text_and_its_language(ada: Administrator) -> None:
    ada.fills("texts/", name__en="", exit="x")

    assert "Name of the office, In English: Write it in this language too." in ada.says
    assert "“Leave” leads to: Choose one of the sites above" in ada.says


def test_a_way_in_that_is_closed_takes_nothing_from_that_moment(ada: Administrator) -> None:
    pages = [f"/en/tell/public/{page}" for page in ("scope/", "screens/", "yourself/", "recipients.txt")]
    assert {Client().get(page).status_code for page in pages} == {200}

    ada.sends("channels/public/close/")

    assert {Client().get(page).status_code for page in pages} == {404}


def test_a_new_way_in_waits(ada: Administrator) -> None:
    texts = {"name__en": "For guests", "name__zh-hans": "面向来访者"}
    texts |= {"introduction__en": "Tell us.", "introduction__zh-hans": "请告诉我们。"}

    ada.fills("new-channel/", slug="guests", readers="board | Board | 理事", **texts)
    ada.publishes("new-channel/")

    assert "guests" not in [one.slug for one in charter.current().channels]
    assert versions.waiting().count() == 1


def test_a_new_way_in_is_shown_once_somebody_can_read_it(
    ada: Administrator, running: OfficeFolder, clock: Clock
) -> None:
    texts = {"name__en": "For guests", "name__zh-hans": "面向来访者"}
    texts |= {"introduction__en": "Tell us.", "introduction__zh-hans": "请告诉我们。"}
    ada.fills("new-channel/", slug="guests", readers="board | Board | 理事", **texts)
    ada.publishes("new-channel/")

    clock.passes(hours=24 * 30)
    one_round()
    take_up(running)

    assert charter.current().channel("guests").name.of["en"] == "For guests"
    assert "For guests" not in Client().get("/en/").content.decode()


def test_a_preset_brings_its_numbers_and_keeps_nothing_longer(ada: Administrator) -> None:
    ada.fills("presets/", preset="company")
    assert "company" in ada.says
    ada.publishes("presets/")

    changed = {one.at: one.after for version in versions.waiting() for one in versions.changes_of(version)}
    assert changed == {("preset",): "company"}


@pytest.mark.parametrize(("language", "says"), [("en", "Ask a lawyer."), ("zh-hans", "先问律师。")])
def test_the_preview_is_the_public_page_with_what_is_typed(
    ada: Administrator, language: str, says: str
) -> None:
    form = ada.gets("texts/").context["form"]
    typed = {field.html_name: field.value() for field in form}
    typed |= {"advice__en": "Ask a lawyer.", "advice__zh-hans": "先问律师。"}

    ada.sends("texts/", **typed, do=f"preview-{language}")

    assert says in ada.says
    assert f'lang="{"zh-Hans" if language == "zh-hans" else "en"}"' in ada.answer.content.decode()
    assert versions.history().count() == 1


@pytest.mark.parametrize(
    ("language", "says"),
    [("en", ["Tell it here.", "Which hall?"]), ("zh-hans", ["在这里说。", "哪个车间？"])],
)
@pytest.mark.parametrize("place", ["channels/public/", "new-channel/"])
def test_the_preview_of_a_way_in_has_its_words_and_its_questions(
    ada: Administrator, place: str, language: str, says: list[str]
) -> None:
    form = ada.gets(place).context["form"]
    typed = {field.html_name: field.value() for field in form if field.value() is not None}
    typed |= {"slug": "night", "name__en": "Night", "name__zh-hans": "夜班"}
    typed |= {"introduction__en": "Tell it here.", "introduction__zh-hans": "在这里说。"}
    typed["readers"] = typed["readers"] or "board | Board | 理事"

    ada.sends(place, **typed | {"questions": "hall | Which hall? | 哪个车间？"}, do=f"preview-{language}")

    assert [one in ada.says for one in says] == [True, True]
    assert versions.history().count() == 1


def test_a_way_in_that_no_charter_may_have_shows_no_preview(ada: Administrator) -> None:
    form = ada.gets("channels/public/").context["form"]
    typed = {field.html_name: field.value() for field in form if field.value() is not None}

    refused = ada.sends("channels/public/", **typed | {"name__en": ""}, do="preview-en")

    assert refused.status_code == 422
    assert "preview_channel" not in [one.name for one in refused.templates]


def test_a_form_that_comes_too_late_says_so_and_changes_nothing(ada: Administrator) -> None:
    typed = {field.html_name: field.value() for field in ada.gets("texts/").context["form"]}
    ada.sends("sign-out/")

    late = ada.sends("texts/", **typed, do="show")

    assert late.status_code == 403
    assert "what you typed is still in it" in ada.says


def test_wrong_words_let_nobody_in_and_a_reviewer_s_words_do_not_either(running: OfficeFolder) -> None:
    del running
    made = ada_runs_the_line()
    somebody = Administrator(made, signed_in=False)

    wrong = somebody.sends("sign-in/", name="ada", words=" ".join(["abandon"] * 8))

    assert wrong.status_code == 403
    assert somebody.sends("sign-in/", name="ada", words="no").status_code == 422
    assert somebody.client.get(OFFICE).status_code == 302
