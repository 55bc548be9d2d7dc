"""Names of indicators and facts: what to leave out of the printed words, and what a section speaks of."""

from __future__ import annotations

from bisect import bisect_right

import regex

from extractor.model.report import Section
from extractor.model.spans import Span
from extractor.packs import Packs

_GROUP = "recognition/names"
_QUOTED_INDICATOR = regex.compile(r"“(?P<name>[^“”]{2,40})”(?:[一二三]级)?指标", regex.VERSION1)


def clean_name(text: str, packs: Packs) -> str:
    """The name without numbering, year, 本部门, score words and 方面; 情况 goes unless it ends a verb (完成情况)."""
    name = _unquoted(text)
    for pattern in packs.patterns.group(_GROUP):
        if pattern.fields.get("use") == "drop":
            name = pattern.removed_from(name)
    return _unquoted(name)


def _unquoted(name: str) -> str:
    """The name without marks at its ends; quotation marks go only where they enclose all of it or lost their mate."""
    name = name.strip('，,；;。：:、 "')
    inner = _QUOTED_INDICATOR.fullmatch(name)
    if inner is not None:
        return str(inner["name"])
    if name.startswith("“") and (name.find("”") in {-1, len(name) - 1}):
        name = name[1:].removesuffix("”")
    if name.count("“") < name.count("”"):
        name = name.removeprefix("”").removesuffix("”") if name.count("”") == 1 else name
    return name


def is_category(name: str, packs: Packs) -> bool:
    """Whether this is the name of a level above the single indicators."""
    return packs.patterns.get("recognition/statements", "category_name").search(name) is not None


def is_neutral(words: str, packs: Packs) -> bool:
    """Whether the words name nothing of their own (本部门2023年度整体): they do not tell one fact from another."""
    return packs.patterns.get(_GROUP, "neutral").fullmatch(words) is not None


class SectionIndex:
    """The sections of a report by place."""

    def __init__(self, sections: tuple[Section, ...]) -> None:
        self._sections = sections
        self._order = sorted(range(len(sections)), key=lambda index: sections[index].span.start)
        self._starts = [sections[index].span.start for index in self._order]

    def at(self, offset: int) -> int | None:
        """The index of the innermost section around a canonical offset."""
        position = bisect_right(self._starts, offset) - 1
        found = self._order[position] if position >= 0 else None
        while found is not None and not (self._sections[found].span.start <= offset < self._sections[found].span.end):
            found = self._sections[found].parent
        return found

    def is_heading(self, span: Span) -> bool:
        """Whether a paragraph is nothing but the heading of a section that has more than it."""
        index = self.at(span.start)
        if index is None:
            return False
        section = self._sections[index]
        alone = section.span.end <= span.end + 2 and section.level > 1
        return section.heading.start <= span.start and span.end <= section.heading.end + 1 and not alone

    def title(self, index: int) -> str:
        """The heading of a section."""
        return self._sections[index].title

    def heading(self, index: int) -> Span:
        """Where the heading of a section stands."""
        return self._sections[index].heading

    def topic(self, offset: int) -> str:
        """What the section around `offset` speaks of: its title without 方面的实施情况 and the like."""
        index = self.at(offset)
        return topic_of(self._sections[index].title) if index is not None else ""

    def top(self, offset: int) -> int | None:
        """The section of the highest level around `offset`."""
        path = self.path(offset)
        return path[-1] if path else None

    def path(self, offset: int) -> tuple[int, ...]:
        """The sections around `offset`, innermost first."""
        path: list[int] = []
        index = self.at(offset)
        while index is not None and index not in path:
            path.append(index)
            index = self._sections[index].parent
        return tuple(path)


_ON = regex.compile(r"^(?:在(?![职编岗校册建园库线])|关于|对(?!口|外))", regex.VERSION1)
_SITUATION = regex.compile(
    r"(?:方面)?(?:的)?(?:实施|完成|执行|落实|指标|绩效|分析|评价|得分|自评|工作)*(?:情况|分析)*(?:说明)?$",
    regex.VERSION1,
)


def topic_of(title: str) -> str:
    """The subject of a heading: 采购管理 of 采购管理方面的实施情况."""
    return _SITUATION.sub("", _ON.sub("", title.strip("。：:，"))).removesuffix("方面")
