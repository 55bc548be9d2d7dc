"""Re-scoring rules: one entry of `patterns/rules/*.toml` a rule, with its reasons, messages and examples.

A rule names an offence. Its check is a function of `extractor.rescoring.checks`, or, for a user's own rules, a declared
formula. `phrases.toml` holds the sentences of the explaining steps, `measured.toml` the error rates.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

import regex

from extractor.model.findings import Severity
from extractor.packs.formulas import FormulaFault, parse_formula
from extractor.packs.templates import Template
from extractor.packs.toml_reader import Node

FOLDER = "rules/"
_CODE = regex.compile(r"[A-Z]{1,6}(?:-[A-Z0-9]++)++")
_PAGE_KEYS = ("code", "name", "name_en", "status", "since", "severity", "what", "mark", "basis", "why", "history")
_CHECK_KEYS = ("readings", "exclusions", "undecidable", "message", "message_en", "fires", "silent", "parameters")
_FORMULA_KEYS = ("formula", "when", "each", "subject")


class Status(StrEnum):
    """Whether a rule may speak: a preview rule only when asked for, and then in warnings at most; an off rule never."""

    PREVIEW = "preview"
    STABLE = "stable"
    OFF = "off"
    DEPRECATED = "deprecated"


class Mark(StrEnum):
    """What a rule rests on: a form, a sample, an official text, a budget software, arithmetic, or hearsay."""

    SEED = "S"
    PRINTED = "P"
    OFFICIAL = "R"
    SOFTWARE = "W"
    INFERRED = "I"
    NOT_VERIFIED = "NV"
    ARITHMETIC = "A"


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """A check declared in the pack: `test` must hold wherever `when` does, once or for each of `each`."""

    test: str
    when: str = ""
    each: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Error rates of a rule: on how many findings, over which documents, when."""

    precision: Decimal
    recall: Decimal
    findings: int
    sets: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule page. `undecidable` maps reason codes to their meaning; `parameters` are thresholds of its check."""

    code: str
    name: str
    name_en: str
    family: str
    severity: Severity
    status: Status
    since: str
    mark: Mark
    basis: str
    what: str
    why: str
    message: Template
    message_en: Template
    readings: tuple[str, ...] = ()
    exclusions: tuple[str, ...] = ()
    undecidable: tuple[tuple[str, str], ...] = ()
    parameters: tuple[tuple[str, Decimal], ...] = ()
    fires: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    formula: Formula | None = None
    measured: Measured | None = None
    history: tuple[str, ...] = ()
    file: str = ""

    def parameter(self, name: str) -> Decimal:
        """A threshold by name; KeyError where the pack does not set what its check asks for."""
        return dict(self.parameters)[name]


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A sentence of an explanation, in both languages."""

    name: str
    zh: Template
    en: Template


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeBand:
    """One grade with the other words for it and its lowest score out of 100; it ends where the better one begins."""

    grade: str
    words: tuple[str, ...]
    low: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeBands:
    """A set of half-open grade bands, best first, and the document that sets it."""

    name: str
    basis: str
    bands: tuple[GradeBand, ...]

    def canonical(self, word: str) -> str:
        """The grade that `word` means here (优秀 is 优); empty for a word of another scale."""
        return next((band.grade for band in self.bands if word == band.grade or word in band.words), "")


@dataclass(frozen=True, slots=True)
class RuleBook:
    """All rules by code, in the order of their files, all phrases by name, and the grade bands."""

    rules: dict[str, Rule]
    phrases: dict[str, Phrase]
    grades: tuple[GradeBands, ...] = ()
    preview: bool = False

    def __iter__(self) -> Iterator[Rule]:
        return iter(self.rules.values())

    def __len__(self) -> int:
        return len(self.rules)

    def get(self, code: str) -> Rule | None:
        """The rule `code`, or None."""
        return self.rules.get(code)

    def speaks(self, code: str) -> bool:
        """Whether the rule `code` is in the packs and may speak here."""
        rule = self.rules.get(code)
        return rule is not None and (rule.status is Status.STABLE or (self.preview and rule.status is Status.PREVIEW))

    def reason(self, code: str, lang: str = "zh") -> str:
        """The words for a reason code of an undecidable check (`reading_fault:EXT-SHIFT` names the fault)."""
        name, _, fault = code.partition(":")
        phrase = self.phrases.get(f"reason-{name}")
        words = code if phrase is None else (phrase.zh if lang == "zh" else phrase.en).text
        return f"{words} ({fault})" if fault and phrase is not None else words


def read_rules(nodes: Iterable[Node], *, preview: bool = False) -> RuleBook:
    """The rules of all files (`nodes` in the order of loading; a later entry replaces one of the same code).

    With `preview`, rules that have not been measured well enough speak too.
    """
    layers = list(nodes)
    measured = {entry.text("code"): _read_measured(entry) for node in layers for entry in node.tables("measured")}
    rules: dict[str, Rule] = {}
    phrases: dict[str, Phrase] = {}
    for node in layers:
        node.only("family", "title", "rule", "phrase", "measured", "grades", "parts", "pattern")
        seen: set[str] = set()
        for entry in node.tables("rule"):
            rule = _read_rule(entry, node.text("family", "own"), node.file, measured)
            if rule.code in seen:
                entry.report("code", f"{rule.code} a second time in one file", "each code once")
            seen.add(rule.code)
            rules[rule.code] = rule
        for entry in node.tables("phrase"):
            phrase = _read_phrase(entry)
            phrases[phrase.name] = phrase
    grades = tuple(_read_grades(entry) for node in layers for entry in node.tables("grades"))
    return RuleBook(rules, phrases, grades, preview)


def _read_grades(entry: Node) -> GradeBands:
    entry.only("name", "basis", "band")
    bands = []
    for band in entry.tables("band"):
        band.only("grade", "words", "low")
        bands.append(GradeBand(grade=band.text("grade"), words=band.texts("words"), low=band.number("low")))
    if [band.low for band in bands] != sorted((band.low for band in bands), reverse=True):
        entry.report("band", "bands out of order", "the best grade first, each lower than the one before")
    return GradeBands(name=entry.text("name"), basis=entry.text("basis"), bands=tuple(bands))


def _read_rule(entry: Node, family: str, file: str, measured: Mapping[str, Measured]) -> Rule:
    entry.only(*_PAGE_KEYS, *_CHECK_KEYS, *_FORMULA_KEYS)
    code = entry.text("code")
    if not _CODE.fullmatch(code):
        entry.report("code", repr(code), "capitals joined by hyphens, such as SUM-SCORE")
    message, message_en = Template(entry.text("message")), Template(entry.text("message_en"))
    if message.slots != message_en.slots:
        entry.report(
            "message_en", f"the slots {sorted(message_en.slots)}", f"those of message: {sorted(message.slots)}"
        )
    return Rule(
        code=code,
        name=entry.text("name"),
        name_en=entry.text("name_en"),
        family=family,
        severity=Severity(entry.text("severity", among=tuple(Severity))),
        status=Status(entry.text("status", among=tuple(Status))),
        since=entry.text("since"),
        mark=Mark(entry.text("mark", among=tuple(Mark))),
        basis=entry.text("basis"),
        what=entry.text("what"),
        why=entry.text("why"),
        message=message,
        message_en=message_en,
        readings=entry.texts("readings"),
        exclusions=entry.texts("exclusions"),
        undecidable=_read_reasons(entry),
        parameters=_read_parameters(entry),
        fires=entry.texts("fires"),
        silent=entry.texts("silent", required=True),
        formula=_read_formula(entry),
        measured=measured.get(code),
        history=entry.texts("history"),
        file=file,
    )


def _read_reasons(entry: Node) -> tuple[tuple[str, str], ...]:
    table = entry.table("undecidable")
    return tuple((code, table.text(code)) for code in table.mapping)


def _read_parameters(entry: Node) -> tuple[tuple[str, Decimal], ...]:
    table = entry.table("parameters")
    return tuple((name, table.number(name)) for name in table.mapping)


def _read_formula(entry: Node) -> Formula | None:
    test = entry.text("formula", "")
    if not test:
        return None
    for key in ("formula", "when"):
        if entry.text(key, ""):
            try:
                parse_formula(entry.text(key), entry.text("each", ""))
            except FormulaFault as fault:
                entry.report(key, str(fault), "an expression over the names that packs/formulas.py lists")
    return Formula(
        test=test, when=entry.text("when", ""), each=entry.text("each", ""), subject=entry.text("subject", "")
    )


def _read_phrase(entry: Node) -> Phrase:
    entry.only("name", "zh", "en")
    phrase = Phrase(name=entry.text("name"), zh=Template(entry.text("zh")), en=Template(entry.text("en")))
    if phrase.zh.slots != phrase.en.slots:
        entry.report("en", f"the slots {sorted(phrase.en.slots)}", f"those of zh: {sorted(phrase.zh.slots)}")
    return phrase


def _read_measured(entry: Node) -> Measured:
    entry.only("code", "precision", "recall", "findings", "sets", "at")
    return Measured(
        precision=entry.number("precision"),
        recall=entry.number("recall"),
        findings=int(entry.number("findings")),
        sets=entry.text("sets"),
        at=entry.text("at"),
    )
