"""Ratios told in prose: a part, a whole and the rate that is named after them; completion of a budget or a plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from extractor.model.quantities import Approximation
from extractor.packs import Packs
from extractor.recognition.prose.passages import Passage
from extractor.recognition.prose.relations.adding.parts import compatible
from extractor.recognition.prose.relations.agreement import gives_rate
from extractor.recognition.prose.relations.aiming.goals import is_excess
from extractor.recognition.prose.relations.changing.bases import is_told_base
from extractor.recognition.prose.relations.claims import LIKELY, SUPPORTED, SURE, Claim, comes_near
from extractor.recognition.prose.relations.cue_words import pattern, without_marks
from extractor.recognition.prose.relations.cues import SHARE, WINDOW, Cue, Cues, one_of
from extractor.recognition.prose.relations.dividing.adjoining import adjoining, share_in_brackets
from extractor.recognition.prose.relations.dividing.among import counted_among, is_graded, is_weighted
from extractor.recognition.prose.relations.dividing.bracketed import bracketed
from extractor.recognition.prose.relations.dividing.formulas import (
    change_written_out,
    is_written_out,
    written_behind,
    written_out,
)
from extractor.recognition.prose.relations.dividing.shares import share, share_above
from extractor.recognition.prose.relations.dividing.wholes import behind
from extractor.recognition.prose.relations.making import ratio
from extractor.recognition.prose.relations.names import core, related, shared_end

_WINDOW = 6
_PLANNED = ("initial", "adjusted", "budget")


_NEEDED = (one_of(SHARE),)


def find_ratios(passage: Passage, cues: Cues, above: Sequence[Cue], packs: Packs) -> Iterator[Claim]:
    """Every rate (not of change) whose part and whole are told near it. Budget rates are left to `budgets`.

    `above` are the numbers of the paragraphs before: a share may name its whole there (占支出总额的 65 %).
    """
    if not cues.hold(_NEEDED):
        return
    for position, rate in enumerate(cues):
        if (
            rate.is_change_rate
            or not rate.is_share
            or "分别完成" in rate.mention.lead
            or (rate.concept in {"execution_rate", "arrival_rate"} and not is_written_out(passage, rate))
        ):
            continue
        if rate.value is None or _is_limit(rate):
            continue
        before = [
            cue
            for cue in cues[max(0, position - _WINDOW) : position]
            if cue.is_level and cue.mention.sentence == rate.mention.sentence
        ]
        claim = (
            change_written_out(passage, rate, cues, packs)
            or written_out(passage, rate, cues, packs)
            or written_behind(passage, rate, cues, packs)
            or share(passage, rate, before, cues, packs)
            or share_above(passage, rate, before, cues, above, packs)
            or _completion(passage, rate, before, cues, packs)
            or _named(passage, rate, before, packs)
            or counted_among(passage, rate, before, packs)
            or bracketed(passage, rate, cues, packs)
            or adjoining(passage, rate, before, packs)
            or share_in_brackets(passage, rate, before)
        )
        if claim is not None:
            yield claim


def _completion(passage: Passage, rate: Cue, before: list[Cue], cues: Sequence[Cue], packs: Packs) -> Claim | None:
    """完成年初预算的 90%; 完成年度任务的 120%: the rate names its whole."""
    match = pattern(packs, "completes").search(rate.mention.lead)
    if match is None or not before:
        return None
    part = _reached(before)
    if part is None:
        return None
    wanted = match["whole"]
    # A budget is completed once: 其中…完成预算的 0 % behind a total's 完成预算的 13 % has a budget of its own.
    done = [
        cue.mention.index
        for cue in cues[max(0, rate.mention.index - WINDOW) : rate.mention.index]
        if _completes(cue, rate, packs)
    ]
    for cue in reversed([cue for cue in before if not done or cue.mention.index > done[-1]]):
        if cue is part and len(before) > 1:
            continue
        if not compatible(cue, part) or cue is part or is_excess(cue):
            continue
        planned = cue.concept in _PLANNED and ("预算" in wanted) and _same_stage(cue.concept, wanted)
        target = any(word in cue.mention.label for word in ("目标", "任务", "计划")) and "预算" not in wanted
        if planned or target:
            return ratio(passage, part, cue, rate, SURE)
    for cue in behind(cues, rate)[:1]:
        # 完成年度计划的 120 %（计划 3 万卷）
        if compatible(cue, part) and cue.mention.depth > rate.mention.depth and wanted[-2:] in cue.mention.label:
            return ratio(passage, part, cue, rate, SURE)
    return None


def _reached(before: list[Cue]) -> Cue | None:
    """What completes a plan: the number right before; behind 比目标 150 多 6 what stands before that comparison."""
    if not is_excess(before[-1]):
        return before[-1]
    reached = [cue for cue in before if not is_excess(cue) and not is_told_base(cue)]
    return reached[-1] if reached and len(before) - before.index(reached[-1]) <= 3 else None


def _completes(cue: Cue, rate: Cue, packs: Packs) -> bool:
    same = cue.mention.sentence == rate.mention.sentence and cue.is_share
    return same and pattern(packs, "completes").search(cue.mention.lead) is not None


def _same_stage(concept: str, wanted: str) -> bool:
    if "年初" in wanted:
        return concept == "initial"
    if "调整" in wanted or "全年" in wanted or "年度" in wanted:
        return concept == "adjusted"
    return True


def _named(passage: Passage, rate: Cue, before: list[Cue], packs: Packs) -> Claim | None:
    """X 人，Y 人，Z 率 R%: the rate is named after the part, and often after the whole too."""
    match = pattern(packs, "rate_name").search(without_marks(rate.mention.label))
    if match is None or len(before) < 2:
        return None
    stem = core(match["stem"])
    before = [cue for cue in before if not _denied(stem, cue)]
    if _LEFT.search(stem):
        # 结余率: what was left of the budget, never of what was spent.
        before = [cue for cue in before if cue.concept not in {"spent", "total_expenditure"}]
    if len(before) < 2:
        return None
    for index in range(len(before) - 1, 0, -1):
        part = before[index]
        wholes = [cue for cue in before[:index] if compatible(cue, part)]
        if not wholes:
            continue
        action = shared_end(stem, core(part.mention.label))
        if not action:
            continue
        whole = _whole_of(stem, action, part, wholes, packs)
        if whole is None:
            continue
        fits = gives_rate(part, whole, rate)
        acted = [
            cue for cue in before if shared_end(stem, core(cue.mention.label)) and cue.mention.part == part.mention.part
        ]
        if len(acted) > 1 and not fits:
            # 很满意 187 份、满意 64 份，满意率 96.5 %: nobody knows which of them it counts.
            continue
        # What an earlier half-sentence told may have a rate of its own.
        own = part.mention.part == rate.mention.part
        strong = own and _wording_binds(stem, action, part, whole, packs)
        if strong or (fits and (own or before[-1].mention.part != rate.mention.part)):
            return ratio(passage, part, whole, rate, SURE if strong else SUPPORTED)
        if own and _of_returned(stem, part, whole, rate):
            return ratio(passage, part, whole, rate, LIKELY)
    return _reverse(passage, rate, before, stem, packs) or _supported(passage, rate, before, stem)


def _of_returned(stem: str, part: Cue, whole: Cue, rate: Cue) -> bool:
    """回收 406 份，回收率 97.1 %，满意 398 份，满意率 98 %: of what came back, not only one grade."""
    label = core(part.mention.label)
    beside = rate.mention.index - part.mention.index == 1 and part.mention.index - whole.mention.index <= 2
    named = label.endswith(stem) and not is_graded(label.removesuffix(stem)) and not is_weighted(rate)
    near = comes_near(part.mention.quantity, whole.mention.quantity, rate.mention.quantity)
    return beside and named and near and _RETURNED.search(whole.mention.label) is not None


_LEFT = regex.compile(r"结余|结转|剩余|节约|空置|闲置", regex.VERSION1)
_DENIED = regex.compile(r"[不未](?P<word>[\p{Han}]{2,4}?)(?:的|数|量)*[\p{Han}]{0,4}$", regex.VERSION1)


def _denied(stem: str, part: Cue) -> bool:
    """Whether a number counts what a rate leaves out: 检出不合格 12 批次，合格率 99 %."""
    match = _DENIED.search(core(part.mention.label))
    return match is not None and match["word"] in stem and f"不{match['word']}" not in stem and "未" not in stem


def _supported(passage: Passage, rate: Cue, before: list[Cue], stem: str) -> Claim | None:
    """取得证书 3,132 人，取证率 87 %: the rate shares a word with the number before it, and one base fits."""
    part = before[-1]
    apart = rate.mention.index - part.mention.index
    # A rate of its own half-sentence, with another number between, has its base elsewhere or nowhere.
    if not _akin(stem, part) or apart > 2 or (apart == 2 and part.mention.part != rate.mention.part):
        return None
    wholes = [cue for cue in before[:-1] if compatible(cue, part)]
    # A base of its own half-sentence keeps those of earlier ones away, whether it fits or not.
    near = [cue for cue in wholes if cue.mention.part == rate.mention.part] or wholes
    fitting = [cue for cue in near if gives_rate(part, cue, rate)]
    return ratio(passage, part, fitting[0], rate, SUPPORTED) if len(fitting) == 1 else None


def _akin(stem: str, cue: Cue) -> bool:
    """Whether the name of a rate and a label share a character that carries meaning."""
    return bool((set(stem[-2:]) - set("人数员的总量级")) & set(core(cue.mention.label)))


def _whole_of(stem: str, action: str, part: Cue, wholes: list[Cue], packs: Packs) -> Cue | None:
    """The base of a rate: the number whose words the rate repeats, else the nearest before the part."""
    rest = stem.removesuffix(action)
    if len(rest) >= 2:
        repeated = [cue for cue in wholes if related(rest, cue.mention.label)]
        if repeated:
            return repeated[-1]
    based = [cue for cue in wholes if pattern(packs, "whole_word").search(cue.mention.label)]
    if based and based[-1] is wholes[-1]:
        return based[-1]
    return wholes[-1] if part.mention.index - wholes[-1].mention.index <= 2 else None


def _wording_binds(stem: str, action: str, part: Cue, whole: Cue, packs: Packs) -> bool:
    """Whether words alone make the link: the rate repeats both labels, or part and whole are marked as such."""
    rest = stem.removesuffix(action)
    if len(rest) >= 2 and related(rest, whole.mention.label):
        return True
    marked = pattern(packs, "whole_word").search(whole.mention.label)
    adjacent = part.mention.index - whole.mention.index == 1
    return bool(marked) and adjacent and len(action) >= 2 and part.mention.part == whole.mention.part


_QUALITY = regex.compile(
    r"合格|达标|满意|认可|好评|支持|通过|优良|优秀|良好|有效|完好|准确|正确|及时|准时|按时|按期|成活|保存",
    regex.VERSION1,
)


def _is_limit(rate: Cue) -> bool:
    """Whether a rate is what another one was measured against: 知晓率低于不少于 90 % 的目标."""
    limit = rate.mention.quantity.approximation in (Approximation.AT_LEAST, Approximation.AT_MOST)
    return limit and _AGAINST.match(rate.mention.trail) is not None


_AGAINST = regex.compile(r"(?:以[上内下])?的?[^，；。]{0,4}(?:目标|标准|要求|任务|指标)", regex.VERSION1)
_TASK = regex.compile(r"^[，,]?(?:年度|年初|全年)*(?:任务|计划|目标)[数值]?", regex.VERSION1)
_RETURNED = regex.compile(r"收回|回收|有效", regex.VERSION1)
_RETURN_RATE = regex.compile(r"[收回]|有效", regex.VERSION1)
_REACHED = "完成|达成|到位|执行|落实|实现|办结|合格|达标|回收|满意|通过|覆盖|上岗|就业|使用|在岗|控制|在职|在编"


def _reverse(passage: Passage, rate: Cue, before: list[Cue], stem: str, packs: Packs) -> Claim | None:
    """计划 50 场，实际 48 场，完成率 96%: words of plan and result beside each other, whatever the rate is called."""
    if len(before) < 2 or rate.mention.index - before[-1].mention.index > 1:
        return None
    if _RETURNED.search(before[-1].mention.label) and not _RETURN_RATE.search(stem):
        # 发放 300 份，收回 286 份，满意度 94 %: how many came back says nothing of how many were content.
        return None
    first, second = before[-2], before[-1]
    if not compatible(first, second) or second.mention.index - first.mention.index != 1:
        return None
    part, whole = second, first
    called = shared_end(stem, core(first.mention.label)) and not shared_end(stem, core(second.mention.label))
    if pattern(packs, "whole_word").search(second.mention.label) and (
        called or not pattern(packs, "whole_word").search(first.mention.label)
    ):
        part, whole = first, second
    based = pattern(packs, "whole_word").search(whole.mention.label)
    marked = based and pattern(packs, "part_word").search(part.mention.label)
    fits = gives_rate(part, whole, rate)
    # 核发 413 份，受理 418 份，核发率 98.8 %; 任务 742 人，管理 731 人，任务完成率 98.52 %.
    bound = based and (
        shared_end(stem, core(part.mention.label)) or (_TASK.search(whole.mention.label) and stem.endswith("完成"))
    )
    if bound and not marked and not is_excess(part) and not part.is_change:
        near = comes_near(part.mention.quantity, whole.mention.quantity, rate.mention.quantity)
        return ratio(passage, part, whole, rate, SURE if fits else LIKELY) if near else None
    if _QUALITY.search(stem) and not fits and not shared_end(stem, core(part.mention.label)):
        # 计划 50 处，建成 47 处，合格率 100 %: how many were built says nothing of how many were good.
        return None
    if marked and (_akin(stem, part) or regex.search(_REACHED, stem)):
        return ratio(passage, part, whole, rate, SURE if fits else LIKELY)
    return ratio(passage, part, whole, rate, SUPPORTED) if marked and fits else None
