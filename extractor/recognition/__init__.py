"""Document to what it says: sections, facts, tables, quantities, statements, relations, criteria, leftovers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.recognition.recognise import recognise

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["pipeline", "recognise"]


def pipeline(model: str = "", packs_folder: str = "", fiscal_year: int | None = None) -> Language:
    """A spaCy `nlp` that marks the metrics of report text; see `extractor.recognition.prose.pipeline`."""
    # spaCy takes seconds to import; recognition does without it.
    from extractor.recognition.prose import pipeline as building

    return building.pipeline(model, packs_folder, fiscal_year)
