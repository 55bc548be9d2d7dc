"""From a random source to one report in which everything follows: rows, scores, funds, totals, grade."""

from __future__ import annotations

from decimal import Decimal
from random import Random
from typing import Any

from extractor.evaluation.synthetic.lists import criteria, layouts, scheme, words
from extractor.evaluation.synthetic.truth import Fund, Row, Truth, grade_of, half_up, plain, shown

_ZERO = Decimal(0)


def compose(rng: Random, scheme_name: str) -> Truth:
    """A consistent report in the layout `scheme_name`."""
    layout = scheme(scheme_name)
    field = rng.choice(words()["field"])
    place = rng.choice(words()["places"]["cities"]) + rng.choice(words()["places"]["districts"])
    year = rng.randint(2019, 2024)
    project = rng.choice(field["projects"])
    agency = place + field["agency"]
    truth = Truth(
        scheme=scheme_name,
        kind=layout["kind"],
        title=rng.choice(layout["titles"]).format(year=year, project=project),
        agency=agency,
        unit_name=place + field["unit"],
        project=project if layout["kind"] != "department" else "",
        year=year,
        budget_points=Decimal(layout["budget_points"]),
    )
    truth.funds = _funds(rng, layout["funds"])
    if layout["kind"] == "department":
        truth.rows = _department_rows(rng, layout, project)
    else:
        truth.rows = _project_rows(rng, layout, field)
        if scheme_name == "hebei":
            _execution_row(truth)
        truth.goal = f"按计划完成{project}各项任务，改善{place}相关服务条件。"
        truth.achieved = f"{project}各项任务基本完成，服务条件得到改善。"
    _totals(truth, scored=scheme_name != "transfer-plain")
    return truth


def _totals(truth: Truth, *, scored: bool) -> None:
    if truth.budget_points and truth.funds:
        total = truth.funds[0]
        share = min(Decimal(1), total.spent / total.adjusted) if total.adjusted else _ZERO
        truth.budget_unrounded = truth.budget_points * share
        truth.budget_score = half_up(truth.budget_unrounded)
        truth.budget_score_text = f"{truth.budget_score:.2f}"
    if not scored:
        for row in truth.rows:
            row.score_text = ""
        return
    truth.total_text = plain(truth.total())
    truth.grade = grade_of(truth.total())


def _funds(rng: Random, style: str) -> list[Fund]:
    if style == "none":
        return []
    initial = half_up(Decimal(rng.randint(2000, 400000)) / 100)
    adjusted = initial if rng.random() < 0.5 else half_up(initial * Decimal(rng.randint(80, 115)) / 100)
    spent = adjusted if rng.random() < 0.25 else half_up(adjusted * Decimal(rng.randint(7800, 9999)) / 10000)
    names = {
        "national": ["年度资金总额", "其中：当年财政拨款", "上年结转资金", "其他资金"],
        "hubei": ["年度财政资金总额"],
        "hebei": ["资金总额"],
        "chongqing": ["年度总金额"],
        "transfer": ["年度资金总额", "其中：中央财政资金", "地方资金", "其他资金"],
    }[style]
    parts = [(initial, adjusted, spent)]
    if len(names) > 1:
        carried = _ZERO if rng.random() < 0.6 else half_up(adjusted * Decimal(rng.randint(3, 12)) / 100)
        carried_initial = min(carried, initial)
        spent_carried = min(carried, spent)
        parts += [
            (initial - carried_initial, adjusted - carried, spent - spent_carried),
            (carried_initial, carried, spent_carried),
            (_ZERO, _ZERO, _ZERO),
        ]
    return [
        Fund(item=name, initial=a, adjusted=b, spent=c, rate=rate_text(c, b))
        for name, (a, b, c) in zip(names, parts, strict=True)
    ]


def rate_text(spent: Decimal, adjusted: Decimal) -> str:
    """The execution rate as forms print it: two decimals, — where nothing was budgeted."""
    return f"{half_up(spent / adjusted * 100):.2f}%" if adjusted else "—"


def _split(rng: Random, points: int, count: int) -> list[int]:
    """`points` in `count` whole parts of at least 2 (1 where there is not enough)."""
    least = 2 if points >= 2 * count else 1
    cuts = [least] * count
    for _ in range(points - least * count):
        cuts[rng.randrange(count)] += 1
    return cuts


def _project_rows(rng: Random, layout: dict[str, Any], field: dict[str, Any]) -> list[Row]:
    rows: list[Row] = []
    for level1, points in layout["levels"]:
        kinds = layouts()["level2"].get(level1)
        if kinds is None:
            continue
        chosen: list[tuple[str, str, Any]] = []
        for kind in kinds:
            names = layouts()["level2_names"][kind]
            level2 = "" if not level1 else rng.choice(names)
            pool = field[kind]
            for entry in rng.sample(pool, min(len(pool), rng.choice((1, 1, 2)))):
                chosen.append((kind, level2, entry))
        seen = {entry if isinstance(entry, str) else entry[0] for row in rows for entry in [row.name]}
        chosen = [entry for entry in chosen if (entry[2] if isinstance(entry[2], str) else entry[2][0]) not in seen]
        if len(chosen) > 2 and points and points < 2 * len(chosen):
            chosen = chosen[: max(1, points // 2)]
        weights = _split(rng, points, len(chosen)) if points else [0] * len(chosen)
        rows += [
            _project_row(rng, kind, level1, level2, entry, Decimal(weight))
            for (kind, level2, entry), weight in zip(chosen, weights, strict=True)
        ]
    return rows


def _project_row(rng: Random, kind: str, level1: str, level2: str, entry: Any, points: Decimal) -> Row:
    if kind == "satisfaction":
        entry = [entry, "%", 85, 97]
    name, unit, low, high = entry
    row = Row(level1=level1, level2=level2, name=name, points=points, kind="count", unit=unit)
    if isinstance(low, str):
        row.kind, row.target, row.actual, row.score = "state", low, rng.choice((low, "达成预期指标")), points
    elif high == 0:
        row.kind, row.sign, row.target_value, row.actual_value = "zero", rng.choice(("=", "≤")), _ZERO, _ZERO
        row.score = points
    elif kind == "cost":
        _cost(rng, row, Decimal(str(low)), Decimal(str(high)))
    else:
        _forward(rng, row, Decimal(str(low)), Decimal(str(high)))
    if row.kind != "state":
        row.target = f"{row.sign}{shown(row.target_value)}{unit}"
        row.actual = f"{shown(row.actual_value)}{unit}"
    row.score_text = plain(row.score)
    row.reason = rng.choice(words()["reasons"]["none" if row.score == points else "missed"])
    return row


def _cost(rng: Random, row: Row, low: Decimal, high: Decimal) -> None:
    row.kind, row.sign = "cost", rng.choice(("≤", "≤", "<="))
    places = Decimal("0.01") if high < 50 else Decimal(1)
    row.target_value = half_up(low + (high - low) * Decimal(rng.randint(20, 90)) / 100, places)
    row.actual_value = half_up(row.target_value * Decimal(rng.randint(82, 100)) / 100, places)
    row.score = row.points


def _forward(rng: Random, row: Row, low: Decimal, high: Decimal) -> None:
    rate = row.unit == "%"
    row.kind = "rate" if rate else "count"
    row.sign = rng.choice(("≥", "≥", "≥", ">=", "=")) if not rate else rng.choice(("≥", "≥", ">="))
    fraction = rng.randint(0, 100)
    whole = row.unit != "公里" and low == low.to_integral_value()
    places = Decimal(1) if rate or whole else Decimal("0.1")
    row.target_value = max(half_up(low + (high - low) * Decimal(fraction) / 100, places), places)
    if rng.random() < 0.78:
        grow = Decimal(1) if row.sign == "=" else Decimal(rng.randint(100, 118)) / 100
        row.actual_value = half_up(row.target_value * grow, places)
        if rate:
            row.actual_value = min(Decimal(100), half_up(row.actual_value, Decimal("0.1")))
        row.actual_value = max(row.actual_value, row.target_value)
        row.score = row.points
        return
    row.actual_value = half_up(
        row.target_value * Decimal(rng.randint(70, 98)) / 100, Decimal("0.1") if rate else places
    )
    if row.actual_value >= row.target_value:
        row.score = row.points
        return
    row.attained = False
    row.unrounded = row.points * row.actual_value / row.target_value
    row.score = half_up(row.unrounded)


def _department_rows(rng: Random, layout: dict[str, Any], work: str) -> list[Row]:
    rows: list[Row] = []
    pool = list(criteria()["criterion"])
    rng.shuffle(pool)
    wanted = [3, 5, 2, 2] if len(layout["levels"]) == 4 else [3, 7]
    position = 0
    for (level1, points), count in zip(layout["levels"], wanted, strict=True):
        weights = [Decimal(weight) for weight in _split(rng, points, count)]
        group = pool[position : position + count]
        position += count
        split = max(1, count // 2)
        for index, (template, weight) in enumerate(zip(group, weights, strict=True)):
            level2 = f"{level1}管理" if index < split else f"{level1}成效"
            rows.append(_criterion_row(rng, level1, level2, template, weight, work))
    return rows


def _criterion_row(rng: Random, level1: str, level2: str, template: dict[str, Any], points: Decimal, work: str) -> Row:
    basis, share = rng.choice(template["cases"])
    row = Row(level1=level1, level2=level2, name=template["name"], points=points, kind="criterion")
    row.criterion = template["text"].format(p=plain(points), h=plain(points / 2), q=plain(points / 4))
    row.explanation = template["explanation"]
    row.basis = basis.format(work=work)
    row.score = half_up(points * Decimal(share), Decimal("0.0001"))
    row.score_text = plain(row.score)
    row.attained = share == 1
    return row


def _execution_row(truth: Truth) -> None:
    total = truth.funds[0]
    unrounded = 10 * min(Decimal(1), total.spent / total.adjusted)
    score = half_up(unrounded)
    truth.rows.append(
        Row(
            level1="预算执行率",
            level2="预算执行率",
            name="预算执行率",
            points=Decimal(10),
            kind="rate",
            sign="=",
            target="100%",
            actual=total.rate,
            unit="%",
            target_value=Decimal(100),
            actual_value=Decimal(total.rate.rstrip("%")),
            score=score,
            unrounded=unrounded,
            score_text=plain(score),
            attained=score == 10,
        )
    )
