from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from journeys.lines import RunningLine
from journeys.people import Reviewer, a_reviewer, a_tipster
from journeys.seeing import axe_source, violations
from js.pictures import DOCX, office
from playwright.sync_api import Browser, Locator, expect

DROP = """
    (form, [name, text]) => {
        const brought = new DataTransfer();
        brought.items.add(new File([text], name, { type: "text/plain" }));
        form.dispatchEvent(new DragEvent("drop", { dataTransfer: brought, bubbles: true, cancelable: true }));
    }
"""
PASTE = """
    (box, [name, text]) => {
        const brought = new DataTransfer();
        brought.items.add(new File([text], name, { type: "text/plain" }));
        box.dispatchEvent(new ClipboardEvent("paste", { clipboardData: brought, bubbles: true, cancelable: true }));
    }
"""
DONE = "Sealed, and arrived."


@contextmanager
def amara_reading(browser: Browser, line: RunningLine, told: str) -> Iterator[Reviewer]:
    with a_reviewer(browser, line) as amara:
        amara.signs_in()
        amara.opens_the_tip_that_says(told)
        yield amara


def rows(amara: Reviewer) -> Locator:
    return amara.page.locator(".arrived > li")


def test_hidden_details_are_named_and_removed_before_a_file_is_sealed(
    browser: Browser, line: RunningLine, tmp_path: Path
) -> None:
    report = tmp_path / "report.docx"
    report.write_bytes(office(DOCX))

    with a_tipster(browser, line) as lin:
        lin.tells("The kiln of hall 5 leaks.")
        with amara_reading(browser, line, "The kiln of hall 5 leaks.") as amara:
            amara.page.locator("#id_files").set_input_files(report)
            expect(rows(amara).locator("fieldset")).to_contain_text("a name: Lin & Wei")
            expect(amara.page.get_by_label("Remove them")).to_be_checked()
            assert violations(amara.page, axe_source()) == []
            amara.answers("Here is what we found.")
        lin.comes_back()
        received = lin.downloads("report.docx")

    assert b"Wei" not in received
    assert received.startswith(b"PK")


def test_what_is_evidence_is_kept_as_it_is(browser: Browser, line: RunningLine, tmp_path: Path) -> None:
    report = tmp_path / "report.docx"
    report.write_bytes(office(DOCX))

    with a_tipster(browser, line) as lin:
        lin.tells("The kiln of hall 6 leaks.")
        with amara_reading(browser, line, "The kiln of hall 6 leaks.") as amara:
            amara.page.locator("#id_files").set_input_files(report)
            amara.page.get_by_label("Keep them: they are evidence").check()
            amara.page.get_by_role("button", name="Seal this file").click()
            expect(rows(amara)).to_contain_text(DONE)
            amara.answers("Kept as it came.")
        lin.comes_back()

        assert lin.downloads("report.docx") == report.read_bytes()


def test_files_are_dropped_pasted_put_in_order_and_taken_out_again(
    browser: Browser, line: RunningLine, tmp_path: Path
) -> None:
    plan = tmp_path / "plan.txt"
    plan.write_text("a plan of the hall")

    with a_tipster(browser, line) as lin:
        lin.tells("The kiln of hall 7 leaks.")
        with amara_reading(browser, line, "The kiln of hall 7 leaks.") as amara:
            amara.page.locator("#id_files").set_input_files(plan)
            amara.page.locator("form[data-answer]").evaluate(DROP, ["dropped.txt", "let fall"])
            amara.page.locator("#id_text").evaluate(PASTE, ["pasted.txt", "from elsewhere"])
            expect(rows(amara)).to_have_count(3)
            expect(rows(amara).nth(2)).to_contain_text(DONE)
            rows(amara).nth(1).get_by_role("button", name="Take this file out").click()
            expect(amara.page.locator(".arrived .sum")).to_have_count(2)
            assert amara.page.evaluate("document.activeElement.closest('li') !== null")
            amara.answers("Two of three.")
        lin.comes_back()

        assert lin.downloads("plan.txt") == b"a plan of the hall"
        assert lin.downloads("pasted.txt") == b"from elsewhere"
