"""What a number in prose measures: its name from the words before and after it.

A number is named from the left (仲裁结案率 99.1%), from the right (提供 7,032 个岗位, 190 个社区达到标准), or, where neither
side has a noun, from what went before in the sentence. Which words are verbs, fillers and bounds is in the packs.
"""

from __future__ import annotations

from dataclasses import dataclass

from extractor.model.quantities import Dimension
from extractor.packs import Packs
from extractor.packs.patterns import Pattern
from extractor.recognition.numbers import FoundQuantity

GROUP = "recognition/labels"
_CLAUSE_ENDS = "，,。；;：:！？!?\n"
_SENTENCE_ENDS = "。！？!?\n"
_OPENING, _CLOSING = "（(", "）)"
_LONGEST_LEFT = 80
_LONGEST_NAME = 60
_PEOPLE = ("人", "名", "位")
_EVENTS = {"场": "场次", "次": "次数", "批次": "批次", "期": "期数", "人次": "人次", "家次": "家次", "户次": "户次"}


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

    def starts(self, name: str, text: str) -> str:
        """What the pattern `name` matches at the start of `text`; empty for nothing."""
        match = self.by_name[name].match_start(text)
        return match.group() if match else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """The words around one number: `left` back to the clause's beginning, `right` to its end or the next number.

    `joined` says that nothing but words stands between the number before and this one (no comma).
    """

    left: str
    right: str
    raw_left: str
    joined: bool
    parallel: bool
    start: int
    end: int


def surroundings(text: str, found: tuple[FoundQuantity, ...], index: int) -> Surroundings:
    """The words around quantity `index` of `text`."""
    here = found[index]
    before = found[index - 1].end if index else 0
    limit = max(before, here.start - _LONGEST_LEFT)
    start = _clause_start(text, here.start, limit)
    after = found[index + 1].start if index + 1 < len(found) else len(text)
    end = _clause_end(text, here.end, after)
    raw_left = text[start : here.start]
    joined = start == before and index > 0
    return Surroundings(
        left=raw_left.lstrip("、和及与以及"),
        right=text[here.end : end],
        raw_left=raw_left,
        joined=joined and not raw_left.startswith(("、", "和", "及", "与", "以及")),
        parallel=joined and raw_left.startswith(("、", "和", "及", "与", "以及")),
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


def name_of(here: FoundQuantity, around: Surroundings, topic: str, patterns: LabelPatterns) -> str:
    """The name of the number; `topic` is what the sentence was about before."""
    left = patterns.strip_tail(patterns.strip_lead(around.left))
    left = patterns.strip_lead(left)
    if around.joined:
        left = _after_counted(left, patterns)
    noun, what = _right(around.right, patterns)
    dimension = here.quantity.unit.dimension
    if dimension is Dimension.SHARE and not noun and what:
        return _rate_name(left or topic, what)
    if dimension is Dimension.DURATION and (what or noun) and not left:
        return _short(f"{topic}{noun or what}时限")
    counted = dimension in (Dimension.COUNT, Dimension.NONE) and bool(noun)
    if counted and (not left or _ends_open(left, patterns)):
        return _counted_name(here, left, noun, what, topic, patterns)
    if left and not patterns.starts("verb_only", left):
        return _short(patterns_generic(left, patterns) + _people(here, left))
    if counted:
        return _counted_name(here, left, noun, what, topic, patterns)
    base = f"{topic}{left}{what}" if not left or len(left) <= 4 else left
    return _short((base or topic) + _people(here, base or topic))


def patterns_generic(left: str, patterns: LabelPatterns) -> str:
    """`left` without verbs that say only that something was done."""
    generic = patterns.starts("generic_verb", left)
    return left[len(generic) :] or left


def _right(right: str, patterns: LabelPatterns) -> tuple[str, str]:
    """The thing counted and what happens to it."""
    if not right or right[0] in "，。；、,;":
        return "", ""
    noun = patterns.starts("counted_noun", right)
    rest = right[len(noun) :]
    what = patterns.starts("happening", rest)
    if not noun and what:
        whole = what.split("、")[0]
        if patterns.by_name["noun_ending"].search(whole) is not None:
            return whole, ""
    return noun, what


def _ends_open(left: str, patterns: LabelPatterns) -> bool:
    """Whether the words before end in a verb that wants its object after the number (提供, 医保移动支付覆盖)."""
    return patterns.by_name["open_verb"].search(left) is not None


def _counted_name(here: FoundQuantity, left: str, noun: str, what: str, topic: str, patterns: LabelPatterns) -> str:
    symbol = here.quantity.unit.symbol
    if what and not _ends_open(left, patterns):
        return _short(f"{what}的{noun}")
    lead = patterns_generic(left, patterns) if left != noun else ""
    if patterns.starts("generic_verb", left) == left:
        lead = ""
    suffix = _EVENTS.get(symbol, "") if symbol in ("场", "次", "批次", "期") else ""
    return _short(f"{lead}{noun}{suffix}")


def _after_counted(left: str, patterns: LabelPatterns) -> str:
    """The words after what the number before counted (劳动者|追回工资待遇 约 2 亿元)."""
    noun = patterns.starts("counted_noun", left)
    rest = left[len(noun) :]
    return rest.lstrip("的") if len(rest) >= 2 else left


def _rate_name(subject: str, what: str) -> str:
    verb, thing = what[:2], what[2:]
    return _short(f"{subject}{thing}{verb}率")


def _people(here: FoundQuantity, name: str) -> str:
    symbol = here.quantity.unit.symbol
    if name.endswith(("数", "量", "人数", "人次", "率", "额", "者", "人", "员", "户", "生", "数量", "次数")):
        return ""
    if symbol in _PEOPLE:
        return "人数"
    return "人次" if symbol == "人次" else ""


def _short(name: str) -> str:
    return name.strip("“”、，的 ")[-_LONGEST_NAME:] if len(name) > _LONGEST_NAME else name.strip("、，的 ")
