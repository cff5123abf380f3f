"""What can happen to sealed things: a file a verb. Each action is one transaction and one journal entry."""
