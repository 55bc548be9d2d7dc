"""Hits of a search, each with the words in their surroundings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

from extractor.cli.output.layout import visible
from extractor.cli.output.words import word
from extractor.cli.settings import Settings
from extractor.storage.searching import Hit

_BEFORE, _AFTER = 24, 48


def hit_lines(hits: Sequence[Hit], words: Sequence[str], settings: Settings) -> Iterator[str]:
    """One line a hit under one heading a report."""
    pick = settings.language.pick
    current = None
    for hit in hits:
        if hit.report_id != current:
            current = hit.report_id
            year = f" {hit.fiscal_year}" if hit.fiscal_year else ""
            yield click.style(f"{hit.report_id}  {hit.agency or hit.file_name}{year}", bold=True)
        page = pick(f"第 {hit.page} 页", f"page {hit.page}") if hit.page is not None else ""
        yield f"  [{word(hit.kind, settings.language)}] {page}  {_surroundings(hit.text, words)}"
    if not settings.quiet:
        yield pick(f"共 {len(hits)} 处", f"{len(hits)} place(s)")


def _surroundings(text: str, words: Sequence[str]) -> str:
    flat = visible(text)
    starts = [position for position in (flat.casefold().find(sought.casefold()) for sought in words) if position >= 0]
    middle = min(starts, default=0)
    start, end = max(0, middle - _BEFORE), middle + _AFTER
    return ("…" if start else "") + flat[start:end] + ("…" if end < len(flat) else "")
