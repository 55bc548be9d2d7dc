"""One cause, one finding: failing verdicts that a single change of a printed figure mends belong together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.model.findings import Fault, Outcome
from extractor.rescoring.equations import Form
from extractor.rescoring.repair import Net, Repair, best_repair
from extractor.rescoring.verdicts import Verdict

# Which rule speaks for a group: the one nearest to the cause. Order of blame: sums of funds before rates, rates before
# the scores that follow from them, points before scores, a row's own criterion before general rules.
_PRIMARY = (
    "SUM-FUNDS", "BUD-RATE", "TXT-RATE", "TXT-VALUE", "TXT-DUP", "IND-FULL-UNMET", "SCO-BOUND", "IND-CRIT", "IND-REACH",
    "BUD-SCORE", "IND-CONVERT", "SUM-L3-L2", "SUM-L2-L1", "SUM-WEIGHT", "SUM-SUBSCORE", "SUM-SCORE", "TXT-PART",
)  # fmt: skip


_FOLLOWING = "GRD-MARGIN"
_CAUSES = ("IND-", "SCO-BOUND", "BUD-SCORE", "BUD-CONTROL", "BUD-SANGONG", "SUM-SCORE", "GRD-BAND", "TXT-GRADE")


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Failing verdicts with one cause, as positions; the first speaks. `repair` is None where no change helps."""

    members: tuple[int, ...]
    repair: Repair | None = None


def group_failures(verdicts: Sequence[Verdict]) -> tuple[Group, ...]:
    """The failing verdicts of a report by cause; reading faults stand alone."""
    failing = [place for place, verdict in enumerate(verdicts) if verdict.outcome is Outcome.INCONSISTENT]
    linked = [place for place in failing if _is_linked(verdicts[place])]
    groups = _by_repair(verdicts, linked)
    loose = [place for place in failing if place not in linked]
    return tuple(_by_cause(verdicts, _by_row(verdicts, [*groups, *(Group(members=(place,)) for place in loose)])))


def _is_linked(verdict: Verdict) -> bool:
    return verdict.fault is Fault.REPORT and (verdict.equation is not None or verdict.held is not None)


def _by_repair(verdicts: Sequence[Verdict], linked: list[int]) -> list[Group]:
    if not linked:
        return []
    net = Net(verdicts)
    groups: list[Group] = []
    waiting = list(linked)
    while waiting:
        repair = best_repair(net.repairs(waiting))
        if repair is None or len(repair.mends) <= repair.breaks:
            groups.extend(Group(members=(place,)) for place in waiting)
            break
        groups.append(Group(members=_ordered(verdicts, repair.mends), repair=repair))
        waiting = [place for place in waiting if place not in repair.mends]
    return groups


def _by_row(verdicts: Sequence[Verdict], groups: list[Group]) -> list[Group]:
    """One row, one finding: what is said of one row alone joins what was said of it before."""
    found: list[Group] = []
    of_row: dict[int, int] = {}
    for group in groups:
        verdict = verdicts[group.members[0]]
        row = verdict.indicators[0] if len(verdict.indicators) == 1 and _joins(verdict) else None
        if row is not None and row in of_row:
            earlier = found[of_row[row]]
            members = _ordered(verdicts, (*earlier.members, *group.members))
            found[of_row[row]] = Group(members=members, repair=earlier.repair or group.repair)
            continue
        if row is not None:
            of_row[row] = len(found)
        found.append(group)
    return found


def _by_cause(verdicts: Sequence[Verdict], groups: list[Group]) -> list[Group]:
    """A grade that the recomputed total cannot give follows from the scores and grades that were found wrong."""
    cause = next((n for n, group in enumerate(groups) if _moves_total(verdicts[group.members[0]])), None)
    if cause is None:
        return groups
    follows = [n for n, group in enumerate(groups) if verdicts[group.members[0]].rule == _FOLLOWING]
    members = (*groups[cause].members, *(place for n in follows for place in groups[n].members))
    groups[cause] = Group(members=members, repair=groups[cause].repair)
    return [group for n, group in enumerate(groups) if n not in follows]


def _moves_total(verdict: Verdict) -> bool:
    return verdict.fault is Fault.REPORT and verdict.rule.startswith(_CAUSES)


def _joins(verdict: Verdict) -> bool:
    return verdict.fault is Fault.REPORT and verdict.rule.startswith(("IND-", "SCO-BOUND", "BUD-SCORE", "PAT-COST"))


def _ordered(verdicts: Sequence[Verdict], members: Sequence[int]) -> tuple[int, ...]:
    def rank(place: int) -> tuple[int, int, int]:
        verdict = verdicts[place]
        order = _PRIMARY.index(verdict.rule) if verdict.rule in _PRIMARY else len(_PRIMARY)
        repeats = verdict.equation is not None and verdict.equation.form is Form.SAME
        return order, int(repeats), place

    return tuple(sorted(members, key=rank))
