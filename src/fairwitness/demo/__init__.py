"""A made-up office, people and tips. Nothing that serves a real line imports this."""
