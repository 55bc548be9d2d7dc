"""Scores told in the order of names: A、B、C 分别得 9 分、8 分、7 分; A、B、C 各得 3 分."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import regex

from extractor.packs import Packs
from extractor.recognition.prose.passages import Passage
from extractor.recognition.prose.scores.figures import GROUP, ScoreFigure, ScoreRole
from extractor.recognition.prose.wording import clean_name, is_neutral

_JOINTS = {"", "和", "及", "以及", "与"}
_BRACKETS = regex.compile(r"[（(][^（()）]*+[）)]", regex.VERSION1)
_COMMA = regex.compile(r"[，,：:；;。]", regex.VERSION1)
_LONGEST_NAME = 30
# How far before its scores a list of names may begin.
_REACH = 400
_EACH = regex.compile(r"各|均|都|每项", regex.VERSION1)
_TAKEN = regex.compile(r"扣|失分", regex.VERSION1)
_FULL = regex.compile(r"满分|分值|权重|占", regex.VERSION1)
# 四个维度打分，各25分: one number that is the full marks of every name in the list.
_EACH_FULL = regex.compile(r"(?:[\p{Han}]{2,12})?(?:各|均|每项|各项)(?:为|占|计)?", regex.VERSION1)
_QUOTED = regex.compile(r"“([^“”]{2,30})”", regex.VERSION1)
_JOINTS_OF_NAMES = (regex.compile("、", regex.VERSION1), regex.compile(r"、|以及|和|及(?!时)|与", regex.VERSION1))


def spread(passage: Passage, figures: list[ScoreFigure], packs: Packs) -> list[ScoreFigure]:
    """The figures with each score of such a list under its own name; a list whose names are not as many states none."""
    if "分别" not in passage.text and "依次" not in passage.text and _EACH.search(passage.text) is None:
        return figures
    book = packs.patterns
    settled: list[ScoreFigure] = []
    position = 0
    while position < len(figures):
        figure = figures[position]
        turn = book.get(GROUP, "in_turn").search(figure.label)
        each = book.get(GROUP, "each").search(figure.label) if turn is None else None
        if turn is None and each is None and (shared := _shared(passage, figure, packs)):
            settled += [replace(figure, role=ScoreRole.POINTS, name=name) for name in shared]
            position += 1
            continue
        if turn is None and each is None:
            settled.append(figure)
            position += 1
            continue
        series = _series(figures, position) if turn is not None else [figure]
        word = turn or each
        assert word is not None
        settled = _named(passage, settled, series, word, packs)
        position += len(series)
    return settled


_OTHERS = regex.compile(r"平均|评估|测评|考核|考试|竞赛|评比", regex.VERSION1)
# No indicator has more points.
_MOST_POINTS = 60


def _of_others(passage: Passage, figure: ScoreFigure) -> bool:
    """Whether a list of scores out of 100 ranks others, by the words of its sentence."""
    sentence = passage.sentences[figure.sentence]
    told = _OTHERS.search(passage.text, sentence.start, figure.start)
    return told is not None and not figure.at_most(_MOST_POINTS)


def _shared(passage: Passage, figure: ScoreFigure, packs: Packs) -> list[str]:
    """The names before 各25分, each with that many full marks."""
    if _EACH_FULL.fullmatch(figure.label) is None:
        return []
    word = regex.search("各|均|每", figure.label)
    end = figure.label_start + (word.start() if word is not None else 0)
    return _names_before(passage, end, figure, None, packs)


def _series(figures: list[ScoreFigure], first: int) -> list[ScoreFigure]:
    """The numbers that follow one another with nothing but 、 and 和 between them."""
    series = [figures[first]]
    for figure in figures[first + 1 :]:
        between = figure.between.strip("、，,")
        if between not in _JOINTS or figure.sentence != series[0].sentence:
            break
        series.append(figure)
    return series


def _named(
    passage: Passage,
    earlier: list[ScoreFigure],
    series: list[ScoreFigure],
    word: regex.Match[str],
    packs: Packs,
) -> list[ScoreFigure]:
    """`earlier` with the scores of `series` under the names told before."""
    first = series[0]
    told = _TAKEN.search(word.group())
    full = _FULL.search(word.group()) is not None
    role = ScoreRole.DEDUCTION if told else ScoreRole.POINTS if full else ScoreRole.NAMED
    count = len(series) if len(series) > 1 else None
    before = earlier[-len(series) :] if count else []
    if count and len(before) == count and all(one.role in {ScoreRole.POINTS, ScoreRole.BARE} for one in before):
        names = [clean_name(_POINTS_WORDS.sub("", one.name or one.label), packs) for one in before]
        if all(names) and len(set(names)) == count:
            scores = [
                replace(one, role=role, name=name, points=full_marks.quantity)
                for one, name, full_marks in zip(series, names, before, strict=True)
            ]
            return [*earlier[:-count], *scores]
    names = _names_before(passage, first.label_start + word.start(), first, count, packs)
    if not names:
        return [*earlier, *(replace(one, role=ScoreRole.NONE) for one in series)]
    quantities = series if count else series * len(names)
    if role is ScoreRole.NAMED and _of_others(passage, first):
        # 中期评估平均得分91.5分，甲科、乙科依次为93.2分、90.4分: nobody's part of this report's total.
        role = ScoreRole.NONE
    return [
        *earlier,
        *(replace(one, role=role, name=name) for one, name in zip(quantities, names, strict=True)),
    ]


_POINTS_WORDS = regex.compile(r"(?:满分|分值|权重)?(?:为|是|：|:|（|\()*$", regex.VERSION1)


def _names_before(passage: Passage, end: int, figure: ScoreFigure, count: int | None, packs: Packs) -> list[str]:
    """The list of names that ends nearest before `end`, in this sentence; with `count` names where that is given."""
    start = max(passage.sentences[figure.sentence].start, end - _REACH)
    text = _BRACKETS.sub("", passage.text[start:end])
    for clause in reversed(_COMMA.split(text)[-3:]):
        for names in _readings(clause, packs):
            if len(names) > 1 and (count is None or len(names) == count):
                return names
    if count is not None:
        # Names told one by one: A 指标、… each in a clause of its own.
        return []
    return []


def _readings(clause: str, packs: Packs) -> Iterator[list[str]]:
    """The ways to take a clause apart into names: 和 may join two names or stand in one."""
    clause = packs.patterns.get(GROUP, "names_lead").removed_from(clause)
    counted = packs.patterns.get(GROUP, "names_counted").search(clause)
    if counted is None:
        counted = packs.patterns.get(GROUP, "names_end").search(clause)
    listed = clause[: counted.start()] if counted is not None else clause
    quoted = _QUOTED.findall(listed)
    if len(quoted) > 1:
        yield quoted
        return
    for joint in _JOINTS_OF_NAMES:
        names = [clean_name(name, packs) for name in joint.split(listed)]
        if all(2 <= len(name) <= _LONGEST_NAME and not is_neutral(name, packs) for name in names):
            yield names
