"""Scores told in a row beside their whole though no word ties them to it.

自评总分 93.9 分。预算执行得 9.4 分，产出得 46 分，…: they are its parts if their full marks make up its own, or if they
add up to it. A row that nearly adds up is a misprint only where nothing else can be missing.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

import regex

from extractor.model.claims import StatementKind
from extractor.model.intervals import total
from extractor.model.slips import is_misprint
from extractor.packs import Packs
from extractor.recognition.prose.scores.drafts import Draft
from extractor.recognition.prose.scores.figures import GROUP
from extractor.recognition.prose.scores.kin import FULL, Family, finest_place, meant, score_of

# How many paragraphs without a score may stand between a whole and its parts, or between two parts.
_APART = 2
_MOST_PARTS = 30
_FEWEST = 3
_FEW = 12
# No category has fewer points: a row that falls short by less left no category out.
_LEAST_CATEGORY = Decimal(4)
_MOST_OVER = Decimal(5)
_HALF = Decimal("0.5")
# Points given or taken beside the categories: then a difference is no misprint.
_BESIDE = regex.compile(r"[加减]分项?|附加分?|奖励分|倒扣", regex.VERSION1)


@dataclass(frozen=True, slots=True)
class _Rows:
    """The drafts, with the finest place of their scores."""

    drafts: tuple[Draft, ...]
    finest: Decimal
    packs: Packs

    def value(self, index: int) -> Decimal:
        return score_of(self.drafts[index])

    def fits(self, whole: int, parts: Sequence[int]) -> bool:
        added = total(meant(self.drafts[part], self.finest) for part in parts)
        return meant(self.drafts[whole], self.finest).meets(added)

    def short_of(self, whole: int, parts: Sequence[int]) -> Decimal:
        return self.value(whole) - sum((self.value(part) for part in parts), Decimal(0))

    def near(self, one: int, other: int) -> bool:
        return abs(self.drafts[one].passage.ordinal - self.drafts[other].passage.ordinal) <= _APART

    def points(self, index: int) -> Decimal | None:
        points = self.drafts[index].points
        return points.value if points is not None else None

    def make_up(self, whole: int, parts: Sequence[int]) -> bool:
        """Whether the full marks of all parts are told and add up to those of the whole."""
        points = [self.points(part) for part in parts]
        told = [one for one in points if one is not None]
        full = self.points(whole) or (FULL if self.drafts[whole].kind is StatementKind.TOTAL else None)
        return full is not None and len(told) == len(parts) and sum(told, Decimal(0)) == full


def families_in_rows(drafts: tuple[Draft, ...], families: Sequence[Family], packs: Packs) -> list[Family]:
    """The families that rows of scores make with the total, or the category, beside them."""
    rows = _Rows(drafts, finest_place(drafts), packs)
    told = {child for family in families for child in family.children}
    wholes = {family.parent for family in families if family.whole}
    found: list[Family] = []
    runs = list(_runs(rows, told))
    for run in runs:
        within = list(_within(rows, run, wholes))
        taken = {index for family in within for index in (family.parent, *family.children)}
        found += (*within, *_told_later(rows, run, taken, wholes))
    inner = {child for family in found for child in family.children}
    runs = [rest for run in runs if (rest := [index for index in run if index not in inner])]
    places = _Places(runs)
    totals = [index for index, draft in enumerate(drafts) if _is_whole(draft) and index not in wholes]
    taken = set()
    for whole in totals:
        beside = [
            run for run in (places.behind(rows, whole), places.before(rows, whole)) if run and run[0] not in taken
        ]
        family = _family(rows, whole, beside)
        if family is not None:
            taken.update(family.children)
            found.append(family)
    return found


def _is_whole(draft: Draft) -> bool:
    return draft.kind is StatementKind.TOTAL and draft.quantity is not None


def _runs(rows: _Rows, told: set[int]) -> Iterator[list[int]]:
    """Scores of one level that follow one another; a total, a name told again and a longer text end a run."""
    run: list[int] = []
    names: set[str] = set()
    for index, draft in enumerate(rows.drafts):
        if draft.kind in {StatementKind.GRADE, StatementKind.DEDUCTION} or index in told or draft.quantity is None:
            continue
        whole = draft.kind is StatementKind.TOTAL
        name = draft.name.removesuffix("指标")
        if run and (whole or name in names or not rows.near(run[-1], index)):
            yield run
            run, names = [], set()
        if not whole and (not draft.anonymous or draft.kind is StatementKind.CATEGORY) and not draft.joint:
            run.append(index)
            names.add(name)
    if run:
        yield run


def _within(rows: _Rows, run: list[int], wholes: set[int]) -> Iterator[Family]:
    """产出得 46.5 分。数量指标 18.5 分、质量指标 18 分、…: a category in a run with its own parts behind it."""
    below = rows.packs.patterns.get(GROUP, "second_level_name")
    position = 0
    while position < len(run):
        head = run[position]
        parts: list[int] = []
        for index in run[position + 1 : position + 1 + _MOST_PARTS]:
            draft = rows.drafts[index]
            if draft.kind is StatementKind.CATEGORY and below.search(draft.name) is None:
                break
            parts.append(index)
        held = rows.drafts[head].kind is StatementKind.CATEGORY and below.search(rows.drafts[head].name) is None
        if held and head not in wholes and len(parts) > 1:
            complete = rows.make_up(head, parts)
            if complete or (rows.fits(head, parts) and _are_of_second_level(rows, parts)):
                yield Family(parent=head, children=tuple(parts), whole=True, certainty=1.0, why=_why(complete))
                position += len(parts)
        position += 1


def _told_later(rows: _Rows, run: list[int], inner: set[int], wholes: set[int]) -> Iterator[Family]:
    """数量 14.5 分、质量 15 分、时效 9 分，…。经汇总，产出得 38.5 分: parts before the category that they add up to."""
    below = rows.packs.patterns.get(GROUP, "second_level_name")
    lower = {index for index in run if index not in inner and below.search(rows.drafts[index].name) is not None}
    for _, together in groupby(run, key=lambda index: index in lower):
        listed = list(together)
        if not lower.issuperset(listed) or len(listed) > _FEW:
            continue
        heads = [
            head
            for head in run
            if head > listed[-1]
            and head not in lower | inner | wholes
            and rows.drafts[head].kind is StatementKind.CATEGORY
        ]
        # 成本 may stand on either level, at either end of the list.
        for parts in (listed, listed[1:], listed[:-1]):
            fitting = [head for head in heads if len(parts) > 1 and rows.fits(head, parts)]
            if len(fitting) == 1:
                yield Family(parent=fitting[0], children=tuple(parts), whole=True, certainty=1.0, why=_why(False))
                break


def _are_of_second_level(rows: _Rows, parts: Sequence[int]) -> bool:
    return all(rows.drafts[part].kind is StatementKind.CATEGORY for part in parts)


def _why(complete: bool, /) -> str:
    return "分值合计等于上级分值" if complete else "相加等于上级得分"


class _Places:
    """Runs by where they begin and end; they are told in order and do not overlap."""

    def __init__(self, runs: Sequence[list[int]]) -> None:
        self._runs = runs
        self._starts = [run[0] for run in runs]
        self._ends = [run[-1] for run in runs]

    def behind(self, rows: _Rows, whole: int) -> list[int]:
        """The run that follows a total, with no other total between."""
        position = bisect_right(self._starts, whole)
        run = self._runs[position] if position < len(self._runs) else []
        return run if run and rows.near(whole, run[0]) and not _divided(rows, whole, run[0]) else []

    def before(self, rows: _Rows, whole: int) -> list[int]:
        """The run that a total ends."""
        position = bisect_left(self._ends, whole) - 1
        run = self._runs[position] if position >= 0 else []
        return run if run and rows.near(run[-1], whole) and not _divided(rows, run[-1], whole) else []


def _divided(rows: _Rows, one: int, other: int) -> bool:
    """Whether another total is told between two scores."""
    return any(_is_whole(rows.drafts[index]) for index in range(one + 1, min(other, one + _MOST_PARTS)))


def _family(rows: _Rows, whole: int, beside: Sequence[list[int]]) -> Family | None:
    """The run that is the whole's: by its full marks, by its sum, or as the only one that can have been misprinted."""
    runs = [run for run in beside if 1 < len(run) <= _MOST_PARTS]
    complete = [run for run in runs if rows.make_up(whole, run)]
    if len(complete) == 1 or any(rows.fits(whole, run) for run in complete):
        run = next((run for run in complete if rows.fits(whole, run)), complete[0])
        return Family(parent=whole, children=tuple(run), whole=True, certainty=1.0, why=_why(True))
    for run in runs:
        parts = _added(rows, whole, run, behind=run[0] > whole)
        if parts:
            return Family(parent=whole, children=parts, whole=True, certainty=1.0, why=_why(False))
    if len(runs) == 1 and _is_misprinted(rows, whole, runs[0]):
        return Family(parent=whole, children=tuple(runs[0]), whole=True, certainty=0.9, why="与总分相近")
    return None


def _added(rows: _Rows, whole: int, run: list[int], *, behind: bool) -> tuple[int, ...]:
    """The part of a run next to the total that adds up to it; the longest, and of categories if it has but two."""
    for count in range(len(run), 1, -1):
        parts = run[:count] if behind else run[-count:]
        categories = all(rows.drafts[part].kind is StatementKind.CATEGORY for part in parts)
        if (categories or count >= _FEWEST) and rows.fits(whole, parts):
            return tuple(parts)
    return ()


def _is_misprinted(rows: _Rows, whole: int, run: list[int]) -> bool:
    """Whether a run of categories misses its total by less than any category left out would make."""
    short = rows.short_of(whole, run)
    if len(run) < _FEWEST or not -_MOST_OVER <= short < _LEAST_CATEGORY:
        return False
    categories = all(rows.drafts[part].kind is StatementKind.CATEGORY for part in run)
    if not categories and not (short % _HALF and _is_slip(rows, whole, rows.value(whole) - short)):
        # A single indicator left out may have any points, but mostly whole or half ones.
        return False
    passages = {rows.drafts[part].passage.ordinal: rows.drafts[part].passage for part in (whole, *run)}
    return not any(_BESIDE.search(one.text) for one in passages.values())


def _is_slip(rows: _Rows, whole: int, added: Decimal) -> bool:
    """Whether the total and what its parts add up to are one slip of a digit apart."""
    quantity = rows.drafts[whole].quantity
    place = min(rows.finest, quantity.last_place) if quantity is not None else None
    value = rows.value(whole)
    return place is not None and value % place == 0 and is_misprint(value, added, place)
