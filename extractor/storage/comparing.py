"""What became different between two states of a file's reports: the researcher's diff of two rule versions."""

from __future__ import annotations

from dataclasses import dataclass, field, fields

from sqlite_utils import Database

from extractor.storage.records import ReportRow

_NOT_COMPARED = frozenset({"fuhe_version", "packs_version", "source_path"})
_COUNTED = ("sections", "indicators", "budgets", "statements", "metrics", "relations", "explanations", "leftovers")


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingState:
    """What identifies a finding and what people see of it."""

    rule: str
    severity: str
    fault: str
    message: str
    message_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportState:
    """A report as far as it is compared: its own row, findings and check outcomes by id, rows by table."""

    id: str
    facts: dict[str, object]
    findings: dict[str, FindingState] = field(default_factory=dict)
    checks: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckChange:
    """A check that exists in one state only, or came out differently; an empty outcome means not there."""

    rule: str
    subject: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportChange:
    """Everything that is different of one report; `came` and `went` say that the report itself is new or gone."""

    report_id: str
    name: str
    came: bool = False
    went: bool = False
    facts: tuple[tuple[str, object, object], ...] = ()
    new_findings: tuple[FindingState, ...] = ()
    lost_findings: tuple[FindingState, ...] = ()
    checks: tuple[CheckChange, ...] = ()
    counts: tuple[tuple[str, int, int], ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is different."""
        return not (
            self.came
            or self.went
            or self.facts
            or self.new_findings
            or self.lost_findings
            or self.checks
            or self.counts
        )


def report_state(database: Database, sha256: str) -> dict[str, ReportState]:
    """The reports of a file by id."""
    names = [entry.name for entry in fields(ReportRow)]
    states: dict[str, ReportState] = {}
    query = f"SELECT {', '.join(names)} FROM reports WHERE sha256 = ? ORDER BY id"
    for row in database.conn.execute(query, (sha256,)).fetchall():
        facts = dict(zip(names, row, strict=True))
        states[facts["id"]] = _state(database, facts)
    return states


def _state(database: Database, facts: dict[str, object]) -> ReportState:
    id = str(facts["id"])
    findings = database.conn.execute(
        "SELECT id, rule, severity, fault, message, message_en FROM findings WHERE report_id = ? ORDER BY ordinal",
        (id,),
    ).fetchall()
    checks = database.conn.execute(
        "SELECT id, rule, subject, outcome FROM checks WHERE report_id = ? ORDER BY ordinal", (id,)
    )
    counts = {
        table: int(database.conn.execute(f"SELECT count(*) FROM {table} WHERE report_id = ?", (id,)).fetchone()[0])
        for table in _COUNTED
    }
    return ReportState(
        id=id,
        facts=facts,
        findings={
            key: FindingState(rule=rule, severity=severity, fault=fault, message=message, message_en=message_en)
            for key, rule, severity, fault, message, message_en in findings
        },
        checks={key: (rule, subject, outcome) for key, rule, subject, outcome in checks},
        counts=counts,
    )


def compare(before: dict[str, ReportState], after: dict[str, ReportState]) -> list[ReportChange]:
    """The reports that are different, in the order of their ids."""
    changes = []
    for id in sorted(before.keys() | after.keys()):
        old, new = before.get(id), after.get(id)
        change = _change(id, old, new)
        if not change.is_empty:
            changes.append(change)
    return changes


def _change(id: str, old: ReportState | None, new: ReportState | None) -> ReportChange:
    known = new or old
    assert known is not None
    name = str(known.facts["agency"] or known.facts["file_name"])
    if old is None or new is None:
        return ReportChange(report_id=id, name=name, came=old is None, went=new is None)
    return ReportChange(
        report_id=id,
        name=name,
        facts=tuple(
            (key, old.facts[key], value)
            for key, value in new.facts.items()
            if key not in _NOT_COMPARED and old.facts[key] != value
        ),
        new_findings=tuple(state for key, state in new.findings.items() if old.findings.get(key) != state),
        lost_findings=tuple(state for key, state in old.findings.items() if new.findings.get(key) != state),
        checks=_check_changes(old, new),
        counts=tuple(
            (table, old.counts[table], count) for table, count in new.counts.items() if old.counts[table] != count
        ),
    )


def _check_changes(old: ReportState, new: ReportState) -> tuple[CheckChange, ...]:
    changes = []
    for key in dict.fromkeys((*old.checks, *new.checks)):
        was, now = old.checks.get(key), new.checks.get(key)
        if was != now:
            rule, subject, _ = now or was or ("", "", "")
            changes.append(
                CheckChange(rule=rule, subject=subject, before=was[2] if was else "", after=now[2] if now else "")
            )
    return tuple(changes)
