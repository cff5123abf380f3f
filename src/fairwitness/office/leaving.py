"""Whoever is out of the office stays out, whatever file of theirs is still there: the database is written first, and a cut may come between."""

from __future__ import annotations

import logging
from contextlib import suppress

from fairwitness.office.administrators import administrators
from fairwitness.office.folder import OfficeFolder
from fairwitness.office.inviting import cancel
from fairwitness.office.names import is_out_administrator, is_out_reader
from fairwitness.office.staff_files import WAITING, staff_records

log = logging.getLogger("fairwitness.leaving")


def remove_files(folder: OfficeFolder, name: str) -> None:
    """Nothing of somebody signs in, waits or stands on the next sheet. Their own file goes last: by it the start finds what is left."""
    cancel(folder, name)
    for ending in (WAITING, ".json"):
        (folder.staff / f"{name}{ending}").unlink(missing_ok=True)


def remove_left_over(folder: OfficeFolder) -> None:
    """The same for those who are out already. A file that holds anything else under such a name is somebody else's, and stays: the line says so."""
    left = [one.sign_in_name for one in staff_records(folder) if is_out_reader(one)]
    left += [
        one.sign_in_name
        for one in administrators(folder)
        if is_out_administrator(one.sign_in_name, one.password)
    ]
    for name in left:
        with suppress(
            OSError
        ):  # what cannot be removed keeps the line closed: it is refused like somebody else's
            remove_files(folder, name)
            log.error("somebody who is out of the office still had a file: it is removed")
