"""Quotients that a report writes out: 完成率 =（实际完成数 1,862 万元/预算数 1,900 万元）×100% = 98%."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from extractor.model.claims import Operand, RelationKind
from extractor.packs import Packs
from extractor.recognition.numbers import read_quantity
from extractor.recognition.prose.passages import Passage
from extractor.recognition.prose.relations.claims import SURE, Claim
from extractor.recognition.prose.relations.cue_words import without_marks
from extractor.recognition.prose.relations.cues import Cue

_FORMULA = regex.compile(
    r"(?<![^=（(【\[，,：:；;。])(?P<part>[^=，。；+\-－＋÷/]{1,60})[÷/](?P<whole>[^=，。；+\-－＋÷/×*]{1,60}?)[）)】\]]*(?:[×xX*]100%)?=$",
    regex.VERSION1,
)
_NUMBER = regex.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?", regex.VERSION1)


def written_out(passage: Passage, rate: Cue, cues: Sequence[Cue], packs: Packs) -> Claim | None:
    """（实际完成数 1,862 万元/预算数 1,900 万元）×100% = 98 %: the quotient as the report writes it out."""
    start = max(passage.sentences[rate.mention.sentence].start, rate.mention.start - 160)
    # The sign may count as part of the printed number (=98 %).
    end = rate.mention.start + passage.text.startswith("=", rate.mention.start)
    match = _FORMULA.search(passage.text, start, end)
    if match is None:
        return None
    return _quotient(passage, rate, match, cues, packs)


def _quotient(passage: Passage, rate: Cue, match: regex.Match[str], cues: Sequence[Cue], packs: Packs) -> Claim | None:
    part, whole = (_operand(passage, *match.span(name), cues, packs) for name in ("part", "whole"))
    if part is None or whole is None:
        return None
    ends = (rate.mention.start, rate.mention.end, *match.span())
    return Claim(
        kind=RelationKind.RATIO,
        subject=rate.mention.called,
        operands=(part, whole),
        result=rate.mention.operand(),
        certainty=SURE,
        span=passage.place(min(ends), max(ends)),
    )


_BEHIND = regex.compile(
    r"[（(](?:即|计算公式[：:为]|计算[：:]|=)?(?P<part>[^=，。；+\-－＋÷/（）()]{1,60})[÷/](?P<whole>[^=，。；+\-－＋÷/×*（）()]{1,60})(?:[×xX*]100%)?[）)]",
    regex.VERSION1,
)


def written_behind(passage: Passage, rate: Cue, cues: Sequence[Cue], packs: Packs) -> Claim | None:
    """到位率 95%（到位资金 1,425 万元/应到位资金 1,500 万元）: the quotient in brackets behind the rate."""
    match = _BEHIND.match(passage.text, rate.mention.end)
    return _quotient(passage, rate, match, cues, packs) if match else None


_CHANGE = regex.compile(
    r"[（(【\[](?P<current>[^=，。；+\-－—＋÷/×]{1,60}?)[-－—–−](?P<base>[^=，。；+\-－＋÷/×（(]{1,60}?)[）)】\]][÷/]"
    r"(?P<again>[^=，。；+\-－＋÷/×*]{1,60}?)(?:[×xX*]100%)?=$",
    regex.VERSION1,
)


def change_written_out(passage: Passage, rate: Cue, cues: Sequence[Cue], packs: Packs) -> Claim | None:
    """（本年度 18.6 万元-上年度 20 万元）/上年度 20 万元×100% = -7 %: the rate of change as it is written out."""
    start = max(passage.sentences[rate.mention.sentence].start, rate.mention.start - 200)
    end = rate.mention.start + passage.text.startswith("=", rate.mention.start)
    match = _CHANGE.search(passage.text, start, end)
    if match is None:
        return None
    current, base, again = (_operand(passage, *match.span(name), cues, packs) for name in ("current", "base", "again"))
    if current is None or base is None or again is None or base.quantity.value != again.quantity.value:
        return None
    value = rate.value
    falls = (current.quantity.value or 0) < (base.quantity.value or 0) and value is not None and value > 0
    return Claim(
        kind=RelationKind.GROWTH_FROM,
        subject=rate.mention.called,
        operands=(current, base),
        result=rate.mention.operand(),
        declining=falls,
        certainty=SURE,
        span=passage.place(match.start("current"), rate.mention.end),
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


def is_written_out(passage: Passage, rate: Cue) -> bool:
    """Whether a rate stands beside the formula that it comes from."""
    if _BEHIND.match(passage.text, rate.mention.end):
        return True
    return "=" in passage.text[max(0, rate.mention.start - 1) : rate.mention.start + 1]
