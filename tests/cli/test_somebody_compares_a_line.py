from __future__ import annotations

import json
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import brotli  # type: ignore[import-untyped]  # it brings no types
import pytest
from cli.between import Answer, Between, served
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.test import Client

import fairwitness
from fairwitness.cli import main
from fairwitness.cli.browsing import PACKS
from fairwitness.cli.outside.telling import SCREENS
from fairwitness.cli.verify import NOT_WHOLE
from fairwitness.cli.visiting import Visitor
from fairwitness.site.client import fingerprint, own_manifest, read_manifest, served_files

PACKAGE = Path(fairwitness.__file__).parent
AGE = "crypto/browser/age.js"


def static_names() -> set[str]:
    """Everything that Django finds to serve, by its name under the static address."""
    found = [(storage, path) for finder in get_finders() for path, storage in finder.list([])]
    return {
        f"{prefix}/{path}" if (prefix := getattr(storage, "prefix", "")) else path for storage, path in found
    }


def compared(shown: Between, capsys: pytest.CaptureFixture[str], *more: str) -> tuple[int, list[str]]:
    """The exit code, and what was found."""
    with served(shown) as address:
        code = main(["verify", address, *more])
    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    return code, [
        line for line in lines if line.split(":")[0] in ("differs", "missing", "unknown", "unguarded")
    ]


def test_a_line_of_this_release_hands_out_what_the_release_says(
    shown: Between, capsys: pytest.CaptureFixture[str]
) -> None:
    code, found = compared(shown, capsys)

    assert (code, found) == (NOT_WHOLE, [])
    sent = {target for method, target in shown.asked if method == "POST"}
    assert sent == {"/en/tell/public/scope/", "/zh-hans/tell/public/scope/"}
    assert {told["Accept-Encoding"] for told in shown.told} == {PACKS, "br", "gzip", "identity"}
    assert not [told for told in shown.told if "python" in str(told).lower()]
    carried = {target for (_, target), told in zip(shown.asked, shown.told, strict=True) if "Cookie" in told}
    walked = {f"/{lang}/tell/public/{name}/" for lang in ("en", "zh-hans") for name in ("scope", "aside", *SCREENS)}  # fmt: skip
    assert carried == walked | {"/en/leave/"}


def test_each_question_is_asked_in_the_words_of_tor_browser(
    shown: Between, capsys: pytest.CaptureFixture[str]
) -> None:
    compared(shown, capsys)

    first = ["Host", "User-Agent", "Accept", "Accept-Language", "Accept-Encoding"]
    fetched = ["Sec-Fetch-Dest", "Sec-Fetch-Mode", "Sec-Fetch-Site"]
    rest = ["Upgrade-Insecure-Requests", *fetched, "Sec-Fetch-User", "Priority"]
    by = {tuple(told) for told in shown.told}
    assert by == {
        (*first, "Sec-GPC", "Connection", *rest),
        (*first, "Sec-GPC", "Connection", "Cookie", *rest),
        (*first, "Sec-GPC", "Connection", "Referer", *fetched, "Priority"),
        (*first, "Content-Type", "Content-Length", "Origin", "Sec-GPC", "Connection", "Referer", "Cookie", *rest),
    }  # fmt: skip
    asked = zip(shown.asked, shown.told, strict=True)
    pages = {told["Accept-Encoding"] for (_, target), told in asked if not target.startswith("/static/")}
    assert pages == {PACKS}


def test_nothing_is_asked_for_twice_and_all_of_it_over_one_connection(
    shown: Between, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _ = compared(shown, capsys)

    without_a_tab = [
        (target, told["Accept-Encoding"])
        for (_, target), told in zip(shown.asked, shown.told, strict=True)
        if "Cookie" not in told and told.get("Origin") is None
    ]
    tabs = [
        f"/{one}/tell/public/scope/" for one in ("en", "en", "zh-hans")
    ]  # each asks for its own form once more
    assert code == NOT_WHOLE
    assert sorted(without_a_tab) == sorted([*set(without_a_tab), *((one, PACKS) for one in tabs)])
    assert shown.connections == 1


def test_a_connection_that_the_line_has_ended_is_made_anew(shown: Between) -> None:
    shown.hangs_up = True
    with served(shown) as address, closing(Visitor(address)) as visitor:
        answers = [visitor.get(path).status for path in ("/charter.toml", "/line.pub", "/numbers.json")]

    assert answers == [200, 200, 200]
    assert shown.connections == 3


def test_every_file_that_is_served_is_on_the_list() -> None:
    listed = set(read_manifest(own_manifest(PACKAGE))[1])

    found = static_names()

    assert listed == found == set(served_files(PACKAGE))


def test_a_file_with_one_more_line_is_named(shown: Between, capsys: pytest.CaptureFixture[str]) -> None:
    shown.changes(
        settings.STATIC_URL + AGE, b"// @ts-check\n", b"// @ts-check\nfetch('//listener.example/');\n"
    )

    code, found = compared(shown, capsys)

    assert (code, found) == (1, [f"differs: {AGE}"])


def test_a_file_that_is_another_one_for_some_browsers_is_named(
    shown: Between, capsys: pytest.CaptureFixture[str]
) -> None:
    shown.changes(settings.STATIC_URL + AGE, b"// @ts-check\n", b"", ("gzip",))

    code, found = compared(shown, capsys)

    assert (code, found) == (1, [f"differs: {AGE} (as gzip)"])


def test_a_file_that_is_not_there_is_named(shown: Between, capsys: pytest.CaptureFixture[str]) -> None:
    shown.loses(settings.STATIC_URL + "vendor/age.js")

    code, found = compared(shown, capsys)

    assert (code, found) == (1, ["missing: vendor/age.js"])


@pytest.mark.parametrize(
    ("added", "told"),
    [
        ('<script src="https://elsewhere.example/a.js"></script>', "loads https://elsewhere.example/a.js"),
        ('<script type="module" src="/static/000000000000/vendor/age.js"></script>', "loads /static/000000000000/vendor/age.js"),
        ('<link rel="modulepreload" href="/other.js">', "loads /other.js"),
        ('<link rel="stylesheet" href="//elsewhere.example/a.css">', "loads //elsewhere.example/a.css"),
        ("<script>alert(1)</script>", "has its own “script”"),
        ('<script type="importmap">{"imports": {}}</script>', "has its own “script”"),
        ('<img src="/x" onerror="alert(1)">', "has its own “onerror”"),
        ('<a href=" JavaScript:alert(1)">x</a>', "has its own “href”"),
        ('<iframe src="/en/"></iframe>', "has its own “iframe”"),
        ('<base href="https://elsewhere.example/">', "has its own “base”"),
    ],
)  # fmt: skip
def test_what_a_page_runs_beside_the_list_is_named(
    added: str, told: str, shown: Between, capsys: pytest.CaptureFixture[str]
) -> None:
    shown.changes("/en/mailbox/", b"</head>", f"{added}</head>".encode())

    code, found = compared(shown, capsys)

    assert (code, found) == (1, [f"unknown: /en/mailbox/ {told}"])


def test_a_page_that_lets_browsers_run_more_is_named(
    shown: Between, capsys: pytest.CaptureFixture[str]
) -> None:
    def looser(answer: Answer) -> Answer:
        policy = answer.headers["content-security-policy"]
        more = policy.replace("script-src 'self'", "script-src 'self' 'unsafe-inline'")
        return replace(answer, headers={**answer.headers, "content-security-policy": more})

    shown.makes("/en/about/", looser)

    assert compared(shown, capsys) == (
        1,
        ["unguarded: /en/about/ lets browsers do something else than the release’s policy says"],
    )


def test_a_redirect_that_leads_elsewhere_is_not_followed(
    shown: Between, capsys: pytest.CaptureFixture[str]
) -> None:
    elsewhere = Between(shown.line)

    with served(elsewhere) as other:
        for door in ("/", "/desk/", "/reply/"):
            shown.makes(door, lambda _: Answer(302, {"location": f"{other}/en/"}))
        code, _ = compared(shown, capsys)

    assert code == 2
    assert elsewhere.asked == []


def test_a_line_that_cannot_be_asked_is_another_thing_than_one_that_differs(
    shown: Between, capsys: pytest.CaptureFixture[str]
) -> None:
    for door in ("/", "/desk/", "/reply/", "/charter.toml"):
        shown.loses(door)
    with served(shown) as address:
        nothing_there = main(["verify", address])
    gone = main(["verify", address])
    no_address = main(["verify", "ftp://127.0.0.1/"])

    told = capsys.readouterr().err.splitlines()
    assert (nothing_there, gone, no_address) == (2, 2, 2)
    assert len(told) == 3
    assert all(line.startswith("fairwitness: ") for line in told)


def test_a_file_that_unpacks_without_end_is_not_unpacked(
    shown: Between, capsys: pytest.CaptureFixture[str]
) -> None:
    endless = brotli.compress(bytes(64 * 1024 * 1024), quality=1)
    packed = {"content-type": "text/javascript", "content-encoding": "br"}
    shown.makes(settings.STATIC_URL + AGE, lambda _: Answer(200, packed, endless))

    with served(shown) as address:
        code = main(["verify", address])

    assert code == 2
    assert "larger than any file of ours" in capsys.readouterr().err


def test_an_onion_address_is_asked_through_a_proxy(
    shown: Between, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with served(shown) as proxy:
        monkeypatch.setenv("http_proxy", proxy)
        code = main(["verify", "http://abcdefghijklmnop.onion"])

    assert code == NOT_WHOLE
    assert all(target.startswith("http://abcdefghijklmnop.onion/") for _, target in shown.asked)
    assert "abcdefghijklmnop.onion" in capsys.readouterr().out


def test_the_list_of_another_release_can_be_named(
    shown: Between, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    told = json.loads(own_manifest(PACKAGE))
    told["files"][AGE] = "0" * 64
    other = tmp_path / "client.json"
    other.write_text(json.dumps(told))

    code, found = compared(shown, capsys, "--manifest", str(other))

    assert (code, found) == (1, [f"differs: {AGE}"])


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_line_shows_the_fingerprint_of_the_list_and_says_what_it_proves(
    language: str, client: Client, shown: Between, capsys: pytest.CaptureFixture[str]
) -> None:
    page = client.get(f"/{language}/about/").content.decode()

    with served(shown) as address:
        main(["verify", address])

    printed = capsys.readouterr().out.splitlines()[0].partition("client ")[2]
    assert printed == fingerprint(own_manifest(PACKAGE))
    assert f"<code>{printed}</code>" in page
    assert {"en": "It does not prove that", "zh-hans": "不能证明"}[language] in page
