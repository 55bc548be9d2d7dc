"""Relations of deductions: full marks, what was taken and what is left; several deductions and their sum."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

import regex

from extractor.model.claims import Operand, RelationKind, StatementKind
from extractor.model.slips import is_misprint
from extractor.recognition.numbers.small import small_number
from extractor.recognition.prose.relations.claims import LIKELY, SURE, Claim, cover
from extractor.recognition.prose.scores.drafts import Draft

# How many deductions back, or on, the parts of one may stand, and how many paragraphs without any between them.
_WINDOW, _APART = 40, 3
_FEWEST_DIGITS = 2
_OPENED = regex.compile(r"[，,；;。]?(?P<bracket>[（(])?(?:其中|分别|包括|具体|即|一是|[：:])", regex.VERSION1)
_COUNTED = regex.compile(r"(?P<count>[二两三四五六七八九十])(?:个|项|处|类|者)", regex.VERSION1)
_PARTLY = regex.compile("主要|其中|部分", regex.VERSION1)
_HALF_END = regex.compile("[；;]", regex.VERSION1)


def deduction_sums(drafts: Sequence[Draft]) -> Iterator[Claim]:
    """产出扣 2 分，效益扣 1.5 分，共扣 3.5 分; 扣 3.5 分，其中编制扣 1.5 分，采购扣 2 分: deductions and their sum."""
    taken = [draft for draft in drafts if draft.kind is StatementKind.DEDUCTION and draft.quantity is not None]
    if len(taken) < 3:
        return
    inner: set[int] = set()
    opened: set[int] = set()
    for position in range(len(taken)):
        if position not in inner:
            parts = _behind(taken, position)
            if parts:
                inner.update(parts)
                opened.add(position)
                yield _sum(taken, parts, position)
    floor = 0
    for position, whole in enumerate(taken):
        if whole.joint and position not in opened and position not in inner:
            parts = _before(
                taken, [at for at in range(max(floor, position - 2 * _WINDOW), position) if at not in inner], position
            )
            if parts:
                yield _sum(taken, parts, position)
                floor = position + 1


def _sum(taken: Sequence[Draft], parts: Sequence[int], whole: int) -> Claim:
    operands = tuple(taken[part].operand() for part in parts)
    result = taken[whole].operand()
    return Claim(
        kind=RelationKind.SUM,
        subject="扣分",
        operands=operands,
        result=result,
        certainty=LIKELY,
        span=cover((*operands, result)),
    )


def _behind(taken: Sequence[Draft], position: int) -> list[int]:
    """The parts that follow a deduction: behind 其中 or a colon in its sentence, or in the lines below."""
    whole, text = taken[position], taken[position].passage.text
    follows = list(range(position + 1, min(position + _WINDOW, len(taken))))
    match = _OPENED.match(text, whole.end)
    own = [at for at in follows if taken[at].passage is whole.passage]
    if match is not None and own and match.end() <= taken[own[0]].number_start:
        sentence = whole.passage.sentence_at(whole.start)
        if text[match.start()] != "。" and whole.passage.sentence_at(taken[own[0]].start) == sentence:
            return _listed(taken, own, position, match)
    if whole.joint:
        parts = _run(taken, follows)
        return _adding_up(taken, [parts[:count] for count in range(len(parts), 1, -1)], position)
    return []


def _listed(taken: Sequence[Draft], own: list[int], position: int, match: regex.Match[str]) -> list[int]:
    """The parts in the sentence of their whole: up to the bracket's end, or the half-sentence's if that has several."""
    whole, text = taken[position], taken[position].passage.text
    end = whole.passage.sentences[whole.passage.sentence_at(whole.start)].end
    if match["bracket"]:
        closing = min((at for mark in "）)" if (at := text.find(mark, match.end())) >= 0), default=end)
        end = min(end, closing)
    parts = [at for at in own if taken[at].number_start < end]
    joint = next((count for count, at in enumerate(parts) if taken[at].joint), len(parts))
    parts = parts[:joint]
    if not parts:
        return []
    closed = _HALF_END.search(text, match.end(), end)
    near = [at for at in parts if closed is None or taken[at].number_start < closed.start()]
    exact = _adding_up(taken, [near, *(parts[:count] for count in range(len(parts), 1, -1))], position)
    begins = closed is None or taken[parts[0]].number_start < closed.start()
    if exact or not begins:
        return exact if begins else []
    # Behind a semicolon other indicators may go on, unless each item has one of its own.
    near = near if len(near) > 1 else parts
    return near if len(near) > 1 else []


def _before(taken: Sequence[Draft], earlier: list[int], position: int) -> list[int]:
    """The parts told before 合计扣: those of its sentence, of its paragraph, or of the lines above."""
    whole = taken[position]
    run = _run(taken, earlier[::-1][:_WINDOW], whole)[::-1]
    counted = _COUNTED.search(whole.quote)
    count = (small_number(counted["count"]) or 0) if counted is not None else 0
    if 0 < count <= len(run):
        return run[-count:]
    sentence = whole.passage.sentence_at(whole.start)
    told = [at for at in run if taken[at].passage is whole.passage]
    same = [at for at in told if whole.passage.sentence_at(taken[at].start) == sentence]
    exact = _adding_up(taken, [same, told, run], position)
    if exact:
        return exact
    if len(same) > 1 and not whole.name:
        return same
    return run if len(run) > 1 and _is_misprinted(_total(taken, run), whole) else []


def _is_misprinted(computed: Decimal, whole: Draft) -> bool:
    """Whether a stated sum is the computed one but for one slip of a digit."""
    place = whole.quantity.last_place if whole.quantity is not None else None
    return place is not None and is_misprint(whole.value or Decimal(0), computed, place, _FEWEST_DIGITS)


def _run(taken: Sequence[Draft], places: list[int], start: Draft | None = None) -> list[int]:
    """The deductions that follow one another closely, up to one that sums others."""
    run: list[int] = []
    last = start
    for at in places:
        if taken[at].joint:
            break
        if last is not None and abs(taken[at].passage.ordinal - last.passage.ordinal) > _APART:
            break
        run.append(at)
        last = taken[at]
    return run


def _adding_up(taken: Sequence[Draft], candidates: Sequence[list[int]], position: int) -> list[int]:
    """The first of the candidates that makes up the whole."""
    value = taken[position].value
    return next((parts for parts in candidates if len(parts) > 1 and _total(taken, parts) == value), [])


def _total(taken: Sequence[Draft], parts: Sequence[int]) -> Decimal:
    return sum((taken[part].value or Decimal(0) for part in parts), Decimal(0))


def left_over(drafts: Sequence[Draft]) -> Iterator[Claim]:
    """满分 40 分，扣 1.2 分，得 38.8 分: full marks, what was taken off and what is left, told of one indicator."""
    scores: dict[str, list[Draft]] = {}
    taken: dict[str, int] = {}
    beside_of: dict[tuple[str, int], list[Draft]] = {}
    for draft in drafts:
        if draft.quantity is None or draft.quantity.value is None:
            continue
        if draft.kind is StatementKind.DEDUCTION:
            name = _key(draft)
            taken[name] = taken.get(name, 0) + 1
            beside_of.setdefault((name, draft.passage.ordinal), []).append(draft)
        elif draft.kind is not StatementKind.GRADE and _printed_points(draft):
            scores.setdefault(_key(draft), []).append(draft)
    for name, found in scores.items():
        for score in found:
            near = beside_of.get((name, score.passage.ordinal), ())
            beside = [one for one in near[:_WINDOW] if _in_one_breath(score, one)]
            if len(beside) == 1 and (_holds(score, beside[0]) or not _is_partly(score, beside[0])):
                yield _left(score, beside[0], SURE)
            elif not beside and len(found) == 1 and taken.get(name) == 1 and near and _holds(score, near[0]):
                # Told apart in one paragraph, they are one fact where the figures say so.
                yield _left(score, near[0], LIKELY)


def _is_partly(score: Draft, deduction: Draft) -> bool:
    """Whether a deduction told behind its score may be one of several: 得 46 分，主要因…扣 2 分."""
    return score.start < deduction.start and _PARTLY.search(_between(score, deduction)) is not None


def _key(draft: Draft) -> str:
    """The name that a score and its deduction have in common; the whole report has none."""
    if draft.kind is StatementKind.TOTAL or not draft.name:
        return ""
    return draft.name.removesuffix("类指标").removesuffix("指标").removesuffix("类").removeprefix("项目")


def _printed_points(draft: Draft) -> bool:
    """Whether the full marks stand in the text, and more than the score was not reached."""
    points = draft.points
    return points is not None and points.value is not None and points.span != draft.span


def _in_one_breath(score: Draft, deduction: Draft) -> bool:
    """Whether score and deduction stand in one half-sentence."""
    return score.passage is deduction.passage and not regex.search("[。；;\n]", _between(score, deduction))


def _between(one: Draft, other: Draft) -> str:
    first, second = sorted((one, other), key=lambda draft: draft.number_start)
    return first.passage.text[first.end : second.number_start]


def _holds(score: Draft, deduction: Draft) -> bool:
    full, reached, lost = (score.value, deduction.value, score.points)
    if full is None or reached is None or lost is None or lost.value is None:
        return False
    return lost.value - full == reached


def _left(score: Draft, deduction: Draft, certainty: float) -> Claim:
    """full marks - deduction = score, or full marks - score = deduction: what is told last is the result."""
    if score.points is None:
        raise ValueError(f"{score.name!r} has no full marks")
    points = Operand(name=f"{score.name}分值", quantity=score.points)
    first, last = (score, deduction) if score.number_start < deduction.number_start else (deduction, score)
    operands, result = (points, first.operand()), last.operand()
    return Claim(
        kind=RelationKind.DIFFERENCE,
        subject=score.name,
        operands=operands,
        result=result,
        certainty=certainty,
        span=cover((*operands, result)),
        note="deduction",
    )
