"""Which static files a page brings: those that it names, and every module that these import."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable

COMMENTS = re.compile(r"/\*.*?\*/|^\s*//.*?$", re.DOTALL | re.MULTILINE)
IMPORTED = re.compile(
    r"""^\s*(?:import|export)\s[^"';]*?["'](\.[^"']+)["']|\bimport\(\s*["'](\.[^"']+)["']""", re.MULTILINE
)


def with_imports(names: Iterable[str], text_of: Callable[[str], str]) -> set[str]:
    """These files and all that they import, at once or later, by their names under the static address."""
    found = set[str]()
    waiting = set(names)
    while waiting:
        name = waiting.pop()
        found.add(name)
        waiting |= set(imported_by(name, text_of(name))) - found
    return found


def imported_by(name: str, text: str) -> list[str]:
    """What one module imports; what its comments say of types does not count."""
    if not name.endswith(".js"):
        return []
    told = [at_once or later for at_once, later in IMPORTED.findall(COMMENTS.sub("", text))]
    return [posixpath.normpath(posixpath.join(posixpath.dirname(name), one)) for one in told]
