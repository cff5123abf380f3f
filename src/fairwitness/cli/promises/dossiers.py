"""Guards 3 to 5 and 8: no dossiers, no informers, volume is no evidence, rewards follow findings. What is not there is looked for."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires

from fairwitness.cli.promises.added import added
from fairwitness.cli.promises.found import (
    addresses,
    imports,
    in_place,
    listed,
    named,
    of_tips,
    sources,
    tables,
)

PERSONS = listed(
    "name alias person persons people suspect offender subject accused target victim witness informant dossier profile phone telephone mobile email mail street birth birthday nationality religion ethnicity party_of face voice plate photo portrait fingerprint latitude longitude"
)
SCORES = listed("score rating rank ranking reputation reliability trust risk tag tags label keyword")
INFORMERS = listed(
    "informer informant informants assignment mission quota point points badge level leaderboard bonus bounty referral_bonus"
)
SEARCHES = listed(
    "search find lookup match matching similar duplicate duplicates graph map heatmap persons suspects profile profiles tag tags"
)
PAID_BY = listed("point score rank ranking bonus bounty wallet leaderboard quota commission")
ALWAYS_OUT = {"works-on-this-line", "got-by-a-crime", "took-part", "paid-to-report"}
SEARCHED = (
    "icontains",
    "iregex",
    "SearchVector",
    "SearchQuery",
    "TrigramSimilarity",
    "istartswith",
    "CREATE VIRTUAL TABLE",
)
LIBRARIES = listed(
    "face_recognition cv2 opencv dlib insightface deepface mediapipe pytesseract easyocr openalpr phonenumbers whisper speechbrain resemblyzer torch tensorflow keras sklearn imagehash rapidfuzz jellyfish datasketch spacy networkx elasticsearch opensearchpy meilisearch whoosh"
)
OF_VOLUME = listed("count counts number_of volume similar similarity cluster burst duplicates priority")
DUE_BY = ("state", "received", "since", "deadlines")  # what a due day hangs on, and nothing else
ORDERS = ("review/queue.py", "sealed/states.py", "sealed/resting.py")
COUNTED = listed("tip tips staff person name place address by day")
BOUND = "days"  # within which of a few numbers of days something was done: it leads to no day


def no_dossiers() -> Iterator[str]:
    """Names of tables and columns that speak of a person, a tag or a score."""
    for table, columns in of_tips(tables()).items():
        for name in (table, *sorted(columns)):
            yield from (f"{table}: “{name}” speaks of {word}" for word in named(name, PERSONS | SCORES))


def same_tables() -> Iterator[str]:
    """Tables and columns that this release has not, or has and are not there; and triggers and indexes that it has not."""
    from django.apps import apps  # noqa: PLC0415 - after Django is set up

    own = {
        model._meta.db_table: frozenset(str(field.column) for field in model._meta.concrete_fields)  # noqa: SLF001 - Django's own name for it
        for model in apps.get_models(include_auto_created=True)
    }
    there = tables()
    yield from (f"the table {name} is none of this release" for name in sorted(there.keys() - own.keys() - {"django_migrations", "sqlite_sequence"}))  # fmt: skip
    for name, columns in own.items():
        yield from (
            f"{name}: {column} is none of this release"
            for column in sorted(there.get(name, columns) - columns)
        )
        yield from (
            f"{name}: {column} is missing" for column in sorted(columns - there.get(name, frozenset()))
        )
    yield from added()


def no_search() -> Iterator[str]:
    """Addresses that search, and code that would."""
    for one in addresses():
        yield from (f"the address {one} speaks of {word}" for word in named(one, SEARCHES))
    for file in sources():
        said = file.read_text("utf-8")
        yield from (f"{file.name} has {word}" for word in SEARCHED if word in said)


def no_counts_of_people() -> Iterator[str]:
    """Tables of counts with a column that leads to somebody."""
    counts = {name: columns for name, columns in of_tips(tables()).items() if named(name, {"count"})}
    for table, columns in counts.items():
        for name in sorted(columns - {BOUND}):
            yield from (f"{table}: {name} counts by {word}" for word in named(name, COUNTED))


def no_matching() -> Iterator[str]:
    """Libraries that compare faces, voices, plates, numbers or likeness."""
    for file, name in imports():
        if (library := name.partition(".")[0]) in LIBRARIES:
            yield f"{file.name} imports {library}"
    try:
        needed = requires("fairwitness") or []
    except PackageNotFoundError:  # run from its source
        needed = []
    for one in needed:
        if found := named(
            one.partition(";")[0], {library.replace("_", "") for library in LIBRARIES} | LIBRARIES
        ):
            yield f"the program needs {found[0]}"


def no_informers() -> Iterator[str]:
    """Tables, columns and addresses by which somebody would be given tasks, marks or money."""
    for table, columns in of_tips(tables()).items():
        for name in (table, *sorted(columns)):
            yield from (f"{table}: “{name}” speaks of {word}" for word in named(name, INFORMERS))
    for one in addresses():
        yield from (f"the address {one} speaks of {word}" for word in named(one, INFORMERS))


def volume() -> Iterator[str]:
    """Whatever would let a number of tips weigh."""
    from fairwitness.sealed.states import due_day  # noqa: PLC0415 - after Django is set up

    if tuple(inspect.signature(due_day).parameters) != DUE_BY:
        yield "a due day hangs on something else than a tip's own days"
    for name in sorted(tables()["sealed_tip"]):
        yield from (f"sealed_tip: {name} speaks of {word}" for word in named(name, OF_VOLUME))
    for file in sources():
        if file.as_posix().endswith(ORDERS) and ("Count(" in file.read_text("utf-8")):
            yield f"{file.name} counts what it puts in order"


def rewards() -> Iterator[str]:
    """Tables and addresses by which somebody would be paid in another way than the rules say, and rules that could be changed for a tip that was sent."""
    from fairwitness.office.rewards import AMOUNTS, ELIGIBLE, EXCLUDED, FINDING  # noqa: PLC0415 - after Django is set up

    for name, columns in tables().items():
        words = {word for one in (name, *columns) for word in named(one, PAID_BY)}
        yield from (f"the table {name} speaks of {word}" for word in sorted(words))
    for one in addresses():
        yield from (f"the address {one} speaks of {word}" for word in named(one, PAID_BY))
    if AMOUNTS > 3 or FINDING not in ELIGIBLE or not EXCLUDED.keys() >= ALWAYS_OUT:  # noqa: PLR2004 - requirements.md C3, C4
        yield "a charter could reward what is not confirmed, or whoever gets none"
    if "sealed_tip_rules" not in in_place():
        yield "the guard sealed_tip_rules is gone"
