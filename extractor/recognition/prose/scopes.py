"""Whose number it is: the department's, or one project's. Money of different objects is never the same fact."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from extractor.packs import Packs
from extractor.recognition.prose.cues import pattern
from extractor.recognition.prose.passages import Mention, Passage

_NAMED = regex.compile(
    r"[“《](?P<quoted>[^”》]{2,40})[”》](?:项目|专项)|(?P<plain>[\p{Han}（）()A-Za-z0-9]{2,40}?(?:项目|专项资金|专项经费|工程))"
    r"(?=[，,：:。]|年初|全年|预算|资金|实际|安排|共|总|支出(?!绩效|进度|执行率))",
    regex.VERSION1,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """The object that a number speaks of; an empty name is the department (or whatever the report is about)."""

    name: str = ""


def scope_of(passage: Passage, mention: Mention, packs: Packs) -> Scope:
    """The object of a number: a project named in its sentence before it, else that of the paragraph's beginning."""
    sentence = passage.sentences[mention.sentence]
    before = passage.text[max(sentence.start, mention.start - 160) : mention.start]
    if pattern(packs, "project_scope").search(before):
        return Scope(name=_name(before))
    return Scope()


def _name(before: str) -> str:
    names = [match["quoted"] or match["plain"] for match in _NAMED.finditer(before)]
    names = [name for name in names if not regex.match(r"(?:该|本|此|各|个|全部|所有)", name)]
    return names[0] if names else "项目"
