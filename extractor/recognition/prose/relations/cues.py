"""What the words around a number say of it: a change, a whole, a list of parts, a budget concept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

import regex

from extractor.model.quantities import Dimension
from extractor.model.report import MetricKind
from extractor.packs import Packs
from extractor.packs.patterns import Pattern
from extractor.recognition.prose.passages import Mention, Passage

RELATIONS = "recognition/relations"
CONCEPTS = "vocabulary/concepts"
# Money added to or taken from a budget is an amount of its own, no change of the number before it.
_ADJUSTMENTS = ("supplement", "reduction")
# How many numbers back a relation may reach; no sentence that people write claims more at once.
WINDOW = 60
# Words before numbers recur all through a report: what the latest of them say is kept.
_KEPT = 4096
# A rate of 个百分点 is a difference of rates.
_RATES = (Dimension.SHARE, Dimension.SHARE_POINTS)


class Trend(StrEnum):
    """The direction of a change."""

    UP = "up"
    DOWN = "down"
    NONE = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A quantity with what its words say.

    `concept` is the budget concept of its label and `qualifier` what stands before that in its name. `base` is what a
    change compares with (上年决算数; 同比). `vague` marks an amount whose words may only sound like a change
    (促消费提升 800 万元): it counts as an amount, but proves nothing. `opens` is the word before it that opens a list
    of parts, `closes` a word like 合计. `is_change`
    marks how much something changed, `is_rate` a percentage, `is_level` an amount or count of its own, neither of both.
    """

    mention: Mention
    concept: str = ""
    qualifier: str = ""
    trend: Trend = Trend.NONE
    base: str = ""
    vague: bool = False
    opens: str = ""
    closes: str = ""

    is_change: bool = field(init=False, repr=False)
    is_rate: bool = field(init=False, repr=False)
    is_level: bool = field(init=False, repr=False)

    def __post_init__(self) -> None:
        # Asked for so often that working them out each time costs more than all else about a cue.
        dimension = self.mention.dimension
        is_change = self.trend is not Trend.NONE
        is_rate = dimension in _RATES
        object.__setattr__(self, "is_change", is_change)
        object.__setattr__(self, "is_rate", is_rate)
        level = not is_change and not is_rate and dimension is not Dimension.SCORE
        object.__setattr__(self, "is_level", level and self.mention.kind is not MetricKind.RANK)

    @property
    def is_change_rate(self) -> bool:
        """Whether it is a rate of change, its direction told or left to the sign (变动率 -7 %)."""
        if self.mention.dimension is not Dimension.SHARE:
            return False
        return self.is_change or _CHANGE_RATE.search(self.mention.label) is not None

    def like(self, other: Cue) -> bool:
        """Whether the two are measured in the same base unit."""
        return self.mention.measure == other.mention.measure


_CHANGE_RATE = regex.compile(r"(?:变动|增减|变化|浮动|波动)(?:率|幅度|比例)(?:为|是|约|达|：|:|=)*$", regex.VERSION1)


def cues_of(passage: Passage, packs: Packs) -> tuple[Cue, ...]:
    """The quantities of a passage with their cues, in order."""
    return tuple(_cue(mention, packs) for mention in passage.mentions)


def pattern(packs: Packs, name: str) -> Pattern:
    """A pattern of the relations pack."""
    return packs.patterns.get(RELATIONS, name)


def _cue(mention: Mention, packs: Packs) -> Cue:
    label = mention.label
    if not label and mention.lead[-1:] in "（(":
        label = mention.lead
    concept, qualifier = _concept(label, mention.name, packs)
    compared = _COMPARED.search(label) is not None
    trend = Trend.NONE if concept in _ADJUSTMENTS and not compared else _trend(label, packs)
    if trend is not Trend.NONE:
        concept = qualifier = ""
    vague = trend is not Trend.NONE and _only_sounds_so(mention, label)
    if vague:
        trend = Trend.NONE
    comparison = pattern(packs, "comparison").search(mention.lead[-40:]) if trend is not Trend.NONE else None
    opened = _opener(mention.lead, packs)
    closed = pattern(packs, "total_close").search(label)
    return Cue(
        mention=mention,
        concept=concept,
        qualifier=qualifier,
        trend=trend,
        vague=vague,
        base=(comparison["base"] or comparison["yoy"] or comparison["mom"]) if comparison else "",
        opens=opened,
        closes=closed.group() if closed else "",
    )


_COMPARED = regex.compile(r"比(?!例|重|率|赛)|较|同比|环比|同期|上年|去年|基数|由[^，]{0,16}$", regex.VERSION1)
_BARE_VERB = regex.compile(
    r"^(?:并|且|但|共|净|分别|合计|总计|相应|又)?(?:增加|增长|减少|下降|降低|上升|提高|增支|减支|超支|增收|减收|压减|节约|增|减|少$)",
    regex.VERSION1,
)


def _only_sounds_so(mention: Mention, label: str) -> bool:
    """Whether 提升, 增长 before an amount may belong to a name: nothing is compared, and it is no bare verb."""
    if mention.dimension in _RATES:
        return False
    if _CHANGED.search(label) and _RATE_NEXT.match(mention.trail):
        return False
    return not _BARE_VERB.search(label.lstrip("（(")) and not _COMPARED.search(mention.lead[-40:])


# 结案增加 34 件，上升 3.95 %: a rate of change right behind shows that the amount changed.
_CHANGED = regex.compile(r"(?:增加|减少|增收|减收|增支|减支)了?(?:约|近)?$", regex.VERSION1)
_RATE_NEXT = regex.compile(
    r"^[，,（(](?:同比|环比)?(?:增长|上升|提高|增加|下降|降低|减少|增幅|降幅)[了为达约近]*$", regex.VERSION1
)


@lru_cache(maxsize=_KEPT)
def _opener(lead: str, packs: Packs) -> str:
    """The last word before the number that opens a list; a half-sentence or bracket that ends in between closes it."""
    found = lead[:1] if lead[:1] in {"：", ":"} else ""
    for match in pattern(packs, "parts_open").finditer(lead):
        if _OWN_SIDE.search(lead[: match.start()]) and match.group().startswith("包"):
            # 收入包括：…；支出包括：…: what is taken apart is told elsewhere.
            found = ""
            continue
        rest = lead[match.end() :]
        closed = _HALF_SENTENCE_END.search(rest) or rest.count("）") + rest.count(")") > rest.count("（") + rest.count(
            "("
        )
        found = "" if closed else match.group()
    return found


_HALF_SENTENCE_END = regex.compile("[；;]", regex.VERSION1)
_OWN_SIDE = regex.compile(r"[；;](?:本年)?(?:收入|支出)(?:主要)?$", regex.VERSION1)


@lru_cache(maxsize=_KEPT)
def _trend(label: str, packs: Packs) -> Trend:
    if pattern(packs, "up").search(label):
        return Trend.UP
    if pattern(packs, "down").search(label):
        return Trend.DOWN
    return Trend.NONE


@lru_cache(maxsize=_KEPT)
def _concept(label: str, name: str, packs: Packs) -> tuple[str, str]:
    for concept in packs.patterns.group(CONCEPTS):
        match = concept.search(label)
        if match is not None:
            named = concept.search(name)
            before = name[: named.start()] if named else label[: match.start()]
            return concept.name, _REASON.sub("", before)
    return "", label


# 扣分主要原因是本次预算支出执行率: the words that introduce a clause do not qualify what it tells.
_REASON = regex.compile(r"^.*(?:原因|因为|由于|因|使得|导致)(?:主要)?(?:是|为|在于)?", regex.VERSION1)


_LEADING = regex.compile(r"^(?:其中|包括|分别|和|及|以及|共|合计|[：:（(“”\"])+", regex.VERSION1)
_ENDING = regex.compile(r"(?:为|是|达到|达|约|(?<!总)共|有|(?<![总合共])计|：|:|了|“)+$", regex.VERSION1)


@lru_cache(maxsize=_KEPT)
def without_marks(words: str) -> str:
    """A label without the words that lead to it (其中, 共) and the verbs before the number."""
    words = _ENDING.sub("", _LEADING.sub("", words))
    return f"“{words}" if "”" in words and "“" not in words else words


def amount_of(cues: Iterable[Cue]) -> Decimal:
    """What the numbers printed add up to; one without a value counts for nothing."""
    return sum((cue.mention.quantity.value or Decimal(0) for cue in cues), Decimal(0))
