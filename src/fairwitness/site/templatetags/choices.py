"""The buttons of a choice."""

from __future__ import annotations

from django import template
from django.forms.boundfield import BoundWidget
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def tick(choice: BoundWidget) -> SafeString:
    """The input of one choice, as Django's own `tag`, which renders four templates for each: a third of what a page cost."""
    option = choice.data
    attributes = flatatt(option["attrs"])
    return format_html(
        '<input type="{}" name="{}" value="{}"{}>',
        option["type"],
        option["name"],
        option["value"],
        attributes,
    )
