from __future__ import annotations

import ast
import logging
import re
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path

import pytest
from django.conf import settings
from django.http import HttpResponse, HttpResponseBase
from django.test import Client
from pages import Page
from raw_http import field, form, get, post
from server import Running, running
from waiting import comes_true

import fairwitness
from fairwitness.site.front.environ import environ_of
from fairwitness.site.front.handler import Handler, refusal
from fairwitness.site.headers import HEADERS
from fairwitness.site.logs import SENTENCES, ContentFree

pytestmark = pytest.mark.django_db
ABOUT_LIN = {
    "User_Agent": "Lin's browser",
    "X_Forwarded_For": "198.51.100.7",
    "Accept_Language": "canary-lang",
}


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


def has_our_headers(answer: HttpResponseBase) -> bool:
    policy = answer.headers.get("Content-Security-Policy", "").split("; ")
    return {"default-src 'none'", "script-src 'self'"} <= set(policy) and HEADERS.items() <= dict(
        answer.items()
    ).items()


@pytest.mark.urls("failing_urls")
@pytest.mark.parametrize(
    ("path", "host", "status"),
    [
        ("/en/", "elsewhere.example", 400),
        ("/refuses/", "localhost", 400),
        ("/denies/", "localhost", 403),
        ("/en/nowhere/", "localhost", 404),
        ("/nowhere", "localhost", 404),
        ("/fails/canary/", "localhost", 500),
    ],
)
def test_a_page_of_ours_says_what_to_do_and_tells_nothing(
    client: Client, path: str, host: str, status: int
) -> None:
    answer = client.get(path, headers={"Host": host})

    page = Page(answer.content.decode())
    assert answer.status_code == status
    assert has_our_headers(answer)
    assert not answer.cookies
    assert "canary" not in page.text
    assert "/en/" in page.links()


@pytest.mark.parametrize("status", [400, 403, 413, 503])
@pytest.mark.parametrize(("language", "html"), [("en", "en"), ("zh-hans", "zh-Hans")])
def test_what_the_front_refuses_is_refused_on_a_page_of_ours(status: int, language: str, html: str) -> None:
    scope = {
        "method": "POST",
        "raw_path": f"/{language}/tell/public/files/".encode(),
        "query_string": b"canary",
    }
    scope |= {"http_version": "1.1", "scheme": "http", "headers": [(b"host", b"localhost")]}

    answer = Handler().respond_with(refusal(HTTPStatus(status)), environ_of(scope))

    assert isinstance(answer, HttpResponse)
    assert answer.status_code == status
    assert has_our_headers(answer)
    assert f'<html lang="{html}">' in answer.content.decode()
    assert "canary" not in answer.content.decode()


@pytest.fixture(scope="module")
def failing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp("failing"), {"DJANGO_SETTINGS_MODULE": "failing_line"}) as line:
        yield line


@pytest.mark.parametrize(
    "path", ["/fails/canary-path/?canary-query", "/en/nowhere-canary/", "/denies/?canary"]
)
def test_nothing_of_a_request_that_fails_is_in_the_log(failing: Running, path: str) -> None:
    get(failing.port, path, Cookie="canary=canary", **ABOUT_LIN)
    post(failing.port, path, form(field("text", "canary-text")), Cookie="form=canary", **ABOUT_LIN)

    written = failing.log.read_text()
    assert "canary" not in written
    assert "198.51.100.7" not in written
    assert "Lin" not in written


def test_the_log_says_what_failed_and_where(failing: Running) -> None:
    reply = post(failing.port, "/fails/canary/", form(field("text", "canary")))

    assert reply.status == 500
    assert comes_true(lambda: re.search(r"RuntimeError.*\n", failing.log.read_text()) is not None), (
        failing.log.read_text()
    )
    (line, *_) = [line for line in failing.log.read_text().splitlines() if "RuntimeError" in line]
    assert re.fullmatch(r"ERROR django\.request RuntimeError at \S+failing_urls\.py:\d+( < \S+:\d+)*", line)


def test_no_logger_writes_in_any_other_form() -> None:
    names = [None, *logging.Logger.manager.loggerDict]
    handlers = [handler for name in names for handler in logging.getLogger(name).handlers]

    ours = [one for one in handlers if not type(one).__module__.startswith("_pytest")]

    assert ours
    assert {type(one.formatter) for one in ours if type(one) is not logging.NullHandler} == {ContentFree}
    assert {type(one) for one in ours} <= {logging.StreamHandler, logging.NullHandler}


def test_nobody_is_mailed_and_no_visitor_sees_a_debugging_page() -> None:
    assert not settings.ADMINS
    assert not settings.MANAGERS
    assert not settings.DEBUG
    assert "mail" not in str(settings.LOGGING).lower()


@pytest.mark.parametrize("message", ["canary %s", "canary"])
def test_a_line_holds_neither_message_nor_arguments_nor_an_error_s_words(message: str) -> None:
    try:
        int("canary")
    except ValueError as error:
        told = (ValueError, error, error.__traceback__)
    record = logging.LogRecord("fairwitness.front", logging.ERROR, "canary", 1, message, ("canary",), told)

    line = ContentFree().format(record)

    assert line.startswith(f"ERROR fairwitness.front ValueError at {Path(__file__)}:")
    assert "canary" not in line


def test_the_log_says_in_words_what_whoever_runs_the_line_is_to_know() -> None:
    sentence = (
        "the worker slept, or the clock jumped: nothing is ended or destroyed by its clock for two days"
    )
    record = logging.LogRecord(
        "fairwitness.retention", logging.ERROR, "canary", 1, sentence, ("canary",), None
    )

    assert ContentFree().format(record) == f"ERROR fairwitness.retention: {sentence}"


def test_whatever_the_program_logs_is_a_sentence_of_the_list_and_holds_nothing_else() -> None:
    package = Path(fairwitness.__file__).parent
    calls = [call for file in package.rglob("*.py") for call in logged_in(ast.parse(file.read_text("utf-8")))]

    said = [call.args[0].value for call in calls if isinstance(call.args[0], ast.Constant)]

    assert {len(call.args) for call in calls} == {1}
    assert {word.arg for call in calls for word in call.keywords} <= {"exc_info"}
    assert len(said) == len(calls)
    assert set(said) == SENTENCES
    assert not [sentence for sentence in SENTENCES if "%" in sentence or "{" in sentence]


def logged_in(tree: ast.AST) -> Iterator[ast.Call]:
    """What a module hands to a logger of ours: each is named `log`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            of = node.func.value
            if isinstance(of, ast.Name) and of.id == "log" and node.func.attr != "setLevel":
                yield node


def test_every_logger_of_ours_has_the_name_by_which_it_is_looked_for() -> None:
    package = Path(fairwitness.__file__).parent
    modules = {file: file.read_text("utf-8") for file in package.rglob("*.py") if "vendor" not in file.parts}

    ours = [text for file, text in modules.items() if "promises" not in file.parts]  # which listens to all
    loggers = {line for text in ours for line in text.splitlines() if "getLogger(" in line}

    assert loggers
    assert [
        line for line in loggers if not re.match(r'log = logging\.getLogger\("fairwitness\.\w+"\)$', line)
    ] == []
