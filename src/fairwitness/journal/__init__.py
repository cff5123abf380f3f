"""What was done, never what was said."""
