"""The words around a number, sorted: what stands before it, the thing it counts, and what happens to that thing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from extractor.model.records import quickly_made
from extractor.recognition.prose.naming.surroundings import Surroundings
from extractor.recognition.prose.naming.wordlists import LabelPatterns

_LONGEST_OBJECT = 24
# The words around numbers recur all through a report: what was made of the latest of them is kept.
_KEPT = 4096
# What may stand between or before the words of a name, in the order in which it is taken out.
_ASIDES = (
    "content_is",
    "embedded_date",
    "indefinite",
    "causative",
    "inner_adverb",
    "inner_copula",
)


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """`left` are the words before a number, `noun` the thing it counts, `what` that which happens to it."""

    left: str
    noun: str
    what: str


def words_of(around: Surroundings, patterns: LabelPatterns, *, counts: bool, after_counted: bool) -> Words:
    """The words around a number that `counts` things; `after_counted` says that the number before it did."""
    left = _left(around.left, around.joined and after_counted, patterns)
    stated = patterns.has("stated", around.left) and not patterns.has("open_verb", left)
    noun, what = ("", "") if stated and left else _right(around.right, left, counts, around.open_end, patterns)
    return Words(left=left, noun=noun, what=what)


@lru_cache(maxsize=_KEPT)
def _left(left: str, behind_counted: bool, patterns: LabelPatterns) -> str:
    if behind_counted:
        left = _after_counted(left, patterns)
    # For whom it was done stands in front, or behind the words that lead to it; 为 itself is one of these.
    left = patterns.without("beneficiary", patterns.strip_lead(patterns.without("beneficiary", left)))
    left = patterns.strip_tail(left)
    left = patterns.without("agency_lead", patterns.strip_lead(left))
    for aside in _ASIDES:
        left = patterns.without(aside, left)
    return left


@lru_cache(maxsize=_KEPT)
def _right(right: str, left: str, counts: bool, open_end: bool, patterns: LabelPatterns) -> tuple[str, str]:
    """The thing counted and what happens to it; `open_end` says that the next number follows without a mark."""
    if not right or right[0] in "，。；、,;":
        return "", ""
    noun = patterns.starts("counted_noun", right)
    people = patterns.starts("people_inside", noun) if open_end and noun == right else ""
    if people:
        # 2,640 名残疾人适配辅助器具 3,185 件: what they got is counted next.
        return people, right[len(people) :]
    rest = right[len(noun) :]
    if open_end and not rest:
        noun = noun.rstrip("和及与并")
    what = patterns.starts("happening", rest)
    takes_object = patterns.has("open_verb", left) and not patterns.has("preposition_end", left)
    if (
        counts
        and what
        and (takes_object or not noun)
        and len(right) <= _LONGEST_OBJECT
        and patterns.has("noun_ending", right)
    ):
        # 组织 46 场见习人员入库考试, 15 家参保企业: what looks like a verb is part of the noun.
        return right, ""
    if len(noun) > 2 and rest[:1] in ("了", "着", "过"):
        return noun[:-1], noun[-1] + rest
    if noun and rest.startswith("的"):
        later = patterns.by_name["later_verb"].search(rest)
        what = later["what"] if later else ""
    return noun, _deed(what, patterns)


def _deed(what: str, patterns: LabelPatterns) -> str:
    """What happened, without how and where (全覆盖设立驿站, 在我区就业生活提供便利)."""
    if patterns.has("somewhere", what):
        later = patterns.by_name["later_verb"].search(what)
        what = later["what"] if later else what
    manner = patterns.starts("manner", what)
    return what[len(manner) :]


def _after_counted(left: str, patterns: LabelPatterns) -> str:
    """The words after what the number before counted (劳动者|追回工资待遇 约 2 亿元)."""
    noun = patterns.starts("people_inside", left) or patterns.starts("counted_noun", left)
    return left[len(noun) :].lstrip("的、和及与中")
