"""Anyone reads who handles tips and what the line promises, without telling anything, without JavaScript."""

from __future__ import annotations

import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.test import Client
from made_up_office import FOLDER
from pytest_django import Settings

from fairwitness.crypto.encoding import b64
from fairwitness.office.charter import Texts, load
from fairwitness.office.folder import OfficeFolder
from fairwitness.office.founding import found, preset_text

HOSTILE = """"><script>alert(1)</script><img src=x onerror='alert(2)'>&amp; {{ 7|add:7 }} {% now "Y" %} ]]> --> 您好"""
ABOUT = {
    "en": (
        "Within 7 days of its arrival we tell you that your tip is here.",
        "Within 90 days after that we tell you what we did or will do, and why.",
        "If it is nothing for us: 14 days after we told you so.",
        "If it was not confirmed: 60 days after we closed it.",
        "If it was confirmed: 365 days after we closed it",
        "An honest mistake is never punished. A report that is knowingly false may be.",
        "hindering a report, retaliating against someone who reported, and betraying who they are",
        "You need no proof. It is enough to have reasonable grounds to believe that it is true",
        "we never say whether there is a tip about somebody",
    ),
    "zh-hans": (
        "收到线索后 7 天内，我们会告诉您已经收到。",
        "此后 90 天内，我们会告诉您做了什么、打算做什么，以及为什么。",
        "告诉您以后 14 天",
        "未能查实的：结束以后 60 天",
        "得到证实的：结束以后 365 天",
        "无心弄错，绝不会受罚。明知不实还要反映的，可能受罚。",
        "阻拦别人反映、报复反映的人、泄露反映人身份的，同样可能受罚",
        "合理的理由相信事情属实",
        "我们从不说明有没有涉及某个人的线索",
    ),
}


class Page(HTMLParser):
    """What a browser makes of a page: its elements, their attributes, and the text between."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data


def page(client: Client, address: str) -> Page:
    response = client.get(address)
    assert response.status_code == 200
    assert not response.cookies
    return Page(response.content.decode())


def texts_of(thing: object) -> list[Texts]:
    """Every text of a charter, wherever it stands."""
    if isinstance(thing, Texts):
        return [thing]
    inner = thing if isinstance(thing, tuple) else vars(thing).values() if hasattr(thing, "__dict__") else ()
    return [text for one in inner for text in texts_of(one)]


@pytest.mark.parametrize("language", ABOUT)
@pytest.mark.usefixtures("office")
def test_the_information_page_says_what_has_to_be_known(language: str, client: Client) -> None:
    charter = load(FOLDER.charter)

    shown = page(client, f"/{language}/about/")

    assert [sentence for sentence in ABOUT[language] if sentence not in shown.text] == []
    assert [one for one in texts_of(charter.about) if one.of[language] not in shown.text] == []
    assert all(reader.name.of[language] in shown.text for one in charter.channels for reader in one.readers)


@pytest.mark.parametrize("language", ABOUT)
@pytest.mark.usefixtures("office")
def test_the_first_page_promises_the_same_days_in_the_same_words(language: str, client: Client) -> None:
    receipt, feedback = ABOUT[language][:2]

    first, about = page(client, f"/{language}/"), page(client, f"/{language}/about/")

    assert receipt in first.text
    assert feedback in first.text
    assert {receipt, feedback} <= {line.strip() for line in about.text.splitlines()}


@pytest.mark.usefixtures("office")
def test_the_page_is_the_same_for_everybody_who_asks(client: Client) -> None:
    first = client.get("/en/about/")
    again = Client(headers={"referer": "https://search.example/"}).get("/en/about/?name=Lin")

    assert first.content == again.content


@pytest.mark.parametrize("language", ABOUT)
@pytest.mark.usefixtures("office")
def test_every_word_of_the_charter_is_shown_in_every_language(language: str, client: Client) -> None:
    charter = load(FOLDER.charter)

    shown = page(client, f"/{language}/charter/")

    texts = texts_of(charter)
    assert len(texts) > 20
    assert [text for one in texts for text in one.of.values() if text not in shown.text] == []
    assert ("lang", "zh-Hans") in shown.attributes
    assert ("lang", "en") in shown.attributes


@pytest.mark.usefixtures("office")
def test_the_hash_is_of_the_file_that_anyone_can_fetch(client: Client) -> None:
    file = client.get("/charter.toml")
    sheet = client.get("/sheets/public")

    shown = page(client, "/en/charter/")

    digest = hashlib.sha256(file.content).digest()
    assert file.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert digest.hex() in shown.text
    assert b64(digest) in shown.text
    assert b64(digest) in sheet.content.decode()
    assert "Key sheet 1 of “public” names this very file." in " ".join(shown.text.split())


@pytest.mark.usefixtures("office")
def test_a_change_that_no_sheet_was_signed_for_shows(
    client: Client, tmp_path: Path, settings: Settings
) -> None:
    settings.FOLDER = found(tmp_path / "office")  # the sheets in the database name another file

    shown = page(client, "/en/charter/")

    assert "names an earlier file; the next one is not signed yet" in shown.text


@pytest.mark.parametrize("page_name", ["about", "charter"])
@pytest.mark.parametrize(("asked", "language"), [("zh-CN,zh", "zh-hans"), ("en", "en")])
@pytest.mark.usefixtures("office")
def test_a_short_address_leads_to_the_page_in_the_readers_language(
    page_name: str, asked: str, language: str, client: Client
) -> None:
    response = client.get(f"/{page_name}", headers={"accept-language": asked})

    assert response.status_code == 302
    assert response.headers["Location"] == f"/{language}/{page_name}/"
    assert "accept-language" in response.headers["Vary"].lower()


@pytest.mark.usefixtures("office")
def test_the_footer_leads_there_from_the_first_page(client: Client) -> None:
    shown = page(client, "/en/")

    assert ("href", "/en/about/") in shown.attributes
    assert ("href", "/en/charter/") in shown.attributes


@pytest.fixture
def hostile_office(tmp_path: Path, settings: Settings) -> OfficeFolder:
    """An office whose every text would like to be more than text."""
    inside = HOSTILE.replace('"', '\\"')
    text = re.sub(
        r'((?:en|zh-hans) = )"(?:[^"\\]|\\.)*"', lambda found: f'{found[1]}"{inside}"', preset_text()
    )
    settings.FOLDER = found(tmp_path / "office", text)
    return OfficeFolder(settings.FOLDER.path)


@pytest.mark.parametrize(
    "address", ["/en/", "/en/about/", "/zh-hans/about/", "/en/charter/", "/zh-hans/charter/"]
)
@pytest.mark.usefixtures("office")
def test_nothing_of_a_charter_becomes_markup(
    address: str, client: Client, hostile_office: OfficeFolder
) -> None:
    texts = texts_of(load(hostile_office.charter))

    shown = page(client, address)

    assert {text for one in texts for text in one.of.values()} == {HOSTILE}
    assert HOSTILE in shown.text
    assert shown.elements.isdisjoint({"script", "img"})
    assert not [value for _, value in shown.attributes if value and "alert" in value]
