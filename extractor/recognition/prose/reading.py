"""All prose of one report, read into metrics, statements, relations and explanations."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.model.claims import Explanation, Metric, Relation, Statement
from extractor.model.document import Document
from extractor.model.report import Budget, GradeStep, Leftover, Section
from extractor.model.spans import Span
from extractor.packs import Packs
from extractor.recognition.linking import link_statements
from extractor.recognition.prose.explaining.explanations import find_explanations
from extractor.recognition.prose.naming.metrics import find_metrics
from extractor.recognition.prose.passages import read_passages
from extractor.recognition.prose.relations.finding import find_relations
from extractor.recognition.prose.relations.paying.budget_rows import budget_rows
from extractor.recognition.prose.scores.families import find_families
from extractor.recognition.prose.scores.kin import Family
from extractor.recognition.prose.scores.levels import resolve_levels
from extractor.recognition.prose.scores.points import with_points
from extractor.recognition.prose.scores.scales import told_scale
from extractor.recognition.prose.scores.statements import find_statements
from extractor.recognition.prose.wording import SectionIndex
from extractor.recognition.tables import TableReading

__all__ = ["Family", "ProseReading", "read_prose"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProseReading:
    """What the prose of one report says."""

    metrics: tuple[Metric, ...] = ()
    statements: tuple[Statement, ...] = ()
    relations: tuple[Relation, ...] = ()
    budgets: tuple[Budget, ...] = ()
    explanations: tuple[Explanation, ...] = ()
    leftovers: tuple[Leftover, ...] = ()
    grade_scale: tuple[GradeStep, ...] = ()
    numbers_seen: int = 0
    numbers_placed: int = 0


def read_prose(
    document: Document,
    span: Span,
    sections: tuple[Section, ...],
    tables: TableReading,
    fiscal_year: int | None,
    packs: Packs,
) -> ProseReading:
    """Read the prose (paragraphs outside tables) of `document` that lies in `span`."""
    read = find_metrics(document, span, sections, fiscal_year, packs)
    index = SectionIndex(sections)
    passages = read_passages(document, span, index, read.metrics)
    drafts = resolve_levels(find_statements(passages, index, fiscal_year, packs), packs)
    families = find_families(drafts, index, packs)
    drafts = with_points(drafts, families, packs)
    relations, told = find_relations(passages, drafts, families, read.metrics, fiscal_year, index, tables, packs)
    first = len(tables.statements)
    statements = link_statements(drafts, tables, index, first)
    return ProseReading(
        metrics=read.metrics,
        statements=statements,
        relations=relations,
        budgets=budget_rows(told, len(tables.budgets)),
        explanations=find_explanations(passages, drafts, first, index, packs),
        leftovers=read.leftovers,
        grade_scale=told_scale(passages),
        numbers_seen=read.numbers_seen,
        numbers_placed=read.numbers_placed,
    )
