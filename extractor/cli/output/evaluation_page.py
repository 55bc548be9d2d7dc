"""An evaluation as a self-contained page with bars drawn in SVG."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from extractor.cli.output.words import percent
from extractor.cli.settings import Language
from extractor.evaluation.scores import Evaluation, Slip, Tally

_STYLE = """
body{font:15px/1.5 system-ui,"Noto Sans CJK SC","Microsoft YaHei",sans-serif;margin:2rem auto;max-width:72rem;
  padding:0 1rem;color:#1a1a1a}
table{border-collapse:collapse;margin:.5rem 0 1.5rem}
th,td{border-bottom:1px solid #ddd;padding:.2rem .6rem;text-align:right}
th:first-child,td:first-child{text-align:left}
td.part{padding-left:1.6rem;color:#444}
.slips td{text-align:left;vertical-align:top}
.p{fill:#3b6fb6}.r{fill:#d98e32}.track{fill:#eee}h2{margin-top:2rem}
"""
_BAR = 160


def evaluation_page(evaluation: Evaluation, language: Language, *, slips: bool) -> str:
    """The whole page; everything that comes from documents is escaped."""
    return "\n".join(_page(evaluation, language, slips=slips)) + "\n"


def _page(evaluation: Evaluation, language: Language, *, slips: bool) -> Iterator[str]:
    pick = language.pick
    title = pick("识读与复核质量", "quality of reading and re-scoring")
    yield f'<!doctype html>\n<html lang="{pick("zh-CN", "en")}"><head><meta charset="utf-8"><title>{title}</title>'
    yield f"<style>{_STYLE}</style></head><body><h1>{title}</h1>"
    count = len(evaluation.documents)
    told = pick(
        f"文档 {count} 份；蓝条为准确率，橙条为查全率。", f"{count} documents; blue bars: precision, orange: recall."
    )
    yield f"<p>{told}</p>"
    head = [
        pick("字段", "field"),
        pick("标注", "gold"),
        pick("命中", "hits"),
        pick("漏", "missed"),
        pick("误", "false"),
    ]
    head += [pick("准确率", "precision"), pick("查全率", "recall"), "", pick("全对文档", "exact documents")]
    yield _head(head)
    for summary in evaluation.fields():
        part = ' class="part"' if "." in summary.field else ""
        exact = f"<td>{summary.exact}/{summary.documents}</td>"
        yield f"<tr><td{part}>{escape(summary.field)}</td>{_cells(summary.tally)}{exact}</tr>"
    yield "</table>"
    for kind, by_name in evaluation.groups().items():
        yield f"<h2>{escape(pick(f'疑点，按 {kind}', f'findings by {kind}'))}</h2>"
        yield _head([escape(kind), *head[1:-1]])
        for name, tally in by_name.items():
            yield f"<tr><td>{escape(name)}</td>{_cells(tally)}</tr>"
        yield "</table>"
    if slips:
        yield from _slips(evaluation.slips(), language)
    yield "</body></html>"


def _head(names: list[str]) -> str:
    return "<table><tr>" + "".join(f"<th>{name}</th>" for name in names) + "</tr>"


def _cells(tally: Tally) -> str:
    counts = (tally.hits + tally.misses, tally.hits, tally.misses, tally.false)
    figures = "".join(f"<td>{value}</td>" for value in (*counts, percent(tally.precision), percent(tally.recall)))
    return f"{figures}<td>{_bars(tally)}</td>"


def _bars(tally: Tally) -> str:
    bars = []
    for share, kind, top in ((tally.precision, "p", 1), (tally.recall, "r", 9)):
        bars.append(f'<rect class="track" x="0" y="{top}" width="{_BAR}" height="6"/>')
        if share is not None:
            bars.append(f'<rect class="{kind}" x="0" y="{top}" width="{share * _BAR:.1f}" height="6"/>')
    label = f"{percent(tally.precision)} / {percent(tally.recall)}"
    return f'<svg width="{_BAR}" height="16" role="img" aria-label="{label}">{"".join(bars)}</svg>'


def _slips(slips: tuple[Slip, ...], language: Language) -> Iterator[str]:
    pick = language.pick
    words = {"miss": pick("漏", "missed"), "false": pick("误", "false"), "wrong": pick("错", "wrong")}
    yield f"<h2>{pick('漏、误、错', 'slips')} ({len(slips)})</h2>"
    yield '<table class="slips"><tr>'
    for name in (pick("文档", "document"), pick("字段", "field"), "", pick("标注", "gold"), pick("识读", "read")):
        yield f"<th>{name}</th>"
    yield "</tr>"
    for slip in slips:
        cells = (slip.document, slip.field, words[slip.what], slip.gold, slip.read)
        yield "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>"
    yield "</table>"
