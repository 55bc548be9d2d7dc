"""Budgets told in prose: initial, adjusted, spent and the rate of execution, gathered into one row each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.model.quantities import Dimension, Quantity
from extractor.model.report import Budget, RelationKind
from extractor.packs import Packs
from extractor.recognition.prose.claims import SURE, Claim, around
from extractor.recognition.prose.cues import Cue
from extractor.recognition.prose.passages import Passage
from extractor.recognition.prose.scopes import Scope, scope_of

_MONEY = ("initial", "adjusted", "budget", "received", "spent", "balance", "total_expenditure")
# 全年支出 is spending where no 决算数 or 实际支出 is told beside it.
_KEYS = {"execution_rate": "rate", "total_expenditure": "spending"}
_DENOMINATORS = ("adjusted", "budget", "initial", "received")


@dataclass(frozen=True, slots=True, kw_only=True)
class FundsTold:
    """Funds figures that one run of text tells together; `scope` says whose."""

    passage: Passage
    scope: Scope
    initial: Cue | None = None
    adjusted: Cue | None = None
    budget: Cue | None = None
    received: Cue | None = None
    spent: Cue | None = None
    balance: Cue | None = None
    rate: Cue | None = None

    @property
    def denominator(self) -> Cue | None:
        """The budget that spending is divided by: adjusted before the plain one before the initial one."""
        for name in _DENOMINATORS:
            found: Cue | None = getattr(self, name)
            if found is not None:
                return found
        return None


def find_funds(passage: Passage, cues: Sequence[Cue], packs: Packs) -> tuple[FundsTold, ...]:
    """The runs of budget figures of a passage: a run ends where a concept comes again or another object is told."""
    runs: list[dict[str, Cue]] = []
    last: Cue | None = None
    for cue in cues:
        concept = cue.concept if cue.concept in (*_MONEY, "execution_rate") else ""
        if not concept or (concept in _MONEY and cue.mention.dimension is not Dimension.MONEY):
            continue
        if concept == "execution_rate" and cue.mention.dimension is not Dimension.SHARE:
            continue
        key = _KEYS.get(concept, concept)
        broken = (
            last is None or cue.mention.sentence - last.mention.sentence > 1 or _other_object(passage, last, cue, packs)
        )
        if broken or key in runs[-1]:
            runs.append({})
        runs[-1][key] = cue
        last = cue
    told = [_told(passage, run, packs) for run in runs if len(run) > 1 or "rate" in run]
    return tuple(told)


def _other_object(passage: Passage, last: Cue, cue: Cue, packs: Packs) -> bool:
    return scope_of(passage, last.mention, packs) != scope_of(passage, cue.mention, packs)


def _told(passage: Passage, run: dict[str, Cue], packs: Packs) -> FundsTold:
    first = min(run.values(), key=lambda cue: cue.mention.start)
    if "spent" not in run and "spending" in run:
        run["spent"] = run["spending"]
    return FundsTold(
        passage=passage,
        scope=scope_of(passage, first.mention, packs),
        initial=run.get("initial"),
        adjusted=run.get("adjusted"),
        budget=run.get("budget"),
        received=run.get("received"),
        spent=run.get("spent"),
        balance=run.get("balance"),
        rate=run.get("rate"),
    )


def funds_ratio(told: FundsTold) -> Iterator[Claim]:
    """Spending ÷ budget = rate, where all three are told together."""
    whole = told.denominator
    if whole is None or told.spent is None or told.rate is None:
        return
    yield Claim(
        kind=RelationKind.RATIO,
        subject=told.rate.mention.name or told.rate.mention.label,
        operands=(told.spent.mention.operand(), whole.mention.operand()),
        result=told.rate.mention.operand(),
        certainty=SURE,
        span=around(told.passage, told.spent.mention, whole.mention, told.rate.mention),
        note="budget",
    )


def funds_balance(told: FundsTold) -> Iterator[Claim]:
    """Budget (or funds received) less spending is what was left."""
    spent, left = told.spent, told.balance
    if spent is None or left is None:
        return
    for whole in (told.adjusted, told.budget, told.received, told.initial):
        if whole is None:
            continue
        exact = (whole.mention.quantity.interval - spent.mention.quantity.interval).meets(
            left.mention.quantity.interval
        )
        if not exact and told.received is not None and whole is not told.received:
            continue
        yield Claim(
            kind=RelationKind.DIFFERENCE,
            subject=left.mention.name or left.mention.label,
            operands=(whole.mention.operand(), spent.mention.operand()),
            result=left.mention.operand(),
            certainty=SURE,
            span=around(told.passage, whole.mention, spent.mention, left.mention),
        )
        return


def budget_rows(told: Sequence[FundsTold], first_ordinal: int) -> tuple[Budget, ...]:
    """The told funds as rows; runs that hold only a rate are none."""
    rows: list[Budget] = []
    for one in told:
        cues = [cue for cue in (one.initial, one.adjusted or one.budget, one.received, one.spent, one.rate) if cue]
        if len(cues) < 2:
            continue
        rows.append(
            Budget(
                ordinal=first_ordinal + len(rows),
                item=one.scope.name or "部门整体",
                scope="other" if one.scope.name else "total",
                initial=_quantity(one.initial),
                adjusted=_quantity(one.adjusted or one.budget),
                received=_quantity(one.received),
                spent=_quantity(one.spent),
                rate=_quantity(one.rate),
                span=around(one.passage, *(cue.mention for cue in cues)),
            )
        )
    return tuple(rows)


def _quantity(cue: Cue | None) -> Quantity | None:
    return cue.mention.quantity if cue else None
