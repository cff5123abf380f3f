"""Fair Witness: a tip line that protects both people."""
