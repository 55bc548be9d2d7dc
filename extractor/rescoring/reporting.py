"""From groups of failing verdicts to findings: severity, message, repair and its effect on total and grade."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from extractor.model.findings import Check, Evidence, Fault, Finding, Severity, Step
from extractor.model.intervals import format_decimal
from extractor.model.quantities import Dimension, Quantity
from extractor.model.report import Report
from extractor.packs.rules import Rule, Status
from extractor.rescoring.context import Context, value
from extractor.rescoring.equations import HUNDRED
from extractor.rescoring.grading import bands_for, grade_of
from extractor.rescoring.grouping import Group
from extractor.rescoring.messages import Wording
from extractor.rescoring.repair import Change, Repair
from extractor.rescoring.verdicts import Verdict

_ORDER = (Severity.DECISION, Severity.ERROR, Severity.WARNING, Severity.NOTE)
_MOST_FOLLOWS = 6
_PROVEN = Decimal("0.97")  # precision below which a rule may not speak of errors (issue 6)


def finding_of(
    group: Group, verdicts: Sequence[Verdict], checks: Sequence[Check], context: Context, wording: Wording
) -> Finding:
    """The finding of one group; its key is that of the leading check."""
    lead = verdicts[group.members[0]]
    repair = _repair_words(group.repair, context.report, wording) if group.repair is not None else None
    effect = _effect(group.repair, context, wording) if group.repair is not None else None
    suggestion = _joined([step for step in (repair, effect) if step is not None and step.zh])
    message, message_en = wording.message(lead, {"repair": suggestion})
    evidence = _evidence(group, checks)
    return Finding(
        key=checks[group.members[0]].key,
        rule=lead.rule,
        check=checks[group.members[0]].key,
        severity=_severity(group, verdicts, context),
        fault=lead.fault,
        message=message,
        message_en=message_en,
        stated=wording.told(lead.stated),
        computed=lead.computed_text or (str(lead.computed) if lead.computed is not None else ""),
        difference=lead.difference,
        repair=suggestion.zh,
        repair_en=suggestion.en,
        page=next((place.page for place in reversed(checks[group.members[0]].evidence) if place.page), None),
        evidence=evidence,
        consequences=tuple(checks[place].key for place in group.members[1:]),
        steps=_steps(group, checks),
    )


def _severity(group: Group, verdicts: Sequence[Verdict], context: Context) -> Severity:
    found = min((_own_severity(verdicts[place], context) for place in group.members), key=_ORDER.index)
    if found is Severity.ERROR and group.repair is not None and grade_change(group.repair, context) is not None:
        return Severity.DECISION
    return found


def _own_severity(verdict: Verdict, context: Context) -> Severity:
    rule = context.rules.rules[verdict.rule]
    severity = verdict.severity or rule.severity
    # A rule without measured error rates may ask for a look, never accuse.
    return Severity.WARNING if is_held_back(rule) and severity in _ORDER[:2] else severity


def is_held_back(rule: Rule) -> bool:
    """Whether a rule has yet to prove itself, or has failed to: then its findings are warnings at most."""
    failed = rule.measured is not None and rule.measured.precision < _PROVEN
    return rule.status is Status.PREVIEW or failed


def _evidence(group: Group, checks: Sequence[Check]) -> tuple[Evidence, ...]:
    found: list[Evidence] = []
    for place in group.members:
        for evidence in checks[place].evidence:
            if not any(_same_place(evidence, other) for other in found):
                found.append(evidence)
    return tuple(found)


def _same_place(one: Evidence, other: Evidence) -> bool:
    if one.span is None or other.span is None:
        return one == other
    return one.span.overlaps(other.span) and one.text == other.text


def _steps(group: Group, checks: Sequence[Check]) -> tuple[Step, ...]:
    found: list[Step] = []
    for place in group.members:
        found.extend(step for step in checks[place].steps if step not in found)
    return tuple(found)


# --- the repair in words ---------------------------------------------------------------------------------------------


def _repair_words(repair: Repair, report: Report, wording: Wording) -> Step:
    shown = [change for change in (repair.change, *repair.follows) if not _is_total(report, change.figure)]
    changes = [_change_words(change, wording) for change in shown[:_MOST_FOLLOWS]]
    return _joined(changes)


def _change_words(change: Change, wording: Wording) -> Step:
    old, new = change.figure.text.strip(), printed_like(change.figure, change.value)
    return wording.phrase("repair-change", {"old": old, "new": new})


def printed_like(figure: Quantity, value: Decimal) -> str:
    """A value printed as `figure` is: its unit, its decimals, its thousands separators."""
    number = value / (figure.unit.factor or Decimal(1))
    needed = max(0, -int(number.normalize().as_tuple().exponent))
    number = number.quantize(Decimal(1).scaleb(-max(figure.decimals, needed)))
    text = f"{number:,f}" if "," in figure.number_text else f"{number:f}"
    return text + (figure.unit.text if figure.unit.dimension is not Dimension.NONE else "")


def _is_total(report: Report, figure: Quantity) -> bool:
    return report.total is not None and figure.span.overlaps(report.total.span)


def _new_total(repair: Repair, report: Report) -> Decimal | None:
    for change in (repair.change, *repair.follows):
        if _is_total(report, change.figure):
            return change.value
    return None


def grade_change(repair: Repair, context: Context) -> tuple[str, str] | None:
    """The stated grade and the one that the repaired total would have, where they differ."""
    report = context.report
    new = _new_total(repair, report)
    bands = bands_for(context, report.grade) if report.grade else None
    if new is None or bands is None:
        return None
    grade = grade_of(bands, new, value(report.total_points) or HUNDRED)
    return (report.grade, grade) if grade and grade != bands.canonical(report.grade) else None


def _effect(repair: Repair, context: Context, wording: Wording) -> Step | None:
    """What the repair does to the total and the grade; nothing where it reaches neither."""
    report = context.report
    new = _new_total(repair, report)
    if new is None or report.total is None:
        return None
    slots = {"old": report.total.number_text, "new": format_decimal(new)}
    changed = grade_change(repair, context)
    if changed is not None:
        return wording.phrase("effect-grade-changes", {**slots, "grade": changed[0], "new_grade": changed[1]})
    if report.grade:
        return wording.phrase("effect-grade-stays", {**slots, "grade": report.grade})
    return wording.phrase("effect-total", slots)


def _joined(steps: Sequence[Step]) -> Step:
    return Step(zh="，".join(step.zh for step in steps), en=", ".join(step.en for step in steps))


def fault_rank(finding: Finding) -> tuple[int, int]:
    """Findings of the report first, the gravest first."""
    return (int(finding.fault is Fault.READING), _ORDER.index(finding.severity))
