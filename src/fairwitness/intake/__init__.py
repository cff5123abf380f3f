"""Writes a tip."""
