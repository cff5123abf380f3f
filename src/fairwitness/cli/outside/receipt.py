"""Whether the line stands by a receipt that somebody was given."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fairwitness.cli.outside import release, words
from fairwitness.cli.outside.files import Walk
from fairwitness.cli.outside.line import Line
from fairwitness.crypto.receipts import Receipt, ReceiptError, read_receipt

if TYPE_CHECKING:
    from fairwitness.sealed.receipts import Place

PATH = "/en/receipt/"


def wrong_receipt(line: Line, walk: Walk) -> Iterator[str]:
    """A receipt that is false, or that the line's own page does not answer for as the release answers for one that holds."""
    if line.told.receipt is None:
        return
    text = line.told.receipt.read_text("utf-8", "replace")
    try:
        receipt = read_receipt(text, line.office_key)
    except ReceiptError as error:
        yield f"receipt: {error}"
        return
    answer = line.visitor.send(PATH, {"text": text}).body.decode("utf-8", "replace")
    yield from _answered(answer, walk, text, receipt)


def _answered(answer: str, walk: Walk, text: str, receipt: Receipt) -> Iterator[str]:
    from fairwitness.sealed.receipts import Place  # noqa: PLC0415 - after Django is set up

    other = {one: _difference(answer, walk, _page(text, receipt, one)) for one in Place}
    if not other[Place.NOWHERE]:
        yield "receipt: the line has signed it, and its journal does not say the same"
    elif other[Place.CHAINED] and other[Place.WAITS]:
        yield f"receipt: {PATH} {other[Place.CHAINED]}"


def _difference(answer: str, walk: Walk, expected: str) -> str:
    return words.difference(answer, walk.static, expected, release.static())


def _page(text: str, receipt: Receipt, place: Place) -> str:
    """What the release shows of a receipt that the journal has there."""
    from django.utils import translation  # noqa: PLC0415 - after Django is set up

    from fairwitness.mailbox.forms import ReceiptForm  # noqa: PLC0415 - the same
    from fairwitness.mailbox.views.receipts import TEMPLATE, shown_of  # noqa: PLC0415 - the same

    form = ReceiptForm({"text": text})
    form.full_clean()
    with translation.override("en"):
        return release.page("en", PATH, TEMPLATE, shown_of(form, receipt, place))
