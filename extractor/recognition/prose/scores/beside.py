"""Full marks beside scores: which of two numbers is 分值 and which 得分, and what a deduction was taken from."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import regex

from extractor.model.quantities import Quantity
from extractor.packs import Packs
from extractor.recognition.prose.scores.figures import GROUP, ScoreFigure, ScoreRole
from extractor.recognition.prose.scores.roles import is_bare
from extractor.recognition.prose.wording import clean_name, is_neutral

_TOTAL_WORD = regex.compile(
    r"(?:评价|自评|指标|本?项目|部门|单位|政策|绩效|整体)*总分(?:值|数)?(?:为|是|：|:|共)*", regex.VERSION1
)
# 评价总分为 100 分，项目实际得分 89.6 分: the first of two totals is the full marks.
_FULL_TOTAL = regex.compile(r"(?:总分|总分值|分值|总值)(?:值|数)?(?:为|是|：|:|共)*$", regex.VERSION1)
_FULL_MARKS = regex.compile(
    r"(?:（|\()?(?:满分|分值|权重|标准分|基准分|总分值|指标分|应得|应获|配分|(?<=指标|类)总分|占)+(?:值|分)*(?:为|是|占|：|:|共|各|设为)*$",
    regex.VERSION1,
)
SELF_WORDS = regex.compile(
    r"(?:故|因此|所以|因而)?(?:该|本|此|这)(?:一?项|指标|一?项指标|类指标|部分|方面|三级指标|二级指标|一级指标)?(?:指标)?",
    regex.VERSION1,
)
DEDUCTED = regex.compile(
    r"所?(?:少得|少计|扣分|扣减|扣除|扣罚|扣|减分|减扣|核减|失分|丢分|失|丢|减)(?:共|了|去|掉|的|合计|总计|累计|总共|总数|总额|约|各|值)*(?:为|是|达到|达|共计|合计|共|计|：|:)*$",
    regex.VERSION1,
)
# 酌情扣, 总体失分: how points were lost, not whose they are.
_MANNER = regex.compile(
    r"(?:为什么|为何|总体|合计|累计|共计|共|酌情|适当|予以|应|需|自行|自评|主动|相应|另|再|被|得分|本次|此次)+$",
    regex.VERSION1,
)
# 本专项满分100分，自评94分: the whole, by whatever word.
_WHOLE = regex.compile(
    r"[本该此]\p{Han}{0,6}|\p{Han}{0,6}(?:指标体系|评价体系|评分体系|评分表|评价表|自评表|百分制)", regex.VERSION1
)
# 满分为10分，我镇得9分
_WE = regex.compile(r"[我本该全][\p{Han}]{1,4}?(?:实际|自评)?(?:得|得分|计)(?:为)?", regex.VERSION1)
# 采购管理8分得8.5分: nothing stands between full marks and score, so that a higher score can only be misprinted.
_ADJOINING = regex.compile(r"[，,]?(?:自评|实际|评价)?(?:实?得分?|计)(?:为|：|:)?", regex.VERSION1)
_MISPRINTED = Decimal("1.5")
_NEAR = 40
_BESIDE = 3
_MOST_OF_A_PART = 60
_SHARE_OF_POINTS = regex.compile(r"占(?:该项|本项|其|该指标)?(?:满分|分值)(?:为|是|：|:)*", regex.VERSION1)
_POINTS_ALONE = regex.compile(r"(?:满分|分值|权重)(?:为|是|：|:)*", regex.VERSION1)
_CLOSED = regex.compile(r"^[）)”](?:、|以及|和|及|与)?", regex.VERSION1)


def with_points(figures: list[ScoreFigure], packs: Packs) -> list[ScoreFigure]:
    """Full marks told right before or right behind a score belong to it; they are no results themselves."""
    results: list[ScoreFigure] = []
    pending: ScoreFigure | None = None
    figures = _points_before_deductions(_points_of_parts(figures), packs)
    for figure in figures:
        if figure.role is ScoreRole.POINTS:
            last = results[-1] if results else None
            bracketed = "（" in figure.between[-6:] or "(" in figure.between[-6:]
            if (
                last is not None
                and last.points is None
                and (bracketed or _closes(figure))
                and figure.start - last.end <= 8
            ):
                results[-1] = _replaced(last, figure.quantity)
            else:
                pending = figure
            continue
        if figure.role is ScoreRole.NONE:
            pending = None
            continue
        if results and _is_full_marks(results[-1], figure, packs):
            pending = results.pop()
        near = pending is not None and pending.sentence == figure.sentence and figure.start - pending.end <= _NEAR
        if pending is not None and near:
            figure = _beside_points(figure, pending, packs)
        elif results and results[-1].role is ScoreRole.DEDUCTION and _is_rest(figure, packs):
            figure = _after_deduction(figure, results[-1])
        if packs.patterns.get(GROUP, "full_marks_given").search(figure.label) and figure.points is None:
            figure = _replaced(figure, figure.quantity)
        if figure.role is not ScoreRole.DEDUCTION:
            pending = None
        results.append(figure)
    return results


def _points_of_parts(figures: list[ScoreFigure]) -> list[ScoreFigure]:
    """过程类指标总分25分，其中资金管理12分，组织实施13分: what adds up to full marks are full marks."""
    parts: dict[int, list[int]] = {}
    whole: dict[int, ScoreFigure] = {}
    for index, figure in enumerate(figures):
        if figure.role is ScoreRole.POINTS and not figure.enclosed:
            whole.setdefault(figure.sentence, figure)
        elif figure.role is ScoreRole.BARE and figure.sentence in whole:
            parts.setdefault(figure.sentence, []).append(index)
    found = {
        index
        for sentence, indices in parts.items()
        if len(indices) > 1
        and sum(figures[index].quantity.value or 0 for index in indices) == whole[sentence].quantity.value
        for index in indices
    }
    return [replace(one, role=ScoreRole.POINTS) if index in found else one for index, one in enumerate(figures)]


def _points_before_deductions(figures: list[ScoreFigure], packs: Packs) -> list[ScoreFigure]:
    """产出 30 分，扣 1.3 分后得 28.7 分: what is told before a deduction and its rest are full marks."""
    settled = list(figures)
    for index, (full, taken, rest) in enumerate(zip(figures, figures[1:], figures[2:], strict=False)):
        if full.role is ScoreRole.BARE and full.points is None and taken.role is ScoreRole.DEDUCTION:
            near = taken.label_start - full.end <= _BESIDE and rest.label_start - taken.end <= _BESIDE
            one = full.sentence == taken.sentence == rest.sentence and not deducted_words(taken)
            if near and one and _is_rest(rest, packs) and _holds(full, rest):
                settled[index] = replace(full, role=ScoreRole.POINTS)
    return settled


def _holds(full: ScoreFigure, reached: ScoreFigure) -> bool:
    one, other = full.quantity.value, reached.quantity.value
    return one is not None and other is not None and other <= one


def told_by_name(figures: list[ScoreFigure], packs: Packs) -> dict[str, Quantity]:
    """The full marks that a passage tells, by what they are those of."""
    told: dict[str, Quantity] = {}
    for figure in _points_of_parts(figures):
        if figure.role is ScoreRole.POINTS:
            told.setdefault(_points_name(figure, packs), figure.quantity)
    return told


def _points_name(points: ScoreFigure, packs: Packs) -> str:
    return clean_name(points.name or _FULL_MARKS.sub("", points.label).strip("，,；;。：:（("), packs)


def with_told_points(figure: ScoreFigure, told: dict[str, Quantity], packs: Packs) -> ScoreFigure:
    """产出指标权重50分，… 产出指标得49分: full marks told under the same name earlier in the paragraph."""
    name = clean_name(packs.patterns.get(GROUP, "names_lead").removed_from(figure.name), packs)
    if figure.role not in {ScoreRole.NAMED, ScoreRole.BARE} or figure.points is not None or len(name) < 2:
        return figure
    plain = name.removesuffix("指标").removesuffix("类")
    fitting = [points for full, points in told.items() if full.endswith(name) or full == plain]
    return _replaced(figure, fitting[0]) if len(fitting) == 1 else figure


def _closes(figure: ScoreFigure) -> bool:
    """满意度指标自评 9 分，分值 10 分。: full marks behind their score end a half-sentence."""
    if _SHARE_OF_POINTS.fullmatch(figure.label):
        return True
    words = _POINTS_ALONE.fullmatch(figure.label) is not None
    return words and figure.passage.text[figure.end : figure.end + 1] in {"；", "。", ";", ""}


def _beside_points(figure: ScoreFigure, points: ScoreFigure, packs: Packs) -> ScoreFigure:
    adjoining = _ADJOINING.fullmatch(figure.between) is not None
    figure = replace(figure, between=f"{points.between}{points.quantity.text}{figure.between}")
    listed = _is_hundred(points) and figure.role is ScoreRole.BARE and figure.at_most(_MOST_OF_A_PART)
    if listed:
        # 自评打分（满分100分）：决策18分, …: the hundred is the whole's.
        return figure
    if figure.role is not ScoreRole.DEDUCTION and figure.points is None:
        figure = _replaced(figure, points.quantity, most=_MISPRINTED if adjoining else Decimal(1))
    return _named_by(figure, points, packs)


def _is_rest(figure: ScoreFigure, packs: Packs) -> bool:
    """Whether this is a bare 得 or 该项得: what is left after a deduction."""
    return figure.role in {ScoreRole.TOTAL, ScoreRole.SELF} and (
        figure.role is ScoreRole.SELF or is_bare(figure.label, packs)
    )


def _is_full_marks(one: ScoreFigure, score: ScoreFigure, packs: Packs) -> bool:
    """Whether the number right before a bare 得分 is its full marks: 产出 40 分，得 39 分; 总分 100 分."""
    told = one.role is ScoreRole.BARE or (one.role is ScoreRole.TOTAL and _TOTAL_WORD.fullmatch(one.label))
    told = told or (one.role is ScoreRole.NAMED and one.name.endswith("小计"))
    told = told or (_is_hundred(one) and packs.patterns.get(GROUP, "sum_of_parts").search(one.label) is not None)
    if one.role is score.role is ScoreRole.TOTAL and _FULL_TOTAL.search(one.label) and _is_hundred(one):
        return (score.quantity.value or 0) < 100
    if not told or one.points is not None or one.sentence != score.sentence or not _is_rest(score, packs):
        return False
    # 经济效益 10 分，追回资金 36.8 万元，得 10 分: a bare 得 may stand behind what was reached.
    # 资金到位率 4 分，按自筹到位率折算得 3.60 分: how the score was worked out may be told in between.
    if score.start - one.end > (_NEAR if score.label in {"得", "得分", "计"} or score.label.startswith("按") else 10):
        return False
    full, reached = one.quantity.value, score.quantity.value
    most = _MISPRINTED if _ADJOINING.fullmatch(score.between) is not None else Decimal(1)
    return full is not None and reached is not None and reached <= full * most


def deducted_words(deduction: ScoreFigure) -> str:
    """The words before 扣, without those that say how."""
    words = _CLOSED.sub("", DEDUCTED.sub("", deduction.label))
    return _MANNER.sub("", words.strip("（( ：:"))


def _is_hundred(figure: ScoreFigure) -> bool:
    return figure.quantity.value == 100


def _after_deduction(figure: ScoreFigure, deduction: ScoreFigure) -> ScoreFigure:
    """预算执行率指标扣 1.2 分，得 8.8 分: what is left belongs to what lost the points."""
    words = deduction.name or deducted_words(deduction)
    if not figure.at_most(_MOST_OF_A_PART):
        return figure
    if figure.start - deduction.end > 8 or figure.sentence != deduction.sentence or len(words) < 2:
        return figure
    if SELF_WORDS.fullmatch(words):
        return replace(figure, role=ScoreRole.SELF)
    return replace(figure, role=ScoreRole.NAMED, name=words)


def _named_by(figure: ScoreFigure, points: ScoreFigure, packs: Packs) -> ScoreFigure:
    """投入指标满分 20 分，自评得 20 分: the score without a name has that of its full marks."""
    name = _FULL_MARKS.sub("", points.label).strip("，,；;。：:（(").removesuffix("小计")
    whole = _WHOLE.fullmatch(name) or packs.patterns.get(GROUP, "sum_of_parts").search(name)
    if _is_hundred(points) and whole:
        return figure
    if SELF_WORDS.fullmatch(name):
        return replace(figure, role=ScoreRole.SELF) if figure.role is ScoreRole.TOTAL else figure
    if len(name) < 2 or name in {"指标", "总"} or _TOTAL_WORD.fullmatch(name):
        return figure
    neutral = is_neutral(name, packs) and points.quantity.value == 100
    if neutral or packs.patterns.get(GROUP, "no_topic").search(clean_name(name, packs)):
        return figure
    if figure.role is ScoreRole.DEDUCTION:
        words = deducted_words(figure)
        ground = packs.patterns.get(GROUP, "told_reason").search(words) is not None
        return replace(figure, name=name) if not words or ground or SELF_WORDS.fullmatch(words) else figure
    own = is_bare(figure.label, packs) or (_WE.fullmatch(figure.label) is not None and points.quantity.value != 100)
    if figure.role is not ScoreRole.TOTAL or not own:
        return figure
    return replace(figure, role=ScoreRole.NAMED, name=name)


def _replaced(figure: ScoreFigure, points: Quantity, most: Decimal = Decimal(1)) -> ScoreFigure:
    """The score with its full marks, unless it is more than `most` of them: then they are another's."""
    if points.value is None or (figure.quantity.value or 0) > points.value * most:
        return figure
    role = ScoreRole.NAMED if figure.role is ScoreRole.BARE else figure.role
    return replace(figure, points=points, role=role)
