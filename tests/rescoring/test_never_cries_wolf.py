"""On reports whose figures all follow from true values by some lawful rounding nothing grave may be found.

A report is drawn as its true values first; what is printed follows by one rounding (half up, half even, cut off), per
row or once at the end, by one lawful rule for each score. The notation is that of `extractor.evaluation.specimens`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractor.evaluation.specimens import specimen
from extractor.model.findings import Fault, Outcome, Severity
from extractor.packs import load_packs
from extractor.rescoring import rescore

PACKS = load_packs(preview=True)
MODES = {"half_up": ROUND_HALF_UP, "half_even": ROUND_HALF_EVEN, "cut": ROUND_DOWN}
BANDS = ((Decimal(100), Decimal(1)), (Decimal(80), Decimal("0.7")), (Decimal(60), Decimal("0.5")))


@dataclass
class Draft:
    """A report in the making: its rounding, how many decimals its scores show, its lines."""

    mode: str
    decimals: int
    trailing_zeros: bool
    once: bool
    lines: list[str] = field(default_factory=list)

    def printed(self, value: Decimal, decimals: int) -> Decimal:
        return value.quantize(Decimal(1).scaleb(-decimals), rounding=MODES[self.mode])

    def score(self, value: Decimal) -> tuple[Decimal, str]:
        shown = self.printed(value, self.decimals)
        text = f"{shown:f}"
        if not self.trailing_zeros and "." in text:
            text = text.rstrip("0").rstrip(".")
        return shown, text


def amounts(low: int = 100, high: int = 9_999_999) -> st.SearchStrategy[Decimal]:
    return st.integers(low, high).map(lambda number: Decimal(number) / 100)


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    decimals = draw(st.integers(1, 3))
    return Draft(
        mode=draw(st.sampled_from(sorted(MODES))),
        decimals=decimals,
        trailing_zeros=draw(st.booleans()),
        once=draw(st.booleans()),
    )


@st.composite
def tables(draw: st.DrawFn) -> str:
    """A project form: funds, execution, rows with targets, a total and its grade."""
    draft = draw(drafts())
    true: list[Decimal] = []
    shown: list[Decimal] = []
    points = 0
    if draw(st.booleans()):
        true_score, text_score = _execution(draw, draft)
        true.append(true_score)
        shown.append(text_score)
        points += 10
    for block in range(draw(st.integers(1, 3))):
        rows = [_row(draw, draft) for _ in range(draw(st.integers(1, 4)))]
        worth = sum(row[0] for row in rows)
        draft.lines.append(f"row 1 块{block} | points {worth}")
        draft.lines.append(f"row 2 类{block} | points {worth}")
        for number, (full, value, printed, line) in enumerate(rows):
            draft.lines.append(f"row 3 项{block}-{number} | points {full} | {line}")
            points += full
            true.append(value)
            shown.append(printed)
    exact = sum(true, Decimal(0)) if draft.once else sum(shown, Decimal(0))
    total, text = draft.score(exact)
    grade = next(
        name for name, low in (("优", 90), ("良", 80), ("中", 60), ("差", 0)) if total * 100 >= Decimal(low) * points
    )
    draft.lines.append(f"total {text} | points {points} | grade {grade}")
    return "\n".join(draft.lines)


def _execution(draw: st.DrawFn, draft: Draft) -> tuple[Decimal, Decimal]:
    budget = draw(amounts(low=10_000))
    spent = min(draw(amounts(low=1)), budget * Decimal("1.2")).quantize(Decimal("0.01"))
    rate = spent / budget * 100
    places = draw(st.integers(0, 2))
    stated = draft.printed(rate, places)
    how = draw(st.sampled_from(["money", "rate", "bands"]))
    if how == "bands":
        share = next((share for low, share in BANDS if rate >= low), Decimal(0))
        value = 10 * share if rate < 100 else Decimal(10)
    else:
        value = min(Decimal(10), (rate if how == "money" else stated) / 10)
    printed, text = draft.score(value)
    draft.lines.append(
        f"budget 年度资金总额 | adjusted {budget} | spent {spent} | rate {stated}% | points 10 | score {text}"
    )
    return value, printed


def _row(draw: st.DrawFn, draft: Draft) -> tuple[int, Decimal, Decimal, str]:
    full = draw(st.integers(1, 20))
    target = draw(st.integers(1, 5000))
    actual = draw(st.integers(1, 9000))
    lower = draw(st.booleans())
    met = actual <= target if lower else actual >= target
    ratio = Decimal(target) / actual if lower else Decimal(actual) / target
    if met:
        value = Decimal(full)
    elif lower and draw(st.booleans()):
        value = full * max(Decimal(0), 1 - Decimal(actual - target) / target)
    elif not lower and draw(st.booleans()):
        value = Decimal(0) if ratio < Decimal("0.6") else full * (ratio - Decimal("0.6")) / Decimal("0.4")
    else:
        value = full * ratio
    printed, text = draft.score(value)
    return full, value, printed, f"target {'≤' if lower else '≥'}{target}次 | actual {actual}次 | score {text}"


@st.composite
def prose(draw: st.DrawFn) -> str:
    """Sentences: sums, shares, quotients, growth, complements, repetitions, a total of categories."""
    draft = draw(drafts())
    places = draw(st.integers(0, 2))

    def money(value: Decimal) -> str:
        return f"{draft.printed(value, places)}万元"

    parts = [draw(amounts()) / 100 for _ in range(draw(st.integers(2, 5)))]
    whole = sum(parts, Decimal(0))
    draft.lines.append(f"sum 总收入: {' + '.join(money(part) for part in parts)} = {money(whole)}")
    if draft.printed(whole, places) > 10:
        rate = draft.printed(parts[0] / whole * 100, draw(st.integers(0, 2)))
        draft.lines.append(f"ratio 财政拨款占总收入比重: {money(parts[0])} / {money(whole)} = {rate}%")
    current, change = draw(amounts(low=100_000)), draw(amounts(low=5_000, high=90_000))
    grown = draft.printed(change / (current - change) * 100, 1)
    draft.lines.append(f"growth 收入: {money(current)} , {money(change)} = {grown}%")
    fallen = draft.printed(change / (current + change) * 100, 1)
    draft.lines.append(f"growth 支出: {money(current)} , {money(change)} = {fallen}% | declining")
    reached = Decimal(draw(st.integers(0, 1000))) / 10
    draft.lines.append(f"complement 完成率: {reached}% + {100 - reached}%")
    counts = [draw(st.integers(1, 900)) for _ in range(3)]
    draft.lines.append(f"sum 人数: {counts[0]}人 + {counts[1]}人 + {counts[2]}人 = {sum(counts)}人")
    # A total without decimals beside scores that have them stands for itself: zeros are not dropped here.
    draft.trailing_zeros = True
    scores = [Decimal(draw(st.integers(0, 50_000))) / 1000 for _ in range(2)]
    _, text = draft.score(sum(scores, Decimal(0)))
    draft.lines.append(f"sum 总分: {scores[0]}分 + {scores[1]}分 = {text}分#t")
    draft.lines.append(f"state total 总分 | score {text}分#t | points 100")
    return "\n".join(draft.lines)


def assert_nothing_grave(text: str) -> None:
    found = rescore(specimen(text, PACKS), PACKS)
    assert any(check.outcome is Outcome.CONSISTENT for check in found.checks)
    grave = [
        f"{finding.severity}: {finding.message}"
        for finding in found.findings
        if finding.fault is Fault.REPORT and finding.severity in (Severity.ERROR, Severity.DECISION)
    ]
    assert not grave, f"{text}\n\n" + "\n".join(grave)


QUIET = settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@QUIET
@given(tables())
def test_no_lawful_table_is_blamed(text: str) -> None:
    assert_nothing_grave(text)


@QUIET
@given(prose())
def test_no_lawful_prose_is_blamed(text: str) -> None:
    assert_nothing_grave(text)
