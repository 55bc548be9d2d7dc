"""Which findings concern which rows: a reviewer wants to see it beside the score."""

from __future__ import annotations

import json
from dataclasses import dataclass

from extractor.storage.records import FindingRow, IndicatorRow, ReportRecords, StatementRow


@dataclass(frozen=True, slots=True)
class Marks:
    """Numbers of findings (from 1, as they are listed) by row of a table and by place in the text."""

    by_row: dict[tuple[str, int], tuple[int, ...]]
    by_place: tuple[tuple[int, int, int], ...]

    @classmethod
    def of(cls, records: ReportRecords) -> Marks:
        """The marks of the findings that blame the report."""
        blamed = [finding for finding in records.findings if finding.fault == "report"]
        places = tuple(
            (start, end, position)
            for position, finding in enumerate(blamed, start=1)
            for start, end in _places(finding)
        )
        by_row: dict[tuple[str, int], tuple[int, ...]] = {}
        for cell in records.cells:
            for start, _, position in places:
                if cell.char_start <= start < cell.char_end:
                    for row in range(cell.row_index, cell.row_index + cell.row_span):
                        key = (cell.table_id, row)
                        by_row[key] = tuple(dict.fromkeys((*by_row.get(key, ()), position)))
        return cls(by_row, places)

    def of_indicator(self, indicator: IndicatorRow) -> tuple[int, ...]:
        """The findings that compare something in the row of an indicator."""
        if indicator.table_id is None or indicator.row_index is None or indicator.role == "category":
            return ()
        return self.by_row.get((indicator.table_id, indicator.row_index), ())

    def of_statement(self, statement: StatementRow) -> tuple[int, ...]:
        """The findings that compare the figure of a statement."""
        found = [
            position
            for start, end, position in self.by_place
            if start < statement.char_end and statement.char_start < end
        ]
        return tuple(dict.fromkeys(found))


def _places(finding: FindingRow) -> list[tuple[int, int]]:
    pieces = json.loads(finding.evidence)
    return [(piece["char_start"], piece["char_end"]) for piece in pieces if "char_start" in piece]
