"""The account of one document: what is right, missed, wrong; kept field by field."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeVar

from extractor.evaluation.comparing import assign, same_number, same_text
from extractor.evaluation.gold import GoldEntry
from extractor.evaluation.scores import FieldResult, Slip, Tally

Row = TypeVar("Row")
_NUMBERS = frozenset(
    {
        "fiscal_year",
        "stated_total",
        "points",
        "stated_score",
        "value",
        "initial",
        "adjusted",
        "received",
        "spent",
        "rate",
    }
)


class Accounts:
    """The running account of one document: tallies and slips by field."""

    def __init__(self, document: str) -> None:
        self._document = document
        self._tallies: dict[str, Tally] = {}
        self._slips: dict[str, list[Slip]] = {}

    def hit(self, field: str, count: int = 1) -> None:
        """Right."""
        self._tallies[field] = self._tallies.get(field, Tally()).plus(Tally(hits=count))

    def looked_at(self, field: str) -> None:
        """A field that was judged, whether or not there is anything in it: a clean document is right, not absent."""
        self._tallies.setdefault(field, Tally())

    def miss(self, field: str, gold: str, read: str = "") -> None:
        """There, and not read."""
        self._count(field, Tally(misses=1), "miss", gold, read)

    def false(self, field: str, read: str, gold: str = "") -> None:
        """Read, and not there."""
        self._count(field, Tally(false=1), "false", gold, read)

    def wrong(self, field: str, gold: str, read: str) -> None:
        """There, and read as something else: a miss and a false alarm."""
        self._count(field, Tally(misses=1, false=1), "wrong", gold, read)

    def _count(self, field: str, tally: Tally, what: str, gold: str, read: str) -> None:
        self._tallies[field] = self._tallies.get(field, Tally()).plus(tally)
        self._slips.setdefault(field, []).append(
            Slip(document=self._document, field=field, what=what, gold=gold, read=read)
        )

    def results(self) -> tuple[FieldResult, ...]:
        """All fields."""
        return tuple(
            FieldResult(field=field, tally=tally, slips=tuple(self._slips.get(field, ())))
            for field, tally in self._tallies.items()
        )


def compare_values(
    field: str, gold: Mapping[str, str | None], row: object, names: Sequence[str], accounts: Accounts, label: str = ""
) -> None:
    """Compare the annotated ones of `names`: numbers exactly, texts normalised; each is a field of its own."""
    for name in names:
        if name not in gold:
            continue
        wanted, got = gold[name], getattr(row, name)
        equal = same_number(wanted, got) if name in _NUMBERS else same_text(wanted, got)
        told = f"{label}: {wanted}" if label else str(wanted)
        if equal:
            if wanted not in (None, ""):
                accounts.hit(f"{field}.{name}")
        elif got in (None, ""):
            accounts.miss(f"{field}.{name}", told)
        elif wanted in (None, ""):
            accounts.false(f"{field}.{name}", str(got), told)
        else:
            accounts.wrong(f"{field}.{name}", told, str(got))


def match(
    wanted: Sequence[GoldEntry],
    offered: Sequence[Row],
    fit: Callable[[GoldEntry, Row], float],
    field: str,
    tell_gold: Callable[[GoldEntry], str],
    tell_read: Callable[[Row], str],
    accounts: Accounts,
    excused: Callable[[Row], bool] = lambda row: False,
) -> Iterator[tuple[GoldEntry, Row]]:
    """Match and count; returns the pairs. Optional gold may be missed; `excused` rows are no false alarms."""
    pairs, missed, extra = assign(wanted, offered, fit)
    for left, _ in pairs:
        if not wanted[left].optional:
            accounts.hit(field)
    for left in missed:
        if not wanted[left].optional:
            accounts.miss(field, tell_gold(wanted[left]))
    for right in extra:
        if not excused(offered[right]):
            accounts.false(field, tell_read(offered[right]))
    return iter([(wanted[left], offered[right]) for left, right in pairs])
