"""Planting faults: each kind changes one consistent report so that a careful reviewer must object.

A planter returns what was planted, or None where the report has no place for its kind. Only one fault is planted in a
report, so that what is found can be told from what follows.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from random import Random

from extractor.evaluation.synthetic.compose import rate_text
from extractor.evaluation.synthetic.lists import criteria, scheme
from extractor.evaluation.synthetic.truth import Planted, Row, Truth, grade_of, half_up, plain, shown

Planter = Callable[[Random, Truth], Planted | None]
_SUM = ("SUM-SCORE", "TXT-PART", "TXT-TOTAL")
_UNMET = ("IND-FULL-UNMET", "IND-RATIO", "IND-INVERSE", "IND-SATISF", "IND-ZERO", "PAT-COST-OVER")
_RATE = ("BUD-RATE", "TXT-RATE", "TXT-DUP", "TXT-QUOT", "BUD-SCORE")


def prints_grade(truth: Truth) -> bool:
    """Whether the sheet has a place for the grade: the reason cell of the total row of project forms."""
    form = scheme(truth.scheme)
    return bool(form["total"]) and "reason" in form["columns"] and truth.kind != "department"


def _retotal(truth: Truth) -> None:
    truth.total_text = plain(truth.total())
    truth.grade = grade_of(truth.total())


def total_wrong(rng: Random, truth: Truth) -> Planted | None:
    """The total is not the sum of its rows."""
    if not truth.total_text:
        return None
    wrong = truth.total() + rng.choice((Decimal("0.5"), Decimal(1), Decimal(-1), Decimal("-0.3"), Decimal("0.08")))
    if wrong > 100:
        wrong = truth.total() - 1
    truth.total_text = plain(wrong)
    return Planted(kind="total_wrong", rules=_SUM, severity="error", quotes=(truth.total_text,))


def total_transposed(rng: Random, truth: Truth) -> Planted | None:
    """Two digits of the total change places."""
    text = truth.total_text
    if len(text) < 5 or text[-1] == text[-2] or "." in text[-2:]:
        return None
    truth.total_text = text[:-2] + text[-1] + text[-2]
    return Planted(kind="total_transposed", rules=_SUM, severity="error", quotes=(truth.total_text,))


def grade_wrong(rng: Random, truth: Truth) -> Planted | None:
    """The grade does not fit the total."""
    if not truth.grade or not prints_grade(truth):
        return None
    truth.grade = {"优": "良", "良": "优", "中": "良", "差": "中"}[truth.grade]
    return Planted(kind="grade_wrong", rules=("GRD-BAND", "GRD-MARGIN"), severity="decision", quotes=(truth.grade,))


def rate_wrong(rng: Random, truth: Truth) -> Planted | None:
    """A fund row's execution rate is not spent ÷ budget; the score follows the money."""
    if not truth.funds or not truth.funds[0].adjusted:
        return None
    fund = truth.funds[0]
    right = fund.spent / fund.adjusted * 100
    wrong = half_up(right - rng.choice((Decimal(2), Decimal(3), Decimal("1.5"), Decimal("0.6"))))
    fund.rate = f"{wrong:.2f}%"
    return Planted(kind="rate_wrong", rules=_RATE, severity="error", quotes=(fund.rate,))


def budget_score_wrong(rng: Random, truth: Truth) -> Planted | None:
    """The execution score fits neither the linear rule nor the bands."""
    if truth.budget_score is None or not truth.funds[0].adjusted:
        return None
    lower = truth.budget_score - rng.choice((Decimal("0.4"), Decimal("0.7"), Decimal("1.2")))
    truth.budget_score, truth.budget_score_text = lower, f"{lower:.2f}"
    _retotal(truth)
    return Planted(kind="budget_score_wrong", rules=("BUD-SCORE",), severity="error", quotes=(truth.budget_score_text,))


def score_above_points(rng: Random, truth: Truth) -> Planted | None:
    """A row scores more than its points."""
    row = _pick(rng, truth, lambda row: row.points > 1 and row.attained and row.kind != "criterion")
    if row is None or truth.scheme == "hubei":
        return None
    _set_score(truth, row, row.points + rng.choice((1, 2)))
    rules = ("SCO-BOUND", "IND-RATIO", "IND-FULL", "IND-REACH", "IND-CRIT")
    return Planted(kind="score_above_points", rules=rules, severity="error", quotes=(row.name,))


def ratio_wrong(rng: Random, truth: Truth) -> Planted | None:
    """A missed target is scored by no lawful rule."""
    row = _pick(rng, truth, _missed)
    if row is None:
        return None
    wrong = half_up(row.score * Decimal("0.62"), Decimal("0.1")) - Decimal("0.1")
    if wrong <= 0 or _lawful(row, wrong):
        return None
    _set_score(truth, row, wrong)
    return Planted(
        kind="ratio_wrong", rules=("IND-RATIO", "IND-SATISF", "IND-REACH"), severity="error", quotes=(row.name,)
    )


def full_though_unmet(rng: Random, truth: Truth) -> Planted | None:
    """A missed target keeps all points."""
    row = _pick(rng, truth, _missed)
    if row is None or half_up(row.score) == row.points:
        return None
    _set_score(truth, row, row.points)
    return Planted(kind="full_though_unmet", rules=_UNMET, severity="decision", quotes=(row.name,))


def cost_over_full(rng: Random, truth: Truth) -> Planted | None:
    """A cost above its limit keeps all points."""
    row = _pick(rng, truth, lambda row: row.kind == "cost")
    if row is None or row.target_value is None:
        return None
    row.actual_value = half_up(row.target_value * Decimal("1.27"), Decimal("0.01"))
    row.actual = f"{shown(row.actual_value)}{row.unit}"
    return Planted(kind="cost_over_full", rules=_UNMET, severity="decision", quotes=(row.name,))


def met_but_cut(rng: Random, truth: Truth) -> Planted | None:
    """A met target loses points without a reason."""
    row = _pick(rng, truth, lambda row: row.kind in ("count", "rate") and row.attained and row.points >= 4)
    if row is None or row.name == "预算执行率":
        return None
    row.reason = ""
    _set_score(truth, row, row.points - 2)
    return Planted(
        kind="met_but_cut", rules=("IND-FULL", "IND-RATIO", "EXP-MISSING"), severity="error", quotes=(row.name,)
    )


def zero_target_missed(rng: Random, truth: Truth) -> Planted | None:
    """Something that must not happen happened, with full marks."""
    row = _pick(rng, truth, lambda row: row.kind == "zero")
    if row is None:
        return None
    row.actual_value = Decimal(rng.randint(1, 3))
    row.actual = f"{row.actual_value}{row.unit}"
    return Planted(kind="zero_target_missed", rules=_UNMET, severity="decision", quotes=(row.name,))


def funds_parts(rng: Random, truth: Truth) -> Planted | None:
    """The fund rows do not add up to the total row."""
    if len(truth.funds) < 2 or truth.funds[1].initial < 20:
        return None
    part = truth.funds[1]
    part.initial -= Decimal(rng.randint(3, 9))
    return Planted(kind="funds_parts", rules=("SUM-FUNDS",), severity="error", quotes=(f"{part.initial:.2f}",))


def points_not_full(rng: Random, truth: Truth) -> Planted | None:
    """The points of all rows do not make the full marks."""
    if not truth.total_text or truth.scheme in ("hubei", "guangdong-department"):
        return None
    row = _pick(rng, truth, lambda row: row.points >= 4 and row.attained and row.kind != "criterion")
    if row is None or row.name == "预算执行率":
        return None
    row.points -= 2
    _set_score(truth, row, row.points)
    rules = ("SUM-WEIGHT", "SUM-L3-L2", "SUM-L2-L1", "STR-WEIGHTS")
    return Planted(kind="points_not_full", rules=rules, severity="error", quotes=(plain(row.points),))


def criterion_broken(rng: Random, truth: Truth) -> Planted | None:
    """A row's score does not follow from its own criterion and the facts beside it."""
    if "basis" not in scheme(truth.scheme)["columns"]:
        return None  # the fact would not be printed
    rows = [row for row in truth.rows if row.kind == "criterion"]
    rng.shuffle(rows)
    for row in rows:
        template = next(entry for entry in criteria()["criterion"] if entry["name"] == row.name)
        for basis, share in template.get("wrong", ()):
            row.basis = basis
            _set_score(truth, row, half_up(row.points * Decimal(share), Decimal("0.0001")))
            rules = ("IND-CRIT", "IND-REACH", "BUD-CONTROL", "BUD-SANGONG", "BUD-SCORE")
            return Planted(kind="criterion_broken", rules=rules, severity="error", quotes=(row.name,))
    return None


def score_unreachable(rng: Random, truth: Truth) -> Planted | None:
    """A score that the criterion cannot give whatever happened."""
    names = ("制度建设", "“三公”经费控制", "自评工作开展", "信息公开及时性")
    row = _pick(rng, truth, lambda row: row.kind == "criterion" and row.name in names and row.points > 1)
    if row is None:
        return None
    _set_score(truth, row, half_up(row.points * Decimal("0.9"), Decimal("0.1")))
    rules = ("IND-REACH", "IND-CRIT", "BUD-SANGONG")
    return Planted(kind="score_unreachable", rules=rules, severity="error", quotes=(row.name,))


def criterion_weights(rng: Random, truth: Truth) -> Planted | None:
    """The shares inside a criterion do not make 100 %."""
    row = _pick(rng, truth, lambda row: "各占50%" in row.criterion)
    if row is None:
        return None
    row.criterion = row.criterion.replace("各占50%", "分别占50%、40%")
    return Planted(kind="criterion_weights", rules=("IND-CRIT-WEIGHT",), severity="error", quotes=("50%、40%",))


def reason_missing(rng: Random, truth: Truth) -> Planted | None:
    """Points were lost and the reason cell is blank."""
    row = _pick(rng, truth, _missed)
    if row is None or row.name == "预算执行率" or truth.scheme == "hubei":
        return None
    row.reason = ""
    return Planted(kind="reason_missing", rules=("EXP-MISSING",), severity="warning", quotes=(row.name,))


def indicator_twice(rng: Random, truth: Truth) -> Planted | None:
    """The same indicator stands twice."""
    rows = [row for row in truth.rows if row.kind in ("count", "rate") and row.points and row.score_text]
    if len(rows) < 3:
        return None
    first, second = rng.sample(rows, 2)
    for name in ("name", "sign", "target", "actual", "unit", "target_value", "actual_value", "kind", "attained"):
        setattr(second, name, getattr(first, name))
    _set_score(truth, second, half_up(second.points * first.score / first.points))
    return Planted(kind="indicator_twice", rules=("IQ-DUP",), severity="warning", quotes=(first.name,))


def cost_operator(rng: Random, truth: Truth) -> Planted | None:
    """A cost with ≥."""
    row = _pick(rng, truth, lambda row: row.kind == "cost")
    if row is None or row.target_value is None:
        return None
    row.sign, row.target = "≥", f"≥{shown(row.target_value)}{row.unit}"
    row.actual_value, row.actual = row.target_value, f"{shown(row.target_value)}{row.unit}"
    return Planted(kind="cost_operator", rules=("IQ-COST-DIR",), severity="warning", quotes=(row.target,))


def overspent(rng: Random, truth: Truth) -> Planted | None:
    """More was spent than budgeted."""
    if not truth.funds or truth.budget_score is None:
        return None
    fund = truth.funds[0]
    for row in truth.funds[:2]:
        row.spent = half_up(fund.adjusted * Decimal("1.18")) if row is fund else row.spent
    fund.rate = rate_text(fund.spent, fund.adjusted)
    if len(truth.funds) > 1:
        others = sum((part.spent for part in truth.funds[2:]), Decimal(0))
        truth.funds[1].spent = fund.spent - others
        truth.funds[1].rate = rate_text(truth.funds[1].spent, truth.funds[1].adjusted)
    truth.budget_score = truth.budget_points
    truth.budget_score_text = f"{truth.budget_score:.2f}"
    _retotal(truth)
    return Planted(kind="overspent", rules=("BUD-RATE-MAX",), severity="warning", quotes=(fund.rate,))


TABLE_PLANTERS: tuple[Planter, ...] = (
    total_wrong,
    total_transposed,
    grade_wrong,
    rate_wrong,
    budget_score_wrong,
    score_above_points,
    ratio_wrong,
    full_though_unmet,
    cost_over_full,
    met_but_cut,
    zero_target_missed,
    funds_parts,
    points_not_full,
    criterion_broken,
    score_unreachable,
    criterion_weights,
    reason_missing,
    indicator_twice,
    cost_operator,
    overspent,
)


def _pick(rng: Random, truth: Truth, wanted: Callable[[Row], bool]) -> Row | None:
    rows = [row for row in truth.rows if row.score_text and wanted(row)]
    return rng.choice(rows) if rows else None


def _missed(row: Row) -> bool:
    return row.kind in ("count", "rate") and not row.attained and row.name != "预算执行率"


def _lawful(row: Row, score: Decimal) -> bool:
    """Whether a rule of the ministry could give `score`: pass line at 60 %, satisfaction bands."""
    if row.actual_value is None or not row.target_value:
        return True
    rate = row.actual_value / row.target_value
    line = max(Decimal(0), (rate - Decimal("0.6")) / Decimal("0.4")) * row.points
    bands = {row.points * share for share in (Decimal("0.8"), Decimal("0.5"), Decimal("0.7"), Decimal(0))}
    near = Decimal("0.06")
    return abs(line - score) < near or any(abs(band - score) < near for band in bands)


def _set_score(truth: Truth, row: Row, score: Decimal) -> None:
    row.score = score
    row.score_text = plain(score)
    _retotal(truth)
