"""What somebody outside can find out about a running line: a file for each thing that is looked at."""
