"""Rates of money whose amounts stand apart: in the sentences or paragraphs before, or in rows of their own.

资金总额 V 万元。⏎…合计支付 A 万元，总体支付率 R%; 安排甲 a、乙 b；支出分别为 c、d，执行率依次为 x%、y%. Only the
figures make these links, so that only rates that hold are stated, and only where no other amount gives the rate too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

import regex

from extractor.model.claims import RelationKind
from extractor.recognition.prose.passages import Passage
from extractor.recognition.prose.relations.agreement import gives_rate
from extractor.recognition.prose.relations.claims import LIKELY, SUPPORTED, Claim, results_of
from extractor.recognition.prose.relations.cue_words import without_marks
from extractor.recognition.prose.relations.cues import WINDOW, Cue
from extractor.recognition.prose.relations.making import made

# How many paragraphs and how many amounts back the whole may stand.
_BEFORE, _REACH = 3, 24
# How many digits a rate needs to prove a whole of any budget's name.
_DIGITS = 3
_LONGEST_ROW = 8
_SPENDING = regex.compile(
    r"(?:执行|支付|支出|使用|支用|拨付|兑付|到位|发放|结余|报账|兑现)(?:进度|比率|比例|率)[^，；。]{0,4}$",
    regex.VERSION1,
)
_OF_BUDGET = regex.compile(
    r"(?:占|为|完成|达)(?:到|了)?(?:年度|全年|项目|总|年初|调整后?)*"
    r"(?:下达|安排|预算|概算|合同|计划|批复|拨付|到位|投资|资金|应付|协议)[^，；。：、]{0,6}?的?(?:比重|比例)?(?:为|约)?$",
    regex.VERSION1,
)
_BUDGET = regex.compile(
    r"预算|下达|安排|到位|总额|资金|合计|投入|概算|投资|可用|合同|计划|补助|经费|拨款|批复", regex.VERSION1
)
_ROW = regex.compile(r"率[^，；。]{0,4}(?:分别|依次|各)[为是]?[：:]?$", regex.VERSION1)
_SPENT = regex.compile(r"使用|支出|执行|支付|已支|拨付|发放|兑付|列支|决算|到位|支用|实付", regex.VERSION1)
_TOTAL = regex.compile(r"总额|合计|总计|总投资|总预算|共计", regex.VERSION1)
_OVERALL = regex.compile(r"总|整体|综合", regex.VERSION1)
_GENERIC = regex.compile(
    r"[0-9]+年?度?|本年|当年|全年|年初|安排|下达|补助|补贴|资金|经费|预算|专项|项目|实际|支付|支出|使用|拨付|发放|累计|合计|共",
    regex.VERSION1,
)
# How many characters two names must have in common.
_SAME = 3
_GOES_ON = regex.compile(r"[、，和及与]{1,2}", regex.VERSION1)
_GOAL = regex.compile(r"目标|不低于|不高于|达到.*以上|上年|去年|同比|较|标准", regex.VERSION1)
_EXECUTED = regex.compile(
    r"^[，,（(]?(?:预算|资金|总)?(?:执行|支付|支出|使用|支用|拨付)(?:率|进度)(?:为|达到?)?$", regex.VERSION1
)
_LEVEL = regex.compile(r"中央|自治区|省|州|市|县|区|镇|乡", regex.VERSION1)
# How long a name is that only one thing has.
_LONG = 4
_ALL = 100


def rates_apart(
    passages: Sequence[Passage], cues: Mapping[int, tuple[Cue, ...]], told: Iterable[Claim]
) -> Iterator[Claim]:
    """The rates of a report that no words link to their amounts; `told` are all claims stated so far."""
    linked = results_of(told)
    rows = [cues.get(passage.ordinal, ()) for passage in passages]
    for row, own in enumerate(rows):
        rates = [cue for cue in own if cue.is_share and not cue.is_change and not _is_linked(cue, linked)]
        if not rates:
            continue
        above = [cue for earlier in rows[max(0, row - _BEFORE) : row] for cue in earlier if _is_money(cue)][
            -4 * WINDOW :
        ]
        for rate in rates:
            if _ROW.search(rate.mention.lead):
                yield from _in_rows(rate, own, above, linked)
            elif _is_of_money(rate):
                yield from _single(rate, own, above)


def _is_money(cue: Cue) -> bool:
    return cue.is_level and cue.is_money and bool(cue.value)


def _is_linked(rate: Cue, linked: set[int]) -> bool:
    return rate.place in linked or not rate.value


def _is_of_money(rate: Cue) -> bool:
    words = rate.mention.lead
    if _GOAL.search(words) or rate.value == _ALL:
        return False
    return _SPENDING.search(words) is not None or _OF_BUDGET.search(words) is not None


def _single(rate: Cue, own: Sequence[Cue], above: Sequence[Cue]) -> Iterator[Claim]:
    """An amount before the rate, and the one amount further up that gives it."""
    place = rate.mention.index
    before = [cue for cue in own[max(0, place - WINDOW) : place] if _is_money(cue) and cue.mention.depth == 0]
    named = _namesake(rate, before, above)
    if named is not None:
        yield named
        return
    for part in _parts(rate, before):
        wholes = [*above, *(cue for cue in before if cue.mention.index < part.mention.index)][-_REACH:]
        fitting = [
            whole
            for whole in wholes
            if whole.like(part) and gives_rate(part, whole, rate) and _may_be_whole(whole, part, rate)
        ]
        if len({whole.value for whole in fitting}) == 1:
            yield _ratio(part, fitting[-1], rate)
            return


def _namesake(rate: Cue, before: Sequence[Cue], above: Sequence[Cue]) -> Claim | None:
    """安排甲 a 万元、乙 b 万元。⏎甲支出 c 万元，支出率 R%: the one amount of that name in the paragraphs before."""
    spent = [cue for cue in before if cue.mention.part == rate.mention.part][-1:]
    if not spent or _EXECUTED.search(rate.mention.lead) is None or _SPENT.search(spent[0].mention.label) is None:
        return None
    name = _plain(spent[0])
    above = [*above, *(cue for cue in before if cue.mention.sentence < rate.mention.sentence)]
    called = [cue for cue in above if _plain(cue) == name and not _SPENT.search(cue.mention.label)]
    same = [cue for cue in above if _plain(cue) == name]
    if len(name) < _LONG or len(called) != 1 or same != called or not called[0].like(spent[0]):
        return None
    return _ratio(spent[0], called[0], rate, worded=True)


def _plain(cue: Cue) -> str:
    return _GENERIC.sub("", without_marks(cue.mention.label))


def _parts(rate: Cue, before: Sequence[Cue]) -> list[Cue]:
    """What the rate may be of, the likeliest first: the last amount that was spent, the last one, the total."""
    near = [cue for cue in before if rate.mention.sentence - cue.mention.sentence <= 1]
    spent = [cue for cue in near if cue.concept == "spent" or _SPENT.search(cue.mention.label)]
    parts = [*spent[-1:], *near[-1:]]
    if _OVERALL.search(rate.mention.label):
        parts += spent[::-1]
    return parts


def _may_be_whole(whole: Cue, part: Cue, rate: Cue) -> bool:
    names = without_marks(whole.mention.label), without_marks(part.mention.label)
    digits = len(rate.mention.quantity.number_text.replace(".", "").lstrip("0"))
    if digits > _DIGITS or _shared(*names) or _TOTAL.search(names[0]):
        return True
    levels = [_LEVEL.match(name) for name in names]
    if levels[0] is not None and levels[1] is not None and levels[0].group() == levels[1].group():
        # 县财政 950 万元, 县级资金到位 760 万元.
        return True
    return digits >= _DIGITS and (bool(whole.concept) or _BUDGET.search(names[0]) is not None)


def _shared(one: str, other: str) -> bool:
    """Whether two names hold the same thing (安排高效节水建设补助, 高效节水补助支付)."""
    own, told = _GENERIC.sub("", one), _GENERIC.sub("", other)
    return any(own[start : start + _SAME] in told for start in range(len(own) - _SAME + 1))


def _in_rows(rate: Cue, own: Sequence[Cue], above: Sequence[Cue], linked: set[int]) -> Iterator[Claim]:
    """As many amounts spent as there are rates, and as many budgets before them."""
    rates = [rate]
    for cue in own[rate.mention.index + 1 :]:
        if not cue.is_share or not _GOES_ON.fullmatch(cue.mention.lead):
            break
        rates.append(cue)
    if not 1 < len(rates) <= _LONGEST_ROW or any(_is_linked(one, linked) for one in rates):
        return
    amounts = [*above, *(cue for cue in own if _is_money(cue) and cue.mention.index < rate.mention.index)][-_REACH:]
    starts = [
        start for start in range(len(amounts) - len(rates), -1, -1) if _is_row(amounts[start : start + len(rates)])
    ]
    for spending, budget in ((one, two) for one in starts for two in starts if two + len(rates) <= one):
        spent, budgets = amounts[spending : spending + len(rates)], amounts[budget : budget + len(rates)]
        links = list(zip(spent, budgets, rates, strict=True))
        if all(gives_rate(part, whole, one) for part, whole, one in links):
            yield from (_ratio(*link) for link in links)
            return


def _is_row(amounts: Sequence[Cue]) -> bool:
    """Whether the amounts stand one after another, with no rate in between that would be of them."""
    return all(one.like(two) and one.mention.sentence == two.mention.sentence for one, two in pairwise(amounts))


def _ratio(part: Cue, whole: Cue, rate: Cue, *, worded: bool = False) -> Claim:
    return made(RelationKind.RATIO, (part, whole), rate, LIKELY if worded else SUPPORTED, proven=not worded)
