"""How results are shown: as text for the terminal, as JSON, as a page."""
