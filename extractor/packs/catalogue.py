"""Pages of the rules: one section a rule for `patterns/CATALOGUE.md`, and the text of `fuhe rules explain`."""

from __future__ import annotations

import sys

from extractor.errors import UsageError
from extractor.model.findings import Severity
from extractor.packs.library import Packs, load_packs
from extractor.packs.rules import Mark, Measured, Rule, Status

_HEAD = """# Catalogue of re-scoring rules

Generated from `patterns/rules/*.toml`; do not edit. A rule that is `preview` has not been measured, or not well enough:
it speaks only with `--preview`, and then in warnings at most. `stable` rules may speak of errors. Examples are written
in the notation of `extractor/evaluation/specimens.py`; a test runs them all.
"""

_FAMILIES = {
    "sum": ("SUM", "加总", "sums of tables"),
    "score": ("SCO", "得分", "single scores"),
    "budget": ("BUD", "资金与执行", "money and execution"),
    "indicator": ("IND", "指标评分", "scoring of indicators"),
    "grade": ("GRD", "等级", "grades"),
    "text": ("TXT", "文字", "text against table, and inside the text"),
    "structure": ("STR", "结构完整", "structure and completeness"),
    "explanation": ("EXP", "说明与佐证", "explanation and evidence"),
    "quality": ("IQ", "指标设置", "quality of indicators"),
    "plausibility": ("PAT", "合理性", "plausibility"),
    "reading": ("EXT", "读取", "reading faults: never a fault of the report"),
}

_SEVERITIES = {
    Severity.DECISION: ("影响结论", "decision"),
    Severity.ERROR: ("错误", "error"),
    Severity.WARNING: ("疑问", "warning"),
    Severity.NOTE: ("提示", "note"),
}
_STATUSES = {
    Status.PREVIEW: ("试行", "preview"),
    Status.STABLE: ("稳定", "stable"),
    Status.OFF: ("停用", "off"),
    Status.DEPRECATED: ("废止", "deprecated"),
}
_MARKS = {
    Mark.SEED: ("见于样例报告", "seen in a sample report"),
    Mark.PRINTED: ("见于公开表式", "printed on published forms"),
    Mark.OFFICIAL: ("官方文件", "official text"),
    Mark.SOFTWARE: ("预算软件行为", "behaviour of the budget software"),
    Mark.INFERRED: ("推算得出", "inferred by arithmetic"),
    Mark.NOT_VERIFIED: ("未经核实", "not verified"),
    Mark.ARITHMETIC: ("算术", "arithmetic"),
}


def render_catalogue(packs: Packs) -> str:
    """The whole catalogue as Markdown: a table of contents by family, then one section a rule."""
    families = list(dict.fromkeys([*_FAMILIES, *(rule.family for rule in packs.rules)]))
    parts = [_HEAD, _contents(packs, families)]
    for family in families:
        rules = [rule for rule in packs.rules if rule.family == family]
        if rules:
            parts.append(f"## {_family(family)}\n")
            parts.extend(_section(rule) for rule in rules)
    return "\n".join(parts).rstrip() + "\n"


def explain_rule(packs: Packs, code: str, lang: str = "zh") -> str:
    """The page of one rule as plain text, in Chinese (`zh`) or English (`en`).

    Raises:
        UsageError: no pack has a rule of this code.
    """
    rule = packs.rules.get(code.strip().upper())
    if rule is None:
        near = [known.code for known in packs.rules if known.code.startswith(code.strip().upper()[:3])]
        raise UsageError(
            f"there is no rule {code!r}",
            expected="one of " + ", ".join(near or sorted(packs.rules.rules)),
            todo="`fuhe rules list` shows all",
        )
    return "\n".join(f"{label}: {text}" if text else label for label, text in _lines(rule, 0 if lang == "zh" else 1))


def _lines(rule: Rule, language: int) -> list[tuple[str, str]]:
    label = _LABELS[language]
    message = (rule.message, rule.message_en)[language]
    lines = [
        (f"{rule.code} · {(rule.name, rule.name_en)[language]}", ""),
        (label["status"], _STATUSES[rule.status][language]),
        (label["severity"], _SEVERITIES[rule.severity][language]),
        (label["since"], rule.since),
        (label["basis"], f"{rule.basis} [{_MARKS[rule.mark][language]}]"),
        (label["what"], rule.what),
        (label["why"], rule.why),
        (label["message"], message.text),
    ]
    if rule.formula is not None:
        lines.append((label["formula"], _formula(rule)))
    if rule.parameters:
        lines.append((label["parameters"], ", ".join(f"{name} = {number}" for name, number in rule.parameters)))
    for key, entries in (("readings", rule.readings), ("exclusions", rule.exclusions), ("history", rule.history)):
        if entries:
            lines.append((label[key], "; ".join(entries)))
    lines.extend((f"{label['undecidable']} ({code})", text) for code, text in rule.undecidable)
    lines.extend((label["fires"], _shown(text)) for text in rule.fires)
    lines.extend((label["silent"], _shown(text)) for text in rule.silent)
    lines.append((label["measured"], _measured(rule.measured, language)))
    return lines


_LABELS = (
    {
        "status": "状态",
        "severity": "等级",
        "since": "始于",
        "basis": "依据",
        "what": "内容",
        "why": "理由",
        "message": "提示语",
        "formula": "公式",
        "parameters": "参数",
        "readings": "合规读法",
        "exclusions": "不应报的情形",
        "history": "沿革",
        "undecidable": "无法判定",
        "fires": "应报示例",
        "silent": "不报示例",
        "measured": "实测",
    },
    {
        "status": "status",
        "severity": "severity",
        "since": "since",
        "basis": "basis",
        "what": "what it does",
        "why": "why",
        "message": "message",
        "formula": "formula",
        "parameters": "parameters",
        "readings": "lawful readings",
        "exclusions": "not flagged",
        "history": "history",
        "undecidable": "undecidable",
        "fires": "fires on",
        "silent": "silent on",
        "measured": "measured",
    },
)


def _measured(measured: Measured | None, language: int) -> str:
    if measured is None:
        return ("尚未测定", "not measured")[language]
    numbers = f"precision {measured.precision}, recall {measured.recall}, n = {measured.findings}"
    return f"{numbers} ({measured.sets}, {measured.at})"


def _formula(rule: Rule) -> str:
    formula = rule.formula
    if formula is None:
        return ""
    return " ".join(
        part
        for part in (
            f"for each {formula.each}:" if formula.each else "",
            formula.test,
            f"when {formula.when}" if formula.when else "",
        )
        if part
    )


def _shown(text: str) -> str:
    lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
    return lines[0] if len(lines) == 1 else "".join(f"\n    {line}" for line in lines)


def _family(family: str) -> str:
    code, zh, en = _FAMILIES.get(family, (family.upper(), family, family))
    return f"{code} {zh} · {en}"


def _contents(packs: Packs, families: list[str]) -> str:
    lines = ["| code | 名称 | name | severity | status |", "| --- | --- | --- | --- | --- |"]
    for family in families:
        lines.extend(
            f"| [{rule.code}](#{rule.code.lower()}) | {_cell(rule.name)} | {_cell(rule.name_en)} "
            f"| {_SEVERITIES[rule.severity][1]} | {rule.status.value} |"
            for rule in packs.rules
            if rule.family == family
        )
    return "\n".join(lines) + "\n"


def _section(rule: Rule) -> str:
    lines = [f"### {rule.code}", "", f"**{rule.name}** · {rule.name_en}", ""]
    rows = _lines(rule, 1)[1:]
    for label, text in rows:
        if label in ("fires on", "silent on"):
            body = text.replace("\n    ", "\n").strip()
            lines.extend([f"- *{label}*", "", "  ```text", *(f"  {line}" for line in body.splitlines()), "  ```", ""])
        elif label == "message":
            lines.extend([f"- *message* {rule.message.text}", f"- *message (en)* {rule.message_en.text}"])
        else:
            lines.append(f"- *{label}* {text}")
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    sys.stdout.write(render_catalogue(load_packs()))
