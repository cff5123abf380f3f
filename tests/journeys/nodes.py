"""What a page is made of, those parts included that no script can read: nodes as the browser's own tools tell them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Node = dict[str, Any]


def all_within(node: Node) -> Iterator[Node]:
    """The node, and every node in it, closed shadow roots as well."""
    yield node
    for inner in [*node.get("children", []), *node.get("shadowRoots", [])]:
        yield from all_within(inner)


def texts_in(node: Node) -> list[str]:
    """Every piece of text."""
    return [inner["nodeValue"] for inner in all_within(node) if inner["nodeName"] == "#text"]


def attribute(node: Node, name: str) -> str:
    """Empty where it has none of this name."""
    pairs = node.get("attributes", [])
    return str(dict(zip(pairs[0::2], pairs[1::2], strict=True)).get(name, ""))
