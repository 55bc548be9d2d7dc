"""What readers hand over: printed characters, and grids of cells made of them."""

from __future__ import annotations

from array import array
from dataclasses import dataclass

from extractor.model.spans import Place
from extractor.reading.paragraphs import joint


@dataclass(frozen=True, slots=True)
class Ink:
    """Printed characters of one source line.

    `boxes` holds four numbers a character (x0, top, x1, bottom in points from the top left), or is None where the
    format has no geometry. `number` is the source line (0: counted on). `before` goes between this piece and the one
    before it; None leaves it to the usual rule (a blank between Latin words only).
    """

    text: str
    page: int = 0
    boxes: array[float] | None = None
    number: int = 0
    before: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GridCell:
    """A cell that owns its position, as a reader found it; its lines are `inks`, `nested` the tables inside it."""

    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    inks: tuple[Ink, ...] = ()
    places: tuple[Place, ...] = ()
    confidence: float | None = None
    nested: tuple[Grid, ...] = ()

    @property
    def text(self) -> str:
        """The characters as printed, lines joined: for comparing cells while grids are stitched."""
        pieces: list[str] = []
        for ink in self.inks:
            pieces.append(between(ink, pieces[-1] if pieces else "") + ink.text)
        return "".join(pieces)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table before it is written into a document; the fields are those of `model.document.Table`."""

    cells: tuple[GridCell, ...]
    row_count: int
    column_count: int
    first_page: int = 0
    last_page: int = 0
    complete: bool = True
    faults: tuple[str, ...] = ()
    repeated_headers: tuple[str, ...] = ()
    page_breaks: tuple[int, ...] = ()
    merges_known: bool = True
    sheet: str = ""


def between(ink: Ink, last: str) -> str:
    """What goes between a piece of ink and the text before it."""
    if not last:
        return ""
    return joint(last, ink.text) if ink.before is None else ink.before
