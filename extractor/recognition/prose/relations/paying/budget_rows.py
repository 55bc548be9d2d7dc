"""Budgets told in prose as rows of a funds block: which of them is the whole, and what the others are of."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extractor.model.quantities import Quantity
from extractor.model.report import Budget
from extractor.recognition.prose.relations.claims import around
from extractor.recognition.prose.relations.cues import Cue
from extractor.recognition.prose.relations.paying.funds import FundsTold


def budget_rows(told: Sequence[FundsTold], first_ordinal: int) -> tuple[Budget, ...]:
    """The told funds as rows; runs that hold only a rate are none.

    Only one object can be the whole: what is limited to a kind of spending or told for a project is another, and so is
    one of several runs that do not name the department (the lines of published accounts).
    """
    kept = [one for one in told if len(_figures(one)) > 1]
    plain = [one for one in kept if not one.limited_to and not one.scope]
    whole = [one for one in plain if one.department] or (plain if len(plain) == 1 else [])
    if not plain and len(kept) == 1 and kept[0].scope in {"项目", ""} and not kept[0].limited_to:
        whole = kept
    return tuple(
        _row(one, first_ordinal + index, any(one is other for other in whole)) for index, one in enumerate(kept)
    )


def _figures(one: FundsTold) -> list[Cue]:
    found = (one.initial, one.adjusted or one.budget, one.received, one.spent, one.rate)
    return [cue for cue in found if cue is not None]


def _row(one: FundsTold, ordinal: int, whole: bool) -> Budget:
    return Budget(
        ordinal=ordinal,
        item=one.scope or one.limited_to or ("部门整体" if whole else _line(one)),
        scope="total" if whole else "other",
        initial=_quantity(one.initial),
        adjusted=_quantity(one.adjusted or one.budget),
        received=_quantity(one.received),
        spent=_quantity(one.spent),
        rate=_quantity(one.rate),
        span=around(one.passage, *(cue.mention for cue in _figures(one))),
    )


_LINE = regex.compile(r"^(?:[（(]?[0-9]{1,3}[）)、.．])?(?P<name>[^。；，]{2,60}?（(?:项|款|类)）)。", regex.VERSION1)


def _line(one: FundsTold) -> str:
    """The line of the accounts that a paragraph is about: 教育支出（类）…小学教育（项）。"""
    match = _LINE.search(one.passage.text)
    return match["name"] if match else "其他"


def _quantity(cue: Cue | None) -> Quantity | None:
    return cue.mention.quantity if cue else None
