"""What every check looks at: the report with its tree of rows, the re-scored rows, the rules and word lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from extractor.model.claims import Relation
from extractor.model.quantities import Quantity
from extractor.model.report import Indicator, Report, score_precision
from extractor.model.views import view
from extractor.packs import Packs
from extractor.packs.rules import RuleBook
from extractor.rescoring.results import RowResult

CERTAIN = 0.8
_CONCEPTS = "rules/concepts"
COUNTING_ROLES = frozenset({"leaf", "budget"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """One report, ready for its checks. `children` holds, for each indicator, the indices of its direct children."""

    report: Report
    packs: Packs
    rows: tuple[RowResult, ...]
    children: tuple[tuple[int, ...], ...]
    place: Decimal

    @property
    def rules(self) -> RuleBook:
        """The rules of the packs."""
        return self.packs.rules

    @property
    def claims(self) -> tuple[Relation, ...]:
        """The relations that the report states in words; those that only the figures make hold by themselves."""
        return tuple(relation for relation in self.report.relations if not relation.proven)

    def speaks_of(self, concept: str, text: str) -> bool:
        """Whether `text` names what the pack `rules/concepts` lists under `concept`."""
        return self.packs.patterns.get(_CONCEPTS, concept).search(view(text).text) is not None

    def is_bonus(self, index: int) -> bool:
        """Whether a row gives extra points: 加分项."""
        return "分" in self.path(index) and self.speaks_of("bonus", self.path(index))

    def leaves(self) -> Iterator[tuple[int, Indicator]]:
        """The rows that count in sums, with their indices: leaves and the execution row."""
        for index, indicator in enumerate(self.report.indicators):
            if indicator.role in COUNTING_ROLES:
                yield index, indicator

    def descendants(self, index: int) -> tuple[int, ...]:
        """All counting rows below an indicator; a tree that loops ends."""
        found: list[int] = []
        seen = {index}
        waiting = list(self.children[index])
        while waiting:
            child = waiting.pop(0)
            if child in seen:
                continue
            seen.add(child)
            if self.report.indicators[child].role in COUNTING_ROLES:
                found.append(child)
            waiting.extend(self.children[child])
        return tuple(sorted(found))

    def path(self, index: int) -> str:
        """The name of a row with those of its parents, for people: 产出指标/数量指标/培训人次."""
        names: list[str] = []
        seen: set[int] = set()
        place: int | None = index
        while place is not None and place not in seen:
            seen.add(place)
            indicator = self.report.indicators[place]
            names.append(indicator.name)
            place = indicator.parent
        return "/".join(reversed([name for name in names if name]))


def build_context(report: Report, packs: Packs, rows: tuple[RowResult, ...]) -> Context:
    """The context of a report; parents that point nowhere, or at the row itself, are ignored."""
    children: list[list[int]] = [[] for _ in report.indicators]
    for index, indicator in enumerate(report.indicators):
        parent = indicator.parent
        if parent is not None and 0 <= parent < len(children) and parent != index:
            children[parent].append(index)
    return Context(
        report=report,
        packs=packs,
        rows=rows,
        children=tuple(tuple(found) for found in children),
        place=score_precision(report),
    )


def value(quantity: Quantity | None) -> Decimal | None:
    """The printed value, if there is a comparable one."""
    return None if quantity is None else quantity.value
