"""Whose number it is: the department's, or one project's. Money of different objects is never the same fact."""

from __future__ import annotations

from functools import lru_cache

import regex

from extractor.packs import Packs
from extractor.recognition.prose.passages import Mention, Passage
from extractor.recognition.prose.relations.cue_words import pattern
from extractor.recognition.prose.wording import SectionIndex

_NAMED = regex.compile(
    r"[“《](?P<quoted>[^”》]{2,40})[”》](?:项目|专项)|(?P<plain>[\p{Han}（）()A-Za-z0-9]{2,40}?(?:项目|专项资金|专项经费|工程))"
    r"(?=[，,：:。]|年初|全年|预算|资金|实际|安排|共|总|支出(?!绩效|进度|执行率))",
    regex.VERSION1,
)


_TITLED = regex.compile(
    r"[“《]?(?P<name>[\p{Han}A-Za-z0-9（）()]{2,40}?)[”》]?(?:项目|工程|专项资金|专项经费|专项|课题|资金)(?:绩效|自评|支出|实施|完成|情况|报告)*$",
    regex.VERSION1,
)
_COMMON = regex.compile(
    r"(?:部门|整体|重点|主要|其他|年度|预算|财政|实施|各|本|该|支出|绩效|评价|评估|组织|管理|建设|总体|具体|工作|任务|政策|与|和|及|的)*",
    regex.VERSION1,
)


def section_object(sections: SectionIndex, offset: int) -> str:
    """The project that the sections around `offset` are about, by their titles; empty where they name none."""
    return next((named for index in sections.path(offset) if (named := _project_in(sections.title(index)))), "")


@lru_cache(maxsize=4096)
def _project_in(title: str) -> str:
    match = _TITLED.search(title)
    return "" if match is None or _COMMON.fullmatch(match["name"]) else str(match["name"])


def scope_of(passage: Passage, mention: Mention, packs: Packs) -> str:
    """The project that a number speaks of, as its sentence names it before it; empty for the department.

    It is 项目 where the words speak of a project and do not name it.
    """
    sentence = passage.sentences[mention.sentence]
    before = passage.text[max(sentence.start, mention.start - _REACH) : mention.start]
    if not any(sign in before for sign in _SIGNS) or not pattern(packs, "project_scope").search(before):
        return ""
    return _name(before)


# How far before a number its project may be named; words of projects hold one of the signs (项目, 工程, 课题).
_REACH = 160
_SIGNS = "项工课"
_NO_NAME = regex.compile("该|本|此|各|个|全部|所有", regex.VERSION1)


def _name(before: str) -> str:
    names = [match["quoted"] or match["plain"] for match in _NAMED.finditer(before)]
    names = [name for name in names if not _NO_NAME.match(name)]
    return names[0] if names else "项目"
