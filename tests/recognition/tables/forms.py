"""Building tables for tests: a form drawn in text becomes a Document with spans, as a reader would deliver it.

One line a row, cells between bars. `^` is covered by the cell above, `<` by the cell at the left. With
`merges_known=False` covered cells become empty, as copies flattened to text have them.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from extractor.model.document import Cell, Document, Page, Paragraph, Table
from extractor.model.spans import Span
from extractor.packs import load_packs
from extractor.recognition.tables import TableReading, read_tables


@dataclass(slots=True)
class _Writer:
    text: str = ""
    paragraphs: list[Paragraph] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)

    def paragraph(self, line: str) -> None:
        start = len(self.text)
        self.text += line + "\n"
        self.paragraphs.append(Paragraph(span=Span(start=start, end=start + len(line)), page=1))

    def table(self, drawing: str, merges_known: bool, breaks: tuple[int, ...]) -> None:
        rows = [[cell.strip() for cell in line.strip().split("|")] for line in drawing.splitlines() if line.strip()]
        width = max(map(len, rows))
        start = len(self.text)
        cells: list[Cell] = []
        for row, texts in enumerate(rows):
            row_cells = _owners(rows, row, width) if merges_known else [(c, 1, 1) for c in range(len(texts))]
            for column, height, across in row_cells:
                text = texts[column] if texts[column] not in ("^", "<") else ""
                at = len(self.text)
                self.text += text + "\t"
                span = Span(start=at, end=at + len(text))
                cells.append(Cell(row=row, column=column, row_span=height, column_span=across, text=text, span=span))
            self.text = self.text[:-1] + "\n" if row_cells else self.text + "\n"
        self.tables.append(
            Table(
                ordinal=len(self.tables),
                cells=tuple(cells),
                row_count=len(rows),
                column_count=width,
                first_page=1,
                last_page=1,
                span=Span(start=start, end=len(self.text)),
                merges_known=merges_known,
                page_breaks=breaks,
            )
        )


def _owners(rows: list[list[str]], row: int, width: int) -> list[tuple[int, int, int]]:
    found = []
    for column, text in enumerate(rows[row]):
        if text in ("^", "<"):
            continue
        across = 1
        while column + across < len(rows[row]) and rows[row][column + across] == "<":
            across += 1
        if column + across == len(rows[row]) < width:
            across = width - column
        height = 1
        while row + height < len(rows) and column < len(rows[row + height]) and rows[row + height][column] == "^":
            height += 1
        found.append((column, height, across))
    return found


def document(*parts: str, merges_known: bool = True, breaks: tuple[int, ...] = ()) -> Document:
    """A document of paragraphs (parts without a bar) and tables (parts with bars), in order."""
    writer = _Writer()
    for part in parts:
        if "|" in part:
            writer.table(part, merges_known, breaks)
        else:
            for line in part.strip().splitlines():
                writer.paragraph(line.strip())
    end = len(writer.text)
    return Document(
        text=writer.text,
        format="docx" if merges_known else "tsv",
        reader="test",
        pages=(Page(number=1, width=595, height=842, span=Span(start=0, end=end), source="flow"),),
        paragraphs=tuple(writer.paragraphs),
        tables=tuple(writer.tables),
    )


def read(*parts: str, merges_known: bool = True, breaks: tuple[int, ...] = ()) -> TableReading:
    """What `read_tables` makes of such a document."""
    made = document(*parts, merges_known=merges_known, breaks=breaks)
    return read_tables(made, Span(start=0, end=len(made.text)), load_packs())


def rows(reading: TableReading) -> list[str]:
    """The leaves in one line each: role where it is not a plain leaf, path, points, score, target, actual."""
    found = []
    for entry in reading.indicators:
        if entry.role == "category":
            continue
        path = [entry.name]
        parent = entry.parent
        while parent is not None:
            path.insert(0, reading.indicators[parent].name)
            parent = reading.indicators[parent].parent
        figures = ["-" if quantity is None else quantity.number_text for quantity in (entry.points, entry.stated_score)]
        texts = [text for text in (entry.target_text.text, entry.actual_text.text) if text]
        role = "" if entry.role == "leaf" else f"{entry.role} "
        found.append(f"{role}{'/'.join(path)} {' '.join(figures)} {' '.join(texts)}".strip())
    return found


def funds(reading: TableReading) -> list[str]:
    """The rows of the funds block in one line each."""
    roles = ("initial", "adjusted", "received", "spent", "rate", "points", "stated_score")
    return [
        f"{budget.scope} {budget.item} "
        + " ".join(
            "-" if quantity is None else quantity.number_text for quantity in (getattr(budget, role) for role in roles)
        )
        for budget in reading.budgets
    ]


def categories(reading: TableReading) -> list[str]:
    """The categories in one line each: level, name, points."""
    return [
        f"{entry.level} {entry.name} {'-' if entry.points is None else entry.points.number_text}"
        for entry in reading.indicators
        if entry.role == "category"
    ]
