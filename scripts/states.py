"""Writes docs/understanding/states.md, the diagram and the table of a tip's states, from `sealed/states.py`; `--check` only compares."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from fairwitness.sealed.states import OWNERS, STAGES, By, Due, State

PAGE = Path(__file__).resolve().parent.parent / "docs/understanding/states.md"
HEAD = """# The states of a tip

Made by `make states` from `src/fairwitness/sealed/states.py`, which is the one place that says which state may follow which. The
code and the database refuse every other move, on SQLite and on PostgreSQL (`sealed/guards.py`). A dashed line is a move that only what
two people have signed allows. From every state, the tipster may have everything destroyed. From triage on a sentence of the tip is marked;
one that comes back to its scope check is marked anew ([decision 20](../decisions/0020-the-mark.md)). Of the moves of two, passing a tip on is
built ([decision 21](../decisions/0021-passing-a-tip-on.md)); the database lets the others through for nobody yet.
"""
SEEN_BY = {By.LINE: "the line", By.BROWSER: "the browser", By.READERS: "readers tick it"}
NAMED = {"acknowledge_days": "the days to answer", "feedback_days": "the days for feedback"}


def main() -> int:
    """Write it; or with `--check` say that it is stale."""
    settings.configure(USE_I18N=False)  # in English, as it stands there
    made = "\n".join([HEAD, *diagram(), "", *table(), "", *tasks(), ""])
    if "--check" in sys.argv:
        if PAGE.is_file() and PAGE.read_text("utf-8") == made:
            return 0
        print("docs/understanding/states.md is not about the states as they are: make states")
        return 1
    PAGE.write_text(made, "utf-8")
    return 0


def diagram() -> Iterator[str]:
    """In Mermaid's words."""
    yield from ("```mermaid", "flowchart TD")
    yield from (f'  {state.name}["{state.label}"]' for state in State)
    for state, stage in STAGES.items():
        yield from (f"  {state.name} --> {after.name}" for after in stage.after)
        yield from (f"  {state.name} -. two .-> {after.name}" for after in stage.after_two)
    yield from ("  CLOSED --> DESTROYED", "```")


def table() -> Iterator[str]:
    """State by state."""
    yield "| state | who has it | due | what the readers do | what the tipster is told |"
    yield "| --- | --- | --- | --- | --- |"
    for state, stage in STAGES.items():
        told = (state.label, OWNERS[stage.owner], _due(stage.due), stage.readers, stage.tipster)
        yield f"| {' | '.join(map(str, told))} |"


def tasks() -> Iterator[str]:
    """What is to be done in each, and who sees that it is."""
    yield "What is to be done in each. The line sees what stands in the clear, a browser what it opens; the rest readers tick, sealed among them."
    yield from ("", "| state | to do | who sees that it is done |", "| --- | --- | --- |")
    for state, stage in STAGES.items():
        for task in stage.tasks:
            yield f"| {state.label} | {task.name} | {SEEN_BY[task.by]} |"


def _due(due: Due | None) -> str:
    if due is None:
        return "–"
    days = NAMED[due.days] if isinstance(due.days, str) else f"{due.days} days"
    return f"{days} from {'receipt' if due.from_receipt else 'the day of the state'}"


if __name__ == "__main__":
    sys.exit(main())
