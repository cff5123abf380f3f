"""The closed list of kinds of harm. No charter adds to it, and none may name them otherwise.

What those in power do, and what is done to those who speak up, comes first. There is no "other", and no kind for what
somebody says, believes, belongs to, or whom they meet. One kind stands on every channel: who is punished for speaking up,
or is pressed to report on others, is answered by the scope guide, and must find where that belongs.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

ALWAYS = "retaliation"  # on every channel; also what the third answer of the scope guide is about
KINDS = {
    "abuse-of-office": _("Abuse of an office or position"),
    "corruption-fraud": _("Corruption or fraud"),
    "retaliation": _("Punished for speaking up, or pressed to report on others"),
    "danger-to-people": _("Danger to workers, patients, consumers or the public"),
    "unsafe-products": _("Unsafe products, transport, food or buildings"),
    "harm-to-the-environment": _("Harm to the environment"),
    "harm-to-animals": _("Harm to animals"),
    "discrimination-harassment-violence": _("Discrimination, harassment or violence"),
    "breach-of-privacy-or-security": _("Breach of privacy or computer security"),
    "breach-of-economic-law": _("Breach of competition, tax or procurement law"),
    "miscarriage-of-justice": _("Miscarriage of justice"),
    "concealment": _("Concealment of any of these"),
}
