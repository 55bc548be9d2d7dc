"""What the builders of rules share: the points at hand, the packs, the rates in play, and the remarks on the text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from extractor.model.criteria import Alt, Expr, Hole, NumFact, Reading, Rule
from extractor.packs import Packs
from extractor.packs.patterns import Pattern
from extractor.recognition.criteria import expressions
from extractor.recognition.criteria.clauses import Definition
from extractor.recognition.criteria.conditions import Range

OWN_RATE = "完成率"
RATE_UNITS = ("", "%", "百分点", "个百分点")


@dataclass(slots=True, kw_only=True)
class Workshop:
    """State of one compilation. `points` are those of the whole indicator, None where unknown."""

    packs: Packs
    points: Decimal | None
    definitions: list[Definition] = field(default_factory=list)
    subject: str = ""
    rates: list[str] = field(default_factory=list)
    remarks: set[str] = field(default_factory=set)
    leftovers: list[str] = field(default_factory=list)

    def word(self, name: str) -> Pattern:
        """A pattern of `criteria/words`."""
        return self.packs.patterns.get("criteria/words", name)

    def rate(self, subject: str) -> NumFact:
        """The number that a subject stands for: itself, or the one defined rate where the word is generic."""
        subject = subject.strip("\"'的，：")
        if self.word("generic-subject").search(subject):
            subject = self.definitions[0].name if len(self.definitions) == 1 else self.subject or OWN_RATE
        else:
            subject = self._same_rate(subject)
            self.subject = subject
        return expressions.rate(subject, self._definition(subject))

    def number(self, found: Range) -> NumFact:
        """The number that a range speaks of: a rate in per cent, or an amount in its own unit."""
        if found.unit in RATE_UNITS and (found.unit or self._is_rate(found.subject)):
            return self.rate(found.subject)
        name = found.subject or f"数量（{found.unit}）"
        return NumFact(name=name, unit=found.unit, domain=expressions.RATE_DOMAIN)

    def _is_rate(self, subject: str) -> bool:
        generic = self.word("generic-subject").search(subject) is not None
        return generic or expressions.RATE_NAME.search(subject) is not None

    def _same_rate(self, subject: str) -> str:
        """实际完成率 is the 完成率 that was named before."""
        for known in self.rates:
            longer, shorter = (subject, known) if len(subject) > len(known) else (known, subject)
            if longer.endswith(shorter) and self.word("same-rate-prefix").search(longer[: -len(shorter)]):
                return known
        self.rates.append(subject)
        return subject

    def _definition(self, name: str) -> Expr | None:
        same = [
            entry
            for entry in self.definitions
            if entry.name == name or entry.name.endswith(name) or name.endswith(entry.name)
        ]
        return same[0].expr if len(same) == 1 else None

    def unread(self, text: str) -> None:
        """Keep a piece of text that was not understood."""
        self.leftovers.append(text)

    def mark(self) -> int:
        """How many leftovers there are; to see whether a part added some."""
        return len(self.leftovers)


def alternatives(named: Iterator[tuple[str, Rule]] | list[tuple[str, Rule]]) -> Rule:
    """The union of readings; a single one stands for itself."""
    readings: list[Reading] = []
    for name, rule in named:
        if all(rule != reading.rule for reading in readings):
            readings.append(Reading(name=name, rule=rule))
    return readings[0].rule if len(readings) == 1 else Alt(readings=tuple(readings))


def widened(rule: Rule, why: str) -> Rule:
    """`rule` as far as it was read, or anything: the unread part may change it."""
    if isinstance(rule, Hole):
        return rule
    return Alt(readings=(Reading(name="as_read", rule=rule), Reading(name="unread", rule=Hole(why=why))))
