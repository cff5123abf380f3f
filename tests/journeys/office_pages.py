"""The pages of whoever runs the line, each in the states that it has: a part of the walk."""

from __future__ import annotations

import base64
import functools
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from journeys.lines import run_fairwitness

if TYPE_CHECKING:
    from journeys.every_page import Walk
    from journeys.lines import RunningLine

NAME = "edda"  # the demo has an administrator of its own
TAKES_UP = """import sys; from pathlib import Path; from fairwitness.cli.running import set_up
folder = set_up(Path(sys.argv[1]), sys.argv[2]); import django; django.setup()
from fairwitness.office.actions import take_up; take_up(folder)"""
OF_DEMO, OF_OFFICE = "fairwitness.demo.settings", "fairwitness.site.settings"


def words_of_ada(line: RunningLine) -> str:
    """She runs this line from now on, without a new start of it."""
    return _made(
        str(line.folder / "office"), line.database, OF_DEMO if line.words()[0] == "demo" else OF_OFFICE
    )


@functools.cache
def _made(office: str, database: str, settings: str) -> str:
    told = run_fairwitness("keys", "administrator", NAME, "--shown-name", "Edda 林", "--dir", office)
    environment = {**os.environ, "FAIRWITNESS_DATABASE": database}
    subprocess.run([sys.executable, "-c", TAKES_UP, office, settings], env=environment, check=True)
    return " ".join(re.findall(r"^  \d{4}  (\w+)$", told, re.MULTILINE))


def code_now(secret: str) -> str:
    """What an app shows."""
    key = base64.b32decode(secret.replace(" ", ""))
    return TOTP(key, 6, SHA1(), 30, enforce_key_length=False).generate(int(time.time())).decode()  # noqa: S303 - RFC 6238


def pages_of_the_office(walk: Walk) -> Iterator[str]:
    """From the door to an invitation; in the end nothing waits, nobody is invited, and the app is off."""
    words = words_of_ada(walk.line)
    yield from _door(walk, words)
    yield from _own(walk, words)
    yield from _charter(walk)
    yield from _ways_in(walk)
    yield from _people(walk)


def _at(walk: Walk, path: str = "") -> None:
    walk.goes_to(f"desk/office/{path}")


def _press(walk: Walk, button: str) -> None:
    walk.page.locator(button).first.click()
    walk.page.wait_for_load_state()


def _fill(walk: Walk, **fields: str) -> None:
    for name, text in fields.items():
        walk.page.locator(f"main [name={name}]").first.fill(text)


def _door(walk: Walk, words: str) -> Iterator[str]:
    _at(walk)
    yield "office-sign-in"
    walk.goes_on()
    yield "office-sign-in-refused"
    _fill(walk, name=NAME, words=words)
    walk.goes_on()
    yield "office-versions"


def _own(walk: Walk, words: str) -> Iterator[str]:
    _at(walk, "signing-in/")
    yield "office-own"
    _press(walk, "button[value=new]")
    yield "office-own-refused"
    _fill(walk, words=words)
    _press(walk, "button[value=new]")
    yield "office-own-app"
    _press(walk, "button[value=add]")
    yield "office-own-app-refused"
    _fill(walk, code=code_now(walk.page.locator("main code").inner_text()))
    _press(walk, "button[value=add]")
    yield "office-own-codes"
    walk.page.locator("main .on a").click()
    yield "office-own-on"
    _fill(walk, words=words)
    walk.page.locator("#id_sure").check()
    _press(walk, "button[value=remove]")


def _charter(walk: Walk) -> Iterator[str]:
    _at(walk, "texts/")
    yield "office-texts"
    walk.page.evaluate(
        "document.querySelectorAll('[formtarget]').forEach((one) => one.removeAttribute('formtarget'))"
    )
    _press(walk, "button[value=preview-zh-hans]")
    yield "office-preview"
    _at(walk, "channels/public/")
    walk.page.evaluate(
        "document.querySelectorAll('[formtarget]').forEach((one) => one.removeAttribute('formtarget'))"
    )
    _press(walk, "button[value=preview-zh-hans]")
    yield "office-preview-channel"
    _at(walk, "texts/")
    _fill(walk, name__en="", exit="x")
    _press(walk, "button[value=show]")
    yield "office-texts-refused"
    _at(walk, "deadlines/")
    yield "office-numbers"
    _fill(walk, feedback_days="0")
    _press(walk, "button[value=show]")
    yield "office-numbers-refused"
    _fill(walk, feedback_days="60")
    _press(walk, "button[value=show]")
    yield "office-shown"
    _press(walk, "button[value=publish]")
    yield "office-waiting"
    _at(walk, "deadlines/")
    _fill(walk, feedback_days="50")
    _press(walk, "button[value=show]")
    yield "office-numbers-wait"
    _at(walk, "presets/")
    yield "office-presets"
    _press(walk, "button[value=show]")
    yield "office-presets-refused"
    _at(walk, "published/")
    yield "office-published"
    walk.goes_on()
    yield "office-published-refused"
    _fill(walk, retaliation="6", damage="120000", recovered="4500", currency="EUR")
    walk.goes_on()
    yield "office-published-entered"
    _at(walk)
    _press(walk, "main form[action$='/withdraw/'] button")
    yield "office-withdrawn"


def _ways_in(walk: Walk) -> Iterator[str]:
    _at(walk, "channels/")
    yield "office-ways-in"
    _press(walk, "main a[href$='/channels/public/']")
    yield "office-way-in"
    for box in walk.page.locator("main input[name=kinds]").all():
        box.uncheck()
    _press(walk, "button[value=show]")
    yield "office-way-in-refused"
    _at(walk, "channels/public/close/")
    yield "office-close"
    _press(walk, "button.grave")
    yield "office-close-refused"
    _at(walk, "new-channel/")
    yield "office-new-way-in"
    _press(walk, "button[value=show]")
    yield "office-new-way-in-refused"


def _people(walk: Walk) -> Iterator[str]:
    _at(walk, "people/")
    yield "office-people"
    _press(walk, "main a[href$='/out/']")
    yield "office-take-out"
    _press(walk, "button.grave")
    yield "office-take-out-refused"
    _at(walk, "invitations/")
    yield "office-invitations"
    walk.goes_on()
    yield "office-invitations-refused"
    _fill(walk, name=f"ines-{walk.number}", shown_name="Ines Álvarez 伊内斯")
    walk.page.locator("main [name=seat]").select_option(index=0)
    walk.goes_on()
    yield "office-invited"
    _press(walk, "main form[action$='/cancel/'] button")
    yield "office-cancelled"
