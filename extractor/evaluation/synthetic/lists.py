"""The synthesizer's own word lists and layouts, read once."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

_DATA = Path(__file__).resolve().parent / "data"


@cache
def words() -> dict[str, Any]:
    """`data/words.toml`."""
    return _load("words")


@cache
def layouts() -> dict[str, Any]:
    """`data/schemes.toml`."""
    return _load("schemes")


@cache
def frames() -> dict[str, Any]:
    """`data/frames.toml`: sentence frames of narratives."""
    return _load("frames")


@cache
def criteria() -> dict[str, Any]:
    """`data/criteria.toml`: criterion wordings with the bases that go with them."""
    return _load("criteria")


def scheme(name: str) -> dict[str, Any]:
    """The layout called `name`."""
    return next(entry for entry in layouts()["scheme"] if entry["name"] == name)


def load(path: Path) -> dict[str, Any]:
    """A TOML file whose numbers are decimals."""
    return tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)


def _load(name: str) -> dict[str, Any]:
    return load(_DATA / f"{name}.toml")
