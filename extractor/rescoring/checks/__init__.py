"""The check functions, one for each rule of the catalogue, by family."""
