"""The criterion compiler: text in, rule tree and leftover out."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from extractor.model.criteria import CriterionStatus, Hole, Rule
from extractor.packs import Packs


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
    return Compiled(kind="unknown", rule=Hole(why=text), status=CriterionStatus.NOT_COMPILED, leftover=text)
