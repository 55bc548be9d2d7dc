"""Report facts of invented titles, covers, signatures and file names: the cases of `covers.toml`."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from recognition.prose.narratives import document_of

from extractor.packs import load_packs
from extractor.recognition import recognise


@lru_cache
def covers() -> tuple[dict[str, Any], ...]:
    """All cases."""
    path = Path(__file__).parent / "covers.toml"
    return tuple(tomllib.loads(path.read_text(encoding="utf-8"))["case"])


def test_there_are_covers() -> None:
    assert len(covers()) > 60


@pytest.mark.parametrize("cover", covers(), ids=lambda cover: cover["text"].strip().splitlines()[0])
def test_cover(cover: dict[str, Any]) -> None:
    report = recognise(document_of(cover["text"].strip("\n")), load_packs(), cover.get("file", ""))[0]
    facts = report.facts
    told = {
        "agency": facts.agency,
        "code": facts.region_code,
        "level": facts.level,
        "year": facts.fiscal_year,
        "kind": facts.kind.value,
        "project": facts.project,
    }
    assert {key: told[key] for key in told if key in cover} == {key: cover[key] for key in told if key in cover}
    assert cover.get("region", "") in facts.region
    if "conflict" in cover:
        assert any(cover["conflict"] in conflict for conflict in facts.conflicts)
