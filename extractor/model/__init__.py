"""The nouns of the program: standard library only, no I/O; every record is frozen."""
