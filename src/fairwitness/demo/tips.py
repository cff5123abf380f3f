"""Made-up tips, sent the way a browser without JavaScript sends them."""

from __future__ import annotations

from fairwitness.crypto.letters import Answer
from fairwitness.intake.actions import send
from fairwitness.intake.drafts import Draft
from fairwitness.office.reading import channel
from fairwitness.sealed.models import Tip
from fairwitness.sealed.sealing import Words

TIPS = (
    (
        "danger-to-people",
        (
            "The guard on press 4 has been tied open with cable since the first week of the month, because the light curtain "
            "stops it six times a shift. I saw it myself on the night of the 9th. The foreman said it would be mended after "
            "the audit. On the 12th a colleague lost the tip of a finger; the accident book says he was cutting cartons."
        ),
    ),
    (
        "corruption-fraud",
        (
            "我在区里的养老院做会计。今年的伙食费每人每天按 38 元报账，实际送来的菜每人不到 15 元，差额打进一家去年才登记的配送公司，"
            "法人是院长的外甥。我见过三个月的送货单和付款凭证，送货单上的签名不是收货人写的。老人们瘦了很多，家属来问，说是“饮食清淡”。"
        ),
    ),
    (
        "retaliation",
        (
            "I told our ward manager in writing that the night shift was logging medication rounds that never happened. Two days "
            "later my rota was changed to weekends only, and a colleague told me that she had been asked to write down whatever I say."
        ),
    ),
)


def fill_demo() -> None:
    """Send them once; into an empty line only."""
    way_in = channel("public")
    if way_in is None or Tip.objects.exists():
        return
    for kind, text in TIPS:
        send(Draft.begin(), way_in, Words(text, [Answer("kind", kind)]))
