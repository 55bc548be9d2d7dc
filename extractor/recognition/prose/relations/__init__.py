"""Relations: which figures of the prose hang together, one kind of wording a module; `finding` puts them together."""
