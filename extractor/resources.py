"""Where the bundled data is: inside the wheel, or beside `pyproject.toml` in a checkout."""

from __future__ import annotations

from pathlib import Path

from extractor.errors import ResourceMissing

_PACKAGE = Path(__file__).resolve().parent


def bundled(kind: str) -> Path:
    """The folder of bundled data called `kind` (`patterns` or `db`).

    A checkout counts only when a `pyproject.toml` stands beside the folder: without that condition a broken wheel
    would read some other distribution's `site-packages/db`.

    Raises:
        ResourceMissing: neither place exists.
    """
    in_wheel = _PACKAGE / "_bundled" / kind
    if in_wheel.is_dir():
        return in_wheel
    checkout = _PACKAGE.parent
    in_checkout = checkout / kind
    if in_checkout.is_dir() and (checkout / "pyproject.toml").is_file():
        return in_checkout
    raise ResourceMissing(
        f"the bundled folder {kind!r} is missing",
        where=str(_PACKAGE),
        expected=f"{in_wheel} or {in_checkout} beside a pyproject.toml",
        todo="Install fuhe again",
    )
