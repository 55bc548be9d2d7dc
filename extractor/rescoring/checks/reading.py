"""EXT: what our own reading may have done wrong; never a fault of the report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from extractor.model.document import ReadingFault
from extractor.model.findings import Evidence, Fault, Outcome
from extractor.model.intervals import Interval, format_decimal
from extractor.model.report import Indicator
from extractor.rescoring.context import Context, value
from extractor.rescoring.verdicts import Said, Verdict, evidence_of

_KINDS = {
    "EXT-CUT": ("cut_table", "cut_text"),
    "EXT-HEADER": ("repeated_header",),
    "EXT-FONT": ("damaged_font", "no_text_layer", "undecodable"),
    "EXT-OCR": ("low_confidence",),
    "EXT-TRACE": ("glued_digits", "skipped_part"),
}


def cut(context: Context) -> Iterator[Verdict]:
    """EXT-CUT: tables and texts that begin or end in the middle."""
    yield from _told(context, "EXT-CUT")
    for criterion in context.report.criteria:
        if criterion.cut_off and criterion.span is not None:
            name = context.path(criterion.indicator)
            yield _fault(
                "EXT-CUT", name, Evidence(label=name, text=criterion.text[-12:], span=criterion.span), "cut_text"
            )


def header(context: Context) -> Iterator[Verdict]:
    """EXT-HEADER: header rows inside the body."""
    yield from _told(context, "EXT-HEADER")


def font(context: Context) -> Iterator[Verdict]:
    """EXT-FONT: text that the file's fonts do not let one read."""
    yield from _told(context, "EXT-FONT")


def ocr(context: Context) -> Iterator[Verdict]:
    """EXT-OCR: digits that were recognised from an image without confidence."""
    yield from _told(context, "EXT-OCR")


def trace(context: Context) -> Iterator[Verdict]:
    """EXT-TRACE: glued or lost digits, and parts of the file that were passed over."""
    yield from _told(context, "EXT-TRACE")


def _told(context: Context, rule: str) -> Iterator[Verdict]:
    for fault in context.report.faults:
        if fault.kind in _KINDS[rule]:
            place = Evidence(label=fault.kind, text=fault.detail, span=fault.span, page=fault.page)
            yield _fault(rule, fault.detail, place, fault.kind)


def _fault(rule: str, subject: str, place: Evidence, kind: str) -> Verdict:
    return Verdict(
        rule=rule,
        outcome=Outcome.INCONSISTENT,
        subject=subject,
        fault=Fault.READING,
        evidence=(place,),
        slots=(("detail", subject), ("kind", kind)),
    )


def coverage(context: Context) -> Iterator[Verdict]:
    """EXT-COVER: the share of printed numbers that became values; reported, not judged."""
    report = context.report
    if not report.numbers_seen:
        return
    share = Decimal(report.numbers_placed * 100) / report.numbers_seen
    yield Verdict(
        rule="EXT-COVER",
        outcome=Outcome.CONSISTENT,
        subject="数字识别覆盖率",
        stated=f"{report.numbers_placed}/{report.numbers_seen}",
        computed=Interval.point(share.quantize(Decimal("0.1"))),
        computed_text=f"{format_decimal(share.quantize(Decimal('0.1')))}%",
    )


# --- displaced labels ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """Rows at the border of a block that belong to its neighbour: with them the points fail, without them they fit.

    `block` is the index of the block whose sum is repaired, `rows` the rows that do not belong to it but to `neighbour`
    (None where that is out of sight).
    """

    block: int
    neighbour: int | None
    rows: tuple[int, ...]
    before: Decimal
    after: Decimal


def displaced(context: Context) -> Iterator[Verdict]:
    """EXT-SHIFT: a failing sum of points that holds once the border of a merged cell moves by a row or two."""
    for shift in find_shifts(context):
        block = context.report.indicators[shift.block]
        moved = [context.report.indicators[row] for row in shift.rows]
        names = "、".join(row.name for row in moved)
        yield Verdict(
            rule="EXT-SHIFT",
            outcome=Outcome.INCONSISTENT,
            subject=context.path(shift.block),
            stated=block.points.text if block.points else "",
            computed=Interval.point(shift.before),
            computed_text=format_decimal(shift.before),
            fault=Fault.READING,
            steps=(
                Said(
                    phrase="shifted",
                    slots=(
                        ("block", block.name),
                        ("rows", names),
                        ("before", format_decimal(shift.before)),
                        ("after", format_decimal(shift.after)),
                        ("stated", block.points.number_text if block.points else ""),
                    ),
                ),
            ),
            evidence=(
                *evidence_of(block.name, block.points),
                *(place for row in moved for place in evidence_of(row.name, row.points)),
            ),
            slots=(
                ("rows", names),
                ("before", format_decimal(shift.before)),
                ("after", format_decimal(shift.after)),
            ),
            indicators=(shift.block, *shift.rows),
        )
    told = {fault.span for fault in context.report.faults if fault.kind == "displaced_label"}
    if told and not any(True for _ in find_shifts(context)):
        for fault in context.report.faults:
            if fault.kind == "displaced_label":
                yield _displaced_label(fault)


def _displaced_label(fault: ReadingFault) -> Verdict:
    place = Evidence(label=fault.kind, text=fault.detail, span=fault.span, page=fault.page)
    return _fault("EXT-SHIFT", fault.detail, place, fault.kind)


def find_shifts(context: Context) -> Iterator[Shift]:
    """Blocks of rows whose points fit without their first or last rows, where our reading may have moved the border."""
    blocks = [index for index, row in enumerate(context.report.indicators) if _is_block(context, index)]
    for position, index in enumerate(blocks):
        rows = [child for child in context.children[index] if context.report.indicators[child].role == "leaf"]
        points = [value(context.report.indicators[row].points) for row in rows]
        stated = value(context.report.indicators[index].points)
        known = [number for number in points if number is not None]
        if stated is None or len(known) < len(rows) or len(rows) < 2 or sum(known, Decimal(0)) == stated:
            continue
        for count, first in ((1, True), (1, False), (2, True), (2, False)):
            if count >= len(rows):
                continue
            kept = known[count:] if first else known[:-count]
            neighbour = position - 1 if first else position + 1
            other = blocks[neighbour] if 0 <= neighbour < len(blocks) else None
            if other is not None and context.report.indicators[other].table != context.report.indicators[index].table:
                other = None
            moved = tuple(rows[:count] if first else rows[-count:])
            if sum(kept, Decimal(0)) == stated and _border_may_move(context, index, other, moved):
                yield Shift(block=index, neighbour=other, rows=moved, before=sum(known, Decimal(0)), after=stated)
                break


def _is_block(context: Context, index: int) -> bool:
    children = context.children[index]
    return bool(children) and all(context.report.indicators[child].role != "category" for child in children)


def _border_may_move(context: Context, block: int, other: int | None, moved: tuple[int, ...]) -> bool:
    """Whether the border is ours to doubt.

    It is when the neighbour's points fit too once it has the rows, or when the neighbour is out of sight and the table
    is known to be cut there. A neighbour that fitted before and would not afterwards speaks against it.
    """
    indicators = context.report.indicators
    if other is None:
        return _cut_at_border(context, indicators[block], moved)
    theirs = [value(indicators[child].points) for child in context.children[other]]
    ours = [value(indicators[row].points) for row in moved]
    stated = value(indicators[other].points)
    if stated is None:
        return False
    return sum((number or Decimal(0) for number in (*theirs, *ours)), Decimal(0)) == stated


def _cut_at_border(context: Context, block: Indicator, moved: tuple[int, ...]) -> bool:
    kinds = {fault.kind for fault in context.report.faults}
    doubtful = [context.report.indicators[row] for row in moved]
    return (
        not block.block_complete
        or any(not row.block_complete or row.confidence < 1.0 for row in doubtful)
        or bool(kinds & {"cut_table", "displaced_label"})
    )
