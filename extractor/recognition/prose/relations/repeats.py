"""The same fact told in several places: one concept, period, unit and scope; equal values are no evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

import regex

from extractor.model.claims import Metric, MetricKind, RelationKind
from extractor.model.quantities import Dimension
from extractor.packs import Packs
from extractor.recognition.prose.passages import Mention, Passage
from extractor.recognition.prose.relations.aiming.target_words import word_of_comparison
from extractor.recognition.prose.relations.claims import LIKELY, SURE, Claim, cover
from extractor.recognition.prose.relations.cue_words import without_marks
from extractor.recognition.prose.relations.cues import Cue
from extractor.recognition.prose.relations.scopes import scope_of, section_object
from extractor.recognition.prose.wording import SectionIndex

_SHORTEST_NAME = 4
# Names recur: what is left of the latest is kept.
_KEPT = 4096
_OTHER_PERIOD = regex.compile(
    r"上年|去年|上一年|前年|同期|计划|目标|预期|力争|以来|十四五|十三五|下一步|将|拟|到20", regex.VERSION1
)


_DIGIT = regex.compile("[0-9]", regex.VERSION1)
_TWO_DIGITS = regex.compile("[0-9]{2}", regex.VERSION1)


@dataclass(frozen=True, slots=True)
class _Fact:
    name: str
    subject: str
    scope: str
    symbol: str
    kind: str


def find_repeats(
    passages: tuple[Passage, ...],
    cues: Mapping[int, tuple[Cue, ...]],
    metrics: tuple[Metric, ...],
    year: int | None,
    sections: SectionIndex,
    packs: Packs,
) -> Iterator[tuple[Claim, Passage]]:
    """Facts that are told more than once, each with all its places."""
    chapters = _Chapters(sections)
    places: dict[_Fact, dict[str, list[tuple[Cue, Passage]]]] = {}
    for passage in passages:
        for cue in cues.get(passage.ordinal, ()):
            fact = _fact(passage, cue, metrics, chapters, packs)
            if fact is not None:
                period = metrics[cue.mention.metric].period if cue.mention.metric is not None else ""
                places.setdefault(fact, {}).setdefault(period, []).append((cue, passage))
    found = [
        (fact, told)
        for fact, periods in places.items()
        for told in _one_period(periods, str(year or ""))
        if len(told) > 1 and _apart(told, sections)
    ]
    # Two paragraphs that go through the same list (经费构成, 经费执行) tell of its plan and of its outcome.
    shared = Counter(frozenset(passage.ordinal for _, passage in told) for _, told in found)
    for fact, told in found:
        listed = shared[frozenset(passage.ordinal for _, passage in told)] >= _LIST
        if not listed or _agree([cue for cue, _ in told]):
            yield from _repeat(fact, told)


_LIST = 3


def _one_period(periods: dict[str, list[tuple[Cue, Passage]]], year: str) -> Iterator[list[tuple[Cue, Passage]]]:
    """The places by period; a number without a year of its own speaks of the year that the report is about."""
    named = [period for period in periods if period]
    home = year if year in named else named[0] if len(named) == 1 else ""
    for period in named:
        told = periods[period] + (periods.get("", []) if period == home else [])
        yield sorted(told, key=lambda one: one[0].place)
    if not home:
        yield periods.get("", [])


def _fact(passage: Passage, cue: Cue, metrics: tuple[Metric, ...], chapters: _Chapters, packs: Packs) -> _Fact | None:
    mention = cue.mention
    if cue.is_change or cue.value is None or mention.kind in _NO_KINDS or mention.dimension in _NO_DIMENSIONS:
        return None
    if cue.concept == "execution_rate" or not _DIGIT.search(mention.quantity.number_text):
        # Rates of execution are told under many names and for many objects: `told_rates` links them.
        return None
    if word_of_comparison(mention.quantity.text) and _GOAL_BEHIND.match(mention.trail):
        # 低于 80% 的目标值 tells the goal.
        return None
    if chapters.tell_plans(cue.place) or _is_of_other_period(mention):
        # What a section of goals tells is no fact yet.
        return None
    metric = metrics[mention.metric] if mention.metric is not None else None
    name = _name(metric.name if metric and metric.name else without_marks(mention.label))
    if len(name) < _SHORTEST_NAME or (cue.concept and not _whole_department(cue)):
        return None
    if _TWO_DIGITS.search(name) or _GENERIC.search(name):
        return None
    scope = _scope(passage, mention, packs) or chapters.object(cue.place)
    return _Fact(name, metric.subject if metric else "", scope, mention.symbol, str(mention.kind))


_GOAL_BEHIND = regex.compile(r"(?:以[上内])?的[^，；。]{0,6}?(?:目标|任务|计划|指标|要求|标准|预期)", regex.VERSION1)
_NO_KINDS = (MetricKind.RANK, MetricKind.SCORE)
_NO_DIMENSIONS = (Dimension.SCORE, Dimension.DURATION, Dimension.SHARE_POINTS)


def _is_of_other_period(mention: Mention) -> bool:
    """Whether the words before a number speak of last year, or of what is to come."""
    near = mention.lead[-_NEAR_WORDS:]
    return _speaks_of_another(mention.label) or (not mention.label.endswith(near) and _speaks_of_another(near))


@lru_cache(maxsize=_KEPT)
def _speaks_of_another(words: str) -> bool:
    return _OTHER_PERIOD.search(words) is not None


_NEAR_WORDS = 12


class _Chapters:
    """What the sections around a place say: many numbers stand in one section."""

    def __init__(self, sections: SectionIndex) -> None:
        self._sections = sections
        self._plans: dict[int | None, bool] = {}
        self._objects: dict[int | None, str] = {}

    def tell_plans(self, offset: int) -> bool:
        """Whether a section around the place tells goals."""
        section = self._sections.at(offset)
        if section not in self._plans:
            path = self._sections.path(offset)
            self._plans[section] = any(_PLANS.search(self._sections.title(index)) for index in path)
        return self._plans[section]

    def object(self, offset: int) -> str:
        """The project that the sections around the place are about."""
        section = self._sections.at(offset)
        if section not in self._objects:
            self._objects[section] = section_object(self._sections, offset)
        return self._objects[section]


def _scope(passage: Passage, mention: Mention, packs: Packs) -> str:
    """The project whose fact it is; 项目 alone names none, and parts only money, which every project has."""
    name = scope_of(passage, mention, packs)
    return "" if name == "项目" and mention.dimension is not Dimension.MONEY else name


_PLANS = regex.compile(
    r"(?:目标|计划|任务|打算|下一步|指标)(?!.*(?:完成|实现|情况|分析|评价|成效|达成))", regex.VERSION1
)
# Names that many facts of one report bear.
_GENERIC = regex.compile(
    r"^(?:完成|其中|合计|总计|实际|占|预算完成率|年初预算|完成率|增减|同比|共)"
    r"|(?:完成预算|预算完成率|占比|决算|(?:指标|目标|完成|实际|设定|标准)值)$",
    regex.VERSION1,
)


def _apart(told: list[tuple[Cue, Passage]], sections: SectionIndex) -> bool:
    """Whether each place is in a chapter of its own: lines of one chapter that say the same words tell many facts."""
    chapters = [sections.top(cue.place) for cue, _ in told]
    if _side_by_side([sections.title(chapter) for chapter in chapters if chapter is not None]):
        return False
    if all(chapter is None for chapter in chapters):
        return len(told) == 2 and told[0][1] is not told[1][1]
    return len(set(chapters)) == len(chapters)


def _side_by_side(titles: list[str]) -> bool:
    """Whether chapters are named alike (东片, 西片; 甲镇, 乙镇): each speaks of a place or thing of its own."""
    names = [_TITLE_END.sub("", title) for title in titles]
    if len(names) < 2 or any(not name or len(name) > _LONGEST_TITLE or _TOPIC.search(name) for name in names):
        return False
    return len(set(names)) > 1 and len({name[-1] for name in names}) == 1


_LONGEST_TITLE = 12
_TITLE_END = regex.compile(r"[。：:，\s]+$", regex.VERSION1)
_TOPIC = regex.compile(
    r"情况|概况|分析|绩效|目标|自评|评价|结论|问题|成效|效益|工作|总体|管理|产出|建议|措施|实施|履职|收支|资金|任务|背景|组织|经验|说明|决策|过程|指标",
    regex.VERSION1,
)
_DEPARTMENT = regex.compile(r"部门|单位|整体|总|本局|我局|全局", regex.VERSION1)


def _whole_department(cue: Cue) -> bool:
    """Whether a budget figure says that it is the department's: bare 年初预算 stands for many things in one report."""
    return bool(_DEPARTMENT.search(cue.mention.label) or _DEPARTMENT.search(cue.mention.name))


@lru_cache(maxsize=_KEPT)
def _name(words: str) -> str:
    return _SUMMED.sub("", _PLACE.sub("", _YEAR_LONG.sub("", _MARKS.sub("", words))))


_MARKS = regex.compile(r"[\s“”\"（）()]", regex.VERSION1)
_PLACE = regex.compile(r"^(?:全|我|本)?[省市区县镇州](?=[\p{Han}]{4})", regex.VERSION1)
_SUMMED = regex.compile(r"^(?:累计|共计?|已)+(?=[\p{Han}]{4})", regex.VERSION1)
# 项目全年新增…, 本年度累计新增…: words of the whole year name nothing.
_YEAR_LONG = regex.compile(
    r"^(?:本|该)?(?:项目)?(?:20\d\d年度?|本年度?|全年|年内)+(?:累计|共计?)?(?=[\p{Han}]{4})", regex.VERSION1
)


def _repeat(fact: _Fact, told: list[tuple[Cue, Passage]]) -> Iterator[tuple[Claim, Passage]]:
    agree = _agree([cue for cue, _ in told])
    if not agree and not _slip(told):
        return
    operands = tuple(cue.mention.operand() for cue, _ in told)
    yield (
        Claim(
            kind=RelationKind.REPEAT,
            subject=told[0][0].mention.name or fact.name,
            operands=operands,
            result=None,
            certainty=SURE if agree else LIKELY,
            span=cover(operands[:1]),
        ),
        told[0][1],
    )


def _agree(cues: list[Cue]) -> bool:
    common = cues[0].mention.quantity.interval
    for cue in cues[1:]:
        both = common.intersection(cue.mention.quantity.interval)
        if both is None:
            return False
        common = both
    return True


def _slip(told: list[tuple[Cue, Passage]]) -> bool:
    """Whether different values look like one fact misprinted: two places, near each other, the very same long words."""
    values = [cue.value for cue, _ in told if cue.value]
    if len(told) != 2 or len(values) != 2 or min(values) <= 0 or max(values) / min(values) > _NEAR:
        return False
    labels = {_tail(cue) for cue, _ in told}
    return len(labels) == 1 and len(labels.pop()) >= _LONG_NAME


def _tail(cue: Cue) -> str:
    """The last words before the number, without what only leads to them."""
    return _LEADING.sub("", _YEAR_LONG.sub("", _MARKS.sub("", without_marks(cue.mention.label))))


_LEADING = regex.compile(r"^(?:20\d\d年度?|全年|累计|共|我?[省市区县镇州全](?=[\p{Han}]{4}))+", regex.VERSION1)


_NEAR = Decimal("1.3")
_LONG_NAME = 6
