"""What happens once, before the line opens."""

from __future__ import annotations

import sys

from django.core.checks import ERROR, run_checks
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from fairwitness.journal.guards import GUARDS as OF_THE_JOURNAL
from fairwitness.office.actions import take_up
from fairwitness.office.folder import OfficeFolder
from fairwitness.office.problems import OfficeError
from fairwitness.office.wrapping import make_key_of_today
from fairwitness.sealed.actions.files import sweep_what_was_cut
from fairwitness.sealed.guards import GUARDS as OF_TIPS
from fairwitness.sealed.storage import keep_names
from fairwitness.site.one_line import only_here


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
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)
    for guarded, guards in (("The journal was", OF_THE_JOURNAL), ("The table of tips was", OF_TIPS)):
        if gone := guards.put_back(connection):
            sys.stderr.write(f"{guarded} without guards, and has them again: {', '.join(gone)}.\n")
    try:
        take_up(folder)
    except OfficeError as error:
        return [str(error)]
    if connection.vendor == "sqlite":
        # One server, held so by `only_here`, and it is starting: nothing can still be on its way.
        sweep_what_was_cut()
    make_key_of_today()
    connection.close()
    return []
