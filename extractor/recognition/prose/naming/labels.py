"""What a number in prose measures: its name from the words before and after it.

A number is named from the left (仲裁结案率 99.1%), from the right (提供 7,032 个岗位, 190 个社区达到标准), or, where
neither side has a noun, from what went before in the sentence. Which words are verbs and fillers is in the packs.
"""

from __future__ import annotations

from dataclasses import dataclass

from extractor.model.quantities import Approximation, Dimension
from extractor.model.records import quickly_made
from extractor.recognition.numbers import FoundQuantity
from extractor.recognition.prose.naming.suffixes import bare_stem, counted
from extractor.recognition.prose.naming.surroundings import Surroundings
from extractor.recognition.prose.naming.times import duration_name
from extractor.recognition.prose.naming.wordlists import LabelPatterns
from extractor.recognition.prose.naming.words import Words, words_of

_LONGEST_NAME = 60
_SUMS = ("合计", "总计", "共计")
_BOUNDS = (Approximation.AT_LEAST, Approximation.AT_MOST)
_SHARE_VERBS = ("占", "完成", "恢复到", "恢复至")
# 甲行动、乙建设、丙建设三项行动: a list that the number sums up.
_LIST_MARKS = 2
_OF = "的"
_BARE_SHARE = {"完成": "完成率"}
_LIST_ENDS = ("、", "和", "及")
_COUNTS = (Dimension.COUNT, Dimension.NONE)
# 提供, 惠及 are said of funds, fairs and projects, not of people or rates.
_NOT_SAID_OF = ("人", "名", "位", "户", "人次", "%", "个百分点")


@quickly_made
@dataclass(frozen=True, slots=True)
class Name:
    """The name of a number. `own` says that it was named by its own words, not by what went before."""

    text: str
    own: bool


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What the sentence said so far.

    `topic` is the last thing it counted by name, in `topic_symbol`; `subject` that or the subject of the clause before;
    `thing` what the clause before did something with (审核补助资金，惠及…); `before` the name of the number before, of
    dimension `dimension_before`; `amount` that of the last one that is no rate; `whole`
    are the words of that number where this one is a share of it (完成年初预算数 90 万元的 98%).
    """

    topic: str = ""
    topic_symbol: str = ""
    subject: str = ""
    thing: str = ""
    before: str = ""
    amount: str = ""
    whole: str = ""
    dimension_before: Dimension = Dimension.NONE


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """One number to be named, with everything that its name depends on."""

    here: FoundQuantity
    around: Surroundings
    words: Words
    context: Context
    patterns: LabelPatterns

    @property
    def symbol(self) -> str:
        return self.here.quantity.unit.symbol

    def counted(self, name: str) -> str:
        return counted(self.here.quantity, name, self.patterns)


def name_of(here: FoundQuantity, around: Surroundings, context: Context, patterns: LabelPatterns) -> Name:
    """The name of the number."""
    dimension = here.quantity.unit.dimension
    counts = dimension in _COUNTS
    words = words_of(around, patterns, counts=counts, after_counted=context.dimension_before in _COUNTS)
    left, noun, what = words.left, words.noun, words.what
    case = _Case(here=here, around=around, words=words, context=context, patterns=patterns)
    if left in _SUMS:
        return _name(left, own=False)
    behind = patterns.by_name["is_named"].match_start(around.right) if not left else None
    if behind is not None:
        return _name(behind["what"], own=True)
    special: Name | None = None
    if dimension in (Dimension.SHARE, Dimension.SHARE_POINTS):
        special = _share_name(case)
    elif dimension is Dimension.DURATION:
        return _name(*duration_name(here, around, left, noun or what, context.subject, patterns))
    elif counts and noun:
        listed = not left and around.left.endswith(_LIST_ENDS)
        own = not context.topic or _is_named(left, patterns) or listed
        special = _name(_counted_name(case), own=own)
    elif dimension is Dimension.MONEY and not left and noun and here.quantity.approximation in _BOUNDS:
        # 50万元以上项目: the amount says which projects are meant.
        special = _name(f"{noun}金额", own=False)
    return special or _plain_name(case)


def _share_name(case: _Case) -> Name | None:
    """The name of a rate that is told as a share of something, with its verb after it, or as a phrase with 的."""
    words, around, context, patterns = case.words, case.around, case.context, case.patterns
    left, what, before = words.left, words.what, context.before
    if context.dimension_before is Dimension.SHARE and context.amount:
        # 支出 5 万元，占预算的 98%，占总额的 3%: each share is of the amount.
        before = context.amount
    if around.left == _OF and context.whole.startswith(_SHARE_VERBS):
        return _name(f"{context.amount}{context.whole}比例", own=False)
    phrase = patterns.by_name["phrase"].match_start(around.right) if not left else None
    if phrase is not None:
        return _name(phrase["phrase"], own=True)
    shared = patterns.by_name["share_of"].search(around.left)
    says_so = left.startswith(_SHARE_VERBS) or patterns.has("counts_itself", left)
    if shared is not None and shared["of"] and shared["share"].startswith("占") and not says_so:
        whose = patterns.strip_lead(around.left[: shared.start()])
        return _name(f"{whose}占{shared['of']}比例", own=True) if whose else None
    if shared is not None and shared["of"] and around.left.startswith("为"):
        # 支出 5 万元，为预算的 84%
        return _name(f"{before or context.topic}占{shared['of']}比例", own=False)
    if shared is not None and left.startswith(_SHARE_VERBS):
        verb = next(verb for verb in _SHARE_VERBS if left.startswith(verb))
        of = shared["of"]
        return _name(
            f"{before or context.topic}{verb}{of}比例" if of else f"{before}{_BARE_SHARE.get(verb, '占比')}", own=False
        )
    deed = patterns.by_name["full_deed"].match_start(what) if not words.noun else None
    if deed is not None:
        return _name(f"{left}{deed['object']}{deed['verb']}率", own=True)
    return _name(f"{left}比", own=True) if left.endswith("占") else None


def _plain_name(case: _Case) -> Name:
    """The name from the words before the number, or from what the sentence said before."""
    words, around, context, patterns = case.words, case.around, case.context, case.patterns
    left, what = words.left, words.what
    is_money = case.here.quantity.unit.dimension is Dimension.MONEY
    shares_name = (around.joined or around.parallel) and context.dimension_before is not Dimension.DURATION
    if not left and (shares_name or patterns.has("bare_copula", around.left)) and (not what or is_money):
        return _name(case.counted(bare_stem(context.before)), own=False)
    if not left:
        deed = what if len(what) > 1 else ""
        return _name(case.counted(f"{bare_stem(context.topic or context.subject)}{deed}"), own=False)
    if context.dimension_before is Dimension.COUNT and _is_attribute(left, context.before, patterns):
        # 批准用地 42 宗、面积 3,860 亩: the area of what was counted before.
        return _name(bare_stem(context.before) + left, own=False)
    if around.parallel and not patterns.has("leading_verb", left):
        left = _shared_beginning(context.before, patterns) + left
    if patterns.has("verb_only", left):
        return _name(case.counted(_done(case)), own=not context.topic)
    if patterns.has("reaching", left):
        whose = _shared_carrier(left, context.before, patterns) if around.parallel else ""
        return _name(case.counted(whose or _carried(left, context, patterns)), own=not context.topic)
    return _name(case.counted(_without_generic(left, patterns)), own=True)


def _is_attribute(left: str, before: str, patterns: LabelPatterns) -> bool:
    """Whether `left` says only which side of the thing before is measured, and that is no measure itself."""
    return bool(before) and patterns.has("attribute", left) and not patterns.has("counts_itself", bare_stem(before))


def _shared_beginning(before: str, patterns: LabelPatterns) -> str:
    """The verb, with whose action it is, that a list item shares with the one before (惠及甲 2 万家次、乙 3 万人次)."""
    inside = patterns.by_name["carried_inside"].search(before)
    return before[: inside.end()] if inside else patterns.starts("leading_verb", before)


def _shared_carrier(left: str, before: str, patterns: LabelPatterns) -> str:
    """The next item of a list that repeats its verb (项目惠及 5 万人次、惠及企业 2 万家次)."""
    inside = patterns.by_name["carried_inside"].search(before)
    verb = patterns.starts("carried_beginning", left)
    return inside.group().removesuffix(verb) + left if inside and inside.group().endswith(verb) else ""


def _done(case: _Case) -> str:
    """The name of a number that only a verb precedes (提供 500 个, 办结 480 件): whose action, or done with what."""
    left, context, patterns = case.words.left, case.context, case.patterns
    if patterns.has("generic_only", left):
        return bare_stem(context.topic or context.subject) or left
    if patterns.has("carried_beginning", left):
        return _carried(left, context, patterns)
    is_count = case.here.quantity.unit.dimension is Dimension.COUNT
    told_of = context.topic if is_count and not patterns.has("verb_only", context.topic) else ""
    if told_of and context.topic_symbol == case.symbol:
        return _object(bare_stem(context.topic), patterns) + left
    return left


def _carried(left: str, context: Context, patterns: LabelPatterns) -> str:
    """`left` (惠及, 带动就业) with what it is said of: the thing of the clause before, or what the sentence counted."""
    verb = patterns.starts("carried_beginning", left)
    if context.thing:
        return context.thing + left
    topic = bare_stem(context.topic)
    measured = patterns.has("measure_end", topic) or patterns.has("carried_beginning", topic)
    if context.topic_symbol in _NOT_SAID_OF or measured:
        return left
    giving = patterns.starts("given_beginning", topic)
    return topic[len(giving) :].removesuffix(verb) + left


def _object(topic: str, patterns: LabelPatterns) -> str:
    """A name without the verb that it begins with (发放耕地补贴: 耕地补贴)."""
    verb = patterns.starts("leading_verb", topic)
    return topic[len(verb) :]


def _without_generic(left: str, patterns: LabelPatterns) -> str:
    """`left` without verbs that say only that something was done."""
    generic = patterns.starts("generic_verb", left)
    return left[len(generic) :] or left


def _is_named(left: str, patterns: LabelPatterns) -> bool:
    """Whether the words before a number name something, and not only an action (提供)."""
    return bool(left) and not patterns.has("verb_only", left)


def _counted_name(case: _Case) -> str:
    """The name of a number that counts the noun after it."""
    words, patterns = case.words, case.patterns
    left, noun, what = words.left, words.noun, words.what
    if patterns.has("sums_list", left) or (left.count("、") >= _LIST_MARKS and not what):
        verb = patterns.starts("list_verb", left)
        return _event(case, f"{verb}的{noun}" if verb else noun)
    passive = not left or patterns.has("preposition_end", left) or left.endswith("的")
    if what and passive:
        return _event(case, f"{what}的{noun}")
    if patterns.has("generic_end", left) or passive:
        return _event(case, noun)
    if patterns.has("verb_only", left):
        carried = patterns.has("carried_beginning", left)
        lead = _carried(left, case.context, patterns) if carried else left
    else:
        lead = _without_generic(left, patterns)
    return _event(case, f"{lead}{noun}")


def _event(case: _Case, name: str) -> str:
    """A name from the noun behind its number: only occasions (90 场考试) are made to say what is counted."""
    return case.counted(name) if case.symbol in ("场", "次", "期", "批次") else name


def _name(text: str, own: bool) -> Name:
    trimmed = text.strip("、，的 ")
    if trimmed[:1] in "“”" and trimmed.count("“") != trimmed.count("”"):
        trimmed = trimmed[1:]
    return Name(trimmed[-_LONGEST_NAME:], own)
