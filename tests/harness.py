"""What tests share: where the real documents are, and the packs."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent


def shared(path: str) -> Path:
    """A real document from the folder of shared material; the test is skipped where that folder is absent."""
    root = Path(os.environ.get("FUHE_SHARED", REPOSITORY.parent / "shared"))
    if not root.is_dir():
        pytest.skip(f"the shared documents are not here: set FUHE_SHARED (looked for {root.name}/{path})")
    found = root / path
    assert found.exists(), f"{found} is missing from the shared documents"
    return found
