"""From text to clauses: awards are found first, what stands in front of each is its condition, the rest is context."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import regex

from extractor.model.criteria import Arithmetic, Const
from extractor.packs import Packs
from extractor.packs.patterns import Pattern, compiled
from extractor.recognition.criteria import expressions
from extractor.recognition.criteria.clauses import MODIFIERS, Award, AwardKind, Clause, Definition, Scope
from extractor.recognition.criteria.conditions import read_range, tidy

_SENTENCE_END = regex.compile(r"[。；！!\n]")
_TERMINAL = "。；！!）)”％%"
_LONGEST_HEADING = 24
_WHOLE = Const(value=Decimal(1))


def read_scope(text: str, packs: Packs) -> Scope:
    """The clauses, definitions, weights and leftovers of a normalised text without list numbers."""
    scope = Scope()
    awards = _awards(text, packs)
    for number, place in enumerate(_sentences(text, awards)):
        _read_sentence(text, place, number, scope, packs)
    return scope


def _awards(text: str, packs: Packs) -> list[Award]:
    found: list[Award] = []
    signs = frozenset(text)
    for pattern in (*packs.patterns.group("criteria/formulas"), *packs.patterns.group("criteria/awards")):
        if not pattern.can_match(signs):
            continue
        kind = AwardKind(pattern.fields["kind"])
        for match in pattern.finditer(text):
            if match.end() > match.start():
                groups = {key: value for key, value in match.groupdict().items() if value}
                found.append(Award(kind=kind, text=match.group(), start=match.start(), end=match.end(), groups=groups))
    found.sort(key=lambda award: (award.start, -award.end))
    kept: list[Award] = []
    for award in found:
        if not kept or award.start >= kept[-1].end:
            kept.append(award)
    return kept


def _sentences(text: str, awards: list[Award]) -> list[tuple[int, int, list[Award]]]:
    """Start, end and awards of each sentence; a stop inside an award or in brackets ends nothing."""
    found: list[tuple[int, int, list[Award]]] = []
    inside: list[Award] = []
    waiting = iter(awards)
    award = next(waiting, None)
    start = position = depth = 0
    while position < len(text):
        if award is not None and position == award.start:
            inside.append(award)
            position, award = award.end, next(waiting, None)
            continue
        character = text[position]
        depth += (character == "（") - (character == "）" and depth > 0)
        if _SENTENCE_END.match(character) and (depth == 0 or character == "\n"):
            found.append((start, position, inside))
            start, inside, depth = position + 1, [], 0
        position += 1
    return [*found, (start, len(text), inside)]


def _read_sentence(text: str, place: tuple[int, int, list[Award]], sentence: int, scope: Scope, packs: Packs) -> None:
    position, end, awards = place
    for index, award in enumerate(awards):
        condition = _completed(_condition(text[position : award.start], packs), scope)
        position = award.end
        _place(award, condition, text, sentence, index == 0, scope, packs)
    rest = tidy(text[position:end])
    if rest and end >= len(text) and text[-1] not in _TERMINAL and not _harmless(rest, packs):
        scope.dangling = rest
    _keep(rest, scope, packs)


def _condition(text: str, packs: Packs) -> str:
    condition = tidy(text)
    bare = tidy(compiled(_word(packs, "verdict-word").expression).sub("", condition))
    return bare if bare != condition and any(character.isdigit() for character in bare) else condition


def _place(award: Award, condition: str, text: str, sentence: int, first: bool, scope: Scope, packs: Packs) -> None:
    match award.kind:
        case AwardKind.DEFINITION:
            _define(award, condition, scope, packs)
        case AwardKind.WEIGHTS:
            scope.weights.append((award, condition))
            if _word(packs, "scoring-inside").search(condition.replace("得分", "")):
                scope.leftovers.append(condition)
        case AwardKind.WORTH:
            scope.worth = award.number("low")
            _keep(condition, scope, packs)
        case AwardKind.LABEL:
            _label(award, condition, text, sentence, scope, first)
        case AwardKind.FORMULA if _is_sum(award, packs):
            scope.sums = True
            _keep(condition, scope, packs)
        case AwardKind.FORMULA if text[award.start - 1 : award.start].isalpha():
            # 数量指标得分=…: the name of what is scored, not a condition; two such names are parts of a sum.
            if any(clause.award.kind is AwardKind.FORMULA for clause in scope.clauses):
                scope.leftovers.append(condition + award.text)
            _add_clause(Clause(condition="", award=award, sentence=sentence), scope, packs)
        case kind if kind in MODIFIERS:
            _keep(condition, scope, packs)
            scope.modifiers.append(award)
        case _:
            _add_clause(Clause(condition=condition, award=award, sentence=sentence), scope, packs)


def _add_clause(clause: Clause, scope: Scope, packs: Packs) -> None:
    before = scope.clauses[-1] if scope.clauses else None
    follows = before is not None and before.sentence == clause.sentence and not clause.condition
    if follows and before is not None:
        if clause.award.kind is AwardKind.FORMULA and before.award.kind is AwardKind.PROPORTION:
            # 按超过的比重赋分，公式为：得分=…: the formula says what the words announced.
            scope.clauses[-1] = replace(clause, condition=before.condition)
            return
        if clause.award.kind is AwardKind.PROPORTION and before.award.kind is AwardKind.FORMULA:
            return
    if _word(packs, "scoring-inside").search(clause.condition):
        scope.leftovers.append(clause.condition)
    scope.clauses.append(clause)


def _completed(condition: str, scope: Scope) -> str:
    """有无内部规定；如无，…: a bare 无 takes its noun from the sentence before."""
    if condition in ("无", "有", "没有", "如没有", "是", "不是") and scope.context:
        return f"{scope.context[-1]}，{condition}"
    return condition


def _label(award: Award, condition: str, text: str, sentence: int, scope: Scope, first: bool) -> None:
    """（2分） is what the item is worth in front of its text, and an award behind a fulfilled clause."""
    behind = text[award.end : award.end + 1]
    heads = not condition or (len(condition) <= _LONGEST_HEADING and behind not in tuple("，。；、和及"))
    if first and not scope.clauses and scope.label is None and (behind == "：" or heads):
        scope.label = award.number("low")
        if condition:
            scope.context.append(condition)
    elif condition:
        scope.clauses.append(Clause(condition=condition, award=award, sentence=sentence))
    else:
        scope.context.append(award.text)


def _is_sum(award: Award, packs: Packs) -> bool:
    return packs.patterns.get("criteria/words", "sum-of-scores").search(award.groups["formula"]) is not None


def _define(award: Award, condition: str, scope: Scope, packs: Packs) -> None:
    _keep(condition, scope, packs)
    try:
        share = expressions.parse(award.groups["formula"])
    except expressions.NoFormula:
        scope.context.append(award.text)
        return
    kept = [(part, divides) for part, divides in expressions.factors(share) if part != _WHOLE]
    expr = Arithmetic(op="*", left=expressions.product(kept), right=Const(value=expressions.HUNDRED))
    scope.definitions.append(Definition(name=award.groups["name"], expr=expr))


def _keep(rest: str, scope: Scope, packs: Packs) -> None:
    """Text without an award: context, or a leftover where it has words that can change points."""
    if not rest or _harmless(rest, packs):
        return
    if _hints(rest, packs):
        scope.leftovers.append(rest)
    else:
        scope.context.append(rest)


def _hints(text: str, packs: Packs) -> bool:
    words = ("hint", "else-start")
    return any(_word(packs, name).search(text) for name in words) or read_range(text, packs) is not None


def _harmless(text: str, packs: Packs) -> bool:
    return _word(packs, "harmless").search(text) is not None


def _word(packs: Packs, name: str) -> Pattern:
    return packs.patterns.get("criteria/words", name)
