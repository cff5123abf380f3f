"""Which check keeps which promise. A promise more is a line in `names.py` and one here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from fairwitness.cli.promises import dossiers, dropped, guide, opened_names, rules
from fairwitness.cli.promises.names import PROMISES

KEPT_BY: Mapping[str, Callable[[], Iterator[str]]] = {
    "closed-list": rules.closed_list,
    "no-name-needed": rules.no_name_needed,
    "guide-first": guide.guide_first,
    "not-asked": rules.not_asked,
    "no-dossiers": dossiers.no_dossiers,
    "same-tables": dossiers.same_tables,
    "no-search": dossiers.no_search,
    "no-counts-of-people": dossiers.no_counts_of_people,
    "no-matching": dossiers.no_matching,
    "no-informers": dossiers.no_informers,
    "volume": dossiers.volume,
    "out-means-gone": rules.out_means_gone,
    "protected-conduct": rules.protected_conduct,
    "nothing-dropped": dropped.nothing_dropped,
    "two-confirm": rules.two_confirm,
    "two-export": rules.two_export,
    "two-pass-on": rules.two_pass_on,
    "two-keys": opened_names.two_keys,
    "rewards": dossiers.rewards,
    "thirty-days": rules.thirty_days,
    "database-guards": rules.database_guards,
    "layers": rules.layers,
}


def broken() -> dict[str, list[str]]:
    """Of each promise what is wrong; nothing where it holds."""
    return {name: list(KEPT_BY[name]()) for name in PROMISES}
