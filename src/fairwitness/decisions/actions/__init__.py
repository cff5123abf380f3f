"""What readers decide, a file a verb. Each action is one transaction."""
