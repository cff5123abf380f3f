"""Tells Django of this stage."""

from __future__ import annotations

from django.apps import AppConfig


class ReviewConfig(AppConfig):
    """The desk: where reviewers work."""

    name = "fairwitness.review"
    label = "review"
