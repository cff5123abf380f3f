"""What no program can prove, as each output says last."""

LIMIT = "A changed copy of this program can say anything; a reviewer with keys can copy what they may read."
