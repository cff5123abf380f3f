"""Telling a reader that something waits at the desk, and never what."""
