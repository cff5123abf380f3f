"""Who runs the line: charter, channels, staff, keys."""
