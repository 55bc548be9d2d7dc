"""IQ: are the indicators themselves sound. Warnings and notes only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

import regex

from extractor.model.intervals import format_decimal
from extractor.model.quantities import Approximation, Dimension
from extractor.model.report import Direction, Indicator
from extractor.rescoring.checks.answers import answer, cell, row_places, unknown
from extractor.rescoring.context import Context, value
from extractor.rescoring.verdicts import Verdict

_NOISE = regex.compile(r"[\s（()）【】\[\]★☆、，。：:“”\"'0-9]|指标")
_LEVELS = {"quantity": "数量", "quality": "质量", "timeliness": "时效", "cost": "成本"}


def _leaves(context: Context) -> list[tuple[int, Indicator]]:
    return [(index, row) for index, row in context.leaves() if row.role == "leaf" and row.name]


def duplicates(context: Context) -> Iterator[Verdict]:
    """IQ-DUP: two rows with one name and one target."""
    seen: dict[tuple[str, str, int | None], list[int]] = defaultdict(list)
    rows = _leaves(context)
    if len(rows) < 2:
        return
    for index, row in rows:
        name = _NOISE.sub("", row.name)
        target = "".join(row.target_text.text.split())
        if len(name) >= 2:
            seen[name, target, row.table].append(index)
    twice = [
        found for (_, target, _), found in seen.items() if len(found) > 1 and (target or _same_text(context, found))
    ]
    for found in twice:
        name = context.report.indicators[found[0]].name
        yield answer(
            "IQ-DUP",
            name,
            holds=False,
            stated=name,
            evidence=tuple(
                place
                for index in found
                for place in cell(context.path(index), context.report.indicators[index].name_printed)
            ),
            slots=(("rows", "、".join(context.path(index) for index in found)),),
            rows=tuple(found),
        )
    if not twice:
        yield answer("IQ-DUP", "三级指标", holds=True)


def _same_text(context: Context, found: list[int]) -> bool:
    texts = {context.report.indicators[index].criterion.text.strip() for index in found}
    return len(texts) == 1


def levels(context: Context) -> Iterator[Verdict]:
    """IQ-LEVEL: a row under a level 2 that its name does not speak of."""
    for index, row in _leaves(context):
        parent = context.report.indicators[row.parent] if row.parent is not None else None
        if parent is None:
            continue
        under = next((key for key, word in _LEVELS.items() if word in parent.name), None)
        if under is None or sum(word in parent.name for word in _LEVELS.values()) > 1:
            continue
        meant = [key for key in _LEVELS if context.speaks_of(f"named_{key}", row.name)]
        if len(meant) != 1:
            continue
        if not row.block_complete and meant[0] != under:
            yield unknown("IQ-LEVEL", context.path(index), "block_incomplete", rows=(index,))
            continue
        yield answer(
            "IQ-LEVEL",
            context.path(index),
            holds=meant[0] == under,
            stated=parent.name,
            computed=_LEVELS[meant[0]],
            evidence=(*cell(row.name, row.name_printed), *cell(parent.name, parent.name_printed)),
            rows=(index,),
        )


def unmeasurable(context: Context) -> Iterator[Verdict]:
    """IQ-EMPTY: too many rows whose target is a mere adjective."""
    rule = context.rules.rules["IQ-EMPTY"]
    rows = [(index, row) for index, row in _leaves(context) if row.target_text.text.strip()]
    if len(rows) < int(rule.parameter("least")):
        return
    empty = [
        index
        for index, row in rows
        if row.target is None and context.speaks_of("mere_adjective", row.target_text.text) and not row.criterion.text
    ]
    share = Decimal(len(empty) * 100) / len(rows)
    yield answer(
        "IQ-EMPTY",
        "指标值",
        holds=share < rule.parameter("limit"),
        stated=f"{len(empty)}/{len(rows)}",
        computed=f"{format_decimal(share.quantize(Decimal(1)))}%",
        evidence=tuple(
            place
            for index in empty
            for place in cell(context.report.indicators[index].name, context.report.indicators[index].target_text)
        ),
    )


def cost_directions(context: Context) -> Iterator[Verdict]:
    """IQ-COST-DIR: a lower limit on a cost, an upper limit on what is to be built."""
    for index, row in _leaves(context):
        if row.target is None or row.target.value is None:
            continue
        about_cost = context.speaks_of("cost", context.path(index)) or "成本" in context.path(index)
        saving = context.speaks_of("saving", row.name)
        money = row.target.unit.dimension is Dimension.MONEY
        if not about_cost or saving:
            continue
        wrong = money and row.direction is Direction.HIGHER and _says_at_least(context, row)
        yield answer(
            "IQ-COST-DIR",
            context.path(index),
            holds=not wrong,
            stated=row.target_text.text,
            evidence=row_places(context, index),
            rows=(index,),
        )


def _says_at_least(context: Context, row: Indicator) -> bool:
    """Whether a lower limit is printed, in the target or, on forms with 指标性质, in a column of its own.

    A bare number under the name of a cost has no known direction: a forward one comes from a sign.
    """
    if row.target is not None and row.target.approximation is Approximation.AT_LEAST:
        return True
    return context.packs.patterns.get("recognition/targets", "reverse-name").search(row.name) is not None


def trivial(context: Context) -> Iterator[Verdict]:
    """IQ-TRIVIAL: nearly all targets 100 % or one piece."""
    rule = context.rules.rules["IQ-TRIVIAL"]
    rows = [(index, row) for index, row in _leaves(context) if value(row.target) is not None]
    if len(rows) < int(rule.parameter("least")):
        return
    easy = [
        index
        for index, row in rows
        if row.target is not None
        and (row.target.value == 1 or (row.target.value == 100 and row.target.unit.dimension is Dimension.SHARE))
    ]
    share = Decimal(len(easy) * 100) / len(rows)
    yield answer(
        "IQ-TRIVIAL",
        "指标值",
        holds=share <= rule.parameter("limit"),
        stated=f"{len(easy)}/{len(rows)}",
        computed=f"{format_decimal(share.quantize(Decimal(1)))}%",
    )


def heavy_rows(context: Context) -> Iterator[Verdict]:
    """IQ-WEIGHT: one row that holds more of the points than the limit."""
    limit = context.rules.rules["IQ-WEIGHT"].parameter("limit")
    rows = [(index, row) for index, row in _leaves(context) if value(row.points) is not None]
    whole = sum((value(row.points) or Decimal(0) for _, row in rows), Decimal(0))
    if len(rows) < 4 or whole <= 0:
        return
    heavy = [(index, row) for index, row in rows if (value(row.points) or Decimal(0)) * 100 / whole > limit]
    for index, row in heavy:
        yield answer(
            "IQ-WEIGHT",
            context.path(index),
            holds=False,
            stated=row.points.text if row.points else "",
            computed=f"{format_decimal(limit)}%",
            evidence=row_places(context, index),
            rows=(index,),
        )
    if not heavy:
        yield answer("IQ-WEIGHT", "分值", holds=True, computed=f"{format_decimal(limit)}%")
