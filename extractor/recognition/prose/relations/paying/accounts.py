"""Budgets and balances: 年初 + 追加 - 追减 = 调整后; 上年结转 + 本年收入 = 总收入; 总收入 - 支出 = 结余."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import regex

from extractor.model.claims import RelationKind
from extractor.model.intervals import total
from extractor.recognition.prose.passages import Passage
from extractor.recognition.prose.relations.claims import GUESS, LIKELY, SURE, Claim, around
from extractor.recognition.prose.relations.cues import THREE_SUMS, WINDOW, Cue, Cues, one_of
from extractor.recognition.prose.relations.making import difference


def find_adjustments(passage: Passage, cues: Sequence[Cue]) -> Iterator[Claim]:
    """Initial budget and what was added or taken back give the adjusted one, told side by side."""
    if not any(cue.concept == "adjusted" for cue in cues):
        return
    money = list(_with_lists(cue for cue in cues if cue.is_money))
    for position, adjusted in enumerate(money):
        if adjusted.concept != "adjusted":
            continue
        run = [cue for cue in _run_before(money, position) if cue.concept in {"initial", "supplement", "reduction"}]
        run += [
            cue
            for cue in money[position + 1 : position + 3]
            if cue.concept in {"supplement", "reduction"} and cue.mention.sentence == adjusted.mention.sentence
        ]
        initial = [cue for cue in run if cue.concept == "initial"]
        added = [cue for cue in run if cue.concept == "supplement"]
        taken = [cue for cue in run if cue.concept == "reduction"]
        if len(initial) != 1 or not (added or taken):
            continue
        start = initial[0]
        carried = [cue for cue in _between(money, start, adjusted) if _OPENING.search(cue.mention.label)]
        certainty = SURE
        if _foreign(money, start, adjusted, (*run, *carried)):
            certainty = SURE if _fits((start, *carried, *added), taken, adjusted) else GUESS
        if added or carried or len(taken) > 1:
            yield _sum(passage, (start, *carried, *added), taken, adjusted, certainty)
        else:
            yield difference((start, taken[0]), adjusted, certainty, passage)


def _with_lists(money: Iterable[Cue]) -> Iterator[Cue]:
    """追加人员经费 A、项目经费 B: what goes on in a list was added, or taken back, too."""
    before: Cue | None = None
    for cue in money:
        if cue.is_level and (not cue.concept or cue.concept == "budget"):
            cue = replace(cue, concept=_stage(cue) or cue.concept)
        goes_on = before is not None and not cue.concept and _LISTED.match(cue.mention.lead) and cue.is_level
        if goes_on and before is not None and before.concept in {"supplement", "reduction"}:
            cue = replace(cue, concept=before.concept)
        yield cue
        before = cue


def _stage(cue: Cue) -> str:
    if _ADDED.search(cue.mention.label):
        return "supplement"
    if cue.concept == "budget":
        return "initial" if cue.mention.label.startswith("年初") else ""
    return "reduction" if _TAKEN.search(cue.mention.label) else ""


_ADDED = regex.compile(
    r"^(?:年中|年度中|(?:预算)?执行(?:过程)?中|期间|中途|当年|本年)?[共又再]?(?:追加|调增|增拨|增补|新增下达)|(?:追加|调增)(?:了|预算|资金|经费)*$",
    regex.VERSION1,
)
_TAKEN = regex.compile(
    r"^(?:年中|年度中|(?:预算)?执行(?:过程)?中|期间|中途|当年|本年|年末)?[共又再]?(?:追减|调减|核减|收回|压减|缩减|扣减)"
    r"|(?:追减|调减|核减)(?:了|预算|资金|经费)*$",
    regex.VERSION1,
)
_LISTED = regex.compile(r"[、和及与]|以及", regex.VERSION1)


def _between(money: Sequence[Cue], first: Cue, last: Cue) -> list[Cue]:
    start = bisect_left(money, first.mention.index + 1, key=lambda cue: cue.mention.index)
    end = bisect_left(money, last.mention.index, key=lambda cue: cue.mention.index)
    return list(money[start:end])


def _foreign(money: Sequence[Cue], first: Cue, last: Cue, known: Sequence[Cue]) -> bool:
    """Whether amounts of another kind stand inside: they may belong to the budget too."""
    return any(cue.is_level and cue not in known and not cue.opens for cue in _between(money, first, last))


def _fits(added: Sequence[Cue], taken: Sequence[Cue], result: Cue) -> bool:
    signed = [cue.mention.quantity.interval for cue in added] + [-cue.mention.quantity.interval for cue in taken]
    return total(signed).meets(result.mention.quantity.interval)


def _run_before(cues: Sequence[Cue], position: int) -> list[Cue]:
    """The numbers of the same sentence before the one at `position`, back to the last budget of the same stage.

    The initial budget may be told in the sentence before.
    """
    run: list[Cue] = []
    end = cues[position]
    for cue in reversed(cues[max(0, position - WINDOW) : position]):
        apart = end.mention.sentence - cue.mention.sentence
        if apart > 2 or cue.concept == end.concept:
            break
        if apart and cue.concept not in {"initial", "supplement", "reduction"}:
            break
        run.append(cue)
    return run[::-1]


# Last year's balance; this year's income; both together; what was spent of it; what was left.
_OPENING = regex.compile(r"(?:上年|年初|以前年度|期初|上年度)[^，。；]{0,8}?(?:结转|结余|滚存)", regex.VERSION1)
_INCOME = regex.compile(
    r"(?:本年|当年|本期|本年度|当年度|全年|年内)[^，。；]{0,10}?(?:收入|拨款|安排|下达|新增|预算)(?!总计)|新增(?:安排|下达)",
    regex.VERSION1,
)
_ALL_INCOME = regex.compile(
    r"总收入|收入(?:总计|总额|合计|共计)|^(?:总计|合计|共计|两项合计|共)|可用|可支配|资金总(?:额|计|量)", regex.VERSION1
)
_SPENT = regex.compile(
    r"(?:本年|本期|当年|实际|全年|年度)[^，。；]{0,8}?支出(?!总计)|^(?:总)?支出(?!总计)", regex.VERSION1
)
_LEFT = regex.compile(r"(?<!上年|年初|上年度)(?:结转|结余|滚存)(?!分配)", regex.VERSION1)


_BALANCES = (
    one_of(THREE_SUMS),
    one_of(words="结滚"),
)


def find_balances(passage: Passage, cues: Cues) -> Iterator[Claim]:
    """上年结转 + 本年收入 = 收入总计, 收入总计 - 本年支出 = 年末结余: amounts told side by side."""
    if not cues.hold(_BALANCES):
        return
    money = [cue for cue in cues if cue.is_money and cue.is_level]
    for one, other, result in zip(money, money[1:], money[2:], strict=False):
        if result.mention.sentence - one.mention.sentence > 1:
            continue
        labels = [cue.mention.label for cue in (one, other)]
        named = any(_OPENING.search(label) for label in labels) and any(_INCOME.search(label) for label in labels)
        if named and _ALL_INCOME.search(result.mention.label) and one.mention.sentence == result.mention.sentence:
            yield _sum(passage, (one, other), (), result, SURE)
    yield from _left_of_income(passage, money)
    for one, other, result in zip(money, money[1:], money[2:], strict=False):
        if result.mention.sentence - one.mention.sentence > 1 or one.opens or other.opens:
            continue
        if not (_SPENT.search(other.mention.label) and _LEFT.search(result.mention.label)):
            continue
        if not _ALL_INCOME.search(one.mention.label) and not _INCOME.search(one.mention.label):
            continue
        fits = _fits((one,), (other,), result)
        sure = "总" in one.mention.label and result.mention.sentence == one.mention.sentence
        if fits or sure:
            yield difference((one, other), result, SURE if fits else LIKELY, passage)


_PARTS = 6


def _left_of_income(passage: Passage, money: Sequence[Cue]) -> Iterator[Claim]:
    """全年收入 A，其中…；全年支出 B，年末结转 C: the income stands before its parts, so the numbers have to agree."""
    for position, left in enumerate(money[2:], start=2):
        spent = money[position - 1]
        if not (_SPENT.search(spent.mention.label) and _LEFT.search(left.mention.label)) or spent.opens:
            continue
        for income in reversed(money[max(0, position - _PARTS) : position - 2]):
            named = _ALL_INCOME.search(income.mention.label) or _INCOME.search(income.mention.label)
            same = income.mention.sentence == left.mention.sentence
            if named and same and not income.opens and _fits((income,), (spent,), left):
                yield difference((income, spent), left, SURE, passage)
                break


def _sum(passage: Passage, added: Sequence[Cue], taken: Sequence[Cue], result: Cue, certainty: float) -> Claim:
    return Claim(
        kind=RelationKind.SUM,
        subject=result.mention.called,
        operands=(
            *(cue.mention.operand() for cue in added),
            *(replace(cue.mention.operand(), subtracted=True) for cue in taken),
        ),
        result=result.mention.operand(),
        certainty=certainty,
        span=around(passage, *(cue.mention for cue in (*added, *taken)), result.mention),
    )
