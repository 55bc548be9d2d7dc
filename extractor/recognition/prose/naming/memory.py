"""What a sentence has said so far: what it counts, what it compares, and which number's parts it lists."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from extractor.model.quantities import Dimension, Quantity, Unit
from extractor.model.records import quickly_made
from extractor.recognition.numbers import FoundQuantity
from extractor.recognition.prose.naming.numbered import SENTENCE_ENDS, NumberedText
from extractor.recognition.prose.naming.wordlists import LabelPatterns

_HALF_SENTENCE_ENDS = "；;" + SENTENCE_ENDS
_RATES = (Dimension.SHARE, Dimension.SHARE_POINTS, Dimension.MULTIPLE)


@quickly_made
@dataclass(frozen=True, slots=True)
class Change:
    """A change that was told: of what, against which base, and the word of direction."""

    subject: str
    base: str
    word: str


@dataclass(slots=True)
class SentenceMemory:
    """The memory of a reader of one paragraph; `enter` forgets what belonged to earlier sentences.

    `topic` is the last thing counted under a name of its own, `previous` the name of the last number, `amount` that of
    the last one that is no rate, `earlier_amount` the same of the sentence before, `whole` the words of a last number
    that the next is a share of, `names` all of this half-sentence. `change` is the last change told, by the number
    `changed`; `shared` are the subjects of several changes told together; `level_since` says that a number that is no
    change stands between. `base` are the words of a base that number `based` told.
    """

    line: NumberedText
    topic: str = ""
    topic_symbol: str = ""
    previous: str = ""
    previous_dimension: Dimension = Dimension.NONE
    amount: str = ""
    amount_quantity: Quantity | None = None
    unit: Unit | None = None
    names: list[str] = field(default_factory=list)
    change: Change | None = None
    changed: int = -2
    level_since: bool = False
    base: str = ""
    based: int = -2
    earlier_amount: str = ""
    earlier_quantity: Quantity | None = None
    shared: list[str] = field(default_factory=list)
    whole: str = ""
    half_start: int = -1
    _place: int = -1
    _bracket: int = -1
    _before_bracket: tuple[str, str, str, Dimension, str, Quantity | None] | None = None

    def enter(self, position: int) -> None:
        """Forget what belonged to an earlier sentence or half-sentence, or to a bracket that has closed."""
        if self._before_bracket is not None and position > self._bracket:
            self._leave_bracket()
        half = self.line.last(_HALF_SENTENCE_ENDS, position)
        if half != self.half_start:
            self.half_start = half
            self._forget()
        sentence = self.line.last(SENTENCE_ENDS, position)
        if self._place < sentence:
            self._forget()
            self.earlier_amount, self.earlier_quantity = self.amount, self.amount_quantity
            self.amount, self.amount_quantity, self.unit = "", None, None
            self._place = sentence

    def _forget(self) -> None:
        self._before_bracket = None
        self.change, self.topic, self.topic_symbol, self.previous = None, "", "", ""
        self.previous_dimension = Dimension.NONE
        self.names.clear()

    def remember(self, name: str, own: bool, found: FoundQuantity, quantity: Quantity, whole: str = "") -> None:
        """Take in the name of a number that is no change; `whole` are its words where the next is a share of it."""
        self.whole = whole
        self._enter_bracket(found.start)
        self.previous, self.unit, self._place = name, quantity.unit, found.start
        self.previous_dimension = quantity.unit.dimension
        self.level_since = True
        self.names.append(name)
        if own or not self.topic:
            self.topic, self.topic_symbol = name, quantity.unit.symbol
        if quantity.unit.dimension not in _RATES and not whole:
            self.amount, self.amount_quantity = name, quantity

    def _enter_bracket(self, position: int) -> None:
        """Keep what the sentence is about while a bracket tells something aside (6,380 件（含旧存 214 件）)."""
        if self._before_bracket is None and self.previous:
            self._bracket = self.line.bracket_end(position)
            if self._bracket >= 0:
                self._before_bracket = (
                    self.topic,
                    self.topic_symbol,
                    self.previous,
                    self.previous_dimension,
                    self.amount,
                    self.amount_quantity,
                )

    def _leave_bracket(self) -> None:
        if self._before_bracket is not None:
            self.topic, self.topic_symbol, self.previous = self._before_bracket[:3]
            self.previous_dimension, self.amount, self.amount_quantity = self._before_bracket[3:]
            self._before_bracket = None

    def recall(self) -> None:
        """Go on about the amount of the sentence before."""
        self.amount, self.amount_quantity = self.earlier_amount, self.earlier_quantity

    def remember_change(self, change: Change, index: int) -> None:
        """Take in a change that number `index` told."""
        self.change, self.changed, self.level_since = change, index, False


@dataclass(slots=True)
class Parts:
    """Which number's parts are being listed: the number before 其中, until its unit, or its amount, is used up."""

    patterns: LabelPatterns
    whole: str = ""
    _unit: Unit | None = None
    _left: Decimal | None = None
    _listed: bool = False
    _first: bool = False
    _inside: bool = False
    _goes_on: bool = False
    _line: int = -1

    def scope_of(self, quantity: Quantity, before: str, sentence: int) -> str:
        """What `quantity` is a part of; `before` are the words between the number before and this one."""
        if self._line != sentence:
            self.whole, self._line = self.whole if self._goes_on else "", sentence
            self._goes_on = False
        if not self.whole:
            return ""
        self._inside = self._belongs(quantity, before)
        self._first = False
        return f"其中：{self.whole}" if self._inside else ""

    def _belongs(self, quantity: Quantity, before: str) -> bool:
        if self._first:
            same = self._unit is not None and quantity.unit.symbol == self._unit.symbol
            if not same and quantity.unit.dimension not in _RATES:
                # 罚款 5 万元，其中大案 4 件: it is the cases that are listed.
                self._unit, self._left = quantity.unit, None
            self._use_up(quantity)
            return True
        if quantity.unit.dimension in _RATES:
            return self._inside and self.patterns.has("told_of_before", before)
        if self._unit is not None and quantity.unit.symbol == self._unit.symbol:
            if self._fits(quantity) or (not self._used_up and before.startswith(("、", "和", "及"))):
                self._use_up(quantity)
                return True
            self.whole = ""
            return False
        if before.startswith(("；", ";")) and not self._listed:
            # A half-sentence that begins with something else ends the list.
            self.whole = ""
        return self._inside and before.startswith(("、", "和", "及"))

    @property
    def _used_up(self) -> bool:
        """Whether the parts already add up to the whole."""
        return self._left is not None and self._left <= 0

    def _fits(self, quantity: Quantity) -> bool:
        """Whether the amount still leaves room for it: what is more than the rest is no part."""
        return self._left is None or quantity.value is None or quantity.value <= self._left

    def _use_up(self, quantity: Quantity) -> None:
        same = self._unit is not None and quantity.unit.symbol == self._unit.symbol
        if self._left is not None and quantity.value is not None and same:
            self._left -= quantity.value

    def changed(self, sentence: int) -> str:
        """The scope of a change: that of the number that it is a change of."""
        return f"其中：{self.whole}" if self.whole and self._inside and self._line == sentence else ""

    def note(self, name: str, quantity: Quantity, after: str) -> None:
        """Open a list of parts where the words `after` a number do so."""
        opened = self.patterns.starts("scope_head", after.lstrip("，,；;。：:"))
        if opened and name:
            # …5 万元。其中：甲 3 万元
            self._goes_on = after.startswith("。")
            self.whole, self._unit, self._left = name, quantity.unit, quantity.value
            self._listed, self._first = opened.endswith(("：", ":")), True
