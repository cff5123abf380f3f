"""The administrator's pages: each change is shown before it is made."""
