"""A log line says what kind of thing went wrong and where in the code, never with which words or for whom."""

from __future__ import annotations

import logging
import traceback


class ContentFree(logging.Formatter):
    """Formats a record without its message's arguments, its path, its request or an exception's own words."""

    def format(self, record: logging.LogRecord) -> str:
        """One line: level, logger, and for an exception its type and the frames it passed."""
        line = f"{record.levelname} {record.name}"
        if not record.exc_info or record.exc_info[0] is None:
            return line
        kind, _, trace = record.exc_info
        frames = (f"{frame.filename}:{frame.lineno}" for frame in traceback.extract_tb(trace))
        return f"{line} {kind.__name__} at {' < '.join(reversed(list(frames)))}"
