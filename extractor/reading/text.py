"""Plain text and TSV."""

from __future__ import annotations

from extractor.model.document import Document


def read_text(data: bytes, name: str) -> Document:
    """Placeholder of the reader of plain text."""
    return Document(text=data.decode("utf-8"), format="text", reader="text")
