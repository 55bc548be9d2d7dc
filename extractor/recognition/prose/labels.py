"""What a number in prose measures: its name from the words before and after it.

A number is named from the left (仲裁结案率 99.1%), from the right (提供 7,032 个岗位, 190 个社区达到标准), or, where
neither side has a noun, from what went before in the sentence. Which words are verbs and fillers is in the packs.
"""

from __future__ import annotations

from dataclasses import dataclass

from extractor.model.quantities import Approximation, Dimension
from extractor.packs import Packs
from extractor.packs.patterns import Pattern
from extractor.recognition.numbers import FoundQuantity

GROUP = "recognition/labels"
_CLAUSE_ENDS = "，,。；;：:！？!?\n"
_SENTENCE_ENDS = "。！？!?\n"
_OPENING, _CLOSING = "（(", "）)"
_LONGEST_LEFT = 80
_LONGEST_NAME = 60
_SUMS = ("合计", "总计", "共计")
_BOUNDS = (Approximation.AT_LEAST, Approximation.AT_MOST)
_SHARE_VERBS = ("占", "完成")
_COUNTED_AS = {"人": "人数", "名": "人数", "位": "人数", "户": "户数", "人次": "人次", "户次": "户次"}
# 甲行动、乙建设、丙建设三项行动: a list that the number sums up.
_LIST_MARKS = 2
_LONGEST_OBJECT = 24
_EVENTS = {"场": "场次", "次": "次数", "批次": "批次", "期": "期数"}
_NAMED_TIMES = ("时间", "时长", "期限", "时限", "年限", "周期", "天数", "工期", "年龄", "寿命")
_ENDS_COUNTED = ("数", "量", "人次", "率", "额", "者", "人", "员", "户", "生")


@dataclass(frozen=True, slots=True)
class LabelPatterns:
    """The patterns of `recognition/labels` by name."""

    by_name: dict[str, Pattern]

    @classmethod
    def of(cls, packs: Packs) -> LabelPatterns:
        """Those of `packs`."""
        return cls({pattern.name: pattern for pattern in packs.patterns.group(GROUP)})

    def strip_lead(self, text: str) -> str:
        """`text` without the words at its start that name nothing."""
        match = self.by_name["lead"].match_start(text)
        return text[match.end() :] if match else text

    def strip_tail(self, text: str) -> str:
        """`text` without the verbs of being at its end."""
        match = self.by_name["tail"].search(text)
        return text[: match.start()] if match else text

    def has(self, name: str, text: str) -> bool:
        """Whether the pattern `name` matches anywhere in `text`."""
        return self.by_name[name].search(text) is not None

    def starts(self, name: str, text: str) -> str:
        """What the pattern `name` matches at the start of `text`; empty for nothing."""
        match = self.by_name[name].match_start(text)
        return match.group() if match else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """The words around one number: `left` back to the clause's beginning, `right` to its end or the next number.

    `joined` says that nothing but words stands between the number before and this one (no comma), `parallel` that the
    two are joined as items of a list.
    """

    left: str
    right: str
    joined: bool
    parallel: bool
    start: int
    end: int


def surroundings(text: str, found: tuple[FoundQuantity, ...], index: int, patterns: LabelPatterns) -> Surroundings:
    """The words around quantity `index` of `text`."""
    here = found[index]
    before = found[index - 1].end if index else 0
    limit = max(before, here.start - _LONGEST_LEFT)
    start = _clause_start(text, here.start, limit)
    after = found[index + 1].start if index + 1 < len(found) else len(text)
    end = _clause_end(text, here.end, after)
    raw_left = text[start : here.start]
    if raw_left[:1] in _CLOSING and raw_left:
        # 补助资金（每院5万元）共计85万元: the name stands before the bracket.
        opening = max(text.rfind(bracket, max(0, start - _LONGEST_LEFT), start) for bracket in _OPENING)
        outside = _clause_start(text, opening, max(0, opening - _LONGEST_LEFT)) if opening > 0 else start
        raw_left = text[outside:opening] + raw_left[1:] if opening > 0 else raw_left
    mark = patterns.starts("list_mark", raw_left)
    follows = start == before and index > 0 and text[start : start + 1] not in _CLOSING
    return Surroundings(
        left=raw_left[len(mark) :],
        right=text[here.end : end],
        joined=follows and not mark,
        parallel=follows and bool(mark),
        start=start,
        end=end,
    )


def _clause_start(text: str, position: int, limit: int) -> int:
    depth = 0
    for index in range(position - 1, limit - 1, -1):
        character = text[index]
        if character in _CLOSING:
            depth += 1
        elif character in _OPENING:
            if depth == 0:
                return index + 1
            depth -= 1
        elif depth == 0 and character in _CLAUSE_ENDS:
            return index + 1
    return limit


def _clause_end(text: str, position: int, limit: int) -> int:
    depth = 0
    for index in range(position, limit):
        character = text[index]
        if character in _OPENING:
            depth += 1
        elif character in _CLOSING:
            if depth == 0:
                return index
            depth -= 1
        elif depth == 0 and character in _CLAUSE_ENDS:
            return index
    return limit


@dataclass(frozen=True, slots=True)
class Name:
    """The name of a number. `own` says that it was named by its own words, not by what went before."""

    text: str
    own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What the sentence said so far.

    `topic` is the last thing it counted by name, `subject` that or the subject of the clause before, `before` the name
    of the number before, and `counted_before` says whether that number counts things.
    """

    topic: str = ""
    subject: str = ""
    before: str = ""
    counted_before: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """The words around a number, sorted: `left` before it, the `noun` it counts, and `what` happens to that."""

    left: str
    noun: str
    what: str


def name_of(here: FoundQuantity, around: Surroundings, context: Context, patterns: LabelPatterns) -> Name:
    """The name of the number."""
    dimension = here.quantity.unit.dimension
    counts = dimension in (Dimension.COUNT, Dimension.NONE)
    left = _left(around, context.counted_before, patterns)
    noun, what = _right(around.right, left, counts, patterns)
    words = _Words(left=left, noun=noun, what=what)
    if left in _SUMS:
        return _name(left, own=False)
    special: Name | None = None
    if dimension in (Dimension.SHARE, Dimension.SHARE_POINTS):
        special = _share_name(around, words, context, patterns)
    elif dimension is Dimension.DURATION:
        special = _duration_name(here, words, context.subject)
    elif counts and noun:
        own = not context.topic or _is_named(left, patterns)
        special = _name(_counted_name(here, words, context.topic, patterns), own=own)
    elif dimension is Dimension.MONEY and not left and noun and here.quantity.approximation in _BOUNDS:
        # 50万元以上项目: the amount says which projects are meant.
        special = _name(f"{noun}金额", own=False)
    return special or _plain_name(here, around, words, context, patterns)


def _share_name(around: Surroundings, words: _Words, context: Context, patterns: LabelPatterns) -> Name | None:
    """The name of a rate that is told as a share of something, with its verb after it, or as a phrase with 的."""
    left, what, before = words.left, words.what, context.before
    phrase = patterns.by_name["phrase"].match_start(around.right) if not left else None
    if phrase is not None:
        return _name(phrase["phrase"], own=True)
    shared = patterns.by_name["share_of"].search(around.left)
    if shared is not None and left.startswith(tuple(_SHARE_VERBS)):
        verb = next(verb for verb in _SHARE_VERBS if left.startswith(verb))
        of = shared["of"]
        return _name(f"{before or context.topic}{verb}{of}比例" if of else f"{before}占比", own=False)
    if not words.noun and what:
        return _name(f"{left}{what[2:]}{what[:2]}率", own=True)
    return _name(f"{left}比", own=True) if left.endswith("占") else None


def _plain_name(
    here: FoundQuantity, around: Surroundings, words: _Words, context: Context, patterns: LabelPatterns
) -> Name:
    """The name from the words before the number, or from what the sentence said before."""
    left, what, topic = words.left, words.what, context.topic
    if around.parallel and left and not patterns.has("leading_verb", left):
        left = patterns.starts("leading_verb", context.before) + left
    if not left and around.joined and not what:
        return _name(_people(here, _bare_stem(context.before)), own=False)
    if not left:
        return _name(_people(here, f"{_bare_stem(topic or context.subject)}{what}"), own=False)
    if patterns.has("verb_only", left):
        return _name(_people(here, f"{topic}{left}"), own=not topic)
    return _name(_people(here, _without_generic(left, patterns)), own=True)


def _left(around: Surroundings, counted_before: bool, patterns: LabelPatterns) -> str:
    left = around.left
    if around.joined and counted_before:
        left = _after_counted(left, patterns)
    left = patterns.strip_tail(patterns.strip_lead(left))
    left = patterns.strip_lead(left)
    for aside in ("embedded_date", "indefinite"):
        match = patterns.by_name[aside].search(left)
        left = left[: match.start()] + left[match.end() :] if match else left
    return left


def _without_generic(left: str, patterns: LabelPatterns) -> str:
    """`left` without verbs that say only that something was done."""
    generic = patterns.starts("generic_verb", left)
    return left[len(generic) :] or left


def _right(right: str, left: str, counts: bool, patterns: LabelPatterns) -> tuple[str, str]:
    """The thing counted and what happens to it."""
    if not right or right[0] in "，。；、,;":
        return "", ""
    noun = patterns.starts("counted_noun", right)
    rest = right[len(noun) :]
    what = patterns.starts("happening", rest)
    takes_object = patterns.has("open_verb", left) and not patterns.has("preposition_end", left)
    if (
        counts
        and what
        and (takes_object or not noun)
        and len(right) <= _LONGEST_OBJECT
        and patterns.has("noun_ending", right)
    ):
        # 组织 90 场编外人员储备库入库资格考试, 15 家参保企业: what looks like a verb is part of the noun.
        return right, ""
    if len(noun) > 2 and rest[:1] in ("了", "着", "过"):
        return noun[:-1], noun[-1] + rest
    if noun and rest.startswith("的"):
        later = patterns.by_name["later_verb"].search(rest)
        what = later["what"] if later else ""
    return noun, what


def _is_named(left: str, patterns: LabelPatterns) -> bool:
    """Whether the words before a number name something, and not only an action (提供)."""
    return bool(left) and not patterns.has("verb_only", left)


def _counted_name(here: FoundQuantity, words: _Words, topic: str, patterns: LabelPatterns) -> str:
    """The name of a number that counts the noun after it."""
    left, noun, what = words.left, words.noun, words.what
    suffix = _EVENTS.get(here.quantity.unit.symbol, "")
    if patterns.has("sums_list", left) or (left.count("、") >= _LIST_MARKS and not what):
        return noun + suffix
    passive = not left or patterns.has("preposition_end", left) or left.endswith("的")
    if what and passive:
        return f"{what}的{noun}{suffix}"
    if patterns.has("generic_end", left) or passive:
        return noun + suffix
    lead = _without_generic(left, patterns)
    if patterns.has("verb_only", left):
        lead = f"{topic}{left}"
    return f"{lead}{noun}{suffix}"


def _duration_name(here: FoundQuantity, words: _Words, subject: str) -> Name:
    if here.quantity.unit.symbol == "岁" and words.noun:
        return _name(f"{words.noun}年龄", own=False)
    if not words.left:
        return _name(f"{subject}{words.noun or words.what}时限", own=False)
    named = words.left.endswith(_NAMED_TIMES)
    return _name(words.left if named else f"{words.left}时限", own=True)


def _after_counted(left: str, patterns: LabelPatterns) -> str:
    """The words after what the number before counted (劳动者|追回工资待遇 约 2 亿元)."""
    noun = patterns.starts("counted_noun", left)
    return left[len(noun) :].lstrip("的、和及与中")


def _people(here: FoundQuantity, name: str) -> str:
    """`name`, made to say that people or households are counted where only an action was named (成功就业 625 人)."""
    symbol = here.quantity.unit.symbol
    if not name or name.endswith(_ENDS_COUNTED):
        return name
    return name + _COUNTED_AS.get(symbol, "")


def _bare_stem(name: str) -> str:
    """A name without the 人数 or 户数 that an earlier number gave it."""
    for suffix in (*_COUNTED_AS.values(), *_EVENTS.values()):
        name = name.removesuffix(suffix)
    return name


def _name(text: str, *, own: bool) -> Name:
    trimmed = text.strip("、，的 ")
    if trimmed[:1] in "“”" and trimmed.count("“") != trimmed.count("”"):
        trimmed = trimmed[1:]
    return Name(trimmed[-_LONGEST_NAME:], own)
