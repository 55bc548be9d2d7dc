"""The criterion compiler: text in, rule tree and leftover out.

Order of reading: formulas and definitions, the weighting sentence, numbered items, then inside an item bands,
deductions and steps, gates, discretion; floors and caps are attached; what was not consumed widens the rule.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from extractor.model.criteria import CriterionStatus, Gate, Hole, Rule, Zero
from extractor.packs import Packs
from extractor.packs.patterns import RunawayPattern, compiled
from extractor.recognition.criteria import naming
from extractor.recognition.criteria.assembling import assembled, scoped
from extractor.recognition.criteria.building import Workshop, widened
from extractor.recognition.criteria.combining import ABOVE, BELOW, Built
from extractor.recognition.criteria.normalising import normalised
from extractor.recognition.criteria.outline import marked, outlined

_LONGEST = 4000
_SHOWN = 20
_UNFINISHED = ("×", "+", "/", "=", "，", "、", "：", "（", "≥", "≤", "<", ">")


@dataclass(frozen=True, slots=True, kw_only=True)
class Compiled:
    """A compiled criterion text; the fields are those of `model.criteria.Criterion`."""

    kind: str
    rule: Rule
    status: CriterionStatus
    leftover: str = ""
    remarks: tuple[str, ...] = ()
    cut_off: bool = False


def compile_criterion(text: str, points: Decimal | None, packs: Packs) -> Compiled:
    """Compile `text` for an indicator of `points`; what was not understood stays in `leftover` and widens the rule."""
    if len(text) > _LONGEST:
        return _not_compiled(text, set())
    try:
        return _compiled(text, points, packs)
    except RunawayPattern:
        return _not_compiled(text, {"runaway_pattern"})


def _not_compiled(text: str, remarks: set[str], *, cut_off: bool = False) -> Compiled:
    return Compiled(
        kind="unknown",
        rule=Hole(why="not read"),
        status=CriterionStatus.NOT_COMPILED,
        leftover=text.strip(),
        remarks=tuple(sorted(remarks)),
        cut_off=cut_off,
    )


def _compiled(text: str, points: Decimal | None, packs: Packs) -> Compiled:
    workshop = Workshop(packs=packs, points=points)
    clean = normalised(marked(text, packs), packs)
    clean = compiled(workshop.word("lead-in").expression).sub("", clean)
    tree = scoped(outlined(clean), workshop)
    cut = tree.last.scope.dangling or (clean[-_SHOWN:] if clean.endswith(_UNFINISHED) else "")
    built = assembled(tree, workshop, points)
    if built is None:
        return _not_compiled(text, workshop.remarks, cut_off=bool(cut) and (tree.speaks or tree.weighs))
    rule = _checked(built, workshop, points)
    if cut:
        workshop.remarks.add("cut_off")
        workshop.unread(cut)
        rule = widened(rule, "the text is cut off")
    elif workshop.leftovers:
        rule = widened(rule, "text not read")
    if isinstance(rule, Hole) and not workshop.leftovers:
        workshop.unread(text.strip())
    status = CriterionStatus.PARTIAL if workshop.leftovers else CriterionStatus.COMPILED
    return Compiled(
        kind=naming.kind(built.rule),
        rule=rule,
        status=CriterionStatus.NOT_COMPILED if isinstance(built.rule, Hole) and not cut else status,
        leftover="；".join(dict.fromkeys(workshop.leftovers)),
        remarks=tuple(sorted(workshop.remarks)),
        cut_off=bool(cut),
    )


def _checked(built: Built, workshop: Workshop, points: Decimal | None) -> Rule:
    """The rule with the indicator's points against its own: above or below them something was not understood."""
    rule = built.rule
    if isinstance(rule, Gate) and isinstance(rule.otherwise, Zero) and built.alone:
        # Only the good case is told; what half of it earns the text leaves open.
        workshop.remarks.add("positive_without_counterpart")
        rule = Gate(condition=rule.condition, then=rule.then, otherwise=Hole(why="no clause for this case"))
    if points is None or built.own is None or (built.full and built.own <= points):
        return rule
    if built.own > points:
        workshop.remarks.add(ABOVE)
        return widened(rule, "the printed points are more than the indicator's")
    if built.own < points:
        workshop.remarks.add(BELOW)
        return widened(rule, "the printed points are fewer than the indicator's")
    return rule
