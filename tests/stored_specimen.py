"""A small report made by hand, with one row of everything that is stored; for tests of storage and output."""

from __future__ import annotations

from array import array
from decimal import Decimal

from extractor.model.claims import (
    Explanation,
    Metric,
    MetricKind,
    Operand,
    Relation,
    RelationKind,
    Statement,
    StatementKind,
)
from extractor.model.criteria import BoolFact, Criterion, CriterionStatus, Full, Gate, Zero
from extractor.model.document import (
    Cell,
    Document,
    Glyphs,
    Line,
    Page,
    Paragraph,
    ReadingFault,
    Substitution,
    Table,
)
from extractor.model.findings import (
    Check,
    Coverage,
    Evidence,
    Fault,
    Finding,
    Fit,
    Outcome,
    Rescore,
    Rescoring,
    Severity,
    Step,
)
from extractor.model.interval_sets import IntervalSet
from extractor.model.intervals import Interval
from extractor.model.quantities import Dimension, Quantity, Unit
from extractor.model.report import (
    Budget,
    Facts,
    Indicator,
    Leftover,
    Objective,
    Printed,
    Report,
    ReportKind,
    Section,
    TableUse,
)
from extractor.model.spans import Box, Place, Span
from extractor.pipeline import Analysis
from extractor.storage.composing import Source

TEXT = "一、自评结论\n自评总得分为 98.5 分，惠及群众 2.01 万人次。\n产出指标\t完成率\t10\t9.5\n<b>附注</b>，支 出 率"


def span(text: str, whole: str = TEXT) -> Span:
    """Where `text` stands first."""
    start = whole.index(text)
    return Span(start=start, end=start + len(text))


def quantity(text: str, value: str, unit: Unit | None = None, whole: str = TEXT) -> Quantity:
    """A rounded number at its first place in the text."""
    exact = Decimal(value)
    return Quantity(
        text=text,
        number_text=text,
        span=span(text, whole),
        value=exact,
        decimals=1,
        last_place=Decimal("0.1"),
        unit=unit or Unit(text="分", symbol="分", factor=Decimal(1), dimension=Dimension.SCORE),
        interval=Interval.printed(exact, Decimal("0.1")),
    )


def document() -> Document:
    """Two pages, one table, boxes for the first characters."""
    boxes = array("f")
    for index in range(6):
        boxes.extend((10.0 * index, 20.5, 10.0 * index + 10, 30.5))
    return Document(
        text=TEXT,
        format="pdf",
        reader="specimen",
        pages=(
            Page(number=1, width=595.0, height=842.0, span=Span(start=0, end=40)),
            Page(number=2, width=595.0, height=842.0, span=Span(start=40, end=len(TEXT))),
        ),
        lines=(Line(span=Span(start=0, end=6), page=1, number=1), Line(span=Span(start=7, end=40), page=1, number=3)),
        paragraphs=(Paragraph(span=Span(start=0, end=6), page=1),),
        tables=(
            Table(
                ordinal=0,
                cells=(
                    Cell(
                        row=0,
                        column=0,
                        text="产出指标",
                        span=span("产出指标"),
                        places=(Place(page=1, box=Box(x0=1, top=2, x1=3, bottom=4)),),
                    ),
                    Cell(row=0, column=1, text="完成率", span=span("完成率")),
                    Cell(row=0, column=2, text="10", span=span("10")),
                    Cell(row=0, column=3, text="9.5", span=span("9.5")),
                ),
                row_count=1,
                column_count=4,
                first_page=1,
                last_page=2,
                span=Span(start=span("产出指标").start, end=span("9.5").end),
            ),
        ),
        substitutions=(Substitution(span=span("98.5"), printed="９８．５"),),
        faults=(ReadingFault(kind="cut_text", detail="the last line ends early", span=span("附注")),),
        glyphs=Glyphs(pages=array("I", [1] * 6), boxes=boxes),
        metadata={"producer": "specimen"},
    )


def report(whole: str = TEXT) -> Report:
    """Something of everything."""
    score = quantity("9.5", "9.5")
    rule = Gate(condition=BoolFact(text="完成"), then=Full(), otherwise=Zero())
    return Report(
        part=1,
        span=Span(start=0, end=len(whole)),
        facts=Facts(title="自评报告", agency="岚州市青禾区水务局", fiscal_year=2023, kind=ReportKind.DEPARTMENT),
        sections=(
            Section(
                ordinal=0,
                level=1,
                number="一、",
                title="自评结论",
                parent=None,
                run_in=False,
                heading=span("一、自评结论"),
                span=Span(start=0, end=len(whole)),
            ),
        ),
        table_uses=(TableUse(table=0, kind="indicators", roles=((0, "level1"), (3, "stated_score"))),),
        indicators=(
            Indicator(ordinal=0, level=1, name="产出指标", table=0, row=0, role="category"),
            Indicator(
                ordinal=1,
                level=3,
                name="完成率",
                name_printed=Printed(text="完成率", span=span("完成率")),
                parent=0,
                table=0,
                row=0,
                points=quantity("10", "10"),
                stated_score=score,
                criterion=Printed(text="完成得满分"),
            ),
        ),
        criteria=(
            Criterion(
                ordinal=0,
                indicator=1,
                kind="all_or_nothing",
                text="完成得满分",
                span=None,
                rule=rule,
                status=CriterionStatus.COMPILED,
            ),
        ),
        budgets=(Budget(ordinal=0, item="总额", spent=quantity("98.5", "985000"), span=span("98.5")),),
        objectives=(Objective(ordinal=0, planned=Printed(text="目标"), achieved=Printed(text="完成")),),
        statements=(
            Statement(
                ordinal=0,
                kind=StatementKind.TOTAL,
                name="自评总得分",
                score=quantity("98.5", "98.5"),
                span=span("98.5"),
                quote="自评总得分为 98.5 分",
                section=0,
            ),
        ),
        metrics=(
            Metric(
                ordinal=0,
                name="惠及群众",
                kind=MetricKind.COUNT,
                quantity=quantity(
                    "2.01",
                    "20100",
                    Unit(text="万人次", symbol="人次", factor=Decimal(10000), dimension=Dimension.COUNT),
                ),
                section=0,
                quote="惠及群众 2.01 万人次",
            ),
        ),
        relations=(
            Relation(
                ordinal=0,
                kind=RelationKind.SUM,
                subject="总分",
                operands=(Operand(name="完成率", quantity=score),),
                result=Operand(name="总分", quantity=quantity("98.5", "98.5")),
                span=span("自评总得分为 98.5 分"),
                section=0,
            ),
        ),
        explanations=(Explanation(ordinal=0, kind="reason", text="附注", span=span("附注"), concerns=(0,)),),
        leftovers=(Leftover(kind="number", text="附注", span=span("附注")),),
        faults=(ReadingFault(kind="cut_table", detail="a row is missing"),),
        total=quantity("98.5", "98.5"),
        grade="优",
        numbers_seen=4,
        numbers_placed=3,
    )


def rescoring(message: str = "总分不等于各项之和") -> Rescoring:
    """One check of each outcome, one finding of each fault."""
    evidence = (Evidence(label="总分", text="98.5", span=span("98.5")),)
    return Rescoring(
        rescores=(
            Rescore(
                indicator=1,
                possible=IntervalSet.points([Decimal(0), Decimal(10)]),
                accepting=IntervalSet.points([Decimal(10)]),
                outcome=Outcome.INCONSISTENT,
                method="criterion",
                steps=(Step(zh="完成得 10 分", en="done gives 10"),),
            ),
        ),
        checks=(
            Check(
                key="total|98.5",
                rule="SUM-SCORE",
                outcome=Outcome.INCONSISTENT,
                subject="总分",
                stated="98.5",
                computed=Interval.point("9.5"),
                fit=Fit.MISMATCH,
                evidence=evidence,
                readings=("rounded",),
            ),
            Check(key="grade|优", rule="GRD-BAND", outcome=Outcome.CONSISTENT, subject="等级"),
            Check(key="x", rule="SUM-SCORE", outcome=Outcome.UNDECIDABLE, subject="甲", reason="cut_table"),
            Check(key="x", rule="SUM-SCORE", outcome=Outcome.UNDECIDABLE, subject="甲", reason="cut_table"),
        ),
        findings=(
            Finding(
                key="total|98.5",
                rule="SUM-SCORE",
                check="total|98.5",
                severity=Severity.ERROR,
                fault=Fault.REPORT,
                message=message,
                message_en="the total is not the sum",
                stated="98.5",
                computed="9.5",
                difference="89",
                repair="98.5 改为 9.5",
                repair_en="98.5 should be 9.5",
                evidence=evidence,
                steps=(Step(zh="9.5 = 9.5", en="9.5 = 9.5"),),
                consequences=("grade|优",),
            ),
            Finding(
                key="cut",
                rule="READ-CUT",
                check="",
                severity=Severity.NOTE,
                fault=Fault.READING,
                message="表格被截断",
                message_en="the table is cut off",
            ),
        ),
        coverage=Coverage(
            share=0.75,
            numbers_seen=4,
            numbers_placed=3,
            relations=3,
            consistent=1,
            inconsistent=1,
            undecidable=1,
            notes=(Step(zh="一条说明", en="a note"),),
        ),
        total=IntervalSet.of(Interval.point("9.5")),
        grade="差",
    )


def analysis() -> Analysis:
    """The whole specimen."""
    return Analysis(document=document(), report=report(), rescoring=rescoring())


def source(sha256: str = "ab" * 32, packs_version: str = "packs-1") -> Source:
    """Where the specimen comes from."""
    return Source(
        sha256=sha256,
        file_name="specimen.pdf",
        byte_size=1234,
        path="folder/specimen.pdf",
        fuhe_version="1",
        packs_version=packs_version,
    )
