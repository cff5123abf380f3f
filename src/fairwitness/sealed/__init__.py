"""Keeps cipher: tips, conversations, grants, letters, files."""
