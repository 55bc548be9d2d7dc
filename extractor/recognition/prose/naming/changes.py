"""How a change is told: 比上年决算数增加 5 万元, 增长 3%, 同比分别增长 1%和 2%."""

from __future__ import annotations

import regex

from extractor.model.quantities import Dimension
from extractor.recognition.numbers import FoundQuantity
from extractor.recognition.prose.naming.lists import listed_names
from extractor.recognition.prose.naming.memory import Change, SentenceMemory
from extractor.recognition.prose.naming.numbered import NumberedText
from extractor.recognition.prose.naming.wordlists import LabelPatterns

_LONGEST_CHANGE = 60
_SHARES = ("占比", "比例", "比重")
_RATES = (Dimension.SHARE, Dimension.SHARE_POINTS)
_EACH = "分别"
_COMMA = regex.compile("[，,]", regex.VERSION1)


class ChangeReader:
    """Finds the changes among the numbers of one paragraph."""

    def __init__(
        self, text: str, found: tuple[FoundQuantity, ...], line: NumberedText, patterns: LabelPatterns
    ) -> None:
        self._text = text
        self._found = found
        self._line = line
        self._patterns = patterns

    def read(self, index: int, memory: SentenceMemory, fallback: str) -> Change | None:
        """The change that number `index` tells; `fallback` is the subject of a sentence that names no other."""
        here = self._found[index]
        before = self._found[index - 1].end if index else 0
        context = self._text[max(before, memory.half_start + 1, here.start - _LONGEST_CHANGE) : here.start]
        match = self._patterns.search("change", context)
        if match is None and here.quantity.unit.dimension in _RATES:
            match = self._patterns.search("rate_change", context)
        if match is None:
            match = self._patterns.search("more_than_base", context)
        if match is None and memory.based == index - 1:
            match = self._patterns.by_name["against_told_base"].match_start(context)
        if match is None:
            return self._continued(index, memory)
        subject = self._subject(context[: match.start()], match.group(), index, memory)
        base = match.groupdict().get("base") or (memory.base if memory.based == index - 1 else "")
        if not base and memory.change is not None and not memory.level_since:
            base = memory.change.base
        if not subject and not memory.previous and not context[: match.start()].strip("，,、"):
            # …收入 5 万元。较上年增加 1 万元: the sentence goes on about the amount of the one before.
            subject = memory.earlier_amount
            memory.recall()
        return Change(subject or memory.previous or fallback, base, match["word"])

    def _continued(self, index: int, memory: SentenceMemory) -> Change | None:
        """The next one of several changes told together (增长 1%和 2%)."""
        if memory.change is None or memory.changed != index - 1 or not self._together(index):
            return None
        first, _ = self._line.run(index)
        if index - first >= len(memory.shared):
            return None
        return Change(memory.shared[index - first], memory.change.base, memory.change.word)

    def _subject(self, words: str, told: str, index: int, memory: SentenceMemory) -> str:
        clause = _COMMA.split(words)[-1]
        if _EACH in told or clause.endswith(_EACH) or self._together(index):
            memory.shared = self._shared_subjects(clause.removesuffix(_EACH), index, memory)
            if memory.shared:
                return memory.shared[0]
        subject = self._patterns.strip_lead(clause.rsplit("、", 1)[-1])
        mean = self._patterns.by_name["mean_change"].search(subject)
        if mean is not None:
            # 近三年投入 1.2 亿元，年均增长 8.5%
            return (subject[: mean.start()] or memory.previous) + mean.group()
        subject = self._patterns.without("change_end", self._patterns.strip_tail(subject))
        if not subject and memory.change is not None and not memory.level_since:
            subject = memory.change.subject
        if memory.previous.endswith(_SHARES):
            # 收入 5 万元，占总额的 20%，增长 3%: what grew is the amount.
            subject = subject or memory.amount
        return subject

    def _together(self, index: int) -> bool:
        """Whether this number continues a list of its kind that the number before began."""
        if not index or not self._line.joined(index - 1):
            return False
        before, here = self._found[index - 1], self._found[index]
        return before.quantity.unit.dimension is here.quantity.unit.dimension

    def _shared_subjects(self, clause: str, index: int, memory: SentenceMemory) -> list[str]:
        """The subjects of several changes told together: listed before them, one for all, or the numbers before."""
        first, last = self._line.run(index)
        count = last - first + 1
        if index != first or count == 1:
            return []
        own = self._patterns.strip_tail(self._patterns.strip_lead(clause))
        if own:
            listed = listed_names(own)
            return listed if len(listed) == count else [own] * count
        return memory.names[-count:] if len(memory.names) >= count else []
