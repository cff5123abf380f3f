"""SQLite as a durable, fair database: see `base`."""
