"""Where a passage prints scores, and the words that lead to each."""

from __future__ import annotations

from dataclasses import replace

import regex

from extractor.model.quantities import Quantity
from extractor.packs import Packs
from extractor.recognition.numbers import read_quantity
from extractor.recognition.prose.passages import Passage
from extractor.recognition.prose.scores.figures import GROUP, ScoreFigure, ScoreRole
from extractor.recognition.prose.scores.places import ABOUT_SCORES, score_places, speaks_of_scores
from extractor.recognition.prose.scores.roles import is_bare, part_name, role_of
from extractor.recognition.prose.wording import clean_name, is_category

BORDERS = "，,；;。！？!?、\n"
_LONGEST_LABEL = 60
# So few points are no total: 绩效目标得 5 分 is an indicator's.
_SMALL = 40
_MOST_OF_A_PART = 60
_SCORED = regex.compile(r"得分|评分|总分|自评", regex.VERSION1)
# Full-width digits and stops: one character each, so that offsets stay.
_NARROW = str.maketrans("０１２３４５６７８９．", "0123456789.")
# （50分） or （满分50分） right behind a name is its full marks, not a result.
_BRACKETED_POINTS = regex.compile(
    r"[（(](?:满分|分值|权重|标准分|总分|共|计|占)*(?:值)?(?:为|：|:)?([0-9]+(?:\.[0-9]+)?)分[）)]$", regex.VERSION1
)
_OPEN_BRACKET = regex.compile(r"[（(][^（()）]*+$", regex.VERSION1)
# 按照“缺一项扣1分”的要求: a rule in quotation marks.
_QUOTED_RULE = regex.compile(r"[^“”，。；]{0,10}”的(?:要求|标准|规定|规则|评分|办法)", regex.VERSION1)
# Where a sentence that quotes a rule goes on with what was reached.
_APPLIED = regex.compile(r"自评|实得|实际得|本单位|本部门|我局|我单位|本项目", regex.VERSION1)
# 自评结果：合格（82分）
_GRADED = regex.compile(r"(?:优秀?|良好?|合格|中|差)[”\"]?等?级?[（(]$", regex.VERSION1)
# 问：自评打多少分？ 答：96分
_ASKED = regex.compile(r"(?:自评|打|得|评)[\p{Han}]{0,6}?(?:多少|几)分[？?]?$", regex.VERSION1)
_ANSWER = regex.compile(r"答[：:]", regex.VERSION1)
# 【自评结论】97.2分
_OPENING, _CLOSING = frozenset("【〔["), frozenset("】〕]")
# 执行率10分×95%＝9.5分: full marks times rate.
_RATED = regex.compile(r"[×*][0-9.]{1,6}[%％][=＝]", regex.VERSION1)
# 扣分（共8.4分）：
_LOST = regex.compile(r"(?:扣|失|丢|减)分(?:项|情况|原因|说明)?[（(](?:共|合计|计)?$", regex.VERSION1)
_LOST_IN = regex.compile(r"(?:主要)?(?:扣|失|丢)(?:在|于|分在)", regex.VERSION1)
_YEAR = regex.compile(r"(?:[0-9]{4}年度?|上年度?|去年)[（(]$", regex.VERSION1)
# 自评结论（得分96分: the bracket divides name and score word.
_UNCLOSED = regex.compile(r"[（(](?=[^（()）]*+$)", regex.VERSION1)
_PREDICATE = regex.compile(
    r"(?:合理|规范|完整|及时|完成|到位|健全|明确|准确|达标|较好|良好|合规|有效|落实|显著|执行|实施|开展|发放)$",
    regex.VERSION1,
)
_BRACKET_WORD = regex.compile(r"(?:满分|分值|权重|总分|标准分|共|计|占)*(?:为|：|:)?", regex.VERSION1)
# How far back a sentence without marks is read for each of its numbers.
_REACH = 400


def read_score_figures(passage: Passage, packs: Packs) -> list[ScoreFigure]:
    """All numbers of points in a passage, in order, each with the role that its own words give it."""
    if not speaks_of_scores(passage):
        return []
    text = passage.text.translate(_NARROW)
    figures: list[ScoreFigure] = []
    previous_end = 0
    rules = _rule_ends(passage, text, packs)
    for start, end, points in score_places(passage, text, packs):
        figure = _figure(passage, text, start, end, previous_end, packs)
        if figure is None:
            continue
        operand = text[end : end + 1] in set("+＋-－×*")
        operand = operand and figure.role not in {ScoreRole.BARE, ScoreRole.POINTS}
        if start < rules.get(figure.sentence, -1) or operand or _QUOTED_RULE.match(text, end):
            figure = replace(figure, role=ScoreRole.NONE)
        elif points is not None:
            figure = replace(figure, points=_quantity_at(passage, *points, packs))
            if figure.role is ScoreRole.BARE:
                figure = replace(figure, role=ScoreRole.NAMED)
        figures.append(figure)
        previous_end = points[1] if points else end
    return figures


def _rule_ends(passage: Passage, text: str, packs: Packs) -> dict[int, int]:
    """For each sentence that quotes a rule of scoring: where the rule ends."""
    ends: dict[int, int] = {}
    for match in packs.patterns.get(GROUP, "rule_told").finditer(text):
        sentence = passage.sentence_at(match.start())
        limit = passage.sentences[sentence].end
        applied = _APPLIED.search(text, match.end(), limit)
        end = match.end() if match["closing"] else applied.start() if applied is not None else limit
        ends[sentence] = max(ends.get(sentence, -1), end)
    return ends


def _figure(passage: Passage, text: str, start: int, end: int, previous_end: int, packs: Packs) -> ScoreFigure | None:
    printed = text[start:end]
    quantity = _quantity_at(passage, start, end, packs)
    if quantity is None:
        return None
    sentence = passage.sentence_at(start)
    floor = passage.sentences[sentence].start
    label_start, points = _label_start(passage, text, start, max(floor, min(previous_end, start)), packs)
    label = text[label_start:start]
    if passage.lead_in and (_ANSWER.fullmatch(text[:start]) if "答" in label else not label and start == 0):
        label = _from_lead_in(passage.lead_in, packs)
    if label[:1] in _OPENING and label[-1:] in _CLOSING:
        label = _from_lead_in(label[1:-1], packs)
    if _RATED.fullmatch(label):
        label = "得"
    if points is None:
        points = _points_inside(passage, label, label_start, packs)
    label = _without_bracket(label, packs)
    enclosed = points is None and _enclosed_points(text, start, end)
    if enclosed:
        around = text[max(0, start - 10) : start]
        if _GRADED.search(around):
            label, enclosed = "自评得分", False
        elif _LOST.search(around):
            label, enclosed = "扣", False
        elif _YEAR.search(around):
            # 与2023年（92分）相比: another year's.
            return None
    role, name, joint = (ScoreRole.POINTS, "", False) if enclosed else role_of(label, packs)
    if role is ScoreRole.BARE and points is not None and (quantity.value or 0) <= (points.value or 0):
        # 项目决策（满分15分）：15分: beside its full marks a number is a score, whatever leads to it.
        role = ScoreRole.NAMED
    if role is ScoreRole.TOTAL and (quantity.value or 0) <= _SMALL:
        name_of_part = part_name(label, packs)
        role, name = (ScoreRole.NAMED, name_of_part) if name_of_part else (role, name)
    if role in {ScoreRole.BARE, ScoreRole.NONE, ScoreRole.NAMED} and _LOST_IN.match(text, end):
        # 产出的2分扣在…: what follows the number says that it was lost.
        role, name = ScoreRole.DEDUCTION, label.removesuffix("的")
    if role is ScoreRole.DEDUCTION and label.endswith("减") and not ABOUT_SCORES.search(text):
        role = ScoreRole.NONE
    if role is ScoreRole.BARE and text[end : end + 1] in {"×", "*"}:
        role, name = ScoreRole.POINTS, ""
    if role is ScoreRole.NAMED and name.removesuffix("指标").endswith("满意度") and (quantity.value or 0) > _SMALL:
        # 群众满意度得分92.3分: what a survey found.
        role, name = ScoreRole.NONE, ""
    if role is ScoreRole.NONE and _SCORED.search(text, max(floor, start - _REACH), start) and _goes_on(label, quantity):
        role = ScoreRole.TOTAL
    return ScoreFigure(
        passage=passage,
        quantity=quantity,
        start=start,
        end=end if printed.endswith("分") else start + len(printed),
        label_start=label_start,
        label=label,
        between=text[max(floor, previous_end) : start],
        sentence=sentence,
        role=role,
        name=name,
        joint=joint,
        enclosed=enclosed,
        points=points,
    )


def _goes_on(label: str, quantity: Quantity) -> bool:
    """自评得分…=97.5分, 自评得分比满分少3.5分，为96.5分: the words before an equation or a clause say what it is."""
    return label.lstrip("）)") in {"=", "＝"} or (label in {"为", "即"} and (quantity.value or 0) > _MOST_OF_A_PART)


def _without_bracket(label: str, packs: Packs) -> str:
    """分配合理（自评得分10分）: the bracket belongs to the name before it only if that names an indicator."""
    opening = _UNCLOSED.search(label)
    if opening is None:
        return label
    before, inside = label[: opening.start()], label[opening.end() :]
    if is_bare(inside, packs) and _PREDICATE.search(before) and not is_category(clean_name(before, packs), packs):
        return inside
    return before + inside


def _from_lead_in(lead_in: str, packs: Packs) -> str:
    """The words of the line before a line that begins with the number: 二、绩效自评结果⏎98 分."""
    if _ASKED.search(lead_in):
        return "自评得分"
    heading = packs.patterns.get(GROUP, "result_heading").search(lead_in)
    return "自评得分" if heading is not None else lead_in


def _label_start(passage: Passage, text: str, start: int, floor: int, packs: Packs) -> tuple[int, Quantity | None]:
    """Where the words before a number begin, and the full marks in brackets that stand among them."""
    points: Quantity | None = None
    lowest = max(floor, start - _LONGEST_LABEL)
    position = start
    while position > lowest:
        character = text[position - 1]
        if character in BORDERS and not _within_number(text, position - 1):
            break
        if character in "：:】〕]" and text[position:start].strip("“”"):
            break
        position -= 1
    if text[position : position + 1] in {"）", ")"} and text[position + 1 : position + 2] not in set("=＝+＋×*"):
        # The border was a figure in brackets: （50分）得分48分. Its name stands before the bracket.
        opening = max(text.rfind("（", 0, position), text.rfind("(", 0, position))
        bracket = _BRACKETED_POINTS.search(text[opening : position + 1]) if opening >= 0 else None
        if bracket is not None:
            points = _quantity_at(passage, opening + bracket.start(1), opening + bracket.end(1), packs)
            position = _name_start(text, opening)
    return position, points


def _within_number(text: str, offset: int) -> bool:
    """Whether the comma at `offset` divides thousands."""
    return text[offset] == "," and text[offset - 1 : offset].isdigit() and text[offset + 1 : offset + 2].isdigit()


def _name_start(text: str, end: int) -> int:
    position = end
    while position > max(0, end - _LONGEST_LABEL) and text[position - 1] not in BORDERS + "：:":
        position -= 1
    return position


def _quantity_at(passage: Passage, start: int, end: int, packs: Packs) -> Quantity | None:
    found = read_quantity(passage.text[start:end], packs, unit_hint="分")
    return replace(found, span=passage.place(start, end)) if found else None


_MARKS_INSIDE = regex.compile(
    r"[（(](?:满分|分值|权重|标准分)(?:为|：|:)?(?P<points>[0-9]{1,3})分?[）)]", regex.VERSION1
)


def _points_inside(passage: Passage, label: str, start: int, packs: Packs) -> Quantity | None:
    """项目决策（满分15）14分: the full marks in brackets between a name and its score."""
    match = _MARKS_INSIDE.search(label)
    if match is None or not start:
        return None
    return _quantity_at(passage, start + match.start("points"), start + match.end("points"), packs)


def _enclosed_points(text: str, start: int, end: int) -> bool:
    """Whether the figure stands alone in brackets: （50分）."""
    opening = _OPEN_BRACKET.search(text[max(0, start - 12) : start])
    return (
        text[end : end + 1] in {"）", ")"}
        and opening is not None
        and _BRACKET_WORD.fullmatch(opening.group().strip("（(")) is not None
    )
