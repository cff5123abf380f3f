"""The age format, tip codes, letters and padding: no Django, no I/O of its own."""
