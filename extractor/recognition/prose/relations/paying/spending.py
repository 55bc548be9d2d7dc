"""Rates of spending whose budget is called by no budget's name: 下达补助 246 万元。发放补助 142 万元，执行率 57.6%.

Only figures that divide are linked, and only where no other amount divides as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from extractor.model.claims import RelationKind
from extractor.recognition.prose.passages import Passage
from extractor.recognition.prose.relations.agreement import gives_rate
from extractor.recognition.prose.relations.claims import SUPPORTED, Claim, results_of
from extractor.recognition.prose.relations.cues import Cue
from extractor.recognition.prose.relations.making import difference, made, ratio

_BUDGETS = ("adjusted", "budget", "initial", "received")
# How many numbers back the money may stand that was spent.
_NEAR = 16
_SPENT = regex.compile(r"使用|支出|执行|支付|拨付|发放|兑付|兑现|列支|结算|报账", regex.VERSION1)


def find_spending(
    passage: Passage, cues: Sequence[Cue], above: Sequence[Cue], told: Sequence[Claim]
) -> Iterator[Claim]:
    """Spending ÷ money received = rate, and what was left; `told` are the rates that words link.

    `above` are the numbers of the paragraph before: a budget may be told there.
    """
    linked = results_of(told)
    for rate in cues:
        if rate.concept != "execution_rate" or not rate.is_share:
            continue
        if rate.place in linked or rate.is_change:
            continue
        yield from _spending(passage, rate, cues, above, linked)


def _spending(
    passage: Passage, rate: Cue, cues: Sequence[Cue], above: Sequence[Cue], linked: set[int]
) -> Iterator[Claim]:
    before = [
        cue for cue in cues[max(0, rate.mention.index - _NEAR) : rate.mention.index] if cue.is_level and cue.is_money
    ]
    own = [cue for cue in before if cue.mention.part == rate.mention.part]
    spent = next((cue for cue in reversed(own) if cue.concept == "spent" or _is_spent(cue)), None)
    if spent is None or spent.value is None:
        return
    wholes = [
        cue
        for cue in before
        if cue.mention.index < spent.mention.index
        and rate.mention.sentence - cue.mention.sentence <= 1
        and gives_rate(spent, cue, rate)
    ]
    if not wholes and spent.concept == "spent":
        yield from _budget_above(spent, rate, above)
        return
    if len({cue.value for cue in wholes}) != 1:
        return
    whole = wholes[-1]
    yield ratio(passage, spent, whole, rate, SUPPORTED)
    for left in cues[spent.mention.index + 1 : rate.mention.index + 2]:
        same = left.mention.sentence == rate.mention.sentence
        if same and left.concept == "balance" and left.place not in linked and _leaves(whole, spent, left):
            yield difference((whole, spent), left, SUPPORTED, passage)


def _budget_above(spent: Cue, rate: Cue, above: Sequence[Cue]) -> Iterator[Claim]:
    """The budget of the paragraph before, where it is the only one that gives the rate."""
    wholes = [
        cue
        for cue in above
        if (cue.concept in _BUDGETS or _ARRIVED.match(cue.mention.trail))
        and cue.is_money
        and gives_rate(spent, cue, rate)
    ]
    if len({cue.value for cue in wholes}) == 1:
        yield made(RelationKind.RATIO, (spent, wholes[-1]), rate, SUPPORTED, note="budget")


# 820 万元资金全部拨付到位
_ARRIVED = regex.compile(
    r"(?:资金|经费|款项)?(?:已|全部|均|足额|全额|按时|及时|一次性)*(?:拨付|下达)?到位", regex.VERSION1
)


def _is_spent(cue: Cue) -> bool:
    return not cue.concept and _SPENT.search(cue.mention.label) is not None


def _leaves(whole: Cue, spent: Cue, left: Cue) -> bool:
    return (whole.mention.quantity.interval - spent.mention.quantity.interval).meets(left.mention.quantity.interval)
