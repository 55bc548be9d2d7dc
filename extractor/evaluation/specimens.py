"""Small made-up reports for the examples of rules: a few lines of notation instead of a document.

    row 1 产出指标 | points 50                         a row of level 1; parents are the rows of lower level above
    row 3 培训人次 | points 10 | score 9 | target ≥100人 | actual 90人 | reason … | criterion … | role budget
    budget 年度资金总额 | adjusted 100万元 | spent 99万元 | rate 99% | points 10 | score 9.9 | scope total
    total 99.92 | points 100 | grade 优
    state category 履职效能 | score 49.92 | points 50 | row 履职效能
    sum 总收入: 财政拨款 1.1万元 + 其他 2.2万元 = 3.3万元 | partial
    ratio/growth/difference/complement/repeat/score/count/bound …, metric rate 执行率: 99.2%, fault cut_table …
    problem …, measure …, reason …, objective … | achieved …, year 2023, text …

`12分#a` in two places is one printed figure. Numbers are read by the same reader as those of real reports.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import regex

from extractor.evaluation.specimen_figures import BadSpecimen, Figures
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
from extractor.model.criteria import Criterion
from extractor.model.document import ReadingFault
from extractor.model.quantities import Quantity
from extractor.model.report import Budget, Direction, Facts, Indicator, Objective, Report, ReportKind, Section
from extractor.model.spans import Span
from extractor.packs import Packs
from extractor.recognition.criteria import compile_criterion, read_row_evidence

_OPERATORS = regex.compile(r"\s+(?:[+/*,=-]|<=)\s+")
_DIRECTIONS = {"higher": Direction.HIGHER, "lower": Direction.LOWER, "exact": Direction.EXACT}
_RELATIONS = {
    "sum": RelationKind.SUM,
    "ratio": RelationKind.RATIO,
    "growth": RelationKind.GROWTH,
    "growth_from": RelationKind.GROWTH_FROM,
    "difference": RelationKind.DIFFERENCE,
    "complement": RelationKind.COMPLEMENT,
    "repeat": RelationKind.REPEAT,
    "score": RelationKind.SCORE_RATE,
    "count": RelationKind.COUNT_LIST,
    "bound": RelationKind.BOUND,
    "target": RelationKind.TARGET,
}
_WITHOUT_RESULT = (RelationKind.COMPLEMENT, RelationKind.REPEAT, RelationKind.BOUND, RelationKind.TARGET)


def specimen(text: str, packs: Packs) -> Report:
    """The report that `text` describes.

    Raises:
        BadSpecimen: a line is not understood.
    """
    draft = _Draft(packs=packs, figures=Figures(packs))
    for line in text.strip().splitlines():
        if line.strip():
            draft.read(line.strip())
    return draft.report()


@dataclass(slots=True)
class _Draft:
    packs: Packs
    figures: Figures
    indicators: list[Indicator] = field(default_factory=list)
    criteria: list[Criterion] = field(default_factory=list)
    budgets: list[Budget] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    metrics: list[Metric] = field(default_factory=list)
    faults: list[ReadingFault] = field(default_factory=list)
    explanations: list[Explanation] = field(default_factory=list)
    objectives: list[Objective] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    total: Quantity | None = None
    total_points: Quantity | None = None
    grade: str = ""
    year: int | None = None
    kind: ReportKind = ReportKind.UNKNOWN
    scheme: str = ""
    title: str = ""

    def read(self, line: str) -> None:
        """One line of the notation."""
        head, *fields = [part.strip() for part in line.split(" | ")]
        keyword, _, subject = head.partition(" ")
        given = dict(_field(entry) for entry in fields)
        reader = self._readers().get(keyword)
        if reader is None:
            raise BadSpecimen(f"{keyword!r} in {line!r} is no keyword of the notation")
        reader(subject.strip(), given)

    def _readers(self) -> dict[str, Callable[[str, dict[str, str]], None]]:
        readers: dict[str, Callable[[str, dict[str, str]], None]] = {
            "row": self._row,
            "budget": self._budget,
            "total": self._total,
            "state": self._state,
            "metric": self._metric,
            "fault": self._fault,
            "objective": self._objective,
            "section": self._section,
            "fact": self._fact,
        }
        for keyword, kind in _RELATIONS.items():
            readers[keyword] = lambda subject, given, kind=kind: self._relation(kind, subject, given)  # type: ignore[misc]
        for keyword in ("problem", "measure", "reason"):
            readers[keyword] = lambda subject, given, keyword=keyword: self._explain(keyword, subject)  # type: ignore[misc]
        return readers

    def report(self) -> Report:
        """Everything that was read."""
        return Report(
            part=1,
            span=Span(start=0, end=self.figures.position),
            facts=Facts(title=self.title, fiscal_year=self.year, kind=self.kind, scheme=self.scheme),
            sections=tuple(self.sections),
            indicators=tuple(self.indicators),
            criteria=tuple(self.criteria),
            row_evidence=read_row_evidence(tuple(self.indicators), self.packs),
            budgets=tuple(self.budgets),
            objectives=tuple(self.objectives),
            statements=tuple(self.statements),
            metrics=tuple(self.metrics),
            relations=tuple(self.relations),
            explanations=tuple(self.explanations),
            faults=tuple(self.faults),
            total=self.total,
            total_points=self.total_points,
            grade=self.grade,
            grade_span=self.figures.take("等级") if self.grade else None,
        )

    # --- lines -------------------------------------------------------------------------------------------------------

    def _row(self, subject: str, given: dict[str, str]) -> None:
        level, _, name = subject.partition(" ")
        rank = int(level)
        parent = next((i for i in reversed(range(len(self.indicators))) if self.indicators[i].level < rank), None)
        role = given.get("role", "leaf" if rank == 3 or "leaf" in given else "category")
        direction = _DIRECTIONS.get(given.get("direction", ""), Direction.UNKNOWN)
        target, actual = self.figures.loose(given.get("target", "")), self.figures.loose(given.get("actual", ""))
        if direction is Direction.UNKNOWN and target is not None:
            direction = _direction(given.get("target", ""))
        points = self.figures.score(given.get("points"))
        self.indicators.append(
            Indicator(
                ordinal=len(self.indicators),
                level=rank,
                name=name.strip(),
                parent=parent,
                table=int(given.get("table", "1")),
                row=len(self.indicators),
                role=role,
                points=points,
                stated_score=self.figures.score(given.get("score")),
                reviewed_score=self.figures.score(given.get("reviewed")),
                weight=self.figures.loose(given.get("weight", "")),
                target=target,
                target_text=self.figures.printed(given.get("target", "")),
                actual=actual,
                actual_text=self.figures.printed(given.get("actual", "")),
                unit=given.get("unit", ""),
                direction=direction,
                attainment=self.figures.loose(given.get("attainment", "")),
                criterion=self.figures.printed(given.get("criterion", "")),
                basis=self.figures.printed(given.get("basis", "")),
                explanation=self.figures.printed(given.get("explanation", "")),
                deviation_reason=self.figures.printed(given.get("reason", "")),
                note=self.figures.printed(given.get("note", "")),
                block_complete="incomplete" not in given,
                confidence=float(given.get("confidence", "1")),
            )
        )
        if "criterion" in given:
            self._criterion(given["criterion"], points)

    def _criterion(self, text: str, points: Quantity | None) -> None:
        found = compile_criterion(text, points.value if points is not None else None, self.packs)
        self.criteria.append(
            Criterion(
                ordinal=len(self.criteria),
                indicator=len(self.indicators) - 1,
                kind=found.kind,
                text=text,
                span=self.figures.take(text),
                rule=found.rule,
                status=found.status,
                leftover=found.leftover,
                remarks=found.remarks,
                cut_off=found.cut_off,
            )
        )

    def _budget(self, subject: str, given: dict[str, str]) -> None:
        self.budgets.append(
            Budget(
                ordinal=len(self.budgets),
                item=subject,
                scope=given.get("scope", "total"),
                initial=self.figures.money(given.get("initial")),
                adjusted=self.figures.money(given.get("adjusted")),
                received=self.figures.money(given.get("received")),
                spent=self.figures.money(given.get("spent")),
                rate=self.figures.quantity(given["rate"]) if "rate" in given else None,
                points=self.figures.score(given.get("points")),
                stated_score=self.figures.score(given.get("score")),
                table=None if "prose" in given else int(given.get("table", "1")),
                row=len(self.budgets),
                span=Span(start=self.figures.position, end=self.figures.position),
            )
        )

    def _total(self, subject: str, given: dict[str, str]) -> None:
        self.total = self.figures.score(subject) if subject else None
        self.total_points = self.figures.score(given.get("points"))
        self.grade = given.get("grade", "")

    def _state(self, subject: str, given: dict[str, str]) -> None:
        kind, _, name = subject.partition(" ")
        row = given.get("row")
        self.statements.append(
            Statement(
                ordinal=len(self.statements),
                kind=StatementKind(kind),
                name=name.strip(),
                score=self.figures.score(given.get("score")),
                points=self.figures.score(given.get("points")),
                grade=given.get("grade", ""),
                span=self.figures.take(name),
                quote=name,
                indicator=next((i for i, one in enumerate(self.indicators) if one.name == row), None) if row else None,
                level=int(given["level"]) if "level" in given else None,
                source=given.get("source", "prose"),
            )
        )

    def _relation(self, kind: RelationKind, subject: str, given: dict[str, str]) -> None:
        name, _, equation = subject.partition(":")
        start = self.figures.position
        items: tuple[str, ...] = ()
        parts = [part.strip() for part in _OPERATORS.split(f" {equation.strip()} ".strip())]
        if kind is RelationKind.COUNT_LIST:
            items = tuple(parts[1].split("、"))
            parts = parts[:1]
        operands = [self._operand(part) for part in parts]
        result = None if kind in _WITHOUT_RESULT else operands.pop()
        self.relations.append(
            Relation(
                ordinal=len(self.relations),
                kind=kind,
                subject=name.strip(),
                operands=tuple(operands),
                result=result,
                items=items,
                exhaustive="partial" not in given,
                declining="declining" in given,
                certainty=0.5 if "uncertain" in given else 1.0,
                span=Span(start=start, end=max(self.figures.position, start + 1)),
                note=given.get("note", ""),
            )
        )

    def _operand(self, text: str) -> Operand:
        name, _, printed = text.rpartition(" ")
        return Operand(name=name.strip(), quantity=self.figures.quantity(printed or text))

    def _metric(self, subject: str, given: dict[str, str]) -> None:
        kind, _, rest = subject.partition(" ")
        name, _, printed = rest.partition(":")
        self.metrics.append(
            Metric(
                ordinal=len(self.metrics),
                name=name.strip(),
                kind=MetricKind(kind),
                quantity=self.figures.quantity(printed.strip()),
                subject=given.get("subject", ""),
                period=given.get("period", ""),
                comparison=given.get("comparison", ""),
                scope=given.get("scope", ""),
                quote=given.get("quote", ""),
            )
        )

    def _fault(self, subject: str, given: dict[str, str]) -> None:
        kind, _, detail = subject.partition(" ")
        self.faults.append(ReadingFault(kind=kind, detail=detail, page=int(given.get("page", "1"))))

    def _objective(self, subject: str, given: dict[str, str]) -> None:
        planned, achieved = self.figures.printed(subject), self.figures.printed(given.get("achieved", ""))
        self.objectives.append(Objective(ordinal=len(self.objectives), planned=planned, achieved=achieved))

    def _explain(self, kind: str, subject: str) -> None:
        span = self.figures.take(subject)
        self.explanations.append(Explanation(ordinal=len(self.explanations), kind=kind, text=subject, span=span))

    def _section(self, subject: str, given: dict[str, str]) -> None:
        span = self.figures.take(subject)
        self.sections.append(
            Section(
                ordinal=len(self.sections),
                level=int(given.get("level", "1")),
                number=given.get("number", ""),
                title=subject,
                parent=None,
                run_in=False,
                heading=span,
                span=span,
            )
        )

    def _fact(self, subject: str, given: dict[str, str]) -> None:
        name, _, told = subject.partition(" ")
        match name:
            case "year":
                self.year = int(told)
            case "kind":
                self.kind = ReportKind(told)
            case "scheme":
                self.scheme = told
            case "title":
                self.title = told
            case _:
                raise BadSpecimen(f"{name!r} is no fact of the notation")


def _field(entry: str) -> tuple[str, str]:
    name, _, told = entry.partition(" ")
    return name, told.strip()


def _direction(target: str) -> Direction:
    if target.startswith(("≤", "<", "不超过")):
        return Direction.LOWER
    return Direction.EXACT if target.startswith("=") else Direction.HIGHER


__all__ = ["BadSpecimen", "specimen"]
