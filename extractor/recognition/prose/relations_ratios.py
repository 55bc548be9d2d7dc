"""Ratios told in prose: a part, a whole and their rate; shares; completion of a budget or a plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import regex

from extractor.model.quantities import Dimension
from extractor.model.report import Operand, RelationKind
from extractor.packs import Packs
from extractor.recognition.numbers import read_quantity
from extractor.recognition.prose.claims import LIKELY, SUPPORTED, SURE, Claim, around, divides
from extractor.recognition.prose.cues import CONCEPTS, WINDOW, Cue, pattern, without_marks
from extractor.recognition.prose.passages import Passage
from extractor.recognition.prose.relations_sums import compatible

_WINDOW = 6
_PLANNED = ("initial", "adjusted", "budget")


def find_ratios(passage: Passage, cues: Sequence[Cue], packs: Packs) -> Iterator[Claim]:
    """Every rate (not of change) whose part and whole are told near it. Budget rates are left to `budgets`."""
    for position, rate in enumerate(cues):
        if (
            rate.is_change
            or rate.mention.dimension is not Dimension.SHARE
            or (rate.concept in {"execution_rate", "arrival_rate"} and not _written_out(passage, rate))
        ):
            continue
        if rate.mention.quantity.value is None:
            continue
        before = [
            cue
            for cue in cues[max(0, position - _WINDOW) : position]
            if cue.is_level and cue.mention.sentence == rate.mention.sentence
        ]
        claim = (
            _formula(passage, rate, cues, packs)
            or _share(passage, rate, before, cues, packs)
            or _completion(passage, rate, before, cues, packs)
            or _named(passage, rate, before, packs)
            or _bracketed(passage, rate, cues, packs)
        )
        if claim is not None:
            yield claim


def _written_out(passage: Passage, rate: Cue) -> bool:
    """Whether a rate stands behind the formula that it comes from."""
    return "=" in passage.text[max(0, rate.mention.start - 1) : rate.mention.start + 1]


def _claim(passage: Passage, part: Cue, whole: Cue, rate: Cue, certainty: float) -> Claim:
    return Claim(
        kind=RelationKind.RATIO,
        subject=_subject(part, rate),
        operands=(part.mention.operand(), whole.mention.operand()),
        result=rate.mention.operand(),
        certainty=certainty,
        span=around(passage, part.mention, whole.mention, rate.mention),
    )


def _subject(part: Cue, rate: Cue) -> str:
    """What the rate is called; a share without a name of its own has its part's."""
    name = rate.mention.name or rate.mention.label
    shared = regex.fullmatch(r"(?:占比?|预算|比重|所占比例|完成)?(?:率)?", name) is not None
    return f"{part.mention.name or part.mention.label}占比" if shared else name


def _share(passage: Passage, rate: Cue, before: list[Cue], cues: Sequence[Cue], packs: Packs) -> Claim | None:
    """P，占 W 的 R%: the number right before is the part; the whole is named, or is what the list belongs to."""
    words = rate.mention.lead
    if words in {"的", "的比例为"} and len(before) > 1 and _GOAL.search(before[-1].mention.lead):
        fits = compatible(before[-2], before[-1])
        return _claim(passage, before[-2], before[-1], rate, SURE) if fits else None
    if not pattern(packs, "share_of").search(words) or not before:
        return None
    part = before[-1]
    if part.mention.index != rate.mention.index - 1:
        return None
    earlier = [cue for cue in _earlier(cues, rate) if cue is not part and compatible(cue, part)]
    opened = [cue for cue in earlier if _opens_after(cue, part, cues)]
    named = _NAMED_WHOLE.search(words)
    if named is not None:
        told = [cue for cue in earlier if _is_named(cue, named["whole"], packs)]
        behind = [cue for cue in _later(cues, rate) if compatible(cue, part) and _is_named(cue, named["whole"], packs)]
        if told or behind:
            return _claim(passage, part, (told[-1:] or behind)[0], rate, SURE)
        if not opened or not _TOTAL_WORD.search(named["whole"]):
            return None
    if opened:
        return _claim(passage, part, opened[-1], rate, SURE)
    near = [cue for cue in earlier if cue.mention.sentence == rate.mention.sentence]
    if (
        near
        and near[0].mention.quantity.value
        and divides(part.mention.quantity, near[0].mention.quantity, rate.mention.quantity)
    ):
        return _claim(passage, part, near[0], rate, SUPPORTED)
    return None


# 占职工总数 150 人的 30 %, 完成年度任务 5,000 人的 104 %: the whole stands inside the words of the rate.
_GOAL = regex.compile(
    r"(?:占|完成|为|达到)(?:[^，；。]{0,16}(?:目标|任务|计划|预算|总|数|量)[^，；。]{0,6})?$", regex.VERSION1
)
_NAMED_WHOLE = regex.compile(r"占(?P<whole>[^，；。占]{2,20}?)(?:的|总数|总额|比重|比例|比|$)", regex.VERSION1)
_TOTAL_WORD = regex.compile(r"总|全部|合计|本年|当年|年度|全年|支出|收入|预算|资金", regex.VERSION1)


def _is_named(cue: Cue, words: str, packs: Packs) -> bool:
    """Whether the number is the whole that 占…的 names: the same concept, or the same words."""
    concepts = {_concept(words, packs), _concept(words + "总额", packs)} - {""}
    if cue.concept and cue.concept in concepts:
        return True
    return _core(words) == _core(cue.mention.label) or (
        len(_core(words)) >= 2 and _core(cue.mention.label).endswith(_core(words))
    )


def _concept(words: str, packs: Packs) -> str:
    return next((one.name for one in packs.patterns.group(CONCEPTS) if one.search(words)), "")


_FORMULA = regex.compile(
    r"(?P<part>[^=，。；+\-－＋÷/]{1,60})[÷/](?P<whole>[^=，。；+\-－＋÷/×*]{1,60}?)[）)】\]]*(?:[×xX*]100%)?=$",
    regex.VERSION1,
)
_NUMBER = regex.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?", regex.VERSION1)


def _formula(passage: Passage, rate: Cue, cues: Sequence[Cue], packs: Packs) -> Claim | None:
    """（实际完成数 1,862 万元/预算数 1,900 万元）×100% = 98 %: the quotient as the report writes it out."""
    start = max(passage.sentences[rate.mention.sentence].start, rate.mention.start - 160)
    # The sign may count as part of the printed number (=98 %).
    end = rate.mention.start + passage.text.startswith("=", rate.mention.start)
    match = _FORMULA.search(passage.text, start, end)
    if match is None:
        return None
    operands = [_operand(passage, *match.span(name), cues, packs) for name in ("part", "whole")]
    part, whole = operands
    if part is None or whole is None:
        return None
    return Claim(
        kind=RelationKind.RATIO,
        subject=rate.mention.name or rate.mention.label,
        operands=(part, whole),
        result=rate.mention.operand(),
        certainty=SURE,
        span=passage.place(match.start("part"), rate.mention.end),
    )


def _operand(passage: Passage, start: int, end: int, cues: Sequence[Cue], packs: Packs) -> Operand | None:
    """The one number of a side of a formula."""
    numbers = list(_NUMBER.finditer(passage.text, start, end))
    if len(numbers) != 1:
        return None
    first, last = numbers[0].span()
    for cue in cues:
        if cue.mention.start <= first < cue.mention.end:
            return cue.mention.operand()
    read = read_quantity(passage.text[first:last], packs)
    name = without_marks(passage.text[start:first].lstrip("（(=【["))
    return Operand(name=name, quantity=replace(read, span=passage.place(first, last))) if read else None


def _earlier(cues: Sequence[Cue], rate: Cue) -> list[Cue]:
    """The amounts and counts told before the rate in the same paragraph, near enough to be meant."""
    lowest = rate.mention.index - 3 * _WINDOW
    return [cue for cue in cues[max(0, lowest) : rate.mention.index] if cue.is_level]


def _later(cues: Sequence[Cue], rate: Cue) -> list[Cue]:
    """The amounts and counts told right behind the rate in its sentence."""
    behind = cues[rate.mention.index + 1 : rate.mention.index + 3]
    return [cue for cue in behind if cue.mention.sentence == rate.mention.sentence and cue.is_level]


def _opens_after(whole: Cue, part: Cue, cues: Sequence[Cue]) -> bool:
    """Whether a list of the parts of `whole` was opened and holds `part`."""
    between = [cue for cue in cues[whole.mention.index + 1 : part.mention.index + 1] if cue.is_level]
    return bool(between) and bool(between[0].opens)


def _completion(passage: Passage, rate: Cue, before: list[Cue], cues: Sequence[Cue], packs: Packs) -> Claim | None:
    """完成年初预算的 90%; 完成年度任务的 120%: the rate names its whole."""
    match = pattern(packs, "completes").search(rate.mention.lead)
    if match is None or not before:
        return None
    part = before[-1]
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
        if not compatible(cue, part) or cue is part:
            continue
        planned = cue.concept in _PLANNED and ("预算" in wanted) and _same_stage(cue.concept, wanted)
        target = any(word in cue.mention.label for word in ("目标", "任务", "计划")) and "预算" not in wanted
        if planned or target:
            return _claim(passage, part, cue, rate, SURE)
    return None


def _completes(cue: Cue, rate: Cue, packs: Packs) -> bool:
    same = cue.mention.sentence == rate.mention.sentence and cue.mention.dimension is Dimension.SHARE
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
    stem = _core(match["stem"])
    for index in range(len(before) - 1, 0, -1):
        part = before[index]
        wholes = [cue for cue in before[:index] if compatible(cue, part)]
        if not wholes:
            continue
        action = _shared_end(stem, _core(part.mention.label))
        if not action:
            continue
        whole = _whole_of(stem, action, part, wholes, packs)
        if whole is None:
            continue
        fits = divides(part.mention.quantity, whole.mention.quantity, rate.mention.quantity)
        strong = _wording_binds(stem, action, part, whole, packs)
        if strong or fits:
            return _claim(passage, part, whole, rate, SURE if strong else SUPPORTED)
    return _reverse(passage, rate, before, stem, packs) or _supported(passage, rate, before, stem)


def _supported(passage: Passage, rate: Cue, before: list[Cue], stem: str) -> Claim | None:
    """取得证书 3,132 人，取证率 87 %: the rate shares a word with the number before it, and one base fits."""
    part = before[-1]
    if not _akin(stem, part) or rate.mention.index - part.mention.index > 2:
        return None
    fitting = [
        cue
        for cue in before[:-1]
        if compatible(cue, part) and divides(part.mention.quantity, cue.mention.quantity, rate.mention.quantity)
    ]
    return _claim(passage, part, fitting[0], rate, SUPPORTED) if len(fitting) == 1 else None


def _akin(stem: str, cue: Cue) -> bool:
    """Whether the name of a rate and a label share a character that carries meaning."""
    return bool((set(stem[-2:]) - set("人数员的总量级")) & set(_core(cue.mention.label)))


def _whole_of(stem: str, action: str, part: Cue, wholes: list[Cue], packs: Packs) -> Cue | None:
    """The base of a rate: the number whose words the rate repeats, else the nearest before the part."""
    rest = stem.removesuffix(action)
    if len(rest) >= 2:
        repeated = [cue for cue in wholes if _related(rest, cue.mention.label)]
        if repeated:
            return repeated[-1]
    based = [cue for cue in wholes if pattern(packs, "whole_word").search(cue.mention.label)]
    if based and based[-1] is wholes[-1]:
        return based[-1]
    return wholes[-1] if part.mention.index - wholes[-1].mention.index <= 2 else None


def _wording_binds(stem: str, action: str, part: Cue, whole: Cue, packs: Packs) -> bool:
    """Whether words alone make the link: the rate repeats both labels, or part and whole are marked as such."""
    rest = stem.removesuffix(action)
    if len(rest) >= 2 and _related(rest, whole.mention.label):
        return True
    marked = pattern(packs, "whole_word").search(whole.mention.label)
    adjacent = part.mention.index - whole.mention.index == 1
    return bool(marked) and adjacent and len(action) >= 2 and part.mention.part == whole.mention.part


_REACHED = "完成|达成|到位|执行|落实|实现|办结|合格|达标|回收|满意|通过|覆盖|上岗|就业|使用|在岗|控制|在职|在编"


def _reverse(passage: Passage, rate: Cue, before: list[Cue], stem: str, packs: Packs) -> Claim | None:
    """计划 50 场，实际 48 场，完成率 96%: words of plan and result beside each other, whatever the rate is called."""
    if len(before) < 2 or rate.mention.index - before[-1].mention.index > 1:
        return None
    first, second = before[-2], before[-1]
    if not compatible(first, second) or second.mention.index - first.mention.index != 1:
        return None
    part, whole = second, first
    if pattern(packs, "whole_word").search(second.mention.label) and not pattern(packs, "whole_word").search(
        first.mention.label
    ):
        part, whole = first, second
    marked = pattern(packs, "whole_word").search(whole.mention.label) and pattern(packs, "part_word").search(
        part.mention.label
    )
    fits = divides(part.mention.quantity, whole.mention.quantity, rate.mention.quantity)
    if marked and (_akin(stem, part) or regex.search(_REACHED, stem)):
        return _claim(passage, part, whole, rate, SURE if fits else LIKELY)
    return _claim(passage, part, whole, rate, SUPPORTED) if marked and fits else None


def _bracketed(passage: Passage, rate: Cue, cues: Sequence[Cue], packs: Packs) -> Claim | None:
    """回收率 96%（发放 250 份，回收 240 份）: the operands stand in brackets behind the rate."""
    behind = _later(cues, rate)
    if len(behind) < 2 or not compatible(behind[0], behind[1]) or behind[0].mention.lead[:1] not in {"（", "("}:
        return None
    first, second = behind
    match = pattern(packs, "rate_name").search(without_marks(rate.mention.label))
    if match is None:
        return None
    stem = _core(match["stem"])
    acted = [cue for cue in behind if _shared_end(stem, _core(cue.mention.label))]
    based = [cue for cue in behind if pattern(packs, "whole_word").search(cue.mention.label)]
    if len(acted) == 1:
        part = acted[0]
    elif len(based) == 1:
        part = second if based[0] is first else first
    else:
        return None
    whole = second if part is first else first
    return _claim(passage, part, whole, rate, SURE)


def _core(label: str) -> str:
    """The words of a label that carry its meaning: no marks, no 人数, no 总."""
    words = without_marks(label)
    words = regex.sub(r"(?:总人数|人数|总数|数量|总量|总额|数|总计|金额|人次|件数|户数)$", "", words)
    return regex.sub(r"^(?:20\d\d年度?|全年|全区|全县|全市|本年|共|已|累计|其中)+", "", words)


def _shared_end(stem: str, label: str) -> str:
    """The longest end of `stem`, two characters at least, that stands in `label`; the action that both tell."""
    for length in range(len(stem), 1, -1):
        if stem[-length:] in label:
            return stem[-length:]
    return ""


def _related(words: str, label: str) -> bool:
    """Whether the label tells of the same thing: it holds the words, or their last two characters and one more pair."""
    core = _core(label)
    if not words or not core:
        return False
    return words in core or core in words or (len(words) >= 4 and words[-4:] in core)
