"""Many documents: finding them, guarding against each, resuming, writing in order."""
