"""Which static files a page brings: those that it names, and every module that these import."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator

COMMENTS = re.compile(r"/\*.*?\*/|^\s*//.*?$", re.DOTALL | re.MULTILINE)
AT_ONCE = re.compile(
    r"""^\s*(?:import|export)\s+(?:[\w\s{},*$]+?\sfrom\s+)?["'](\.[^"']+)["']""", re.MULTILINE
)
LATER = re.compile(r"""\bimport\(\s*["'](\.[^"']+)["']|\bnew URL\(\s*["']([^"']+)["'], import\.meta\.url""")


def with_imports(names: Iterable[str], text_of: Callable[[str], str], *, later: bool = True) -> set[str]:
    """These files and all that they import, by their names under the static address; without `later`, at once alone."""
    found = set[str]()
    waiting = set(names)
    while waiting:
        name = waiting.pop()
        found.add(name)
        waiting |= set(imported_by(name, text_of(name), later=later)) - found
    return found


def imported_by(name: str, text: str, *, later: bool = True) -> list[str]:
    """What one module imports; what its comments say of types does not count."""
    if not name.endswith(".js"):
        return []
    told = _named(COMMENTS.sub("", text), later=later)
    return [posixpath.normpath(posixpath.join(posixpath.dirname(name), one)) for one in told]


def _named(code: str, *, later: bool) -> Iterator[str]:
    yield from AT_ONCE.findall(code)
    if later:
        yield from (module or beside for module, beside in LATER.findall(code))
