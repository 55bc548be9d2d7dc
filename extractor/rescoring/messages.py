"""Sentences from templates: verdicts become checks with steps; messages in both languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from extractor.model.findings import Check, Evidence, Step
from extractor.packs.rules import RuleBook
from extractor.rescoring.verdicts import Said, Verdict

PageOf = Callable[[int], int | None]


@dataclass(frozen=True, slots=True)
class Wording:
    """Turns what checks found into sentences, with the phrases of the packs."""

    rules: RuleBook
    page_of: PageOf
    _pages: dict[int, int | None] = field(default_factory=dict)

    def phrase(self, name: str, slots: Mapping[str, str]) -> Step:
        """One sentence in both languages; a slot may itself name a phrase as `@name`."""
        found = self.rules.phrases[name]
        return Step(zh=found.zh.fill(self._resolved(slots, "zh")), en=found.en.fill(self._resolved(slots, "en")))

    def words(self, name: str) -> Step:
        """A word of the packs (`adjusted`: 全年预算数); the name itself where no pack has it."""
        known = self.rules.phrases.get(name)
        return Step(zh=name, en=name) if known is None else Step(zh=known.zh.text, en=known.en.text)

    def steps(self, said: tuple[Said, ...]) -> tuple[Step, ...]:
        """The steps of a verdict in words."""
        return tuple(self.phrase(one.phrase, dict(one.slots)) for one in said)

    def message(self, verdict: Verdict, extra: Mapping[str, Step]) -> tuple[str, str]:
        """The rule's message in both languages."""
        rule = self.rules.rules[verdict.rule]
        zh = {**self._slots(verdict, "zh"), **{name: step.zh for name, step in extra.items()}}
        en = {**self._slots(verdict, "en"), **{name: step.en for name, step in extra.items()}}
        return rule.message.fill(zh), rule.message_en.fill(en)

    def placed(self, evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
        """Evidence with its pages."""
        return tuple(self._placed(place) for place in evidence)

    def _placed(self, place: Evidence) -> Evidence:
        if place.page is not None or place.span is None:
            return place
        start = place.span.start
        if start not in self._pages:
            self._pages[start] = self.page_of(start)
        return replace(place, page=self._pages[start])

    def _slots(self, verdict: Verdict, language: str) -> dict[str, str]:
        readings = (self._word(reading, language) for reading in verdict.readings)
        slots = {
            "subject": self._told(verdict.subject, language),
            "stated": self._told(verdict.stated, language),
            "computed": verdict.computed_text or (str(verdict.computed) if verdict.computed is not None else ""),
            "difference": verdict.difference,
            "readings": ("、" if language == "zh" else ", ").join(readings),
            "reading": self._word(verdict.reading, language),
        }
        return {**slots, **self._resolved(dict(verdict.slots), language)}

    def _resolved(self, slots: Mapping[str, str], language: str) -> dict[str, str]:
        told = {name: self._told(value, language) for name, value in slots.items()}
        if language == "en":
            # A slot that was worded elsewhere comes in both languages: `facts` and `facts_en`.
            told.update({name.removesuffix("_en"): value for name, value in told.items() if name.endswith("_en")})
        return told

    def told(self, text: str) -> str:
        """A text of a check in Chinese: `@name` is a word of the packs."""
        return self._told(text, "zh")

    def _told(self, text: str, language: str) -> str:
        return self._word(text[1:], language) if text.startswith("@") else text

    def _word(self, name: str, language: str) -> str:
        known = self.rules.phrases.get(name)
        if known is None:
            return name
        return known.zh.text if language == "zh" else known.en.text


def checks_of(verdicts: tuple[Verdict, ...], wording: Wording) -> Iterator[Check]:
    """One check for each verdict, in order; keys are made of what is compared, equal ones are numbered."""
    seen: dict[str, int] = {}
    for verdict in verdicts:
        key = "|".join((verdict.rule, verdict.subject, *_printed(verdict)))
        seen[key] = seen.get(key, 0) + 1
        yield Check(
            key=key if seen[key] == 1 else f"{key}#{seen[key]}",
            rule=verdict.rule,
            outcome=verdict.outcome,
            subject=wording.told(verdict.subject),
            stated=wording.told(verdict.stated),
            computed=verdict.computed,
            fit=verdict.fit,
            steps=(*verdict.finished, *wording.steps(verdict.steps)),
            reason=verdict.reason,
            readings=verdict.readings,
            reading=verdict.reading,
            evidence=wording.placed(verdict.evidence),
        )


def _printed(verdict: Verdict) -> tuple[str, ...]:
    # Figures only, without layout blanks: the same table as PDF and as DOCX has the same keys.
    if verdict.equation is not None:
        return tuple(figure.number_text for figure in verdict.equation.figures)
    return tuple("".join(place.text.split())[:40] for place in verdict.evidence) or ("".join(verdict.stated.split()),)
