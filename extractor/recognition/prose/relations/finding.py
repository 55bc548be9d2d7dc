"""All relations of one report: what each paragraph claims, then what holds across paragraphs."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from extractor.model.claims import Metric, Relation, RelationKind
from extractor.packs import Packs
from extractor.recognition.linking import linked_values
from extractor.recognition.prose.passages import Passage
from extractor.recognition.prose.relations.adding.breakdowns import find_breakdowns, listed_by_paragraph
from extractor.recognition.prose.relations.adding.complete import find_complete
from extractor.recognition.prose.relations.adding.gathered import addable, find_gathered
from extractor.recognition.prose.relations.adding.lists import find_lists
from extractor.recognition.prose.relations.adding.misprints import find_misprints
from extractor.recognition.prose.relations.adding.named_sums import find_named_sums, find_said_sums
from extractor.recognition.prose.relations.adding.sums import find_sums
from extractor.recognition.prose.relations.adding.totals import find_totals, shared_wholes
from extractor.recognition.prose.relations.adding.unopened import find_unopened
from extractor.recognition.prose.relations.aiming.beyond import find_beyond
from extractor.recognition.prose.relations.aiming.excesses import find_excesses
from extractor.recognition.prose.relations.aiming.targets import find_targets, listed_targets
from extractor.recognition.prose.relations.aiming.undone import find_rate_gaps, find_undone
from extractor.recognition.prose.relations.changing.bases import find_bases
from extractor.recognition.prose.relations.changing.differences import find_changes, find_gaps, find_worded_gaps
from extractor.recognition.prose.relations.changing.growth import find_growth
from extractor.recognition.prose.relations.changing.rates import find_rate_differences
from extractor.recognition.prose.relations.claims import Claim
from extractor.recognition.prose.relations.counting.enumerations import find_enumerations
from extractor.recognition.prose.relations.cues import NO_CUES, Cue, Cues, cues_of
from extractor.recognition.prose.relations.dividing.apart import rates_apart
from extractor.recognition.prose.relations.dividing.averages import find_averages
from extractor.recognition.prose.relations.dividing.bracketed import bracketed_budgets
from extractor.recognition.prose.relations.dividing.complements import find_complements, own_shortfalls
from extractor.recognition.prose.relations.dividing.completions import find_completions
from extractor.recognition.prose.relations.dividing.compositions import find_compositions
from extractor.recognition.prose.relations.dividing.figured import find_figured
from extractor.recognition.prose.relations.dividing.parallel import find_parallel
from extractor.recognition.prose.relations.dividing.portions import find_portions
from extractor.recognition.prose.relations.dividing.prices import find_prices
from extractor.recognition.prose.relations.dividing.ratios import find_ratios
from extractor.recognition.prose.relations.dividing.told import told_in_paragraphs_before
from extractor.recognition.prose.relations.paying.accounts import find_adjustments, find_balances
from extractor.recognition.prose.relations.paying.execution import execution_rates, repeated_rates
from extractor.recognition.prose.relations.paying.funds import FundsTold, find_funds, funds_balance, funds_ratio
from extractor.recognition.prose.relations.paying.settlement import find_settlements
from extractor.recognition.prose.relations.paying.spending import find_spending
from extractor.recognition.prose.relations.paying.stages import (
    find_cuts,
    find_left,
    find_owed,
    find_posts,
    find_reviews,
    fund_balances,
    fund_rates,
)
from extractor.recognition.prose.relations.proven import find_proven
from extractor.recognition.prose.relations.repeats import find_repeats
from extractor.recognition.prose.relations.scoring.deductions import deduction_sums, left_over
from extractor.recognition.prose.relations.scoring.marks import find_marks
from extractor.recognition.prose.relations.scoring.rated_scores import rated_scores
from extractor.recognition.prose.relations.scoring.scores import repeated_scores, score_sums
from extractor.recognition.prose.scores.drafts import Draft
from extractor.recognition.prose.scores.kin import Family
from extractor.recognition.prose.wording import SectionIndex
from extractor.recognition.tables import TableReading

# How many paragraphs back the whole of a list with shares may stand.
_PARAGRAPHS = 3


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
    above = NO_CUES
    before: Passage | None = None
    higher: deque[tuple[Cue, ...]] = deque(maxlen=_PARAGRAPHS)
    for passage in passages:
        own = cues.get(passage.ordinal)
        if own is None:
            claims += find_enumerations(passage, packs)
            continue
        told = find_funds(passage, own, packs)
        funds += told
        claims += _within(passage, own, above, tuple(chain.from_iterable(higher)), told, packs)
        claims += find_enumerations(passage, packs)
        if before is not None:
            claims += listed_targets(before, above, passage, own, packs)
        above, before = own, passage
        higher.append(own)
    claims = _listed(claims, tuple(listed_by_paragraph(passages, cues)))
    claims += list(told_in_paragraphs_before(passages, cues, claims))
    claims += list(find_settlements(passages, cues, claims, packs))
    claims += list(find_figured(passages, cues, claims))
    claims += list(find_completions(passages, cues, claims))
    claims += list(find_prices(passages, cues, claims, packs))
    rows = addable(passages, cues)
    claims += list(find_gathered(passages, cues, rows, claims))
    claims += list(find_misprints(rows, claims))
    claims += list(find_undone(passages, cues, claims))
    claims += list(find_rate_gaps(passages, cues, claims))
    claims += [claim for claim, _ in score_sums(drafts, families)]
    claims += find_marks(passages, cues, drafts)
    claims += [claim for claim, _ in repeated_scores(drafts, sections)]
    claims += (*deduction_sums(drafts), *left_over(drafts))
    rates = execution_rates(passages, cues, funds, drafts, packs)
    first = rates.own[0][0] if rates.own else None
    claims += rated_scores(drafts, cues, first, rates.told, packs)
    claims += repeated_rates(rates.own)
    claims += own_shortfalls(passages, cues, first, packs) if first is not None else ()
    claims += [claim for claim, _ in find_repeats(passages, cues, metrics, year, sections, packs)]
    claims += linked_values(metrics, tables)
    claims = list(_distinct(claims))
    claims += find_proven(passages, claims)
    claims += list(rates_apart(passages, cues, claims))
    claims.sort(key=lambda claim: (claim.span.start, claim.span.end, claim.kind))
    numbered = (claim.numbered(ordinal, sections.at(claim.span.start)) for ordinal, claim in enumerate(claims))
    return tuple(numbered), tuple(funds)


def _distinct(claims: Sequence[Claim]) -> Iterator[Claim]:
    """Each claim once, whichever grammar read it; of two sums with one result the one with more parts."""
    sums: dict[int, list[frozenset[int]]] = {}
    for claim in claims:
        if claim.kind is RelationKind.SUM and claim.exhaustive:
            sums.setdefault(claim.place, []).append(claim.places)
    stated: set[tuple[RelationKind, frozenset[int], int]] = set()
    for claim in claims:
        places = claim.places
        key = (claim.kind, places, claim.place)
        if claim.kind is RelationKind.SUM and any(places < other for other in sums.get(claim.place, ())):
            continue
        if key not in stated:
            stated.add(key)
            yield claim


def _within(
    passage: Passage,
    cues: Cues,
    above: Sequence[Cue],
    higher: tuple[Cue, ...],
    told: tuple[FundsTold, ...],
    packs: Packs,
) -> Iterator[Claim]:
    if not cues:
        return
    linked: set[frozenset[int]] = set()
    shares: set[int] = set()
    for claim in _formulas(passage, cues, above, higher, told, packs):
        places = claim.places
        linked.add(places)
        if claim.kind is RelationKind.COMPLEMENT and len(places) > 2 and not shares.isdisjoint(places):
            # Shares whose amounts are told are judged one by one.
            continue
        if claim.kind is RelationKind.RATIO and claim.result is not None:
            shares.add(claim.place)
        yield claim
    for claim in find_targets(passage, cues, packs):
        # A completion rate, or a difference, between the two says more.
        places = claim.places
        if places not in linked and claim.place not in shares:
            yield claim


def _formulas(
    passage: Passage,
    cues: Cues,
    above: Sequence[Cue],
    higher: tuple[Cue, ...],
    told: tuple[FundsTold, ...],
    packs: Packs,
) -> Iterator[Claim]:
    growths = tuple(find_growth(passage, cues))
    yield from growths
    sums = (*find_sums(passage, cues, packs), *find_lists(passage, cues, packs), *find_breakdowns(cues))
    yield from sums
    unopened = tuple(find_unopened(passage, cues, sums, packs))
    yield from unopened
    yield from find_complete(passage, cues, above, (*sums, *unopened))
    yield from _unless_told((*find_named_sums(passage, cues), *find_said_sums(passage, cues)), sums)
    staged = (*fund_rates(passage, cues, packs), *fund_balances(passage, cues, packs))
    yield from staged
    # A fund that is told from its beginning has nothing to do with the budget of the sentence before.
    spending = tuple(claim for one in told for claim in _unless_told((*funds_ratio(one), *funds_balance(one)), staged))
    yield from spending
    yield from _unless_told(bracketed_budgets(passage, cues, packs), (*spending, *staged))
    yield from find_spending(passage, cues, above, (*spending, *staged))
    reviews = tuple(find_reviews(passage, cues, packs))
    yield from reviews
    shares = tuple(find_compositions(passage, cues, higher))
    yield from shares
    ratios = tuple(_unless_told(find_ratios(passage, cues, above, packs), (*reviews, *shares)))
    yield from ratios
    yield from find_left(passage, cues, ratios)
    yield from shared_wholes(cues, ratios)
    yield from find_totals(cues)
    yield from find_parallel(passage, cues, packs)
    yield from find_portions(passage, cues)
    yield from find_averages(passage, cues, packs)
    yield from find_adjustments(passage, cues)
    yield from find_balances(passage, cues)
    yield from find_posts(passage, cues)
    yield from find_owed(passage, cues)
    yield from find_gaps(passage, cues)
    changes = (*growths, *find_changes(passage, cues), *find_rate_differences(passage, cues, packs))
    yield from changes[len(growths) :]
    yield from _unless_told(find_beyond(passage, cues, packs), changes)
    yield from find_bases(passage, cues, changes, above)
    yield from find_excesses(passage, cues, packs)
    yield from find_worded_gaps(passage, cues)
    yield from find_cuts(passage, cues)
    yield from find_complements(passage, cues, packs)


def _listed(claims: Sequence[Claim], listed: Sequence[Claim]) -> list[Claim]:
    """The claims with those of lists over paragraphs, which know better what their shares are of."""
    rates = {claim.place for claim in listed if claim.kind is RelationKind.RATIO}
    kept = [claim for claim in claims if claim.kind is not RelationKind.RATIO or claim.place not in rates]
    return [*kept, *listed]


def _unless_told(found: Iterable[Claim], stated: Sequence[Claim]) -> Iterator[Claim]:
    """The claims whose result no other claim of that kind gives."""
    results = {(claim.kind, claim.place) for claim in stated}
    for claim in found:
        if (claim.kind, claim.place) not in results:
            yield claim
