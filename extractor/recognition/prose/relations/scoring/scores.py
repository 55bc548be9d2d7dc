"""Relations of scores: parts and totals, a score that is a rate times its points, the same score told twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.model.claims import RelationKind, StatementKind
from extractor.recognition.prose.passages import Passage
from extractor.recognition.prose.relations.claims import SURE, Claim, cover
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


def repeated_scores(drafts: tuple[Draft, ...], sections: SectionIndex) -> Iterator[tuple[Claim, Passage]]:
    """Scores of one name told more than once: the total, or a category in the conclusion and in its section."""
    by_name: dict[tuple[StatementKind, str], list[Draft]] = {}
    objects = len({section_object(sections, draft.span.start) for draft in drafts} - {""})
    several = objects > 1 or len({draft.value for draft in drafts if draft.kind is StatementKind.TOTAL}) > 2
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


def _one_object(kind: StatementKind, same: list[Draft]) -> bool:
    """Whether scores of one name can only be one fact: totals may belong to several projects of one file."""
    if kind is not StatementKind.TOTAL:
        return True
    return len({draft.name for draft in same if not draft.bare and "项目" in draft.name}) <= 1
