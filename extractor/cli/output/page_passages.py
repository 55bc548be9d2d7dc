"""The passages of a report that findings compare, with every compared place marked and linkable."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from extractor.cli.output.places import section_path
from extractor.cli.settings import Language
from extractor.storage.records import ReportRecords

_LONGEST = 1200  # characters of one passage; a table row can be long


class Passages:
    """Collects the places that are linked to, then writes the lines around them."""

    def __init__(self, records: ReportRecords, anchor: str, language: Language) -> None:
        self._records = records
        self._anchor = anchor
        self._language = language
        self._marks: set[tuple[int, int]] = set()

    def link(self, start: int | None, end: int | None) -> str:
        """The anchor of a place; empty where it has none."""
        if start is None or end is None or not 0 <= start < end <= len(self._records.text.text):
            return ""
        self._marks.add((start, end))
        return f"{self._anchor}-{start}-{end}"

    def lines(self, heading: str) -> Iterator[str]:
        """The passages in the order of the text; nothing when no place was linked."""
        if not self._marks:
            return
        yield f"<h2>{heading}</h2>"
        text = self._records.text.text
        by_line: dict[tuple[int, int], list[tuple[int, int]]] = {}
        for start, end in sorted(self._marks):
            line = (text.rfind("\n", 0, start) + 1, _line_end(text, end))
            by_line.setdefault(line, []).append((start, end))
        for (begin, finish), marks in sorted(by_line.items()):
            yield f'<div class="passage"><div class="where">{escape(self._where(begin))}</div>'
            yield self._marked(text, begin, finish, marks) + "</div>"

    def _where(self, offset: int) -> str:
        pages = [page.page for page in self._records.pages if page.char_start <= offset < page.char_end]
        told = [self._language.pick(f"第 {pages[0]} 页", f"page {pages[0]}")] if pages else []
        path = section_path(offset, self._records)
        return " · ".join([*told, path] if path else told)

    def _marked(self, text: str, begin: int, finish: int, marks: list[tuple[int, int]]) -> str:
        pieces: list[str] = []
        position = begin
        first, last = marks[0][0], marks[-1][1]
        if finish - begin > _LONGEST:  # keep the marked part and some of its surroundings
            position = max(begin, first - _LONGEST // 4)
            finish = min(finish, max(last, first + _LONGEST))
            pieces.append("…")
        for start, end in marks:
            anchor = f'<a id="{self._anchor}-{start}-{end}"></a>'
            if start < position:  # inside or across the one before: only its anchor
                pieces.append(anchor)
                continue
            pieces += (escape(text[position:start]), anchor, "<mark>", escape(text[start:end]), "</mark>")
            position = end
        pieces.append(escape(text[position:finish]))
        return "".join(pieces).replace("\t", " │ ").replace("\n", "<br>")


def _line_end(text: str, offset: int) -> int:
    end = text.find("\n", offset)
    return len(text) if end < 0 else end
