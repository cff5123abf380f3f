"""The clocks: what was told is destroyed when its time is over."""
