"""What a row's words assert of a condition: that it holds, that something did not occur, how strongly."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import regex

from extractor.model.views import view
from extractor.packs import Packs
from extractor.packs.patterns import Pattern, compiled

_GROUP = "criteria/evidence"
_ASPECTS = ("timely", "complete", "compliant", "accurate")
_SIGNS = str.maketrans("(),;:", "（），；：")
_LONGEST = 2000
# How much of a condition's own words an assertion must repeat: half a dozen real rows of both kinds part at this share.
_NAMES_THE_OBJECT = 0.38
_SAME_WORDS = 0.85
_RELATED = 2


class Strength(IntEnum):
    """How well a fact is supported; only what is documented or measured can prove anything."""

    GENERAL = 1
    SPECIFIC = 2
    DOCUMENTED = 3
    MEASURED = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Asserted:
    """An answer that a text gives; `words` are the ones that say it."""

    answer: bool
    strength: Strength
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RowWords:
    """The words of a row: its name and explanation, its criterion with its conditions, its basis.

    `others` are the bases of other rows.
    """

    name: str
    explanation: str
    criterion: str
    basis: str
    conditions: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


def plain(text: str) -> str:
    """Text without layout blanks, with ideographic punctuation."""
    return view(text[:_LONGEST]).text.translate(_SIGNS)


class Assertions:
    """The assertions of one row's words, asked one condition at a time."""

    def __init__(self, words: RowWords, packs: Packs) -> None:
        self._packs = packs
        self._words = words
        self._sentences = _sentences(plain(words.basis))
        self._about = plain(words.name + "，" + words.explanation + "，" + words.criterion)

    def of_condition(self, condition: str) -> Asserted | None:
        """What is said of a condition that should hold."""
        wanted, objects = self._wanted(condition)
        found = [self._in_sentence(sentence, objects, wanted, condition) for sentence in self._sentences]
        best = max((entry for entry in found if entry), key=lambda entry: entry.strength, default=None)
        return best or self._elsewhere(condition, wanted) or self._general(condition)

    def of_occurrence(self, occurrence: str) -> Asserted | None:
        """What is said of something that should not occur; the answer True means that it did not."""
        for sentence in self._sentences:
            for match in self._pattern("absent").finditer(sentence):
                denied = self._bigrams(match.group("what"))
                if denied and len(denied & self._bigrams(occurrence)) >= len(denied) / 2:
                    return Asserted(answer=True, strength=Strength.SPECIFIC, words=match.group())
        kinds = (("late-or-undone", {"timely"}), ("breach", {"compliant"}))
        for kind, wanted in kinds:
            if self._pattern(kind).search(occurrence) and not self._pattern("document").search(occurrence):
                for sentence in self._sentences:
                    if self._holds(sentence, wanted) and self._same_object(sentence, [self._words.name, occurrence]):
                        return Asserted(answer=True, strength=Strength.SPECIFIC, words=sentence)
        return self._general(occurrence)

    def of_rate(self, name: str) -> Asserted | None:
        """Whether a rate of things done as they should be is asserted to be whole."""
        if not self._pattern("quality-rate").search(name):
            return None
        return self._general(name)

    def _wanted(self, condition: str) -> tuple[set[str], list[str]]:
        """The aspects that a condition asks for, and the words for its object.

        符合规定 by itself points at what the criterion told before: there the row's name is the object.
        """
        last = condition.rpartition("，")[2]
        if not self._pattern("generic-condition").search(last):
            return self._aspects(condition), [condition]
        told = self._aspects(plain(self._words.criterion) if last == condition else condition)
        return (told - {"compliant"}) or told, [condition, self._words.name]

    # --- inside ------------------------------------------------------------------------------------------------------

    def _in_sentence(self, sentence: str, objects: list[str], wanted: set[str], condition: str) -> Asserted | None:
        if self._pattern("document").search(condition):
            for match in self._pattern("named-document").finditer(sentence):
                if self._coverage(condition, match.group("title")) >= _NAMES_THE_OBJECT and not self._denied(sentence):
                    pure = self._pattern("existence").search(condition) is not None
                    strength = Strength.DOCUMENTED if pure else Strength.SPECIFIC
                    return Asserted(answer=True, strength=strength, words=match.group())
        covered = max(self._coverage(text, sentence) for text in objects)
        if self._denied(sentence):
            if covered >= _SAME_WORDS:
                return Asserted(answer=False, strength=Strength.SPECIFIC, words=sentence)
            return None
        if covered >= _NAMES_THE_OBJECT and self._holds(sentence, wanted):
            return Asserted(answer=True, strength=Strength.SPECIFIC, words=sentence)
        return None

    def _elsewhere(self, condition: str, wanted: set[str]) -> Asserted | None:
        """Another row that speaks of the very same thing in the wanted way."""
        if not wanted - {"compliant"}:
            return None
        for other in self._words.others:
            for sentence in _sentences(plain(other)):
                if (
                    self._coverage(condition, sentence) >= _SAME_WORDS
                    and self._holds(sentence, wanted)
                    and not self._denied(sentence)
                ):
                    return Asserted(answer=True, strength=Strength.SPECIFIC, words=sentence)
        return None

    def _general(self, wanted: str) -> Asserted | None:
        """A sentence that praises the row as a whole, or speaks of the matter without the quality asked for."""
        for sentence in self._sentences:
            if self._denied(sentence) or self._counted(sentence):
                continue
            objects = (wanted, self._words.name, *self._words.conditions)
            praised = self._aspects(sentence) and any(
                self._coverage(text, sentence) >= _NAMES_THE_OBJECT for text in objects
            )
            if praised or len(self._bigrams(wanted) & self._bigrams(sentence)) >= _RELATED:
                return Asserted(answer=True, strength=Strength.GENERAL, words=sentence)
        return None

    def _same_object(self, sentence: str, objects: list[str]) -> bool:
        if any(self._coverage(text, sentence) >= _NAMES_THE_OBJECT for text in objects):
            return True
        own = self._bigrams(sentence)
        return bool(own) and len(own & self._bigrams(self._about)) >= len(own) * _NAMES_THE_OBJECT

    def _holds(self, sentence: str, wanted: set[str]) -> bool:
        return wanted <= self._aspects(sentence)

    def _aspects(self, text: str) -> set[str]:
        return {name for name in _ASPECTS if self._pattern(name).search(text)}

    def _denied(self, sentence: str) -> bool:
        return self._pattern("denied").search(sentence) is not None

    def _counted(self, sentence: str) -> bool:
        """Whether it tells how often something went wrong: no praise, whatever else it says."""
        return self._pattern("happened-often").search(sentence) is not None

    def _coverage(self, wanted: str, given: str) -> float:
        """The share of the wanted words' pairs of characters that the given words have."""
        pairs = self._bigrams(wanted)
        return len(pairs & self._bigrams(given)) / len(pairs) if pairs else 0.0

    def _bigrams(self, text: str) -> set[str]:
        bare = compiled(self._pattern("filler").expression).sub(" ", plain(text))
        return {bare[index : index + 2] for index in range(len(bare) - 1) if " " not in bare[index : index + 2]}

    def _pattern(self, name: str) -> Pattern:
        return self._packs.patterns.get(_GROUP, name)


def _sentences(text: str) -> list[str]:
    return [sentence for sentence in regex.split(r"[。；\n]", text) if sentence.strip()]
