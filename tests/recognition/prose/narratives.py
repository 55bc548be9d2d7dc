"""Narratives as data: read the cases, recognise their text, write what was found in the form of the cases."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from extractor.model.claims import Relation, RelationKind, Statement
from extractor.model.document import Document, Paragraph
from extractor.model.report import Report
from extractor.model.spans import Span
from extractor.packs import load_packs
from extractor.recognition import recognise

CASES = Path(__file__).parent / "cases"
# What a check would act on; guesses below are not claims.
ACTED_ON = 0.8
_SIGNS = {
    RelationKind.SUM: " + ",
    RelationKind.RATIO: " / ",
    RelationKind.GROWTH: " + ",
    RelationKind.GROWTH_FROM: " ~ ",
    RelationKind.DIFFERENCE: " - ",
    RelationKind.COMPLEMENT: " + ",
    RelationKind.SCORE_RATE: " * ",
    RelationKind.REPEAT: " , ",
    RelationKind.BOUND: " <= ",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A narrative and all that it holds; each kind only where the case is about it.

    `links` are pairs of texts: an explanation and what it concerns or answers.
    """

    name: str
    text: str
    statements: tuple[str, ...] | None
    relations: tuple[str, ...] | None
    explanations: tuple[str, ...] | None
    links: tuple[tuple[str, str], ...] = ()


@lru_cache
def cases() -> tuple[Case, ...]:
    """All cases of the folder."""
    found: list[Case] = []
    for path in sorted(CASES.glob("*.toml")):
        for raw in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
            statements, relations, explanations = (raw.get(key) for key in ("statements", "relations", "explanations"))
            found.append(
                Case(
                    name=f"{path.stem}: {raw['name']}",
                    text=raw["text"].strip("\n"),
                    statements=tuple(statements) if statements is not None else None,
                    relations=tuple(relations) if relations is not None else None,
                    explanations=tuple(explanations) if explanations is not None else None,
                    links=tuple((link[0], link[1]) for link in raw.get("links", ())),
                )
            )
    return tuple(found)


def document_of(text: str) -> Document:
    """A document whose paragraphs are the lines of `text`."""
    paragraphs: list[Paragraph] = []
    start = 0
    for line in text.split("\n"):
        if line.strip():
            paragraphs.append(Paragraph(span=Span(start=start, end=start + len(line)), page=1))
        start += len(line) + 1
    return Document(text=text, format="text", reader="test", paragraphs=tuple(paragraphs))


def report_of(text: str) -> Report:
    """The one report of a narrative."""
    return recognise(document_of(text), load_packs())[0]


def told_relations(report: Report) -> list[str]:
    """The relations that a check would act on, in the form of the cases."""
    return [shown(relation) for relation in report.relations if relation.certainty >= ACTED_ON and not relation.proven]


def shown(relation: Relation) -> str:
    """One relation in the form of the cases."""
    result = f" = {_below_zero(relation)}{relation.result.quantity.number_text}" if relation.result else ""
    if relation.kind is RelationKind.COUNT_LIST:
        announced = relation.result.quantity.value if relation.result else None
        return f"count_list {announced:f} = {len(relation.items)}" + ("" if relation.exhaustive else " or more")
    if relation.kind is RelationKind.GROWTH and relation.declining:
        operands = " - ".join(operand.quantity.number_text for operand in relation.operands)
    elif relation.kind is RelationKind.TARGET:
        actual, target = (operand.quantity.number_text for operand in relation.operands)
        sign, _, verdict = relation.note.partition(" ")
        operands = f"{actual} {sign or '~'} {target} {verdict}".rstrip()
    else:
        operands = _signed(relation)
    partial = "" if relation.exhaustive else " partial"
    return f"{relation.kind} {operands}{result}{partial}"


def _below_zero(relation: Relation) -> str:
    """The minus of a printed rate of change that is below zero (变动率 -7%)."""
    value = relation.result.quantity.value if relation.result else None
    return "-" if value is not None and value < 0 else ""


def _signed(relation: Relation) -> str:
    """The operands with the sign of their kind between them; a sum may take some of them off."""
    sign = _SIGNS[relation.kind]
    first, *others = relation.operands
    rest = "".join((" - " if one.subtracted else sign) + one.quantity.number_text for one in others)
    return first.quantity.number_text + rest


def told_statements(report: Report) -> list[str]:
    """The statements in the form of the cases: kind, name where it has one of its own, score and points, grade."""
    return [shown_statement(statement) for statement in report.statements]


def shown_statement(statement: Statement) -> str:
    """One statement in the form of the cases."""
    if statement.kind == "grade":
        return f"grade {statement.grade}"
    points = f"/{statement.points.number_text}" if statement.points else ""
    name = "" if statement.kind == "total" else f" {statement.name}"
    return f"{statement.kind}{name} {statement.score.number_text if statement.score else '?'}{points}"
