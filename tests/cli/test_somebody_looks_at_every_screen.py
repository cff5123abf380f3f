"""A front before an honest line that changes what stands behind the guide, or what a page may do: each way in which a trial came past `verify`."""

from __future__ import annotations

from dataclasses import replace

import pytest
from cli.between import Answer, Between, served

from fairwitness.cli import main
from fairwitness.cli.outside import files
from fairwitness.cli.outside.loaded import Loaded
from fairwitness.cli.verify import NOT_WHOLE

AWAY = "https://police.example"
EVIL = b'<script src="/evil.js"></script></head>'


def asked(shown: Between, capsys: pytest.CaptureFixture[str]) -> tuple[int, list[str]]:
    """The exit code, and each line that is said."""
    with served(shown) as address:
        code = main(["verify", address])
    return code, [line.strip() for line in capsys.readouterr().out.splitlines()]


def test_a_screen_of_telling_that_runs_or_asks_something_else_is_told(
    shown: Between, capsys: pytest.CaptureFixture[str]
) -> None:
    shown.changes("/en/tell/public/story/", b"</head>", EVIL)
    shown.changes("/zh-hans/tell/public/you/", b'name="name"', b'name="name" required')
    shown.changes("/en/tell/public/screens/", b"<template", b'<form action="https://police.example/"></form><template')  # fmt: skip

    code, said = asked(shown, capsys)

    assert code == 1
    assert "unknown: /en/tell/public/story/ loads /evil.js" in said
    assert "leads away: /en/tell/public/screens/ asks or sends to https://police.example/" in said
    for path in ("/en/tell/public/story/", "/zh-hans/tell/public/you/", "/en/tell/public/screens/"):
        assert any(one.startswith(f"words: {path} says “") for one in said)


def test_a_draft_that_stays_when_somebody_leaves_is_told(
    shown: Between, capsys: pytest.CaptureFixture[str]
) -> None:
    shown.makes("/en/tell/public/check/", lambda answer: replace(answer, status=200))

    code, said = asked(shown, capsys)

    assert code == 1
    assert "kept: /en/tell/public/check/ opens the draft that was left" in said


def test_whatever_lets_a_page_do_more_or_leads_away_is_told(
    shown: Between, capsys: pytest.CaptureFixture[str]
) -> None:
    def hostile(answer: Answer) -> Answer:
        policy = answer.headers["content-security-policy"].replace("form-action 'self'; ", "")
        more = {"content-security-policy": f"{policy}; script-src-elem 'self' 'unsafe-inline' {AWAY}"}
        also = {"link": "</hide.css>; rel=stylesheet", "refresh": f"1; url={AWAY}", "referrer-policy": "unsafe-url"}  # fmt: skip
        return replace(answer, headers={**answer.headers, **more, **also})

    box = b'<form method="post" action="https://police.example/in"><textarea name="who"></textarea></form>'
    shown.changes("/en/about/", b"</main>", box + b'<img src="//police.example/pixel.gif"></main>')
    shown.changes("/en/about/", b"</head>", b'<meta http-equiv="refresh" content="1;url=/"></head>')
    shown.makes("/en/about/", hostile)

    code, said = asked(shown, capsys)

    assert code == 1
    assert {one for one in said if "/en/about/" in one} >= {
        "unguarded: /en/about/ lets browsers do something else than the release’s policy says",
        "unguarded: /en/about/ has another Referrer-Policy than the release",
        "leads away: /en/about/ has a header “link”",
        "leads away: /en/about/ has a header “refresh”",
        "leads away: /en/about/ asks or sends to https://police.example/in",
        "leads away: /en/about/ asks or sends to //police.example/pixel.gif",
        "unknown: /en/about/ has its own “http-equiv”",
        "box: /en/about/ has a box for words, “who”, where the release has none",
    }


def test_a_walk_that_came_to_its_end_proves_nothing(
    shown: Between, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MOST_PAGES", 5)

    code, said = asked(shown, capsys)

    assert code == NOT_WHOLE
    proven, _, left = "\n".join(said).partition("Not looked at:")
    assert "No page that links lead to" not in proven
    assert "the walk ended after 5 pages; links lead to" in left


@pytest.mark.parametrize(
    ("html", "told"),
    [
        ('<!--><script src="/evil.js"></script><!-- -->', {"<!--"}),
        ('<title><!--</title><script src="/evil.js"></script>--></title>', {"<!--"}),
        ('<textarea><script src="/a.js"></textarea><script src="/evil.js"></script>', {"script"}),
        ('<noscript><p title="</noscript><script src=/evil.js></script>"></noscript>', {"<"}),
        ('<![CDATA[> <script src="/evil.js"></script> ]]>', {"<![", "<!--"}),
        ("<?xml-stylesheet href='/hide.css'?>", {"<?", "<!--"}),
        ('<iframe srcdoc="&lt;script&gt;"></iframe>', {"srcdoc", "iframe"}),
    ],
)
def test_what_one_reader_of_a_page_takes_for_a_remark_and_another_for_a_script_is_seen(
    html: str, told: set[str]
) -> None:
    loaded = Loaded(f"<!doctype html>{html}<!--   -->")

    assert set(loaded.inside) & told or "/evil.js" in loaded.files


def test_our_own_padding_is_no_remark() -> None:
    assert Loaded("<!doctype html><p>Words</p><!--     -->").inside == []
