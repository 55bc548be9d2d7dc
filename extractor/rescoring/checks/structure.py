"""STR: is everything there that the form asks for."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.model.document import ReadingFault
from extractor.model.findings import Evidence
from extractor.model.intervals import format_decimal
from extractor.model.report import Indicator, ReportKind
from extractor.rescoring.checks.answers import answer, cell, unknown
from extractor.rescoring.context import Context, value
from extractor.rescoring.verdicts import Verdict, evidence_of

_DIMENSIONS = ("output", "benefit", "satisfaction")
_EVALUATED = (ReportKind.DEPARTMENT, ReportKind.PROJECT)
_REQUIRED_SECTIONS = ("section_problems", "section_measures")


def sections(context: Context) -> Iterator[Verdict]:
    """STR-SECTION: a narrative names problems and what will be done about them."""
    found = context.report.sections
    # Budgets and accounts have sections of their own; only what states a result is a self-evaluation.
    if context.report.facts.kind not in _EVALUATED or not context.report.statements:
        return
    if len([section for section in found if section.level == 1]) < 3:
        return
    titles = " ".join(section.title for section in found)
    missing = [concept for concept in _REQUIRED_SECTIONS if not context.speaks_of(concept, titles)]
    for concept in missing:
        yield answer(
            "STR-SECTION", f"@{concept}", holds=False, stated=f"@{concept}", slots=(("section", f"@{concept}"),)
        )
    if not missing:
        yield answer("STR-SECTION", "章节", holds=True)


def dimensions(context: Context) -> Iterator[Verdict]:
    """STR-DIM: output, benefit and satisfaction are all there on a project form."""
    if context.report.facts.kind is not ReportKind.PROJECT or not _rows(context):
        return
    if not any(row.role == "category" for row in context.report.indicators):
        # A flat list names no dimensions.
        return
    names = " ".join(row.name for row in context.report.indicators)
    scheme = context.packs.schemes.get(context.report.facts.scheme)
    wanted = [concept for concept in _DIMENSIONS if scheme is None or _asked(context, concept, scheme.parts)]
    missing = [concept for concept in wanted if not context.speaks_of(f"dimension_{concept}", names)]
    if missing and _is_cut(context):
        yield unknown("STR-DIM", "一级指标", "rows_missing")
        return
    for concept in missing:
        yield answer("STR-DIM", f"@dimension_{concept}", holds=False, slots=(("dimension", f"@dimension_{concept}"),))
    if not missing:
        yield answer("STR-DIM", "一级指标", holds=True)


def _asked(context: Context, concept: str, parts: tuple[object, ...]) -> bool:
    names = " ".join(name for part in parts for name in getattr(part, "names", ()))
    return not names or context.speaks_of(f"dimension_{concept}", names)


def _rows(context: Context) -> list[tuple[int, Indicator]]:
    return [(index, row) for index, row in context.leaves() if row.role == "leaf"]


def _is_cut(context: Context) -> bool:
    faults: tuple[ReadingFault, ...] = context.report.faults
    return any(fault.kind == "cut_table" for fault in faults) or any(
        not row.block_complete for row in context.report.indicators
    )


def blanks(context: Context) -> Iterator[Verdict]:
    """STR-BLANK: rows with points but without target, actual value or score, in columns that others fill."""
    rows = [(index, row) for index, row in _rows(context) if row.points is not None]
    if len(rows) < 2:
        return
    targets = [index for index, row in rows if row.target is None and _is_blank(context, row.target_text.text)]
    actuals = [index for index, row in rows if row.actual is None and _is_blank(context, row.actual_text.text)]
    yield from _column(context, len(rows), "指标值", targets)
    yield from _column(context, len(rows), "完成值", actuals)
    scores = [row.stated_score for _, row in rows]
    empty = [index for (index, _), score in zip(rows, scores, strict=True) if score is None]
    if len(empty) == len(rows):
        if context.report.total is None:
            yield unknown("STR-BLANK", "得分", "form_unscored")
        return
    yield _blank(context, "得分", empty)


def _is_blank(context: Context, text: str) -> bool:
    return not text.strip() or context.speaks_of("blank_cell", text)


def _column(context: Context, count: int, label: str, empty: list[int]) -> Iterator[Verdict]:
    if 2 * len(empty) > count:
        # Mostly empty: a blank form, or a form that has no such column.
        if len(empty) < count:
            yield unknown("STR-BLANK", label, "blank_form")
        return
    yield _blank(context, label, empty)


def _blank(context: Context, label: str, empty: list[int]) -> Verdict:
    names = "、".join(context.report.indicators[index].name for index in empty[:5])
    places = tuple(
        place
        for index in empty
        for place in (
            *cell(context.report.indicators[index].name, context.report.indicators[index].name_printed),
            *evidence_of("分值", context.report.indicators[index].points),
        )
    )
    return answer(
        "STR-BLANK",
        label,
        holds=not empty,
        stated=names,
        evidence=places,
        slots=(("column", label), ("rows", names), ("count", str(len(empty)))),
    )


def level1_points(context: Context) -> Iterator[Verdict]:
    """STR-WEIGHTS: points of level 1 with those of the form that was recognised."""
    scheme = context.packs.schemes.get(context.report.facts.scheme)
    for index, row in enumerate(context.report.indicators):
        points = value(row.points)
        if row.level != 1 or row.role != "category" or points is None:
            continue
        part = scheme.part(row.name) if scheme is not None else None
        if scheme is None or part is None or part.points is None:
            yield unknown("STR-WEIGHTS", row.name, "scheme_unknown", evidence_of(row.name, row.points), (index,))
            continue
        yield answer(
            "STR-WEIGHTS",
            row.name,
            holds=points == part.points,
            stated=format_decimal(points),
            computed=format_decimal(part.points),
            evidence=(*evidence_of(row.name, row.points), *_heading(row)),
            slots=(("form", scheme.name),),
            rows=(index,),
        )


def _heading(row: Indicator) -> tuple[Evidence, ...]:
    return cell(row.name, row.name_printed)
