"""Score figures: every printed number of points in prose, with the words that say what it is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

import regex

from extractor.model.quantities import Quantity
from extractor.packs import Packs
from extractor.recognition.numbers import read_quantity
from extractor.recognition.prose.passages import Passage
from extractor.recognition.prose.wording import clean_name, is_category

GROUP = "recognition/statements"
_BORDERS = "，,；;。！？!?、\n"
_LONGEST_LABEL = 60
# （50分） or （满分50分） right behind a name is its full marks, not a result.
_BRACKETED_POINTS = regex.compile(
    r"[（(](?:满分|分值|权重|标准分|总分|共)?(?:值)?(?:为|：|:)?([0-9]+(?:\.[0-9]+)?)分[）)]$", regex.VERSION1
)
_OPEN_BRACKET = regex.compile(r"[（(][^（()）]*+$", regex.VERSION1)


class ScoreRole(StrEnum):
    """What the words before a score say that it is."""

    TOTAL = "total"
    NAMED = "named"
    BARE = "bare_name"
    SELF = "self_reference"
    DEDUCTION = "deduction"
    POINTS = "points_before"
    NONE = "not_a_result"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreFigure:
    """A printed score. View offsets: the number with 分 is `start` to `end`, its label begins at `label_start`.

    `between` is the text since the figure before it (or since the sentence's start). `joint` marks 合计.
    """

    passage: Passage
    quantity: Quantity
    start: int
    end: int
    label_start: int
    label: str
    between: str
    sentence: int
    role: ScoreRole
    name: str = ""
    joint: bool = False
    points: Quantity | None = None


def find_score_figures(passage: Passage, packs: Packs) -> tuple[ScoreFigure, ...]:
    """All numbers of points in a passage, in order, with their roles; points told beside a score are put into it."""
    if "分" not in passage.text:
        return ()
    figures: list[ScoreFigure] = []
    previous_end = 0
    for start, end in _number_places(passage.text, packs):
        figure = _figure(passage, start, end, previous_end, packs)
        if figure is not None:
            figures.append(figure)
            previous_end = end
    return tuple(_with_points(figures))


def _number_places(text: str, packs: Packs) -> list[tuple[int, int]]:
    places: dict[int, int] = {}
    for name in ("score_figure", "score_without_unit"):
        for match in packs.patterns.get(GROUP, name).finditer(text):
            places.setdefault(match.start("number"), match.end())
    return sorted(places.items())


def _figure(passage: Passage, start: int, end: int, previous_end: int, packs: Packs) -> ScoreFigure | None:
    text = passage.text
    printed = text[start:end]
    quantity = _quantity_at(passage, start, end, packs)
    if quantity is None:
        return None
    sentence = passage.sentence_at(start)
    floor = passage.sentences[sentence].start
    label_start, points = _label_start(passage, start, max(floor, min(previous_end, start)), packs)
    label = text[label_start:start]
    if not label and start == 0 and passage.lead_in:
        label = passage.lead_in
    if points is None and _enclosed_points(text, start, end):
        role, name, joint = ScoreRole.POINTS, "", False
    else:
        role, name, joint = _role(_without_points(label), packs)
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
        points=points,
    )


def _label_start(passage: Passage, start: int, floor: int, packs: Packs) -> tuple[int, Quantity | None]:
    """Where the words before a number begin, and the full marks in brackets that stand among them."""
    text = passage.text
    points: Quantity | None = None
    lowest = max(floor, start - _LONGEST_LABEL)
    position = start
    while position > lowest:
        character = text[position - 1]
        if character in _BORDERS:
            break
        if character in "：:" and text[position:start].strip("“”"):
            break
        position -= 1
    label = text[position:start]
    if label[:1] in "）)" and label:
        # The border was a figure in brackets: （50分）得分48分. Its name stands before the bracket.
        opening = max(text.rfind("（", 0, position), text.rfind("(", 0, position))
        bracket = _BRACKETED_POINTS.search(text[opening : position + 1]) if opening >= 0 else None
        if bracket is not None:
            points = _quantity_at(passage, opening + bracket.start(1), opening + bracket.end(1), packs)
            position = _name_start(text, opening)
    return position, points


def _name_start(text: str, end: int) -> int:
    position = end
    while position > max(0, end - _LONGEST_LABEL) and text[position - 1] not in _BORDERS + "：:":
        position -= 1
    return position


def _quantity_at(passage: Passage, start: int, end: int, packs: Packs) -> Quantity | None:
    found = read_quantity(passage.text[start:end], packs, unit_hint="分")
    return replace(found, span=passage.place(start, end)) if found else None


def _enclosed_points(text: str, start: int, end: int) -> bool:
    """Whether the figure stands alone in brackets: （50分）."""
    before, after = text[:start][-12:], text[end : end + 1]
    opening = _OPEN_BRACKET.search(before)
    return (
        after in {"）", ")"}
        and opening is not None
        and opening.group().strip("（(")
        in {"", "满分", "分值", "权重", "总分", "满分为", "分值为", "分值：", "满分：", "共"}
    )


def _without_points(label: str) -> str:
    return regex.sub(r"[（(](?:满分|分值|权重)?[0-9.]+分[）)]", "", label)


def _role(label: str, packs: Packs) -> tuple[ScoreRole, str, bool]:
    book = packs.patterns
    label = label.lstrip('）)”"')
    if book.get(GROUP, "points_before").search(label):
        return ScoreRole.POINTS, "", False
    if book.get(GROUP, "deduction").search(label):
        rule = regex.search(r"每[^，。]{0,16}$", label[: label.rfind("扣")]) if "扣" in label else None
        return (ScoreRole.NONE if rule else ScoreRole.DEDUCTION), "", False
    match = book.get(GROUP, "self_reference").search(label)
    if match is not None:
        return ScoreRole.SELF, "", bool(match.group("joint") or match.group("joint2"))
    named = book.get(GROUP, "named").search(label)
    category = named is not None and _is_block(named["name"], label, packs)
    if not category and (
        book.get(GROUP, "total").search(_without_lead(label)) or book.get(GROUP, "total_noun").search(label)
    ):
        return ScoreRole.TOTAL, _without_lead(label), False
    if book.get(GROUP, "not_a_result").search(label):
        return ScoreRole.NONE, "", False
    if named is not None:
        return ScoreRole.NAMED, named["name"], False
    if label in {"合计", "共计", "总计"}:
        return ScoreRole.TOTAL, "", False
    bare = book.get(GROUP, "bare_name").search(label)
    return (ScoreRole.BARE, bare["name"], False) if bare else (ScoreRole.NONE, "", False)


def _is_block(name: str, label: str, packs: Packs) -> bool:
    """Whether a name is a category; 项目绩效自评得分 is the project's total, not the category 项目绩效."""
    if not is_category(clean_name(name, packs), packs):
        return False
    return not (name.endswith("绩效") and regex.search("自评|评价", label))


def _without_lead(label: str) -> str:
    return regex.sub(r"^(?:[（(]?[一二三四五六七八九十0-9]{1,2}[）)、.]|[一二三四五]是|故|因此|最终|综上)+", "", label)


def _with_points(figures: list[ScoreFigure]) -> list[ScoreFigure]:
    """Full marks told right before or right behind a score belong to it."""
    results: list[ScoreFigure] = []
    pending: ScoreFigure | None = None
    for figure in figures:
        if figure.role is ScoreRole.POINTS:
            last = results[-1] if results else None
            bracketed = "（" in figure.between[-6:] or "(" in figure.between[-6:]
            if bracketed and last is not None and last.points is None and figure.start - last.end <= 8:
                results[-1] = _replaced(last, figure.quantity)
            else:
                pending = figure
            continue
        if figure.role is ScoreRole.NONE:
            pending = None
            continue
        if results and _is_full_marks(results[-1], figure):
            pending = results.pop()
        near = pending is not None and pending.sentence == figure.sentence and figure.start - pending.end <= 40
        if near and pending is not None and figure.points is None and figure.role is not ScoreRole.DEDUCTION:
            figure = _named_by(_replaced(figure, pending.quantity), pending)
        elif results and results[-1].role is ScoreRole.DEDUCTION and _BARE_SCORE.fullmatch(figure.label):
            figure = _after_deduction(figure, results[-1])
        if figure.role is ScoreRole.DEDUCTION:
            figure = _named_by(figure, pending) if near and pending is not None else figure
        else:
            pending = None
        if figure.role is ScoreRole.TOTAL and _OF_A_RATE.search(figure.between):
            continue
        results.append(figure)
    return results


# 执行率 95%，得 9.5 分: the score of that rate, never the total.
_OF_A_RATE = regex.compile(r"率[^，；。]{0,4}[0-9.]+%，得分?$", regex.VERSION1)
_TOTAL_WORD = regex.compile(r"(?:评价|自评|指标)?总分(?:值|数)?(?:为|是|：|:|共)*", regex.VERSION1)


def _is_full_marks(one: ScoreFigure, score: ScoreFigure) -> bool:
    """Whether the number right before a bare 得分 is its full marks: 产出 40 分，得 39 分; 总分 100 分."""
    told = one.role is ScoreRole.BARE or (one.role is ScoreRole.TOTAL and _TOTAL_WORD.fullmatch(one.label))
    if not told or one.points is not None or one.sentence != score.sentence:
        return False
    # 经济效益 10 分，追回资金 36.8 万元，得 10 分: a bare 得 may stand behind what was reached.
    if score.start - one.end > (40 if score.label in {"得", "得分"} else 10):
        return False
    if _BARE_SCORE.fullmatch(score.label) is None or score.role not in {ScoreRole.TOTAL, ScoreRole.SELF}:
        return False
    full, reached = one.quantity.value, score.quantity.value
    return full is not None and reached is not None and reached <= full


_BARE_SCORE = regex.compile(r"(?:该项|本项|实际|自评|最终)?得分?(?:为)?|自评(?:得分?)?(?:为)?", regex.VERSION1)


def _after_deduction(figure: ScoreFigure, deduction: ScoreFigure) -> ScoreFigure:
    """预算执行率指标扣 1.2 分，得 8.8 分: what is left belongs to what lost the points."""
    words = deduction.name or regex.sub(r"(?:扣分|扣减|扣除|扣|减分|减扣|失分|丢分).*$", "", deduction.label)
    if figure.start - deduction.end > 8 or figure.sentence != deduction.sentence or len(words) < 2:
        return figure
    return replace(figure, role=ScoreRole.NAMED, name=words)


_FULL_MARKS = regex.compile(
    r"(?:（|\()?(?:满分|分值|权重|标准分|总分值|指标分)+(?:值)?(?:为|是|：|:|共)*$", regex.VERSION1
)


_SELF = regex.compile(r"(?:该|本|此)(?:项|指标|项指标|类指标|部分|方面)(?:指标)?", regex.VERSION1)


def _named_by(figure: ScoreFigure, points: ScoreFigure) -> ScoreFigure:
    """投入指标满分 20 分，自评得 20 分: the score without a name has that of its full marks."""
    name = _FULL_MARKS.sub("", points.label).strip("，,；;。：:（(")
    if _SELF.fullmatch(name):
        return replace(figure, role=ScoreRole.SELF) if figure.role is ScoreRole.TOTAL else figure
    if figure.role is ScoreRole.DEDUCTION:
        return replace(figure, name=name)
    if (
        figure.role is not ScoreRole.TOTAL
        or len(name) < 2
        or regex.fullmatch("该|本|其|此|指标|该指标|本指标|总", name)
        or _TOTAL_WORD.fullmatch(name)
    ):
        return figure
    return replace(figure, role=ScoreRole.NAMED, name=name)


def _replaced(figure: ScoreFigure, points: Quantity) -> ScoreFigure:
    if points.value is None or (figure.quantity.value or 0) > points.value:
        return figure
    return replace(figure, points=points)
