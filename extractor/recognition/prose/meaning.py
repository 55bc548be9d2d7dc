"""The meaning of each quantity of a paragraph: name, kind, period, comparison and scope, from the words around it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

import regex

from extractor.model.quantities import Dimension, Quantity, Unit
from extractor.model.report import MetricKind
from extractor.packs.numbers import NumberWords
from extractor.recognition.numbers import FoundQuantity, NumberScan
from extractor.recognition.prose.labels import Context, LabelPatterns, Surroundings, name_of, surroundings
from extractor.recognition.prose.numbered import SENTENCE_ENDS, NumberedText

_HALF_SENTENCE_ENDS = "；;" + SENTENCE_ENDS
_LONGEST_CHANGE = 60
_SHARES = ("占比", "比例", "比重")
_SELF = ("本部门", "本单位", "我局", "本级", "该项目", "本项目")
_CHANGE_AMOUNT, _CHANGE_RATE, _BASE = "增减额", "增减率", "上年基数"


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
class _Change:
    subject: str
    base: str
    word: str


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
    ) -> None:
        self._heading = heading
        self._subjects = [
            (match.start(), match["subject"]) for match in patterns.by_name["named_subject"].finditer(text)
        ]
        self._text = text
        self._scan = scan
        self._patterns = patterns
        self._words = words
        self._year = fiscal_year
        self._line = NumberedText(text, scan)
        self._home = str(fiscal_year) if fiscal_year else ""
        self._topic = ""
        self._previous = ""
        self._names: list[str] = []
        self._topic_place = -1
        self._half_start = -1
        self._change: _Change | None = None
        self._unit: Unit | None = None
        self._whole = ""
        self._amount = ""

    def read(self) -> tuple[list[Meaning], list[FoundQuantity]]:
        """The meanings, and the quantities that are no measures (bare numbers without a name)."""
        meanings: list[Meaning] = []
        unplaced: list[FoundQuantity] = []
        for index, found in enumerate(self._scan.quantities):
            meaning = self._meaning(found, index)
            if meaning is None:
                unplaced.append(found)
            else:
                meanings.append(meaning)
        return meanings, unplaced

    def _meaning(self, found: FoundQuantity, index: int) -> Meaning | None:
        self._enter(found.start)
        around = surroundings(self._text, self._scan.quantities, index, self._patterns)
        clause = (around.start, min(around.end, len(self._text)))
        change = self._read_change(found, index)
        if change is not None:
            return self._changed(found, change, clause)
        if self._patterns.has("base_value", around.left):
            return self._base_value(found, clause)
        label = name_of(found, around, self._context(found, index), self._patterns)
        ends = self._from_to(found, around)
        own = self._distributed(index)
        name = own or (ends.name if ends else label.text)
        quantity = found.quantity
        if quantity.unit.dimension is Dimension.NONE:
            stated = self._bare(found, around, name)
            if stated is None:
                return None
            quantity = stated
        # What a list shares is what a sum after it is about: 甲、乙分别为 1 人、2 人，共 3 人.
        self._remember(label.text if own else name, label.own or ends is not None, found, quantity)
        return Meaning(
            quantity=quantity,
            name=name,
            kind=_kind(quantity),
            period=(ends.period if ends else "") or self._line.year(found.start, self._home),
            comparison=ends.comparison if ends else "",
            scope=self._scope(),
            subject=self._subject(around.left, name, found.start),
            start=found.start,
            end=found.end,
            clause=clause,
        )

    def _context(self, found: FoundQuantity, index: int) -> Context:
        before = self._scan.quantities[index - 1].quantity.unit.dimension if index else Dimension.NONE
        return Context(
            topic=self._topic,
            subject=self._topic_before(found.start),
            before=self._previous,
            counted_before=before in (Dimension.COUNT, Dimension.NONE),
        )

    def _from_to(self, found: FoundQuantity, around: Surroundings) -> _End | None:
        """The two values of a change told from one to the other, and distances in percentage points."""
        by_name = self._patterns.by_name
        if around.joined and self._patterns.starts("to_value", around.left):
            return _End(self._previous, "", around.left)
        if found.quantity.unit.dimension is Dimension.SHARE_POINTS:
            ahead = by_name["ahead"].search(around.left)
            if ahead is not None:
                subject = self._patterns.strip_lead(ahead["subject"]) or self._topic
                return _End(subject + ahead["against"], "", ahead["against"])
        start = by_name["from_value"].search(around.left)
        if start is None or not regex.match(r"[\p{Han}]{1,6}[到至为]", around.right):
            return None
        year = str(self._year - 1) if self._year and self._patterns.starts("last_year", start["base"]) else ""
        return _End(self._patterns.strip_lead(start["name"]) or self._topic, year, "")

    def _distributed(self, index: int) -> str:
        """The name of a number in 甲、乙、丙分别为 1、2、3: its place in the list before 分别."""
        quantities = self._scan.quantities
        first, last = self._line.run(index)
        if first == last:
            return ""
        limit = max(quantities[first - 1].end if first else 0, quantities[first].start - 80)
        context = self._text[limit : quantities[first].start]
        match = self._patterns.by_name["respectively"].search(context)
        if match is None:
            return ""
        listed = regex.split(r"[，,。；;：:]", context[: match.start()])[-1]
        names = _listed(self._patterns.strip_lead(listed))
        return names[index - first] if len(names) == last - first + 1 else ""

    def _enter(self, position: int) -> None:
        """Forget what belonged to an earlier sentence."""
        half = self._line.last(_HALF_SENTENCE_ENDS, position)
        if half != self._half_start:
            self._half_start = half
            self._change, self._topic, self._previous = None, "", ""
            self._names.clear()
        sentence = self._line.last(SENTENCE_ENDS, position)
        if self._topic_place < sentence:
            self._topic, self._previous, self._whole, self._amount, self._unit = "", "", "", "", None
            self._names.clear()
            self._topic_place = sentence

    def _remember(self, name: str, own: bool, found: FoundQuantity, quantity: Quantity) -> None:
        self._previous, self._unit, self._topic_place = name, quantity.unit, found.start
        self._names.append(name)
        if own or not self._topic:
            self._topic = name
        if self._patterns.by_name["scope_head"].match_start(self._text[found.end :].lstrip("，,；;。：:")[:4]):
            self._whole = self._amount if quantity.unit.dimension is Dimension.SHARE else name
        if quantity.unit.dimension is not Dimension.SHARE:
            self._amount = name

    def _topic_before(self, position: int) -> str:
        """What the sentence has been about: the last name, or the subject of the clause before."""
        if self._topic:
            return self._topic
        clause_end = self._line.last("，,；;：:", position)
        if clause_end <= self._half_start:
            return ""
        start = self._line.last("，,；;：:。！？", clause_end) + 1
        subject = self._patterns.strip_lead(self._text[start:clause_end])
        return self._patterns.starts("counted_noun", subject)

    def _read_change(self, found: FoundQuantity, index: int) -> _Change | None:
        before = self._scan.quantities[index - 1].end if index else 0
        limit = max(before, self._half_start + 1, found.start - _LONGEST_CHANGE)
        context = self._text[limit : found.start]
        match = self._patterns.by_name["change"].search(context)
        if match is None and self._change is not None and self._split_change(index) and self._same_kind(index):
            subject = self._split_subject(index)
            return _Change(subject, self._change.base, self._change.word) if subject else None
        if match is None:
            return None
        base = match["base"] or ""
        if not base and self._change is not None:
            base = self._change.base
        lead = context[: match.start()].rsplit("，", 1)[-1].rsplit("、", 1)[-1]
        subject = self._patterns.strip_lead(lead)
        if "分别" in match.group() or self._split_change(index):
            subject = self._split_subject(index) or subject
        ending = self._patterns.by_name["change_end"].search(subject)
        subject = subject[: ending.start()] if ending is not None else subject
        if not subject and self._change is not None:
            subject = self._change.subject
        if self._previous.endswith(_SHARES):
            # 收入 5 万元，占总额的 20%，增长 3%: what grew is the amount.
            subject = subject or self._amount
        return _Change(subject or self._previous or self._topic_before(found.start), base, match["word"])

    def _same_kind(self, index: int) -> bool:
        quantities = self._scan.quantities
        return quantities[index - 1].quantity.unit.dimension is quantities[index].quantity.unit.dimension

    def _split_change(self, index: int) -> bool:
        """Whether this number continues a 分别增长 1%和 2% that the number before began."""
        return index > 0 and self._line.joined(index - 1)

    def _split_subject(self, index: int) -> str:
        """The subject of one of several changes told together: the names before them, in order."""
        first, last = self._line.run(index)
        names = self._names[-(last - first + 1) :] if last > first else []
        return names[index - first] if len(names) == last - first + 1 else ""

    def _changed(self, found: FoundQuantity, change: _Change, clause: tuple[int, int]) -> Meaning:
        self._change = change
        rate = found.quantity.unit.dimension in (Dimension.SHARE, Dimension.SHARE_POINTS, Dimension.MULTIPLE)
        return Meaning(
            quantity=found.quantity,
            name=change.subject + (_CHANGE_RATE if rate else _CHANGE_AMOUNT),
            kind=MetricKind.CHANGE_RATE if rate else MetricKind.CHANGE,
            period=self._line.year(found.start, self._home),
            comparison=change.base + change.word,
            scope=self._scope(),
            subject=self._subject("", change.subject, found.start),
            start=found.start,
            end=found.end,
            clause=clause,
        )

    def _base_value(self, found: FoundQuantity, clause: tuple[int, int]) -> Meaning:
        quantity = found.quantity
        subject = self._change.subject if self._change is not None else self._previous
        if quantity.unit.dimension is Dimension.NONE and self._unit is not None:
            quantity = replace(quantity, unit=replace(self._unit, text="", factor=Decimal(1)))
        return Meaning(
            quantity=quantity,
            name=subject + _BASE,
            kind=_kind(quantity),
            period=str(self._year - 1) if self._year else "",
            start=found.start,
            end=found.end,
            clause=clause,
        )

    def _bare(self, found: FoundQuantity, around: Surroundings, name: str) -> Quantity | None:
        """A number without unit where the words state a value; None where it may be anything."""
        quantity = found.quantity
        by_name = self._patterns.by_name
        if quantity.unit.text and quantity.value is not None:
            if by_name["money_label"].search(name) is not None:
                return replace(quantity, unit=replace(self._words.units["元"].unit, text=quantity.unit.text))
            return quantity if name else None
        states = by_name["states_bare"].search(around.left) is not None
        # Zero is 0 %; any other bare number may be a share of one or of a hundred.
        if quantity.value == 0 and by_name["rate_label"].search(name) is not None:
            return replace(quantity, unit=replace(self._words.units["%"].unit, text=""))
        if states and name:
            return quantity
        noun = self._patterns.starts("counted_noun", around.right)
        if noun and (
            by_name["open_verb"].search(around.left) is not None or by_name["noun_ending"].search(noun) is not None
        ):
            return quantity
        return None

    def _subject(self, left: str, name: str, position: int) -> str:
        """Whom or what a number is about: a project named in the sentence, the heading of the paragraph, 本部门."""
        sentence = self._line.last(SENTENCE_ENDS, position)
        named = next((subject for start, subject in self._subjects if sentence < start < position), "")
        if named:
            return named
        if self._heading and self._patterns.has("generic_name", name):
            return self._heading
        return next((word for word in _SELF if word in left), "")

    def _scope(self) -> str:
        return f"其中：{self._whole}" if self._whole else ""


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


def _listed(text: str) -> list[str]:
    """The names of 参加养老、失业、工伤保险: what the first item begins with and the last one ends with is shared."""
    items = [item for item in regex.split(r"、|和|及|与", text) if item]
    if len(items) < 2:
        return items
    shortest = min(len(item) for item in items)
    first, last = items[0], items[-1]
    lead = first[:-shortest] if len(first) > shortest + 1 and len(items[1]) <= shortest + 1 else ""
    tail = last[shortest:] if len(last) > shortest + 1 and len(items[-2]) <= shortest + 1 else ""
    middle = [item if item.endswith(tail) else item + tail for item in items]
    return [item if item.startswith(lead) else lead + item for item in middle]
