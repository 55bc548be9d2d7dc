"""What single cells say: names with points and numbering, scores, totals, grades, money units."""

from __future__ import annotations

from dataclasses import dataclass

from regex import Match

from extractor.model.quantities import Dimension, Quantity
from extractor.model.report import Printed
from extractor.packs import Packs
from extractor.packs.patterns import Pattern
from extractor.packs.vocabulary import bare, normal
from extractor.recognition.numbers import read_quantity

GROUP = "recognition/tables"
_LONGEST = 400
_OPENING, _CLOSING = "(（", ")）"
_STRAY = ")）】]」 "
_NOTHING = frozenset({"", "/", "-", "—", "——", "--", "－", "无", "…", "……", "\\", "／", "不适用", "暂无"})
_GRADES = {"优秀": "优", "良好": "良"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """An indicator's name as a cell gives it; `points` are full marks printed inside the name."""

    text: str
    points: str = ""
    bare_points: str = ""


def pattern(packs: Packs, name: str) -> Pattern:
    """A shape of `patterns/recognition/tables.toml`."""
    return packs.patterns.get(GROUP, name)


def seek(packs: Packs, name: str, text: str) -> Match[str] | None:
    """The shape `name` in a short text; long texts are no labels, names or totals."""
    return None if len(text) > _LONGEST else pattern(packs, name).search(text)


def is_nothing(text: str) -> bool:
    """Whether a cell says that there is nothing: blank, a stroke, dots."""
    return normal(text) in _NOTHING


def read_name(text: str, packs: Packs) -> Name:
    """The name in a cell without numbering, marks and points."""
    name = text.lstrip(_STRAY)
    while (match := seek(packs, "numbering", name)) is not None and match.end() < len(name):
        name = name[match.end() :].lstrip()
    name = _paired(name)
    for shape in ("name-points", "name-points-tail"):
        if (match := seek(packs, shape, name)) is not None and match["name"]:
            return Name(text=match["name"].strip("：: "), points=match["points"])
    match = seek(packs, "name-points-bare", name)
    if match is not None and match["name"] and packs.tables.category_level(match["name"]) is not None:
        return Name(text=match["name"], bare_points=match["points"])
    return Name(text=name.strip("：:；;、 ") or name)


def _paired(text: str) -> str:
    """`text` without closing brackets that nothing opens: a page break put them into the wrong cell."""
    depth = 0
    kept: list[str] = []
    for character in text:
        if character in _CLOSING and not depth:
            continue
        depth += (character in _OPENING) - (character in _CLOSING)
        kept.append(character)
    return "".join(kept)


def is_placeholder(text: str, packs: Packs) -> bool:
    """Whether a name is one of a blank form: 指标2, ……."""
    return is_nothing(text) or seek(packs, "placeholder-name", text) is not None


def read_score(printed: Printed, packs: Packs) -> Quantity | None:
    """A score or full marks."""
    if printed.span is None or is_nothing(printed.text):
        return None
    found = read_quantity(printed.text, packs, start=printed.span.start, dimension=Dimension.SCORE)
    if found is None or found.value is None:
        return None
    return found if found.unit.dimension in (Dimension.SCORE, Dimension.NONE, Dimension.SHARE) else None


def read_grade(text: str, packs: Packs) -> str:
    """The grade in a cell, in the four words of the rules where it is one of them; empty for none."""
    match = seek(packs, "grade-word", text)
    if match is not None:
        return _GRADES.get(match["grade"], match["grade"])
    ticked = list(pattern(packs, "grade-ticked").finditer(text[:_LONGEST]))
    if len(ticked) != 1:
        return ""
    grade = ticked[0]["grade"] or ticked[0]["grade2"]
    return _GRADES.get(grade, grade)


def money_unit(text: str, packs: Packs) -> str:
    """The money unit that a header or label declares; empty for none."""
    match = seek(packs, "money-unit", text)
    return "" if match is None else match["unit"]


def starts_note(text: str, packs: Packs) -> bool:
    """Whether a row is a note under the form."""
    return text.startswith(packs.tables.note_starts)


def same_label(first: str, second: str) -> bool:
    """Whether two labels are the same word."""
    return bare(first) == bare(second)
