"""Clauses that belong together: the branches of one condition, the bands of one rate, a lack and its deductions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extractor.model.criteria import Compare
from extractor.packs.patterns import compiled
from extractor.recognition.criteria.building import Workshop
from extractor.recognition.criteria.clauses import DEDUCTIONS, AwardKind, Clause
from extractor.recognition.criteria.conditions import Range, conjuncts, read_condition, read_range, tidy


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """A clause with what its condition is: a range of one number (with further text in front), or words.

    `otherwise` stands for all other cases; a `denial` does so only because it denies what the branch before asked.
    """

    clause: Clause
    range: Range | None = None
    prior: str = ""
    otherwise: bool = False
    denial: bool = False

    @property
    def kind(self) -> AwardKind:
        """What it awards."""
        return self.clause.award.kind


@dataclass(slots=True, kw_only=True)
class Group:
    """Branches of one decision; `losses` are its deductions."""

    branches: list[Branch] = field(default_factory=list)
    losses: list[Clause] = field(default_factory=list)
    closed: bool = False


def analysed(clause: Clause, workshop: Workshop) -> Branch:
    """The clause with its condition read."""
    condition = clause.condition
    if workshop.word("else").search(condition):
        return Branch(clause=clause, otherwise=True)
    if clause.award.kind in DEDUCTIONS and (clause.award.kind is not AwardKind.DEDUCT or "每" in condition):
        return Branch(clause=clause)
    found = read_range(condition, workshop.packs)
    if found is not None:
        return Branch(clause=clause, range=found)
    if clause.award.kind in DEDUCTIONS:
        return Branch(clause=clause)
    for joint in ("：", "，且", "，", "且"):
        prior, separator, last = condition.rpartition(joint)
        found = read_range(tidy(last), workshop.packs) if separator else None
        if found is not None:
            return _with_prior(clause, tidy(prior), found)
    return Branch(clause=clause)


def _with_prior(clause: Clause, prior: str, found: Range) -> Branch:
    """A rate named in front of its range is its subject; anything else is a further condition."""
    if not found.subject and prior.endswith(("率", "度", "比例", "比重", "占比", "数值", "比率", "数量", "率为")):
        return Branch(clause=clause, range=replace(found, subject=prior.rsplit("，", 1)[-1]))
    return Branch(clause=clause, range=found, prior=prior)


def grouped(clauses: Sequence[Clause], workshop: Workshop) -> list[Group]:
    """The groups of a scope in printed order."""
    groups: list[Group] = []
    for clause in clauses:
        branch = analysed(clause, workshop)
        if groups and groups[-1].branches and _negates(groups[-1].branches[-1], branch, workshop):
            branch = replace(branch, otherwise=True, denial=True)
        if groups and len(groups[-1].branches) == 1 and _negates(branch, groups[-1].branches[0], workshop):
            # 未按期报送的不得分，按期报送的得2分: the lack stands first.
            groups[-1].branches[0] = replace(groups[-1].branches[0], otherwise=True)
            groups[-1].closed = True
            groups[-1].branches.append(branch)
            continue
        if clause.award.kind in DEDUCTIONS and branch.range is None:
            if not groups:
                groups.append(Group())
            groups[-1].losses.append(clause)
            continue
        if not groups or not _joins(groups[-1], branch, workshop):
            groups.append(Group())
        groups[-1].branches.append(branch)
        groups[-1].closed = groups[-1].closed or branch.otherwise
    return groups


def _joins(group: Group, branch: Branch, workshop: Workshop) -> bool:
    if branch.otherwise:
        return not group.closed
    if branch.kind is AwardKind.ZERO and group.closed:
        # 未完成的按比例得分，低于50%的不得分: the else above was not the last word.
        return not any(member.otherwise and member.kind is AwardKind.ZERO for member in group.branches)
    if branch.kind is AwardKind.ZERO and not group.closed:
        return True
    if branch.kind is AwardKind.DEDUCT and not group.branches:
        return not group.losses
    if not group.branches:
        # Deductions came first: full marks behind them are the state without any.
        return branch.kind in (AwardKind.ZERO, AwardKind.FULL)
    if group.losses and branch.range is None:
        return _unblemished(group, branch, workshop)
    ranged = [member for member in group.branches if member.range is not None]
    if branch.range is not None and ranged:
        return _same_subject(ranged[0].range, branch.range, workshop)
    return not group.closed


def _unblemished(group: Group, branch: Branch, workshop: Workshop) -> bool:
    """未发生事故的得5分 behind the deductions for accidents: the state without any, told last."""
    if any(member.kind in (AwardKind.FULL, AwardKind.POINTS) for member in group.branches):
        return False
    kept = branch.kind in (AwardKind.FULL, AwardKind.POINTS)
    return kept and workshop.word("negation").search(branch.clause.condition) is not None


def _negates(before: Branch, branch: Branch, workshop: Workshop) -> bool:
    """未及时反馈的不得分 behind 及时将情况反馈某局的: the same state denied, and nothing else was asked for."""
    condition, asked = branch.clause.condition, before.clause.condition
    if branch.kind is not AwardKind.ZERO or branch.range is not None or before.range is not None or before.otherwise:
        return False
    if isinstance(read_condition(asked), Compare):
        return workshop.word("passing-bound").search(condition) is not None
    if len(conjuncts(asked)) > 1:
        return False
    if workshop.word("negation").search(asked) and not workshop.word("negation").search(condition):
        return bool(affirmed(condition, workshop)) and affirmed(condition, workshop) <= core(asked, workshop)
    if not workshop.word("negation").search(condition) or not _qualities(asked, workshop) <= _qualities(
        condition, workshop
    ):
        return False
    return core(condition, workshop) <= set(asked)


def _qualities(text: str, workshop: Workshop) -> set[str]:
    return {match.group() for match in workshop.word("quality").finditer(text)}


def core(condition: str, workshop: Workshop) -> set[str]:
    """The characters of a denied condition that say what is denied."""
    bare = compiled(workshop.word("negation").expression).sub("", condition)
    return {character for character in bare if character not in "的者，、（）按能够进行的了"}


def affirmed(condition: str, workshop: Workshop) -> set[str]:
    """The characters of 有新增债务 that name what is there; empty where nothing says that it is."""
    if not workshop.word("affirmation").search(condition):
        return set()
    return core(compiled(workshop.word("affirmation").expression).sub("", condition), workshop)


def _same_subject(one: Range | None, other: Range, workshop: Workshop) -> bool:
    generic = workshop.word("generic-subject")
    if one is None or one.subject == other.subject or generic.search(other.subject) or generic.search(one.subject):
        return True
    return one.subject.endswith(other.subject) or other.subject.endswith(one.subject)
