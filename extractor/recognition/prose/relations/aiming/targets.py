"""Target against actual value in prose: 目标值 A，实际完成值 B; 计划 A，实际 B; B（目标 A）; B，未达到 A 的目标.

The relation tells which number is the target of which. Whether it was reached is another matter: an unmet target is no
contradiction, only a printed verdict (已完成) that the two numbers deny is one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import regex

from extractor.model.claims import RelationKind
from extractor.model.quantities import Approximation
from extractor.packs import Packs
from extractor.recognition.prose.passages import Passage
from extractor.recognition.prose.relations.aiming.target_words import (
    ACTUAL,
    EMPTY,
    GROUP,
    NONE,
    TARGET,
    core_of,
    noun_of,
    role_of,
    word_of_comparison,
)
from extractor.recognition.prose.relations.aiming.targets_behind import told_behind
from extractor.recognition.prose.relations.claims import LIKELY, SURE, Claim, around
from extractor.recognition.prose.relations.cue_words import without_marks
from extractor.recognition.prose.relations.cues import LIMIT, Cue, Cues, one_of
from extractor.recognition.prose.relations.making import ratio

# No list of goals that people write is longer.
_LONGEST = 30
# How far behind a value its verdict may stand.
_VERDICT = 16
_JOINED = regex.compile(r"^(?:[、和及与，,]|以及)", regex.VERSION1)
_STRONG = regex.compile(
    r"(?:目标|指标|完成|实际|标准|设定)(?:完成)?值(?:为|是|：|:)*$|目标(?:为|是)?$|^实际", regex.VERSION1
)


_NEEDED = (one_of(LIMIT, words="标划务拟期应设"),)


def find_targets(passage: Passage, cues: Cues, packs: Packs) -> Iterator[Claim]:
    """All targets of a passage that stand with their actual values."""
    if not cues.hold(_NEEDED):
        return
    taken: set[int] = set()
    for actual, target in told_behind(passage, cues, packs):
        taken |= {actual.mention.index, target.mention.index}
        yield _rated(passage, actual, target, cues) or claim_of(passage, actual, target, SURE, packs)
    for group in _groups(cues, taken, packs):
        for actual, target, certainty in group.pairs(packs):
            yield _rated(passage, actual, target, cues) or claim_of(passage, actual, target, certainty, packs)


_COMPLETION = regex.compile(
    r"^(?:(?:以[上内])?的?[^，；。]{0,6}(?:目标|任务|计划|指标)[值数]?(?:任务)?)?[，,、（(；;]?(?:目标|任务|计划|指标)?(?:完成|达成|实现)(?:了|率|比例|进度)?(?:为|是|达到?|约|：|:)*$",
    regex.VERSION1,
)


def _rated(passage: Passage, actual: Cue, target: Cue, cues: Sequence[Cue]) -> Claim | None:
    """326 户（任务 300 户，完成率 108.67 %）: the rate of completion told behind both says more than the pair."""
    last = max(actual.mention.index, target.mention.index)
    rate = next(iter(cues[last + 1 : last + 2]), None)
    apart = abs(actual.mention.index - target.mention.index) > 1
    if rate is None or not rate.is_share or apart:
        return None
    if rate.mention.sentence != actual.mention.sentence or _COMPLETION.search(rate.mention.lead) is None:
        return None
    return ratio(passage, actual, target, rate, SURE)


def listed_targets(
    goals: Passage, told: Cues, results: Passage, reached: Sequence[Cue], packs: Packs
) -> Iterator[Claim]:
    """年度目标：举办讲座 20 场 ⏎ 实际完成：举办讲座 23 场: two paragraphs, paired by the very same words and units."""
    if not told.hold(_GOALS):
        return
    if not packs.patterns.get(GROUP, "goals_list").search(goals.text[:_HEAD]):
        return
    if not packs.patterns.get(GROUP, "results_list").search(results.text[:_HEAD]):
        return
    for target in told:
        noun = _thing(target)
        rivals = [cue for cue in told if cue.like(target) and _thing(cue) == noun]
        fitting = [cue for cue in reached if cue.like(target) and _thing(cue) == noun and not cue.is_change]
        if len(noun) > 1 and len(rivals) == 1 and len(fitting) == 1 and not target.is_change:
            yield claim_of(results, fitting[0], target, LIKELY, packs)


_HEAD = 40
_GOALS = (one_of(words="标划务"),)
_LEADS = regex.compile(r"^(?:全年|共|累计|实际|计划|完成|预计|组织|已)+|(?:不少于|不低于|以上|达|约)+$", regex.VERSION1)


def _thing(cue: Cue) -> str:
    return _LEADS.sub("", without_marks(cue.mention.label))


def claim_of(passage: Passage, actual: Cue, target: Cue, certainty: float, packs: Packs) -> Claim:
    """The relation of an actual value and its target."""
    label = noun_of(target, packs) or noun_of(actual, packs) or _item(passage, target)
    near = [cue.mention for cue in (actual, target) if passage.span.contains(cue.mention.quantity.span)]
    later = max(near, key=lambda mention: mention.end)
    return Claim(
        kind=RelationKind.TARGET,
        subject=label or actual.mention.name or target.mention.name,
        operands=(actual.mention.operand(), target.mention.operand()),
        result=None,
        certainty=certainty,
        span=around(passage, *near),
        note=f"{_sign(target)} {_verdict(passage.text[later.end : later.end + _VERDICT], packs)}".rstrip(),
    )


def _sign(target: Cue) -> str:
    """The sign of a target, printed or in words; ~ where there is none."""
    quantity = target.mention.quantity
    if word_of_comparison(quantity.text) and _GOAL_BEHIND.match(target.mention.trail):
        # 满意度 86.4%，低于 90% 的目标值: the words compare with the target, they are no part of it.
        return "~"
    match quantity.approximation:
        case Approximation.AT_LEAST:
            return ">="
        case Approximation.AT_MOST:
            return "<="
        case Approximation.OVER:
            return ">"
        case Approximation.NEAR if quantity.text.startswith(("<", "＜", "小于", "低于", "少于")):
            return "<"
    return "=" if quantity.text.startswith(("=", "＝", "﹦", "═")) else "~"


_GOAL_BEHIND = regex.compile(r"(?:以[上内])?的[^，；。]{0,6}?(?:目标|任务|计划|指标|要求|预期)", regex.VERSION1)


def _verdict(behind: str, packs: Packs) -> str:
    if packs.patterns.get(GROUP, "met").search(behind):
        return "met"
    return "unmet" if packs.patterns.get(GROUP, "unmet").search(behind) else ""


def _item(passage: Passage, target: Cue) -> str:
    """培训人次，年初目标值 300 人次: the words before the last comma, where the label names nothing itself."""
    pieces = _CLAUSES.split(target.mention.lead)
    return without_marks(_NUMBERING.sub("", pieces[-2])) if len(pieces) > 1 else ""


_CLAUSES = regex.compile(r"[，,：:；;。]", regex.VERSION1)
_NUMBERING = regex.compile(r"^(?:[0-9一二三四五六七八九十]{1,2}[.、．]|[①-⑳]|[（(][0-9]{1,2}[）)])", regex.VERSION1)


@dataclass(slots=True)
class _Group:
    """Targets told in a row, and then (or before) what was reached of them."""

    targets: list[Cue] = field(default_factory=list)
    actuals: list[Cue] = field(default_factory=list)

    def pairs(self, packs: Packs) -> Iterator[tuple[Cue, Cue, float]]:
        """Actual value and target: lists of one length in their order, else each unit that comes once."""
        targets, actuals = self.targets, self.actuals
        if not targets or not actuals:
            return
        if len(actuals) >= len(targets):
            together = list(zip(targets, actuals[: len(targets)], strict=True))
            if all(_matches(target, actual, packs) for target, actual in together):
                yield from ((actual, target, SURE) for target, actual in together)
                return
        for target in targets:
            fitting = [actual for actual in actuals if _matches(target, actual, packs)]
            rivals = [other for other in targets if other.like(target)]
            if len(fitting) == 1 and len(rivals) == 1 and role_of(fitting[0], packs) == ACTUAL:
                yield fitting[0], target, LIKELY


def _groups(cues: Sequence[Cue], taken: set[int], packs: Packs) -> Iterator[_Group]:
    group, last, before = _Group(), NONE, None
    for cue in cues:
        if cue.mention.index in taken:
            continue
        role = role_of(cue, packs)
        if (before is not None and _ends(cue, before, role)) or (role == TARGET and group.targets and group.actuals):
            yield group
            group, last = _Group(), NONE
        before = cue
        if role == NONE:
            role = _carried_on(cue, last, group, packs)
            if role == NONE:
                continue
        if role == TARGET and len(group.targets) < _LONGEST:
            group.targets.append(cue)
        elif role == ACTUAL and group.targets and len(group.actuals) < _LONGEST:
            group.actuals.append(cue)
        last = role
    yield group


def _carried_on(cue: Cue, last: str, group: _Group, packs: Packs) -> str:
    """The role of a number whose words name none: it goes on with the list before it.

    改造渠道 26 公里 goes on behind 计划新建泵站 4 座、; 栽植 2,520 株 says again what 计划栽植行道树 2,400 株 planned.
    """
    if cue.is_change or cue.is_rate or cue.value is None or not cue.is_level:
        return NONE
    noun = _UNTIL.sub("", core_of(cue))
    if last == TARGET and len(noun) > 1:
        same = [target for target in group.targets if target.like(cue) and noun in noun_of(target, packs)]
        if same and same[0] is group.targets[0] and cue.mention.lead[:1] in "，,":
            return ACTUAL
    adjacent = bool(group.targets) and cue.mention.index - group.targets[-1].mention.index == 1
    if last == TARGET and adjacent and cue.like(group.targets[-1]) and _IN_YEAR.match(cue.mention.lead):
        # 年初目标 93 场，全年演出 99 场.
        return ACTUAL
    return last if _JOINED.match(cue.mention.lead) else NONE


_IN_YEAR = regex.compile(r"[，,](?:全年|年末|年底|截至|截止|到年底|实际|共|累计)", regex.VERSION1)


_UNTIL = regex.compile(
    r"^(?:(?:截至|截止|到|至)[^，。；]{0,10}?(?:底|末|日|止|前)|20[0-9]{2}年度?|全年|年内|累计|实际|共计?|已|又)+",
    regex.VERSION1,
)


def _ends(cue: Cue, before: Cue, role: str) -> bool:
    """Whether a group ends before a number: at a stop, or at a semicolon unless both sides say 目标值 and 完成值."""
    if cue.mention.sentence == before.mention.sentence and cue.mention.part == before.mention.part:
        return False
    strong = bool(_STRONG.search(before.mention.label) and _STRONG.search(cue.mention.label)) and role == ACTUAL
    return not strong or cue.mention.sentence - before.mention.sentence > 1


def _matches(target: Cue, actual: Cue, packs: Packs) -> bool:
    """Whether two numbers can be target and actual value of one thing: one unit, and words that do not differ."""
    if not target.like(actual):
        return False
    if actual.mention.index - target.mention.index == 1 and _STRONG.search(target.mention.label):
        return True
    wanted, reached = noun_of(target, packs), noun_of(actual, packs)
    return not wanted or not reached or bool(set(wanted) & set(reached) - EMPTY)
