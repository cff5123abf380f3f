"""The pages of the mailbox, without JavaScript."""
