"""A sample of the damaged files of `tests/damaged_files.py`: no crash, no hang, each with a status."""

from __future__ import annotations

import time

import pytest
from damaged_files import damaged_files, sources, status
from harness import REPOSITORY

COUNT = 150
SECONDS = 30.0


@pytest.mark.parametrize("seed", [1, 2])
def test_every_damaged_file_ends_with_a_status(seed: int):
    shared = REPOSITORY.parent / "shared"
    ends = []
    for name, data in damaged_files(COUNT, seed, shared if shared.is_dir() else None):
        started = time.monotonic()
        ends.append(status(name, data, SECONDS))
        assert time.monotonic() - started < SECONDS + 5, name
    assert len(ends) == COUNT
    assert {"ok", "unreadable"} <= set(ends)


def test_the_sound_files_are_all_read():
    ends = {kind: status(kind, data) for kind, data in sources().items()}
    assert set(ends.values()) == {"ok"}, ends
