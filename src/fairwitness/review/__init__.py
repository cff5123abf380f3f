"""The desk: where reviewers work."""
