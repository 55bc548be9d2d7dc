"""The execution rate of one object told in several places.

A report tells many rates of execution: of the department, of its projects, of each line of its accounts. Two of them
are one fact only if nothing but neutral words qualifies them, no project is meant, and the money behind them is one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import regex

from extractor.model.claims import RelationKind, StatementKind
from extractor.packs import Packs
from extractor.recognition.prose.passages import Passage
from extractor.recognition.prose.relations.claims import SURE, Claim, cover
from extractor.recognition.prose.relations.cue_words import without_marks
from extractor.recognition.prose.relations.cues import Cue
from extractor.recognition.prose.relations.paying.funds import FundsTold
from extractor.recognition.prose.relations.scopes import scope_of
from extractor.recognition.prose.scores.drafts import Draft
from extractor.recognition.prose.wording import is_neutral

_DEPARTMENT = regex.compile(r"部门|整体|本单位|我单位|本局|我局|全局|我委|本委|我办|我院|我校|我中心", regex.VERSION1)
_OTHER_PERIOD = regex.compile(
    r"上年|去年|上一年|前年|同期|计划|目标|预期|力争|月底|季度|上半年|月份|要求|以上", regex.VERSION1
)
# What the scope of a rate is called whose sentence speaks of a project and does not name it: the report's own, mostly.
_UNNAMED = "项目"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rate:
    """A rate as told: with money behind it or not, of the department by its words, or in the conclusion."""

    cue: Cue
    passage: Passage
    funds: FundsTold | None
    department: bool
    conclusion: bool
    of_project: bool

    @property
    def money(self) -> tuple[str, str] | None:
        """Budget and spending behind the rate, as printed."""
        if self.funds is None or self.funds.denominator is None or self.funds.spent is None:
            return None
        return (
            self.funds.denominator.mention.quantity.number_text,
            self.funds.spent.mention.quantity.number_text,
        )


@dataclass(frozen=True, slots=True)
class ExecutionRates:
    """The rates of execution that nothing but neutral words qualifies, and those that can only be the report's own."""

    told: tuple[Cue, ...] = ()
    own: tuple[tuple[Cue, Passage], ...] = ()


def execution_rates(
    passages: Sequence[Passage],
    cues: Mapping[int, tuple[Cue, ...]],
    funds: Sequence[FundsTold],
    drafts: Sequence[Draft],
    packs: Packs,
) -> ExecutionRates:
    """The rates of execution that are told of no part of the report's object, in document order."""
    told = {one.rate.place: one for one in reversed(funds) if one.rate is not None}
    scored = {draft.passage.ordinal for draft in drafts if draft.kind is not StatementKind.GRADE}
    rates = [
        rate
        for passage in passages
        for cue in cues.get(passage.ordinal, ())
        if cue.concept == "execution_rate"
        and (rate := _rate(passage, cue, told.get(cue.place), passage.ordinal in scored, packs)) is not None
    ]
    whole = [rate for rate in rates if not rate.of_project and (rate.funds is None or not rate.funds.limited_to)]
    return ExecutionRates(tuple(rate.cue for rate in rates), tuple((rate.cue, rate.passage) for rate in _own(whole)))


def repeated_rates(own: Sequence[tuple[Cue, Passage]]) -> Iterator[Claim]:
    """The report's own rate as one repeated fact."""
    if len(own) < 2:
        return
    operands = tuple(cue.mention.operand() for cue, _ in own)
    yield Claim(
        kind=RelationKind.REPEAT,
        subject=own[0][0].mention.name or "预算执行率",
        operands=operands,
        result=None,
        certainty=SURE,
        span=cover(operands[:1]),
        note="execution_rate",
    )


def _rate(passage: Passage, cue: Cue, told: FundsTold | None, scored: bool, packs: Packs) -> _Rate | None:
    mention = cue.mention
    if not cue.is_share or cue.value is None:
        return None
    if cue.is_change or _OTHER_PERIOD.search(mention.lead) or _OTHER_PERIOD.search(mention.trail[:6]):
        return None
    qualifier = without_marks(cue.qualifier)
    scope = scope_of(passage, mention, packs)
    if not is_neutral(qualifier, packs) or scope not in ("", _UNNAMED):
        return None
    sentence = passage.sentences[mention.sentence]
    words = passage.text[sentence.start : mention.start]
    return _Rate(
        cue=cue,
        passage=passage,
        funds=told,
        department=bool(_DEPARTMENT.search(words)),
        conclusion=scored,
        of_project=bool(scope),
    )


def _own(rates: list[_Rate]) -> list[_Rate]:
    """The rates of the report's own object: all, if one pair of amounts stands behind them; else the sure ones."""
    pairs = {rate.money for rate in rates if rate.money is not None}
    if len(pairs) <= 1:
        return [rate for rate in rates if rate.money is not None or rate.department or rate.conclusion]
    sure = {rate.money for rate in rates if rate.money is not None and rate.department}
    if len(sure) != 1:
        return []
    return [
        rate for rate in rates if rate.money in sure or (rate.money is None and (rate.department or rate.conclusion))
    ]
