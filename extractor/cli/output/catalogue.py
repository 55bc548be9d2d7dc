"""Pages of the rule catalogue."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches

import click

from extractor.cli.output.layout import wrapped
from extractor.cli.output.plain import Style
from extractor.cli.output.words import percent, word
from extractor.cli.settings import Settings
from extractor.errors import UsageError
from extractor.packs.rules import Mark, Rule, RuleBook

_COLUMNS = 100
_MARKS = {
    Mark.SEED: ("样本所见", "seen in the sample reports"),
    Mark.PRINTED: ("表内明文", "printed on the form"),
    Mark.OFFICIAL: ("官方文件", "official rule"),
    Mark.SOFTWARE: ("财政软件规则", "rule of the submission software"),
    Mark.INFERRED: ("推断", "inferred"),
    Mark.NOT_VERIFIED: ("未核实", "not verified"),
    Mark.ARITHMETIC: ("算术", "arithmetic"),
}


def rule_table(rules: Sequence[Rule], settings: Settings) -> tuple[list[str], list[list[str]], list[int]]:
    """Header, rows and column limits for the terminal."""
    pick = settings.language.pick
    header = [pick("规则", "rule"), pick("名称", "name"), pick("程度", "severity"), pick("状态", "status")]
    header += [pick("族", "family"), pick("准确率", "precision"), pick("查全率", "recall")]
    rows = [
        [
            rule.code,
            pick(rule.name, rule.name_en),
            word(rule.severity.value, settings.language),
            rule.status.value,
            rule.family,
            percent(float(rule.measured.precision)) if rule.measured else "–",
            percent(float(rule.measured.recall)) if rule.measured else "–",
        ]
        for rule in rules
    ]
    return header, rows, [20, 60, 8, 12, 16, 9, 9]


def rule_entry(rule: Rule) -> dict[str, object]:
    """A rule as a JSON object."""
    return {
        "code": rule.code,
        "name": rule.name,
        "name_en": rule.name_en,
        "family": rule.family,
        "severity": rule.severity.value,
        "status": rule.status.value,
        "since": rule.since,
        "mark": rule.mark.value,
        "basis": rule.basis,
        "what": rule.what,
        "why": rule.why,
        "readings": list(rule.readings),
        "exclusions": list(rule.exclusions),
        "undecidable": dict(rule.undecidable),
        "precision": str(rule.measured.precision) if rule.measured else None,
        "recall": str(rule.measured.recall) if rule.measured else None,
    }


def explained(rule: Rule, rules: RuleBook, settings: Settings) -> Iterator[str]:
    """The page of one rule."""
    pick, language = settings.language.pick, settings.language
    yield click.style(f"{rule.code}  {pick(rule.name, rule.name_en)}", bold=True)
    status = f"{word(rule.severity.value, language)} · {rule.status.value} · {pick('始于', 'since')} {rule.since}"
    yield f"  {status} · {pick('族', 'family')} {rule.family} · {rule.file}"
    yield from _paragraph(pick("核什么", "what"), rule.what)
    yield from _paragraph(pick("为什么", "why"), rule.why)
    yield from _paragraph(pick("依据", "basis"), f"{rule.basis}（{pick(*_MARKS[rule.mark])}）")
    yield from _list(pick("先试的合法读法", "lawful readings tried first"), rule.readings)
    yield from _list(pick("不适用于", "does not apply to"), rule.exclusions)
    style = Style(language=language, rules=rules)
    reasons = [f"{reason}: {style.reason(rule.code, reason)}" for reason, _ in rule.undecidable]
    yield from _list(pick("无法判定的原因", "undecidable because"), reasons)
    yield from _list(pick("参数", "parameters"), [f"{name} = {value}" for name, value in rule.parameters])
    if rule.formula is not None:
        yield from _paragraph(pick("公式", "formula"), rule.formula.test)
    yield from _list(pick("会报出的例子", "fires on"), rule.fires)
    yield from _list(pick("不报出的例子", "stays silent on"), rule.silent)
    if rule.measured is not None:
        measured = rule.measured
        yield from _paragraph(
            pick("实测", "measured"),
            f"{pick('准确率', 'precision')} {percent(float(measured.precision))}, {pick('查全率', 'recall')}"
            f" {percent(float(measured.recall))} ({measured.findings}; {measured.sets}; {measured.at})",
        )
    yield from _list(pick("沿革", "history"), rule.history)


def _paragraph(label: str, text: str) -> Iterator[str]:
    if text:
        yield click.style(label, bold=True)
        yield from ("  " + line for line in wrapped(text, _COLUMNS - 2, ""))


def _list(label: str, entries: Sequence[str]) -> Iterator[str]:
    if entries:
        yield click.style(label, bold=True)
        for entry in entries:
            yield from wrapped(entry, _COLUMNS, "    ", first="  · ")


def unknown_rule(code: str, rules: RuleBook) -> UsageError:
    """The error for a code that no rule has, with what may have been meant."""
    near = get_close_matches(code.upper(), list(rules.rules), n=3)
    return UsageError(
        f"there is no rule {code!r}",
        expected="one of " + ", ".join(near) if near else "a code from `fuhe rules list`",
        todo="`fuhe rules list` shows all rules",
    )
