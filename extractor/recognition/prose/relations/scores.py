"""Relations of scores: parts and totals, a score that is a rate times its points, the same score told twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

import regex

from extractor.model.claims import Operand, RelationKind, StatementKind
from extractor.model.intervals import Interval
from extractor.model.quantities import Quantity
from extractor.packs import Packs
from extractor.recognition.numbers import read_quantity
from extractor.recognition.prose.passages import Passage
from extractor.recognition.prose.relations.claims import LIKELY, SURE, Claim, cover
from extractor.recognition.prose.relations.cue_words import CONCEPTS
from extractor.recognition.prose.relations.cues import Cue
from extractor.recognition.prose.relations.scopes import section_object
from extractor.recognition.prose.scores.drafts import Draft
from extractor.recognition.prose.scores.kin import Family
from extractor.recognition.prose.wording import SectionIndex


def score_sums(drafts: tuple[Draft, ...], families: Sequence[Family]) -> Iterator[tuple[Claim, Passage]]:
    """Every family of two or more scores as a sum."""
    for family in families:
        parent = drafts[family.parent]
        children = [drafts[child] for child in family.children]
        operands = tuple(child.operand() for child in children if child.quantity is not None)
        if not operands or parent.quantity is None:
            continue
        result = parent.operand()
        yield (
            Claim(
                kind=RelationKind.SUM,
                subject=f"{parent.name}得分" if not parent.name.endswith("分") else parent.name,
                operands=operands,
                result=result,
                exhaustive=family.whole and len(operands) > 1,
                certainty=family.certainty,
                span=cover((*operands, result)),
                note=family.why,
            ),
            parent.passage,
        )


_EXECUTING = regex.compile(r"(?:部门|项目|整体|财政)*(?:预算|资金)(?:资金)?执行", regex.VERSION1)


def repeated_scores(drafts: tuple[Draft, ...], sections: SectionIndex) -> Iterator[tuple[Claim, Passage]]:
    """Scores of one name told more than once: the total, or a category in the conclusion and in its section."""
    by_name: dict[tuple[StatementKind, str], list[Draft]] = {}
    objects = len({section_object(sections, draft.span.start) for draft in drafts} - {""})
    several = objects > 1 or len({_value(draft) for draft in drafts if draft.kind is StatementKind.TOTAL}) > 2
    for draft in drafts:
        if draft.quantity is None or draft.kind is StatementKind.DEDUCTION:
            continue
        name = "" if draft.kind is StatementKind.TOTAL else draft.name
        if draft.kind is StatementKind.INDICATOR and (len(name) < 4 or name == "本指标"):
            continue
        if name and name.removesuffix("指标") not in draft.quote:
            # A name that the surroundings gave (得 behind a rate, 本指标) is not told again.
            continue
        by_name.setdefault((draft.kind, name), []).append(draft)
    for (kind, name), same in by_name.items():
        if len(same) < 2 or several or not _one_object(kind, same):
            continue
        operands = tuple(draft.operand() for draft in same)
        yield (
            Claim(
                kind=RelationKind.REPEAT,
                subject=name or same[0].name,
                operands=operands,
                result=None,
                certainty=SURE,
                span=cover(operands[:1]),
            ),
            same[0].passage,
        )


def _value(draft: Draft) -> Decimal | None:
    return draft.quantity.value if draft.quantity else None


def _one_object(kind: StatementKind, same: list[Draft]) -> bool:
    """Whether scores of one name can only be one fact: totals may belong to several projects of one file."""
    if kind is not StatementKind.TOTAL:
        return True
    return len({draft.name for draft in same if not draft.bare and "项目" in draft.name}) <= 1


def rated_scores(
    drafts: tuple[Draft, ...], cues: Mapping[int, tuple[Cue, ...]], own: Cue | None, packs: Packs
) -> Iterator[tuple[Claim, Passage]]:
    """部门预算资金支出率 9.92 分 … 执行率 99.2 %: the score of a rate indicator is the rate times its points.

    `own` is the report's own rate, taken where none stands beside the score.
    """
    for draft in drafts:
        if draft.quantity is None or draft.kind is StatementKind.DEDUCTION:
            continue
        concept = concept_of_name(draft.name, packs)
        rate = (_rate_beside(draft, cues.get(draft.passage.ordinal, ()), concept) or own) if concept else None
        if rate is None:
            continue
        points = draft.points or _implied_points(draft, rate, packs)
        named = "率" in draft.name or "进度" in draft.name
        if points is None or not (named or (_is_of_a_rate(points) and _follows(draft, points, rate))):
            continue
        operands = (rate.mention.operand(), Operand(name=f"{draft.name}分值", quantity=points))
        result = draft.operand()
        near = rate is not own and rate.mention.sentence == draft.passage.sentence_at(draft.start)
        yield (
            Claim(
                kind=RelationKind.SCORE_RATE,
                subject=draft.name,
                operands=operands,
                result=result,
                certainty=SURE if near and draft.points is not None else LIKELY,
                span=cover((result,)),
                note="" if draft.points is not None else "分值由得分与执行率推定",
            ),
            draft.passage,
        )


def _is_of_a_rate(points: Quantity) -> bool:
    """Whether a rate alone can bear the points: 预算执行 35 分 is a category of several indicators."""
    return points.value is not None and points.value <= max(_ROWS)


# Points of the execution row on the forms in use.
_ROWS = tuple(Decimal(points) for points in (10, 20, 15, 8, 6, 5))


def _implied_points(draft: Draft, rate: Cue, packs: Packs) -> Quantity | None:
    """Points that are not printed: those of the forms that turn the rate into the score, or nearly.

    Only a broken score (9.72) shows that it was computed; a round one may follow from bands.
    """
    score, percent = draft.quantity, rate.value
    if score is None or score.value is None or not percent or score.value * 2 == (score.value * 2).to_integral_value():
        return None
    implied = score.value * 100 / percent
    nearest = min(_ROWS, key=lambda points: abs(points - implied))
    if abs(nearest - implied) * 50 > nearest:
        return None
    read = read_quantity(f"{nearest}分", packs, unit_hint="分")
    return replace(read, span=score.span) if read else None


def concept_of_name(name: str, packs: Packs) -> str:
    """The rate concept that an indicator is named after; only the execution rate has a score that follows from it."""
    bare = name.removesuffix("指标").removesuffix("情况")
    if packs.patterns.get(CONCEPTS, "execution_rate").search(bare):
        return "execution_rate"
    return "execution_rate" if _EXECUTING.fullmatch(bare) else ""


def _follows(draft: Draft, points: Quantity, rate: Cue) -> bool:
    """Whether a block that is only named 预算执行 is scored by the rate alone: its score is near rate × points."""
    if draft.quantity is None or points.value is None:
        return False
    computed = rate.mention.quantity.interval.scaled(points.value / 100)
    slack = points.value / 20
    stated = draft.quantity.value or Decimal(0)
    return computed.meets(Interval(low=stated - slack, high=stated + slack))


def _rate_beside(draft: Draft, cues: Sequence[Cue], concept: str) -> Cue | None:
    """The rate of that concept told nearest to the score in the same paragraph, after it first."""
    rates = [cue for cue in cues if cue.concept == concept and cue.is_share and not cue.is_change]
    after = [cue for cue in rates if cue.mention.start > draft.end]
    before = [cue for cue in rates if cue.mention.end < draft.start]
    sentence = draft.passage.sentence_at(draft.start)
    for cue in (*after[:1], *before[-1:]):
        if abs(cue.mention.sentence - sentence) <= 1:
            return cue
    return None
