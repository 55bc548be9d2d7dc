"""The command line: one module a command, one boundary where every error becomes one line.

Nothing heavy is imported here: `fuhe --help` answers at once, and each command imports what it needs when it runs.
"""

from extractor.cli.boundary import main

__all__ = ["main"]
