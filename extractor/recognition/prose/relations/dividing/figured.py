"""Shares whose whole words only hint at: 占合同总价的 90 %, 预付款 30 %，即 x 元, 分别占 a %、b %.

A share that names its whole in other words than those under which the amount was told, or names none, is linked to an
amount only where the quotient of the printed figures is that share, and no other amount gives it too.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

import regex

from extractor.model.quantities import Approximation
from extractor.recognition.prose.passages import Passage
from extractor.recognition.prose.relations.adding.parts import compatible
from extractor.recognition.prose.relations.agreement import gives_rate
from extractor.recognition.prose.relations.changing.growth import is_base
from extractor.recognition.prose.relations.claims import SUPPORTED, Claim, comes_near, divides, results_of
from extractor.recognition.prose.relations.cue_words import without_marks
from extractor.recognition.prose.relations.cues import Cue
from extractor.recognition.prose.relations.making import share_of
from extractor.recognition.prose.relations.names import core

# How many numbers back the whole may stand in its own paragraph and in those above, and how many of those.
_NEAR, _ABOVE, _PARAGRAPHS = 16, 24, 6
# How many digits of a share prove a link without words.
_DIGITS = 3
_RESTATED = regex.compile(r"[，,（(]?(?:也就是|即|合计?|折合|约合|相当于|为)(?:有|为|是|约)?", regex.VERSION1)
_SHARE = regex.compile(
    r"(?:^|[，,；;、（(])(?P<part>[^，,；;、。]{0,20}?)(?P<word>各占|分别占|占比(?!重)|占|比重|比例)"
    r"(?P<whole>[^，,；;。占]{0,16}?)(?:的|总比重|比重|比例)*(?:分别)?(?:为|是|约|达到?|高达|：|:)*$",
    regex.VERSION1,
)
# 设备费比重最大，超过总支出的一半，达 51 %
_LARGEST = regex.compile(
    r"(?:^|[，,；;、（(])(?P<part>[^，,；;、。]{2,12}?)所?占?(?P<word>比重|比例)(?:最大|最高|最多|较大|较高|居首)"
    r"[，,](?:超过|接近|达到|占)?(?P<whole>[^，,；;。占]{0,12}?)(?:的?(?:一半|半数|大半))?[，,]?(?:占|达到?|为)$",
    regex.VERSION1,
)
_BARE = regex.compile(r"[，,（(]占(?:比为?)?", regex.VERSION1)
_AMOUNT_WORDS = regex.compile(r"总额|总数|总量|总计|总|额|数|量|的|全部|全县|全市|年度|全年|本年|当年", regex.VERSION1)
_JOINED = regex.compile(r"[、和及与]|以及", regex.VERSION1)
_Link = tuple[Cue, Cue, Cue]


def find_figured(
    passages: Iterable[Passage], cues: Mapping[int, tuple[Cue, ...]], told: Iterable[Claim]
) -> Iterator[Claim]:
    """All such shares of a report; `told` are the claims that words make."""
    linked = results_of(told)
    above: deque[tuple[Cue, ...]] = deque(maxlen=_PARAGRAPHS)
    series = _Series()
    for passage in passages:
        own = cues.get(passage.ordinal, ())
        if not own:
            continue
        if any(_is_share(cue) and cue.place not in linked for cue in own):
            higher = tuple(chain.from_iterable(above))
            for part, whole, rate in chain(_restated(own, higher), _named(own, higher), _rows(own, higher)):
                if rate.place not in linked:
                    linked.add(rate.place)
                    yield share_of(part, whole, rate, SUPPORTED)
                    series.take(whole, rate)
        for part, whole, rate in series.going_on(own, linked):
            linked.add(rate.place)
            yield share_of(part, whole, rate, SUPPORTED)
        above.append(own)


@dataclass(slots=True)
class _Series:
    """Lines that each tell an amount and its share: 1.甲 a 万元，占 x %；⏎2.乙 b 万元，占 y %, all of one whole.

    A line goes on with the whole of the lines before it; behind two of them it does so even where its share is wrong.
    """

    whole: Cue | None = None
    length: int = 0

    def take(self, whole: Cue, rate: Cue) -> None:
        """Take in a share that its figures link to `whole`."""
        if _BARE.fullmatch(rate.mention.lead):
            self.length = self.length + 1 if whole is self.whole else 1
            self.whole = whole

    def going_on(self, cues: Sequence[Cue], linked: Collection[int]) -> Iterator[_Link]:
        """The shares of a line whose whole is that of the lines before."""
        bare = [cue for cue in cues if _is_share(cue) and _BARE.fullmatch(cue.mention.lead)]
        if not bare:
            self.whole, self.length = None, 0
        if self.whole is None or len(bare) != 1 or bare[0].place in linked:
            return
        rate, part = bare[0], _part(bare[0], "", cues)
        if part is None or not compatible(part, self.whole) or (part.value or 0) >= (self.whole.value or 0):
            return
        quantities = (part.mention.quantity, self.whole.mention.quantity, rate.mention.quantity)
        if divides(*quantities) or (self.length > 1 and comes_near(*quantities)):
            self.length += 1
            yield part, self.whole, rate


def _restated(cues: Sequence[Cue], above: Sequence[Cue]) -> Iterator[_Link]:
    """预付款 30 %，即 x 元；质保金 10 %，即 y 元: all of them are shares of one whole."""
    pairs = [
        (part, rate)
        for rate, part in pairwise(cues)
        if _is_share(rate) and part.is_level and _RESTATED.fullmatch(part.mention.lead)
    ]
    for part, rate in pairs:
        beside = [other for other in pairs if compatible(other[0], part)]
        parts = {id(one) for one, _ in beside}
        wholes = [
            cue
            for cue in _wholes(rate, part, cues, above)
            if id(cue) not in parts and all(gives_rate(one, cue, share) for one, share in beside)
        ]
        if wholes and (len(beside) > 1 or _digits(rate) >= _DIGITS or wholes[0] is _last_before(rate, part, cues)):
            yield part, wholes[0], rate


def _named(cues: Sequence[Cue], above: Sequence[Cue]) -> Iterator[_Link]:
    """P，占 W 的 R %: the whole shares words with W; or W is not told, and long figures leave no doubt."""
    for rate in cues:
        match = _SHARE.search(rate.mention.lead) or _LARGEST.search(rate.mention.lead) if _is_share(rate) else None
        if match is None or match["word"] not in {"占", "占比", "比重", "比例"}:
            continue
        part = _part(rate, match["part"], cues) or _part_above(match["part"], above)
        if part is None:
            continue
        wholes = [cue for cue in _wholes(rate, part, cues, above) if gives_rate(part, cue, rate)]
        named = [cue for cue in wholes if _akin(match["whole"], cue.mention.label)] if match["whole"] else []
        if not match["whole"]:
            # 接待入境过夜游客 3.21 万人次 of 接待游客 1,286.4 万人次: the part's name is the whole's, told more fully.
            named = wholes if _digits(rate) >= _DIGITS else [cue for cue in wholes if _is_kind_of(part, cue)]
        if len({cue.value for cue in named}) == 1:
            yield part, named[0], rate


def _rows(cues: Sequence[Cue], above: Sequence[Cue]) -> Iterator[_Link]:
    """A a 元，B b 元，分别占 x %、y %: as many parts before as there are shares."""
    for position, first in enumerate(cues):
        match = _SHARE.search(first.mention.lead) if _is_share(first) else None
        if match is None or ("分别" not in first.mention.lead and match["word"] != "各占"):
            continue
        rates = [first]
        for cue in cues[position + 1 :]:
            if not _is_share(cue) or not _JOINED.fullmatch(cue.mention.lead):
                break
            rates.append(cue)
        parts = [cue for cue in cues[:position] if cue.is_level][-len(rates) :]
        if len(rates) < 2 or len(parts) != len(rates) or not all(compatible(parts[0], part) for part in parts):
            continue
        pairs = tuple(zip(parts, rates, strict=True))
        wholes = [
            cue
            for cue in _wholes(parts[0], parts[0], cues, above)
            if (not match["whole"] or _akin(match["whole"], cue.mention.label))
            and all(gives_rate(part, cue, rate) for part, rate in pairs)
        ]
        if len({cue.value for cue in wholes}) == 1:
            yield from ((part, wholes[0], rate) for part, rate in pairs)


def _is_share(cue: Cue) -> bool:
    quantity = cue.mention.quantity
    exact = quantity.value is not None and quantity.approximation is Approximation.EXACT
    return exact and cue.is_share and not cue.is_change and not cue.is_change_rate


def _digits(rate: Cue) -> int:
    # 14.00 % is told to the last of four digits, 100 % and 90 % are round.
    text = rate.mention.quantity.number_text
    return len(text.replace(".", "").lstrip("0")) if "." in text else len(text.strip("0"))


def _last_before(rate: Cue, part: Cue, cues: Sequence[Cue]) -> Cue | None:
    before = [cue for cue in cues[: rate.mention.index] if cue.is_level and compatible(cue, part)]
    return before[-1] if before else None


def _part(rate: Cue, name: str, cues: Sequence[Cue]) -> Cue | None:
    """The amount whose share is told: the one of that name, or the one right before it in its half-sentence."""
    before = [
        cue for cue in cues[max(0, rate.mention.index - _NEAR) : rate.mention.index] if cue.is_level and not cue.vague
    ]
    name = regex.sub("^(?:其中|而|且)|所$", "", name)
    if name and name not in {"约", "后者", "合计"}:
        called = [cue for cue in before if _is_called(cue, name)] or [
            # 小学公用经费 a，初中公用经费 b，…，小学占比 R %.
            cue
            for cue in before
            if len(name) > 1 and without_marks(cue.mention.label).startswith(name)
        ]
        return called[-1] if called else None
    last = before[-1] if before else None
    return last if last is not None and last.mention.sentence == rate.mention.sentence else None


def _is_kind_of(part: Cue, whole: Cue) -> bool:
    """Whether the name of a part holds all characters of the whole's, in their order, and more."""
    name, kind = core(whole.mention.label), core(part.mention.label)
    rest = iter(kind)
    near = part.mention.sentence - whole.mention.sentence in (0, 1)
    return near and _GENERAL < len(name) < len(kind) and all(character in rest for character in name)


def _part_above(name: str, above: Sequence[Cue]) -> Cue | None:
    """征地补偿占支出的比重为 R %: the one amount of the paragraphs before whose name begins so."""
    called = [cue for cue in above[-_ABOVE:] if cue.is_level and without_marks(cue.mention.label).startswith(name)]
    return called[-1] if len(name) > _GENERAL and len({cue.value for cue in called}) == 1 else None


# A name of fewer characters may be anything's.
_GENERAL = 3


def _is_called(cue: Cue, name: str) -> bool:
    label = without_marks(cue.mention.label)
    return bool(label) and (core(label) == core(name) or (len(name) > 2 and label.endswith((name, core(name)))))


def _wholes(rate: Cue, part: Cue, cues: Sequence[Cue], above: Sequence[Cue]) -> list[Cue]:
    """The amounts told before that can hold the part, the nearest first."""
    near = cues[max(0, rate.mention.index - _NEAR) : rate.mention.index]
    size = part.value or 0
    return [
        cue
        for cue in chain(reversed(near), reversed(above[-_ABOVE:]))
        if cue.is_level
        and cue is not part
        and compatible(cue, part)
        and not is_base(cue)
        and (cue.value or 0) > size > 0
    ]


def _akin(words: str, label: str) -> bool:
    """Whether two names have two characters in a row in common, of those that carry meaning; or 支, 收 of money."""
    wanted, told = _AMOUNT_WORDS.sub("", words), _AMOUNT_WORDS.sub("", without_marks(label))
    pairs = {first + second for first, second in pairwise(wanted)}
    return any(pair in told for pair in pairs) or bool(set(words) & set(label) & _TELLING)


_TELLING = frozenset("支收价")
