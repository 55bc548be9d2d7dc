"""All relations of one report: what each paragraph claims, then what holds across paragraphs."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.model.report import Metric, Relation
from extractor.packs import Packs
from extractor.recognition.linking import linked_values
from extractor.recognition.prose.claims import Claim
from extractor.recognition.prose.cues import Cue, cues_of
from extractor.recognition.prose.drafts import Draft
from extractor.recognition.prose.enumerations import find_enumerations
from extractor.recognition.prose.execution import own_rates, repeated_rates
from extractor.recognition.prose.families import Family
from extractor.recognition.prose.funds import FundsTold, find_funds, funds_balance, funds_ratio
from extractor.recognition.prose.passages import Passage
from extractor.recognition.prose.relations_differences import find_adjustments, find_changes, find_complements
from extractor.recognition.prose.relations_growth import find_growth
from extractor.recognition.prose.relations_ratios import find_ratios
from extractor.recognition.prose.relations_scores import rated_scores, repeated_scores, score_sums
from extractor.recognition.prose.relations_sums import find_sums
from extractor.recognition.prose.repeats import find_repeats
from extractor.recognition.prose.wording import SectionIndex
from extractor.recognition.tables import TableReading


def find_relations(
    passages: tuple[Passage, ...],
    drafts: tuple[Draft, ...],
    families: tuple[Family, ...],
    metrics: tuple[Metric, ...],
    year: int | None,
    sections: SectionIndex,
    tables: TableReading,
    packs: Packs,
) -> tuple[tuple[Relation, ...], tuple[FundsTold, ...]]:
    """The relations in document order, and the funds figures that were told together."""
    cues = {passage.ordinal: cues_of(passage, packs) for passage in passages if passage.mentions}
    claims: list[Claim] = []
    funds: list[FundsTold] = []
    for passage in passages:
        own = cues.get(passage.ordinal, ())
        told = find_funds(passage, own, packs)
        funds += told
        claims += _within(passage, own, told, packs)
        claims += find_enumerations(passage, packs)
    claims += [claim for claim, _ in score_sums(drafts, families)]
    claims += [claim for claim, _ in repeated_scores(drafts, sections)]
    rates = own_rates(passages, cues, funds, drafts, packs)
    claims += [claim for claim, _ in rated_scores(drafts, cues, rates[0][0] if rates else None, packs)]
    claims += repeated_rates(rates)
    claims += [claim for claim, _ in find_repeats(passages, cues, metrics, year, sections, packs)]
    claims += linked_values(metrics, tables)
    claims.sort(key=lambda claim: (claim.span.start, claim.span.end, claim.kind))
    numbered = (claim.numbered(ordinal, sections.at(claim.span.start)) for ordinal, claim in enumerate(claims))
    return tuple(numbered), tuple(funds)


def _within(passage: Passage, cues: tuple[Cue, ...], told: tuple[FundsTold, ...], packs: Packs) -> Iterator[Claim]:
    if not cues:
        return
    yield from find_growth(passage, cues)
    yield from find_sums(passage, cues, packs)
    for one in told:
        yield from funds_ratio(one)
        yield from funds_balance(one)
    yield from find_ratios(passage, cues, packs)
    yield from find_adjustments(passage, cues)
    yield from find_changes(passage, cues)
    yield from find_complements(passage, cues, packs)
