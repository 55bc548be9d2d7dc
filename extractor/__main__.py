"""`python -m extractor` does what `fuhe` does."""

from extractor.cli import main

main()
