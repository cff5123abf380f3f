from __future__ import annotations

import pytest
from django import forms
from django.test.html import parse_html
from hypothesis import given
from hypothesis import strategies as st

from fairwitness.site.templatetags.choices import tick


@pytest.mark.parametrize("widget", [forms.RadioSelect, forms.CheckboxSelectMultiple])
@given(value=st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1), chosen=st.booleans())
def test_a_choice_looks_as_django_draws_it(widget: type[forms.Widget], value: str, *, chosen: bool) -> None:
    class Asked(forms.Form):
        use_required_attribute = False
        one = forms.MultipleChoiceField(choices=[(value, "yes"), ("other" + value, "no")], widget=widget)

    field = Asked({"one": [value]} if chosen else {})["one"]

    assert [parse_html(tick(choice)) for choice in field] == [parse_html(choice.tag()) for choice in field]
