"""fuhe 复核: a published self-evaluation report goes in, findings come out."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("fuhe")
except PackageNotFoundError:  # a bare checkout on the path, not installed
    __version__ = "0+unknown"
