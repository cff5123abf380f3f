"""A line with one page more, on which a browser sends a file that it has made itself."""
