"""What happens once, before the line opens."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator

from django.core.checks import ERROR, run_checks
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from fairwitness.administration.reading import holds_anything
from fairwitness.decisions import guards as of_decisions
from fairwitness.decisions.guards_of_knowing import KNOWING, KNOWN_STAYS, TIPSTERS_HEARD
from fairwitness.decisions.unfounded import unfounded, warning
from fairwitness.journal.destroyed import publish
from fairwitness.journal.guards import GUARDS as OF_THE_JOURNAL
from fairwitness.office.actions import take_up
from fairwitness.office.folder import OfficeFolder
from fairwitness.office.guards_of_the_charter import ADMINISTRATORS, CHARTER, CHARTER_SHEETS
from fairwitness.office.problems import OfficeError
from fairwitness.office.versions import closed_by_file, take_up_file
from fairwitness.office.wrapping import make_key_of_today
from fairwitness.sealed.actions.files import sweep_what_was_cut
from fairwitness.sealed.guards import GUARDS as OF_TIPS
from fairwitness.sealed.guards import PASSED_ON, PROMISES, REFERRALS
from fairwitness.sealed.guards_of_advisers import ADVISERS
from fairwitness.sealed.guards_of_dropping import MOVED_WITH_ITS_STATE, NOT_DROPPED, ONE_READER_STAYS
from fairwitness.sealed.guards_of_hearing import HEARD
from fairwitness.sealed.guards_of_leaving import FILES, LEAVING, LEFT, LETTERS
from fairwitness.sealed.guards_of_letters import UNSENT
from fairwitness.sealed.guards_of_names import CUSTODIANS, NAMES, NAMES_STAY
from fairwitness.sealed.guards_of_promises import RULES_STAY
from fairwitness.sealed.guards_of_readers import KEPT_AWAY, KEYS, READERS
from fairwitness.sealed.guards_of_recorded import CAME_ANOTHER_WAY, RECORDED_STAYS
from fairwitness.sealed.storage import keep_names
from fairwitness.site.databases import is_half_restored
from fairwitness.site.one_line import only_here

log = logging.getLogger("fairwitness.starting")


def make_ready(folder: OfficeFolder) -> list[str]:
    """Check, migrate, put the database's guards back, take up charter and sheets, destroy what a cut left behind. Returns what is wrong, in sentences."""
    if problems := [
        f"{problem.id}: {problem.msg} {problem.hint or ''}"
        for problem in run_checks()
        if problem.level >= ERROR
    ]:
        return problems
    if connection.vendor == "sqlite":
        only_here(folder)
    folder.files.mkdir(mode=0o700, parents=True, exist_ok=True)
    keep_names(folder.data)
    keep_names(folder.path)
    if is_half_restored():
        return ["The restoring of this database was cut short. Drop it, and restore the backup once more."]
    bring_up_to_date()
    for one in unfounded():
        sys.stderr.write(f"{warning(one)}\n")
    if problems := list(_closes_over_tips(folder)):
        return problems
    try:
        if said := take_up_file(folder):
            sys.stderr.write(f"{said}\n")
        take_up(folder)
    except OfficeError as error:
        return [str(error)]
    if connection.vendor == "sqlite":
        # One server, held so by `only_here`, and it is starting: no form can still be on its way.
        sweep_what_was_cut()
    try:
        publish()
    except OSError:  # a full disk keeps no line shut; the worker tries again
        log.exception("the list of what was destroyed could not be written")
    make_key_of_today()
    connection.close()
    return []


def _closes_over_tips(folder: OfficeFolder) -> Iterator[str]:
    """An edited charter.toml closes no way in that the form for it would not close either."""
    for slug in sorted(closed_by_file(folder)):
        if holds_anything(slug):
            yield (
                f"charter.toml has no way in “{slug}” any more, and tips or drafts of it are still here: their pages need its words."
                " Put it back, and close it when they are gone. Until then its list of kinds can be made shorter."
            )


def bring_up_to_date() -> None:
    """Migrate the database, and put its guards back."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)
    for guarded, guards in (
        ("The journal was", OF_THE_JOURNAL),
        ("The table of tips was", OF_TIPS),
        ("What tips were promised was", PROMISES),
        ("Under which rules a tip was sent was", RULES_STAY),
        ("Passing tips on was", REFERRALS),
        ("What was passed on was", PASSED_ON),
        ("Who reads a tip was", READERS),
        ("That whoever guards names reads nothing was", CUSTODIANS),
        ("Opening names was", NAMES),
        ("What was signed about names was", NAMES_STAY),
        ("With which key readers write was", KEYS),
        ("Who is kept away from a tip was", KEPT_AWAY),
        ("What was published of the charter was", CHARTER),
        ("Which sheets were there before was", CHARTER_SHEETS),
        ("That an administrator has no key was", ADMINISTRATORS),
        ("What is not sent was", UNSENT),
        ("What leaves a tip was", LEAVING),
        ("Who is heard was", HEARD),
        ("Who advises was", ADVISERS),
        ("What has left the line was", LEFT),
        ("What letters say was", LETTERS),
        ("With which letter a file goes was", FILES),
        ("What somebody told was", NOT_DROPPED),
        ("That a tip keeps a reader was", ONE_READER_STAYS),
        ("Since when a tip stands where it does was", MOVED_WITH_ITS_STATE),
        ("What was recorded by staff was", CAME_ANOTHER_WAY),
        ("That it was recorded by staff was", RECORDED_STAYS),
        ("What readers grade was", of_decisions.GRADES),
        ("What two have found was", of_decisions.FINDINGS),
        ("That two confirm a tip was", of_decisions.CONFIRMED),
        ("What was decided was", of_decisions.DECIDED),
        ("That a tipster is heard was", TIPSTERS_HEARD),
        ("Who signs what a tipster knew was", KNOWING),
        ("What was signed of it was", KNOWN_STAYS),
    ):
        if gone := guards.put_back(connection):
            sys.stderr.write(f"{guarded} not guarded as it has to be, and is again: {', '.join(gone)}.\n")
