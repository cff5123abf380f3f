"""Where the person reported on answers: a mailbox of their own, from which nothing of the tipster's can be seen."""
