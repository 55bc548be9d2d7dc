"""Finders look only where the signs stand that they need: what they need must never hide what they would find."""

from __future__ import annotations

import pytest
from recognition.prose.narratives import cases, report_of

from extractor.model.claims import Relation
from extractor.recognition.prose.relations.cues import Cues, Needed


def test_without_signs_no_finder_finds_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every finder is let loose on every passage of all cases: the relations stay what they are."""
    texts = [case.text for case in cases()]
    gated = [_relations(text) for text in texts]
    monkeypatch.setattr(Cues, "hold", _always)
    for text, found in zip(texts, gated, strict=True):
        assert _relations(text) == found, text


def _relations(text: str) -> tuple[Relation, ...]:
    return report_of(text).relations


def _always(cues: Cues, needed: Needed) -> bool:
    return bool(needed)
