"""Stages of one sum of money: 到账 A，使用 B，使用率 R; 送审 A，核减 C，审定 B; 下达 A，调减 C，实际下达 B."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

import regex

from extractor.model.claims import RelationKind
from extractor.model.quantities import Dimension
from extractor.packs import Packs
from extractor.recognition.prose.passages import Passage
from extractor.recognition.prose.relations.agreement import gives_rate, make_up
from extractor.recognition.prose.relations.claims import LIKELY, SUPPORTED, SURE, Claim, place_of
from extractor.recognition.prose.relations.cue_words import pattern
from extractor.recognition.prose.relations.cues import COUNT, LEVEL, SHARE, THREE_SUMS, Cue, Cues, one_of
from extractor.recognition.prose.relations.making import difference, ratio, summed
from extractor.recognition.prose.relations.slipping import one_slip_off

# How many numbers of other kinds may stand between the stages of one sum.
_REACH = 4


_FUND_RATES = (
    one_of(SHARE),
    one_of(words="率进"),
)


def fund_rates(passage: Passage, cues: Cues, packs: Packs) -> Iterator[Claim]:
    """到账 A，实际使用 B，使用率 R; 应到位 A，实际到位 B，到位率 R: a fund told from the beginning in one sentence."""
    if not cues.hold(_FUND_RATES):
        return
    for rate in cues:
        if not rate.is_share or rate.is_change_rate:
            continue
        match = pattern(packs, "fund_rate").search(rate.mention.label)
        if match is None:
            continue
        money = [cue for cue in _same_sentence(cues, rate) if cue.is_money]
        stage = "fund_arrived" if match["arrived"] else "fund_used"
        parts = [cue for cue in money if pattern(packs, stage).search(cue.mention.label)][-1:]
        given = [
            cue
            for cue in money
            if parts and cue.mention.index < parts[0].mention.index and _is_given(cue, stage, packs)
        ]
        if parts and given and given[-1].mention.index == parts[0].mention.index - 1:
            yield ratio(passage, parts[0], given[-1], rate, SURE)
            yield from _left(passage, cues, given[-1], parts[0])


_FUND_BALANCES = (one_of(THREE_SUMS),)


def fund_balances(passage: Passage, cues: Cues, packs: Packs) -> Iterator[Claim]:
    """经费下达 A，列支 B，剩余 C: a fund that is told from its beginning, without a rate."""
    if not cues.hold(_FUND_BALANCES):
        return
    money = [cue for cue in cues if cue.is_money and cue.is_level]
    for given, used, left in zip(money, money[1:], money[2:], strict=False):
        if given.mention.part != left.mention.part or left.mention.index - given.mention.index > _REACH:
            continue
        label = given.mention.label
        named = any(pattern(packs, name).search(label) for name in ("fund_arrived", "fund_planned"))
        if pattern(packs, "fund_used").search(used.mention.label) is None or used.opens:
            continue
        if left.concept != "balance" and not _LEFT.search(left.mention.label):
            continue
        exact = _exact(given, used, left)
        # An income may stand beside a balance of the year before, which nobody told.
        if named or (exact and _INCOME.search(label)):
            yield difference((given, used), left, SURE if exact else LIKELY, passage)


_INCOME = regex.compile(r"收入(?:合计|总额)?$|拨款$|补助(?:资金)?$", regex.VERSION1)


def _same_sentence(cues: Sequence[Cue], rate: Cue) -> list[Cue]:
    near = cues[max(0, rate.mention.index - _REACH) : rate.mention.index]
    return [
        cue
        for cue in near
        if cue.is_level and cue.mention.sentence == rate.mention.sentence and cue.mention.part == rate.mention.part
    ]


def _is_given(cue: Cue, stage: str, packs: Packs) -> bool:
    """Whether a number is what there was to use, or to arrive."""
    if stage == "fund_arrived":
        return pattern(packs, "fund_planned").search(cue.mention.label) is not None
    return pattern(packs, "fund_arrived").search(cue.mention.label) is not None


def _left(passage: Passage, cues: Sequence[Cue], given: Cue, used: Cue) -> Iterator[Claim]:
    """…结转下年 C: what was not used."""
    for left in cues[used.mention.index + 1 : used.mention.index + 3]:
        same = left.mention.sentence == used.mention.sentence and left.is_level and left.like(used)
        if same and (left.concept == "balance" or _LEFT.search(left.mention.label)):
            yield difference((given, used), left, SURE, passage)
            return


_LEFT = regex.compile(
    r"(?:结转下年|结转|结余|剩余|尚余|节余|结存)(?:资金|使用|至下年|下年)*(?:共|为)?$", regex.VERSION1
)


_REVIEWS = (
    one_of(THREE_SUMS),
    one_of(words="核审减节回销"),
)


def find_reviews(passage: Passage, cues: Cues, packs: Packs) -> Iterator[Claim]:
    """送审 A，审定 B，核减 C, in any order; 下达 A，调减 C，实际下达 B."""
    if not cues.hold(_REVIEWS):
        return
    money = [cue for cue in cues if cue.is_money and not cue.is_rate]
    told = -1
    for position, (one, two, three) in enumerate(zip(money, money[1:], money[2:], strict=False)):
        # 送审 A，审定 B，核减 C，其中预算送审 D，审定 E，核减 F: each number is a stage of one sum.
        if one.mention.index <= told or one.mention.sentence != three.mention.sentence:
            continue
        if three.mention.index - one.mention.index > _REACH:
            continue
        three_stages = {_stage(cue.mention.label, packs): cue for cue in (one, two, three)}
        asked, allowed, cut = (three_stages.get(stage) for stage in ("asked", "allowed", "cut"))
        if asked is not None and allowed is not None and cut is not None and cut is not one:
            told = three.mention.index
            yield difference((asked, allowed), cut, SURE, passage)
            yield from _cut_rate(passage, asked, cut, cues, packs)
        elif _CUT.search(two.mention.label) and three.is_level:
            # 安排 A，其中…，调减 C，执行 B: only where the three numbers agree.
            wholes = [
                cue
                for cue in money[max(0, position - _REACH) : position + 1]
                if cue.is_level and cue.mention.sentence == two.mention.sentence and _exact(cue, two, three)
            ]
            if wholes:
                yield difference((wholes[-1], two), three, SUPPORTED, passage)


# 即为 1,416 枚, 调整为 980 万元: what a cut left is told at once.
_BECAME = regex.compile(r"[，,；;]?(?:即|现|变更?|调整后?|最终|实际)[为是]", regex.VERSION1)
_CUTS = (one_of(LEVEL), one_of(words="核审减节回销"))


def find_cuts(passage: Passage, cues: Cues) -> Iterator[Claim]:
    """原定 A 枚，核减 C 枚，即为 B 枚: things that were cut, and what was left of them."""
    if not cues.hold(_CUTS):
        return
    for whole, cut, left in zip(cues, cues[1:], cues[2:], strict=False):
        if whole.is_money or not whole.is_level or not left.is_level or not whole.like(left) or not left.like(cut):
            continue
        same = whole.mention.sentence == left.mention.sentence and whole.mention.part == left.mention.part
        if not same or not _CUT.search(cut.mention.label) or not _BECAME.match(left.mention.lead):
            continue
        if make_up((left, cut), whole) or one_slip_off(whole, (left, cut)):
            yield difference((whole, cut), left, LIKELY, passage)


def _cut_rate(passage: Passage, asked: Cue, cut: Cue, cues: Sequence[Cue], packs: Packs) -> Iterator[Claim]:
    """…，审减率 R: the share of what was asked for that the review took off."""
    for rate in cues[cut.mention.index + 1 : cut.mention.index + 3]:
        named = pattern(packs, "review_rate").search(rate.mention.label)
        if rate.is_share and named and rate.mention.sentence == cut.mention.sentence:
            yield ratio(passage, cut, asked, rate, SURE)
            return


_CUT = regex.compile(
    r"(?:核减|审减|调减|扣减|压减|收回|核销|减少预算)(?:了|中央|省级|市级|县级|财政|专项|补助|项目|资金|预算|指标|金额|共|为)*$",
    regex.VERSION1,
)


@lru_cache(maxsize=4096)
def _stage(label: str, packs: Packs) -> str:
    for stage in ("cut", "allowed", "asked"):
        if pattern(packs, f"review_{stage}").search(label):
            return stage
    return ""


def _exact(one: Cue, two: Cue, three: Cue) -> bool:
    left = one.mention.quantity.interval - two.mention.quantity.interval
    return left.meets(three.mention.quantity.interval)


_PRICE = regex.compile(r"合同|总价|价款|应付|应支付|中标|结算|造价", regex.VERSION1)
_PAID = regex.compile(r"(?:已|累计|实际|共)?(?:支付|付款|拨付|已付|兑付)", regex.VERSION1)
_OWED = regex.compile(
    r"(?:尚欠|欠付|拖欠|未付|尚未支付|未支付|剩余|余款|尾款|待支付|还欠|尚余)[^，。；]{0,10}$", regex.VERSION1
)


_OWED_SUMS = (
    one_of(THREE_SUMS),
    one_of(words="欠未剩余尾待"),
)


def find_owed(passage: Passage, cues: Cues) -> Iterator[Claim]:
    """合同总价 A，已支付 B，尚欠 C."""
    if not cues.hold(_OWED_SUMS):
        return
    money = [cue for cue in cues if cue.is_money and cue.is_level]
    for price, paid, owed in zip(money, money[1:], money[2:], strict=False):
        near = price.mention.sentence == owed.mention.sentence and owed.mention.index - price.mention.index <= _REACH
        named = _PRICE.search(price.mention.label) and _PAID.search(paid.mention.label)
        if near and named and _OWED.search(owed.mention.label) and not _PAID.match(owed.mention.label):
            yield difference((price, paid), owed, SURE, passage)


def find_left(passage: Passage, cues: Sequence[Cue], ratios: Sequence[Claim]) -> Iterator[Claim]:
    """资金 A，已拨付 B，进度 R%，剩余 C: what is left of the whole of a rate."""
    if not ratios:
        return
    by_start = {cue.place: cue for cue in cues}
    for claim in ratios:
        if claim.kind is not RelationKind.RATIO or claim.result is None:
            continue
        rate = by_start.get(claim.place)
        part, whole = (by_start.get(place_of(operand)) for operand in claim.operands)
        if rate is None or part is None or whole is None:
            continue
        for left in cues[rate.mention.index + 1 : rate.mention.index + 2]:
            near = left.mention.sentence == rate.mention.sentence and left.is_level and left.like(part)
            if not near or not _REST.search(left.mention.label):
                continue
            if _exact(whole, part, left) and part.is_money:
                yield difference((whole, part), left, SURE, passage)
            elif gives_rate(part, whole, rate) and _is_all(whole, part, left, cues):
                yield difference((whole, part), left, LIKELY, passage)


_REST = regex.compile(
    r"剩余|结余|结转|尚余|余下|余额|未(?:支付|支出|使用|拨付|执行|完成|移交|兑付|发放|办结)|尾款", regex.VERSION1
)
# A rest that misses the difference by more of the whole than one part in this is told of something else.
_SLACK = 20


def _is_all(whole: Cue, part: Cue, left: Cue, cues: Sequence[Cue]) -> bool:
    """Whether a number can only be the whole rest: no other is told beside it, and it comes near."""
    following = cues[left.mention.index + 1 : left.mention.index + 2]
    alone = not any(cue.like(left) and cue.mention.part == left.mention.part for cue in following)
    values = [cue.value for cue in (whole, part, left)]
    if not alone or None in values:
        return False
    one, other, rest = (value for value in values if value is not None)
    return abs(one - other - rest) * _SLACK <= one


_POSTS_COUNTED = (
    one_of(COUNT),
    one_of(words="编岗职"),
)


def find_posts(passage: Passage, cues: Cues) -> Iterator[Claim]:
    """核定编制 N 个，已使用 M 个，空编 K 个: posts that are filled and those that are not."""
    if not cues.hold(_POSTS_COUNTED):
        return
    for posts, filled, free in zip(cues, cues[1:], cues[2:], strict=False):
        if posts.mention.sentence != free.mention.sentence or not _POSTS.search(posts.mention.label):
            continue
        if not (posts.is_level and filled.is_level and free.is_level) or filled.opens:
            continue
        counted = all(cue.mention.dimension is Dimension.COUNT for cue in (posts, filled, free))
        if counted and _FILLED.search(filled.mention.label) and _FREE.search(free.mention.label):
            yield summed((filled, free), posts, LIKELY, passage)


_POSTS = regex.compile(r"编制|岗位|职数", regex.VERSION1)
_FILLED = regex.compile(r"使用|实有|在编|在岗|已用|实际|已聘|占用|到位", regex.VERSION1)
_FREE = regex.compile(r"空编|空缺|缺编|尚余|剩余|空余|未用|结余|空岗", regex.VERSION1)
