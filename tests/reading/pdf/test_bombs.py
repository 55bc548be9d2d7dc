"""Small PDF files that ask for very much end within the limits of time and memory, with a status each."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

import pdf_bombs
import pytest

MEMORY = 3 * 1024**3
SECONDS = 240  # for all of them together, on a machine that is busy with more
READING = """
import sys
from pathlib import Path
from extractor.errors import LimitExceeded, UnreadableFile
from extractor.reading import Limits, read_file
for name in sys.argv[1:]:
    path = Path(name)
    try:
        document = read_file(path, limits=Limits(seconds=30))[0]
        print(path.stem, "read", len(document.pages))
    except (LimitExceeded, UnreadableFile) as failure:
        print(path.stem, type(failure).__name__, failure)
"""


def confine() -> None:
    """For the child: memory is what it may use, and a core file of a dead one is worth nothing."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


@pytest.fixture(scope="module")
def statuses(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What became of each bomb; all are read by one confined process, so that what one leaves behind shows too."""
    folder = tmp_path_factory.mktemp("bombs")
    paths: list[Path] = []
    for bomb in pdf_bombs.BOMBS:
        paths.append(folder / f"{bomb.__name__}.pdf")
        paths[-1].write_bytes(bomb())
    command = [sys.executable, "-c", READING, *map(str, paths)]
    done = subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", preexec_fn=confine, timeout=SECONDS, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return dict(line.split(" ", 1) for line in done.stdout.splitlines())


@pytest.mark.parametrize(
    ("bomb", "status"),
    [
        ("flate_bomb", "UnreadableFile"),
        ("object_stream_bomb", "UnreadableFile"),
        ("many_pages", "LimitExceeded"),
        ("lying_count", "UnreadableFile"),
        ("page_tree_in_a_circle", "UnreadableFile"),
        ("deep_page_tree", "UnreadableFile"),
        ("huge_content", "read 1"),
        ("million_segments", "UnreadableFile"),
        ("many_boxes", "UnreadableFile"),
        ("giant_page", "UnreadableFile"),
        ("deep_arrays", "UnreadableFile"),
    ],
)
def test_a_bomb_has_a_status(statuses: dict[str, str], bomb: str, status: str) -> None:
    assert statuses[bomb].startswith(status)


def test_every_bomb_is_looked_at(statuses: dict[str, str]) -> None:
    assert len(statuses) == len(pdf_bombs.BOMBS) > 0
