"""How a command says what is wrong."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable

from fairwitness.office.charter import CharterError
from fairwitness.office.problems import OfficeError


def told(run: Callable[[argparse.Namespace], int], chosen: argparse.Namespace) -> int:
    """One clear line for what is wrong with the office, its charter or its files."""
    try:
        return run(chosen)
    except (OfficeError, CharterError) as error:
        print(error, file=sys.stderr)
    except BrokenPipeError:
        raise  # nobody reads on: no fault of the office
    except OSError as error:
        print(f"{error.filename}: {error.strerror}" if error.filename else error, file=sys.stderr)
    return 1
