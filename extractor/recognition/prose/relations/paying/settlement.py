"""The money of a report told over several sentences: 资金总计 W。…累计支付 P，执行率 R%，尚余 L.

Spending, rate and remainder stand together; the money that they are of was told sentences or paragraphs before, under
whatever name, beside other amounts. Words say what each amount is for, and the figures which of them belong together:
only what divides or leaves the remainder is linked.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum
from functools import lru_cache, partial
from itertools import takewhile

from extractor.model.claims import RelationKind
from extractor.model.quantities import Approximation
from extractor.packs import Packs
from extractor.recognition.prose.passages import Passage
from extractor.recognition.prose.relations.agreement import gives_rate
from extractor.recognition.prose.relations.claims import LIKELY, Claim, place_of
from extractor.recognition.prose.relations.cues import Cue
from extractor.recognition.prose.relations.making import difference, made, summed
from extractor.recognition.prose.relations.slipping import rate_slip_off

_GROUP = "recognition/settlement"
# How many amounts back the money may stand that was spent, and how many paragraphs.
_AMOUNTS = 24
_PARAGRAPHS = 10
# How many payments back a remainder or a rate may look.
_PAYMENTS = 3
# A remainder of fewer digits is left by some pair of amounts by chance.
_DIGITS = 3
_SENTENCES = 2
# What misses its pair by more is no slip of its author: a tenth of a remainder, some points of a rate.
_NEAR, _NEAR_POINTS = Decimal("0.1"), 5
_NOTHING = Decimal(0)
# Words before numbers recur: what the latest say is kept.
_KEPT = 4096


class _Kind(Enum):
    """What a settlement ends in: the rate of what was paid or left, or what was left itself."""

    RATE = "rate"
    RATE_LEFT = "rate_left"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class _Money:
    """An amount with the position of its paragraph, and what its words say that it is; `part` of a sum told."""

    row: int
    cue: Cue
    paid: bool
    whole: bool
    left: bool
    part: bool = False

    @property
    def value(self) -> Decimal:
        return self.cue.value or _NOTHING


@dataclass(frozen=True, slots=True)
class _Outcome:
    """A rate or a remainder with the position of its paragraph."""

    row: int
    cue: Cue
    kind: _Kind


@dataclass(frozen=True, slots=True)
class _Pair:
    """Money that there was, and what was paid of it; for a rate of what was left, that."""

    whole: _Money
    paid: _Money


def find_settlements(
    passages: Sequence[Passage], cues: Mapping[int, Sequence[Cue]], told: Sequence[Claim], packs: Packs
) -> Iterator[Claim]:
    """Rates of spending and remainders that no sentence links; `told` are the claims that others have made."""
    linked: set[int] = set()
    for claim in told:
        linked |= _outcomes(claim)
    parts = {place for claim in told if claim.kind is RelationKind.SUM for place in claim.places}
    book: list[_Money] = []
    pairs: dict[int, list[tuple[_Outcome, _Pair]]] = defaultdict(list)
    open_ones: list[_Outcome] = []
    for row, passage in enumerate(passages):
        for cue in cues.get(passage.ordinal, ()):
            outcome = _outcome(row, cue, packs) if cue.place not in linked else None
            if outcome is not None:
                pair = _fitting(outcome, book)
                if pair is None and outcome.kind is _Kind.LEFT:
                    rolled = _rolled(outcome, book, packs)
                    if rolled is not None:
                        yield rolled
                        continue
                    pair = _balanced(outcome, book, packs)
                if pair is None:
                    open_ones.append(outcome)
                else:
                    pairs[row].append((outcome, pair))
                    yield _claim(outcome, pair)
            money = _money(row, cue, packs)
            if money is not None:
                book.append(replace(money, part=cue.place in parts, paid=money.paid and cue.place not in parts))
    for outcome in open_ones:
        # What the remainder settles judges the rate, and the other way round.
        pair = _known(outcome, pairs.get(outcome.row, ()), book)
        if pair is not None and _is_near(outcome, pair):
            yield _claim(outcome, pair)
        elif pair is None and outcome.kind is _Kind.RATE and (only := _only_money(outcome, book)) is not None:
            yield _claim(outcome, only)


def _outcomes(claim: Claim) -> frozenset[int]:
    """The figures that the claim accounts for."""
    if claim.kind in (RelationKind.DIFFERENCE, RelationKind.SUM):
        last = claim.operands[-1:] if len(claim.operands) > 1 else ()
        return frozenset({claim.place, *(place_of(operand) for operand in last)})
    return frozenset({claim.place}) if claim.kind is RelationKind.RATIO else frozenset()


def _money(row: int, cue: Cue, packs: Packs) -> _Money | None:
    """The amount, where it is exact money of this year and its words say what it is for."""
    if not cue.is_money or not cue.is_level or cue.vague or not cue.value:
        return None
    if cue.mention.quantity.approximation is not Approximation.EXACT:
        return None
    paid, whole, left = _use_of(cue.mention.label, packs)
    return _Money(row, cue, paid, whole, left) if paid or whole or left else None


@lru_cache(maxsize=_KEPT)
def _use_of(label: str, packs: Packs) -> tuple[bool, bool, bool]:
    """Whether words call an amount paid, what there was, or what was left; none of these for another year's."""
    says = partial(_is_said, label, packs)
    if says("other_time"):
        return False, False, False
    return (False, False, True) if says("left") else (says("paid"), says("whole"), False)


def _is_said(label: str, packs: Packs, name: str) -> bool:
    return packs.patterns.get(_GROUP, name).search(label) is not None


def _says(cue: Cue, name: str, packs: Packs) -> bool:
    return _is_said(cue.mention.label, packs, name)


def _outcome(row: int, cue: Cue, packs: Packs) -> _Outcome | None:
    """The rate or remainder that the number is, going by its words."""
    if cue.is_change or not cue.value:
        return None
    if cue.is_share:
        for name, kind in (("rate", _Kind.RATE), ("rate_left", _Kind.RATE_LEFT)):
            if _says(cue, name, packs):
                return _Outcome(row, cue, kind)
    elif cue.is_money and cue.is_level and _says(cue, "left", packs):
        return _Outcome(row, cue, _Kind.LEFT)
    return None


def _near(outcome: _Outcome, book: Sequence[_Money]) -> Sequence[_Money]:
    """The money of the paragraph of an outcome and of those before it."""
    first = bisect_left(book, outcome.row - _PARAGRAPHS, key=_row)
    return book[first : bisect_right(book, outcome.row, key=_row)]


def _row(money: _Money) -> int:
    return money.row


def _fitting(outcome: _Outcome, book: Sequence[_Money]) -> _Pair | None:
    """The nearest money told before, and what became of it, that give the outcome."""
    near = _near(outcome, book[-_AMOUNTS:])
    left = outcome.kind is _Kind.RATE_LEFT
    beside = [money for money in reversed(near) if (money.left if left else money.paid) and _is_beside(money, outcome)]
    for part in beside[: _PAYMENTS if outcome.kind is _Kind.LEFT else 1]:
        for whole in reversed(near):
            # 支出 P，比预算 W 少 L，完成率 R%: in one sentence the money may stand behind the payment.
            told = whole.cue.place < part.cue.place or outcome.kind is _Kind.LEFT or _in_one_sentence(whole, outcome)
            if whole.whole and told and whole.cue is not part.cue and _fits(outcome, whole, part):
                return _Pair(whole, part)
    return None


def _in_one_sentence(money: _Money, outcome: _Outcome) -> bool:
    return money.row == outcome.row and money.cue.mention.sentence == outcome.cue.mention.sentence


def _balanced(outcome: _Outcome, book: Sequence[_Money], packs: Packs) -> _Pair | None:
    """收支相抵，结余 L: the last income and the last spending told, where the figures come near."""
    if packs.patterns.get(_GROUP, "balanced").search(outcome.cue.mention.lead) is None:
        return None
    near = _near(outcome, book)
    income = next((money for money in reversed(near) if not money.part and _says(money.cue, "income", packs)), None)
    paid = next((money for money in reversed(near) if money.paid), None)
    if income is None or paid is None:
        return None
    pair = _Pair(income, paid)
    return pair if _is_near(outcome, pair) else None


def _rolled(outcome: _Outcome, book: Sequence[_Money], packs: Packs) -> Claim | None:
    """年初结余 O。…当年结余 L；年末滚存结余 O + L."""
    if not _says(outcome.cue, "closing", packs):
        return None
    near = [money for money in _near(outcome, book) if money.left]
    opening = next((money for money in reversed(near) if _says(money.cue, "opening", packs)), None)
    if opening is None or near[-1] is opening or near[-1].row != outcome.row:
        return None
    fits = opening.value + near[-1].value == outcome.cue.value
    return summed((opening.cue, near[-1].cue), outcome.cue, LIKELY) if fits else None


def _known(outcome: _Outcome, pairs: Sequence[tuple[_Outcome, _Pair]], book: Sequence[_Money]) -> _Pair | None:
    """The pair that an outcome of another kind right beside this one has settled."""
    settled = [pair for other, pair in pairs if _is_beside(pair.paid, outcome) and _follow(outcome, other)]
    if not settled or outcome.kind is not _Kind.RATE_LEFT:
        return settled[-1] if settled else None
    left = [money for money in _near(outcome, book) if money.left and _is_beside(money, outcome)]
    return _Pair(settled[-1].whole, left[-1]) if left else None


def _only_money(outcome: _Outcome, book: Sequence[_Money]) -> _Pair | None:
    """The last payment, and the one amount told before it that there was, where one slip in the rate parts the two."""
    near = reversed(_near(outcome, book))
    paid = next((money for money in near if money.paid and _is_beside(money, outcome)), None)
    whole = _only_whole(takewhile(lambda money: money.cue.place < paid.cue.place, book)) if paid is not None else None
    if paid is None or whole is None:
        return None
    return _Pair(whole, paid) if rate_slip_off(paid.cue, whole.cue, outcome.cue) else None


def _only_whole(book: Iterable[_Money]) -> _Money | None:
    """The last of the amounts that there were; nothing where they differ."""
    found: _Money | None = None
    for money in book:
        if money.whole and not money.part:
            if found is not None and found.value != money.value:
                return None
            found = money
    return found


def _follow(one: _Outcome, other: _Outcome) -> bool:
    """Whether a rate and a remainder stand together, in whichever order: 执行率 R%，结余 L."""
    apart = one.cue.mention.index - other.cue.mention.index
    return one.row == other.row and one.kind is not other.kind and abs(apart) == 1


def _fits(outcome: _Outcome, whole: _Money, part: _Money) -> bool:
    stated = outcome.cue.mention.quantity
    if outcome.kind is not _Kind.LEFT:
        return gives_rate(part.cue, whole.cue, outcome.cue)
    digits = stated.number_text.replace(".", "").strip("0,")
    return len(digits) >= _DIGITS and whole.value - part.value == stated.value


def _is_near(outcome: _Outcome, pair: _Pair) -> bool:
    """Whether the outcome is about what the pair gives: what is far from it is likelier that of other money."""
    stated = outcome.cue.value or _NOTHING
    if outcome.kind is _Kind.LEFT:
        return abs(pair.whole.value - pair.paid.value - stated) <= _NEAR * stated
    return abs(pair.paid.value * 100 / pair.whole.value - stated) <= _NEAR_POINTS


def _claim(outcome: _Outcome, pair: _Pair) -> Claim:
    if outcome.kind is _Kind.LEFT:
        return difference((pair.whole.cue, pair.paid.cue), outcome.cue, LIKELY)
    return made(RelationKind.RATIO, (pair.paid.cue, pair.whole.cue), outcome.cue, LIKELY, note="budget")


def _is_beside(money: _Money, outcome: _Outcome) -> bool:
    """Whether the amount stands in the paragraph of the outcome, not more than two sentences before it."""
    apart = outcome.cue.mention.sentence - money.cue.mention.sentence
    return money.row == outcome.row and 0 <= apart <= _SENTENCES
