"""What the words before a number say of it: a budget concept, a change, a list that opens, a total that closes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import regex

from extractor.packs import Packs
from extractor.packs.patterns import Pattern

RELATIONS = "recognition/relations"
CONCEPTS = "vocabulary/concepts"
# Money added to or taken from a budget is an amount of its own, no change of the number before it.
_ADJUSTMENTS = ("supplement", "reduction")
# Words before numbers recur all through a report: what the latest of them say is kept.
_KEPT = 4096


class Trend(StrEnum):
    """The direction of a change."""

    UP = "up"
    DOWN = "down"
    NONE = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a label says; see `Cue`. `changed` and `bare` are only of interest where it tells a trend.

    `changed` marks a verb of change at its very end (增加了), `bare` a label that is hardly more than such a verb.
    """

    concept: str
    qualifier: str
    trend: Trend
    closes: str
    changed: bool = False
    bare: bool = False


def pattern(packs: Packs, name: str) -> Pattern:
    """A pattern of the relations pack."""
    return packs.patterns.get(RELATIONS, name)


@lru_cache(maxsize=_KEPT)
def said_by(label: str, name: str, packs: Packs) -> Said:
    """What the label of a number, which bears that name, says of it."""
    concept, qualifier = _concept(label, name, packs)
    own = concept in _ADJUSTMENTS and not is_compared(label)
    trend = Trend.NONE if own else _trend(label, packs)
    closed = pattern(packs, "total_close").search(label)
    return Said(
        concept="" if trend else concept,
        qualifier="" if trend else qualifier,
        trend=trend,
        closes=closed.group() if closed else "",
        changed=bool(trend) and _CHANGED.search(label) is not None,
        bare=bool(trend) and _BARE_VERB.search(label.lstrip("（(")) is not None,
    )


def _concept(label: str, name: str, packs: Packs) -> tuple[str, str]:
    signs = frozenset(label)
    for concept in packs.patterns.group(CONCEPTS):
        match = concept.search(label) if concept.can_match(signs) else None
        if match is not None:
            named = concept.search(name)
            before = name[: named.start()] if named else label[: match.start()]
            return concept.name, _REASON.sub("", before)
    return "", label


# 扣分主要原因是本次预算支出执行率: the words that introduce a clause do not qualify what it tells.
_REASON = regex.compile(r"^.*(?:原因|因为|由于|因|使得|导致)(?:主要)?(?:是|为|在于)?", regex.VERSION1)


def _trend(label: str, packs: Packs) -> Trend:
    if pattern(packs, "up").search(label):
        return Trend.UP
    return Trend.DOWN if pattern(packs, "down").search(label) else Trend.NONE


def is_compared(words: str) -> bool:
    """Whether the words compare with something: 比上年, 较预算, 同比."""
    return _COMPARED.search(words) is not None


_COMPARED = regex.compile(r"比(?!例|重|率|赛)|较|同比|环比|同期|上年|去年|基数|由[^，]{0,16}$", regex.VERSION1)
_BARE_VERB = regex.compile(
    r"^(?:并|且|但|共|净|分别|合计|总计|相应|又)?(?:增加|增长|减少|下降|降低|上升|提高|增支|减支|超支|增收|减收|压减|节约|增|减|少$)",
    regex.VERSION1,
)
_CHANGED = regex.compile(r"(?:增加|减少|增收|减收|增支|减支)了?(?:约|近)?$", regex.VERSION1)


@lru_cache(maxsize=_KEPT)
def opener_in(lead: str, packs: Packs) -> str:
    """The last word before the number that opens a list; a half-sentence or bracket that ends in between closes it."""
    found = lead[:1] if lead[:1] in {"：", ":"} else ""
    for match in pattern(packs, "parts_open").finditer(lead):
        if match.group().startswith("包") and _OWN_SIDE.search(lead[: match.start()]):
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


_LEADING = regex.compile(r"^(?:其中|包括|分别|和|及|以及|共|合计|[：:（(“”\"])+", regex.VERSION1)
_ENDING = regex.compile(r"(?:为|是|达到|达|约|(?<!总)共|有|(?<![总合共])计|：|:|了|“)+$", regex.VERSION1)


@lru_cache(maxsize=_KEPT)
def without_marks(words: str) -> str:
    """A label without the words that lead to it (其中, 共) and the verbs before the number."""
    words = _ENDING.sub("", _LEADING.sub("", words))
    return f"“{words}" if "”" in words and "“" not in words else words
