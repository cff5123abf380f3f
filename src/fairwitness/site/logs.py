"""A log line says what kind of thing went wrong and where in the code, never with which words or for whom."""

from __future__ import annotations

import logging
import traceback

# Whatever the program itself says in a log, word for word: none of it is put together from anything.
SENTENCES = frozenset(
    [
        "a draft does not open, or was not signed by its mailbox",
        "a file could not be destroyed yet",
        "a file could not be stored",
        "a letter whose day has come was not sent",
        "a list that was applied in restoring is damaged: what it names is not published any more",
        "a part could not be taken up",
        "a part of a file is not on the disk any more",
        "a process ended by itself and is started again",
        "a reader was not told",
        "a request was not answered",
        "a round of the worker was not finished",
        "a tip whose time is over was not destroyed",
        "a version of the charter breaks a rule by now: it does not count, and the one before goes on",
        "an edited charter.toml was put aside as charter.edited.toml",
        "nor could that be said",
        "somebody who is out of the office still had a file: it is removed",
        "the charter cannot be taken up as it stands",
        "the list of what was destroyed could not be written",
        "the texts of letters cannot be taken up as they stand",
        "the worker slept, or the clock jumped: nothing is ended or destroyed by its clock for two days",
        "there is no room for a part",
    ]
)


class ContentFree(logging.Formatter):
    """Formats a record without its message's arguments, its path, its request or an exception's own words.

    Of messages only those are written that stand in `SENTENCES`: another one could hold what somebody typed.
    """

    def format(self, record: logging.LogRecord) -> str:
        """One line: level, logger, a sentence of ours, and for an exception its type and the frames it passed."""
        is_ours = isinstance(record.msg, str) and record.msg in SENTENCES
        line = f"{record.levelname} {record.name}{f': {record.msg}:' if is_ours else ''}"
        if not record.exc_info or record.exc_info[0] is None:
            return line.removesuffix(":")
        kind, _, trace = record.exc_info
        frames = (f"{frame.filename}:{frame.lineno}" for frame in traceback.extract_tb(trace))
        return f"{line} {kind.__name__} at {' < '.join(reversed(list(frames)))}"
