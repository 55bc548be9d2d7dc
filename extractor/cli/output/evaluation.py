"""An evaluation as a table, as JSON, or as a page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

import click

from extractor.cli.output.evaluation_page import evaluation_page
from extractor.cli.output.layout import cut, table_lines
from extractor.cli.output.structured import as_text
from extractor.cli.output.words import percent
from extractor.cli.settings import Settings
from extractor.evaluation.scores import Evaluation, Slip, Tally


def evaluation_text(evaluation: Evaluation, form: str, settings: Settings, *, slips: bool) -> str:
    """The evaluation in the form asked for."""
    match form:
        case "json":
            return as_text(evaluation_entry(evaluation, slips=slips)) + "\n"
        case "html":
            return evaluation_page(evaluation, settings.language, slips=slips)
        case _:
            return "\n".join(_lines(evaluation, settings, slips=slips)) + "\n"


def evaluation_entry(evaluation: Evaluation, *, slips: bool) -> dict[str, object]:
    """The evaluation as a JSON object."""
    entry: dict[str, object] = {
        "documents": len(evaluation.documents),
        "failures": {found.document: found.failure for found in evaluation.documents if found.failure},
        "fields": {
            summary.field: {**_figures(summary.tally), "documents": summary.documents, "exact": summary.exact}
            for summary in evaluation.fields()
        },
        "findings_by": {
            kind: {name: _figures(tally) for name, tally in by_name.items()}
            for kind, by_name in evaluation.groups().items()
        },
    }
    if slips:
        entry["slips"] = [asdict(slip) for slip in evaluation.slips()]
    return entry


def _figures(tally: Tally) -> dict[str, object]:
    return {
        "hits": tally.hits,
        "misses": tally.misses,
        "false": tally.false,
        "precision": tally.precision,
        "recall": tally.recall,
        "f1": tally.f1,
    }


def _lines(evaluation: Evaluation, settings: Settings, *, slips: bool) -> Iterator[str]:
    pick = settings.language.pick
    yield click.style(
        pick(
            f"与标准标注对照：文档 {len(evaluation.documents)} 份",
            f"{len(evaluation.documents)} documents against gold",
        ),
        bold=True,
    )
    header = [
        pick("字段", "field"),
        *(pick("标注", "gold"), pick("命中", "hits"), pick("漏", "missed"), pick("误", "false")),
        *(pick("准确率", "precision"), pick("查全率", "recall"), pick("全对文档", "exact")),
    ]
    rows = [
        [_label(summary.field), *_cells(summary.tally), f"{summary.exact}/{summary.documents}"]
        for summary in evaluation.fields()
    ]
    yield from table_lines(header, rows, [34, 7, 7, 7, 7, 9, 9, 9], [False, *[True] * 7])
    for kind, by_name in evaluation.groups().items():
        yield ""
        yield click.style(pick(f"疑点，按 {kind}", f"findings by {kind}"), bold=True)
        group_rows = [[name, *_cells(tally)] for name, tally in by_name.items()]
        yield from table_lines([kind, *header[1:-1]], group_rows, [34, 7, 7, 7, 7, 9, 9], [False, *[True] * 6])
    failures = [found for found in evaluation.documents if found.failure]
    if failures:
        yield ""
        yield click.style(pick("无法识读的文档", "documents that could not be read"), bold=True)
        yield from (f"  {found.document}: {found.failure}" for found in failures)
    if slips:
        yield from _slip_lines(evaluation.slips(), settings)


def _label(field: str) -> str:
    return "  " + field if "." in field else field


def _cells(tally: Tally) -> list[str]:
    counts = (tally.hits + tally.misses, tally.hits, tally.misses, tally.false)
    return [*map(str, counts), percent(tally.precision), percent(tally.recall)]


def _slip_lines(slips: tuple[Slip, ...], settings: Settings) -> Iterator[str]:
    pick = settings.language.pick
    if not slips:
        return
    words = {"miss": pick("漏", "missed"), "false": pick("误", "false"), "wrong": pick("错", "wrong")}
    width = 400 if settings.verbose else 90
    yield ""
    yield click.style(pick(f"漏、误、错共 {len(slips)} 处", f"{len(slips)} slips"), bold=True)
    current = ""
    for slip in slips:
        if slip.document != current:
            current = slip.document
            yield click.style(f"  {current}", bold=True)
        told = " → ".join(cut(part, width) for part in (slip.gold, slip.read) if part)
        yield f"    {words[slip.what]}  {slip.field}: {told}"
