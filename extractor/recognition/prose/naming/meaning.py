"""The meaning of each quantity of a paragraph: name, kind, period, comparison and scope, from the words around it."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from extractor.model.claims import MetricKind
from extractor.model.quantities import Dimension, Quantity, Unit
from extractor.model.records import quickly_made
from extractor.packs.numbers import NumberWords
from extractor.recognition.numbers import FoundQuantity, NumberScan
from extractor.recognition.prose.naming.bare import in_unit, stated_quantity
from extractor.recognition.prose.naming.changes import ChangeReader
from extractor.recognition.prose.naming.earlier import EarlierClauses, join_overlapping
from extractor.recognition.prose.naming.labels import Context, Name, name_of
from extractor.recognition.prose.naming.lists import listed_names
from extractor.recognition.prose.naming.memory import Change, Parts, SentenceMemory
from extractor.recognition.prose.naming.numbered import SENTENCE_ENDS, NumberedText
from extractor.recognition.prose.naming.suffixes import counted
from extractor.recognition.prose.naming.surroundings import Surroundings, qualifiers, surroundings
from extractor.recognition.prose.naming.wordlists import LabelPatterns

_SELF = ("本部门", "本单位", "我局", "本级", "该项目", "本项目")
CHANGE_AMOUNT, CHANGE_RATE = "增减额", "增减率"
_BASE = "上年基数"
# 完成预算 90 万元的 98%: the number is what the next one is a share of.
_OF = "的"


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What one quantity means. `start` and `end` are places in the paragraph's view, `clause` those of its quote."""

    quantity: Quantity
    name: str
    kind: MetricKind
    period: str = ""
    comparison: str = ""
    scope: str = ""
    subject: str = ""
    start: int
    end: int
    clause: tuple[int, int]
    rank: str = ""


@dataclass(frozen=True, slots=True)
class _End:
    name: str
    period: str
    comparison: str


class ParagraphReader:
    """Reads the quantities of one paragraph in order; remembers what the sentence is about."""

    def __init__(
        self,
        text: str,
        scan: NumberScan,
        patterns: LabelPatterns,
        words: NumberWords,
        fiscal_year: int | None,
        heading: str = "",
        money: Unit | None = None,
    ) -> None:
        self._heading = heading
        self._money = money
        self._subjects = (
            [(match.start(), match["subject"]) for match in patterns.by_name["named_subject"].finditer(text)]
            if patterns.search("named_subject", text)
            else []
        )
        self._text = text
        self._found = scan.quantities
        self._patterns = patterns
        self._words = words
        self._year = fiscal_year
        self._line = NumberedText(text, scan)
        self._home = str(fiscal_year) if fiscal_year else ""
        self._memory = SentenceMemory(self._line)
        self._parts = Parts(patterns)
        self._changes = ChangeReader(text, scan.quantities, self._line, patterns)
        self._earlier = EarlierClauses(text, self._line, patterns)
        self._inside = qualifiers(text, scan.quantities)

    def read(self) -> tuple[list[Meaning], list[FoundQuantity]]:
        """The meanings, and the quantities that are no measures (bare numbers without a name)."""
        meanings: list[Meaning] = []
        unplaced: list[FoundQuantity] = []
        for index, found in enumerate(self._found):
            meaning = self._meaning(found, index)
            if meaning is None:
                unplaced.append(found)
            else:
                meanings.append(meaning)
        return meanings, unplaced

    def _meaning(self, found: FoundQuantity, index: int) -> Meaning | None:
        memory = self._memory
        memory.enter(found.start)
        around = surroundings(self._text, self._found, index, self._patterns, self._inside)
        clause = (around.start, min(around.end, len(self._text)))
        topic = self._topic_before(found.start)
        change = self._changes.read(index, memory, topic)
        if change is not None:
            memory.remember_change(change, index)
            if memory.amount_quantity is not None:
                self._open_parts(memory.amount, found, memory.amount_quantity)
            return self._changed(found, change, clause)
        if self._patterns.has("base_value", around.left):
            memory.base, memory.based = self._patterns.starts("inline_base", around.left), index
            return self._base_value(found, clause)
        label = self._label(found, around, topic)
        ends = self._from_to(found, around)
        own = self._distributed(index)
        name = own or (ends.name if ends else label.text)
        quantity = found.quantity
        if quantity.unit.dimension is Dimension.NONE:
            stated = stated_quantity(quantity, around, name, self._patterns, self._words, self._money)
            if stated is None:
                return None
            quantity = stated
        scope = self._scope(found, quantity, index)
        if index not in self._inside:
            # What a list shares is what a sum after it is about: 甲、乙分别为 1 人、2 人，共 3 人.
            named = (label.own or ends is not None) and not scope
            of = around.right == _OF and around.open_end
            whole = self._patterns.strip_tail(self._patterns.strip_lead(around.left)) if of else ""
            memory.remember(label.text if own else name, named, found, quantity, whole)
            self._open_parts(name, found, quantity)
        return Meaning(
            quantity=quantity,
            name=name,
            kind=_kind(quantity),
            period=(ends.period if ends else "") or self._line.year(found.start, self._home),
            comparison=ends.comparison if ends else "",
            scope=scope,
            subject=self._subject(around.left, name, found.start),
            start=found.start,
            end=found.end,
            clause=clause,
        )

    def _label(self, found: FoundQuantity, around: Surroundings, topic: str) -> Name:
        """The name of a number from its words, joined with the clause before where they share a word."""
        memory = self._memory
        thing = self._earlier.thing(around.start, memory.half_start)
        context = Context(
            topic=memory.topic,
            topic_symbol=memory.topic_symbol,
            subject=topic,
            thing=thing,
            before=memory.previous,
            amount=memory.amount,
            whole=memory.whole,
            dimension_before=memory.previous_dimension,
        )
        label = name_of(found, around, context, self._patterns)
        joined = join_overlapping(thing, label.text) if label.own else ""
        if joined:
            return Name(joined, own=True)
        whole = self._patterns.starts("part_of_department", memory.previous)
        is_money = found.quantity.unit.dimension is Dimension.MONEY
        if whole and is_money and self._patterns.has("generic_name", label.text):
            return Name(whole + label.text, own=True)
        return label

    def _scope(self, found: FoundQuantity, quantity: Quantity, index: int) -> str:
        if index in self._inside:
            return ""
        earlier = index - 1
        while earlier in self._inside:
            earlier -= 1
        before = self._text[self._found[earlier].end : found.start] if earlier >= 0 else ""
        return self._parts.scope_of(quantity, before, self._line.last(SENTENCE_ENDS, found.start))

    def _open_parts(self, name: str, found: FoundQuantity, quantity: Quantity) -> None:
        if quantity.unit.dimension is Dimension.SHARE and self._memory.amount_quantity is not None:
            name, quantity = self._memory.amount, self._memory.amount_quantity
        self._parts.note(name, quantity, self._text[found.end : found.end + 6])

    def _from_to(self, found: FoundQuantity, around: Surroundings) -> _End | None:
        """The two values of a change told from one to the other, and distances in percentage points."""
        by_name = self._patterns.by_name
        if around.joined and self._patterns.starts("to_value", around.left):
            return _End(self._memory.previous, "", around.left)
        if found.quantity.unit.dimension is Dimension.SHARE_POINTS:
            ahead = by_name["ahead"].search(around.left)
            if ahead is not None:
                subject = self._patterns.strip_lead(ahead["subject"]) or self._last_told()
                return _End(subject + ahead["against"], "", ahead["against"])
        start = self._patterns.search("from_value", around.left)
        if start is None or not regex.match(r"[\p{Han}]{1,6}[到至为]", around.right):
            return None
        year = str(self._year - 1) if self._year and self._patterns.starts("last_year", start["base"]) else ""
        return _End(self._patterns.strip_lead(start["name"]) or self._last_told(), year, "")

    def _last_told(self) -> str:
        """What the sentence speaks of: what the last change was a change of, or its topic."""
        memory = self._memory
        return memory.change.subject if memory.change is not None and not memory.level_since else memory.topic

    def _distributed(self, index: int) -> str:
        """The name of a number in 甲、乙、丙分别为 1、2、3: its place in the list before 分别."""
        first, last = self._line.run(index)
        if first == last:
            return ""
        limit = max(self._found[first - 1].end if first else 0, self._found[first].start - 80)
        context = self._text[limit : self._found[first].start]
        match = self._patterns.by_name["respectively"].search(context)
        if match is None:
            return ""
        listed = regex.split(r"[，,。；;：:]", context[: match.start()])[-1]
        names = listed_names(self._patterns.strip_lead(listed))
        if len(names) != last - first + 1:
            return ""
        return counted(self._found[index].quantity, names[index - first], self._patterns)

    def _topic_before(self, position: int) -> str:
        """What the sentence has been about: the last name, or the subject of the clause before."""
        memory = self._memory
        if memory.topic:
            return memory.topic
        if memory.change is not None:
            return memory.change.subject
        return self._earlier.subject(position, memory.half_start)

    def _changed(self, found: FoundQuantity, change: Change, clause: tuple[int, int]) -> Meaning:
        rate = found.quantity.unit.dimension in (Dimension.SHARE, Dimension.SHARE_POINTS, Dimension.MULTIPLE)
        return Meaning(
            quantity=found.quantity,
            name=change.subject + (CHANGE_RATE if rate else CHANGE_AMOUNT),
            kind=MetricKind.CHANGE_RATE if rate else MetricKind.CHANGE,
            period=self._line.year(found.start, self._home),
            comparison=change.base + change.word,
            scope=self._parts.changed(self._line.last(SENTENCE_ENDS, found.start)),
            subject=self._subject("", change.subject, found.start),
            start=found.start,
            end=found.end,
            clause=clause,
        )

    def _base_value(self, found: FoundQuantity, clause: tuple[int, int]) -> Meaning:
        quantity = found.quantity
        memory = self._memory
        subject = memory.previous
        if memory.change is not None and not memory.level_since:
            subject = memory.change.subject
        told = regex.search(r"(?:19|20)\d{2}", memory.base) if memory.based >= 0 else None
        before = str(self._year - 1) if self._year else ""
        if quantity.unit.dimension is Dimension.NONE and memory.unit is not None:
            quantity = in_unit(quantity, memory.unit)
        return Meaning(
            quantity=quantity,
            name=subject + _BASE,
            kind=_kind(quantity),
            period=told.group() if told else before,
            start=found.start,
            end=found.end,
            clause=clause,
        )

    def _subject(self, left: str, name: str, position: int) -> str:
        """Whom or what a number is about: a project named in the sentence, the heading of the paragraph, 本部门."""
        if self._subjects:
            sentence = self._line.last(SENTENCE_ENDS, position)
            for start, subject in self._subjects:
                if sentence < start < position:
                    return subject
        if self._heading and self._patterns.has("generic_name", name):
            return self._heading
        if not left:
            return ""
        for word in _SELF:
            if word in left:
                return word
        agency = self._patterns.search("agency_lead", self._patterns.strip_lead(left))
        return agency["agency"] if agency else ""


def _kind(quantity: Quantity) -> MetricKind:
    match quantity.unit.dimension:
        case Dimension.MONEY:
            return MetricKind.AMOUNT
        case Dimension.SHARE | Dimension.SHARE_POINTS | Dimension.MULTIPLE:
            return MetricKind.RATE
        case Dimension.DURATION:
            return MetricKind.DURATION
        case Dimension.SCORE:
            return MetricKind.SCORE
        case Dimension.COMPOUND if quantity.unit.symbol.startswith("元"):
            return MetricKind.AMOUNT
        case _:
            return MetricKind.COUNT
