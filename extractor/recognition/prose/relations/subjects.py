"""Of what a change is told: 收入总计增加 5 万元 names its subject; the amount of that name stands before it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import regex

from extractor.recognition.prose.relations.cue_words import without_marks
from extractor.recognition.prose.relations.cues import WINDOW, Cue

_VERB_TAIL = regex.compile(
    r"(?:同口径|同比|环比|比|较|与|分别|共|净|又|也|均|各|相比|相应|总体|大幅|略有|小幅|有所)*"
    r"(?:(?<=比|较|与)[^，]{1,16}?)?(?:净|共|又)?"
    r"(?:增加|增长|减少|下降|提高|上升|降低|上涨|下滑|回落|[增减][收支]|增|减|多|少)"
    r"(?:了|额|数|金额|到)?(?:为|约|达|近|超)*$",
    regex.VERSION1,
)
_LEADING = regex.compile(r"^(?:与|同|比|较|对比)[^，]{1,16}?(?:相比|比较)", regex.VERSION1)
_COMPARING = regex.compile(
    r"(?:比|较|与)[^比较与]{1,16}$|^(?:同比|环比|其中|并|且|但|而)|(?:同比|环比)$", regex.VERSION1
)
_NO_SUBJECT = regex.compile(r"^(?:19|20)[0-9]{2}年度?$|^[多少]\p{Han}{1,3}$", regex.VERSION1)

# Words before numbers recur: what the latest name is kept.
_KEPT = 4096


@lru_cache(maxsize=_KEPT)
def own_subject(label: str) -> str:
    """What a change names as its subject: 收入总计 of 收入总计增加; nothing for 比上年增加."""
    words = _VERB_TAIL.sub("", _LEADING.sub("", label))
    words = _COMPARING.sub("", words)
    words = _NO_SUBJECT.sub("", words)
    return words if len(words) >= 2 and words != label else ""


def is_of_another(rate: Cue, told: Sequence[Cue]) -> bool:
    """Whether a rate of change names a thing of its own: 接诊 3.6 万人次，收入增长 8 %; `told` stand before it."""
    subject = own_subject(rate.mention.label)
    return bool(subject) and not any(subject in cue.mention.lead for cue in told)


def named_value(subject: str, change: Cue, cues: Sequence[Cue]) -> Cue | None:
    """The amount told before under that name, for the same year."""
    before = cues[max(0, change.mention.index - WINDOW) : change.mention.index]
    for position in range(len(before) - 1, -1, -1):
        cue = before[position]
        if not cue.is_level or not cue.like(change) or not _same_year(cue, change):
            continue
        if _is_called(subject, cue, before[position - 1] if position else None):
            return cue
    return _of_both_sides(change, before) if _BOTH_SIDES.fullmatch(subject) else None


def _same_year(cue: Cue, change: Cue) -> bool:
    one, other = cue.mention.period, change.mention.period
    return not one or not other or one == other or cue.mention.sentence == change.mention.sentence


def _is_called(subject: str, cue: Cue, previous: Cue | None) -> bool:
    """Whether an amount is told under a name, in one piece or behind the amount of its own budget.

    “三公”经费支出年初预算 11 万元，支出决算 3 万元: the second is “三公”经费支出决算数.
    """
    label = without_marks(cue.mention.label)
    if label.endswith(subject):
        return True
    stem = subject.removesuffix("数")
    if label.endswith(stem) and len(stem) >= _NAME:
        return True
    if len(label) < 2 or not stem.endswith(label) or previous is None:
        return False
    owner = stem.removesuffix(label)
    same = previous.mention.sentence == cue.mention.sentence
    return same and len(owner) >= 2 and owner in previous.mention.label


_NAME = 4
# 收入总计 V 万元，支出总计 V 万元。收支较上年增加 C: one amount told of both sides.
_BOTH_SIDES = regex.compile(r"收、?支(?:总计|合计)?|收入支出(?:总计|合计)?", regex.VERSION1)


def _of_both_sides(change: Cue, before: Sequence[Cue]) -> Cue | None:
    levels = [cue for cue in before if cue.is_level and cue.like(change)][-2:]
    if len(levels) < 2 or levels[0].value != levels[1].value:
        return None
    sides = levels[0].mention.label, levels[1].mention.label
    near = change.mention.sentence - levels[1].mention.sentence <= 1
    return levels[0] if near and "收入" in sides[0] and "支出" in sides[1] else None
