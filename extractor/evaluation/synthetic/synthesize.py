"""Many reports: which layout, which format, which fault; files and gold side by side."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from random import Random

from extractor.errors import UsageError
from extractor.evaluation.synthetic.compose import compose
from extractor.evaluation.synthetic.faults import TABLE_PLANTERS, Planter
from extractor.evaluation.synthetic.gold import gold_of
from extractor.evaluation.synthetic.grid import lay_out
from extractor.evaluation.synthetic.lists import layouts
from extractor.evaluation.synthetic.narrate import narrate
from extractor.evaluation.synthetic.prose_faults import PROSE_PLANTERS
from extractor.evaluation.synthetic.render import (
    FORMATS,
    INSTALL_LINE,
    TABLE_ONLY,
    TEXT_ONLY,
    has_office,
    print_with_office,
    render,
    suffix,
)
from extractor.evaluation.synthetic.truth import Truth
from extractor.evaluation.synthetic.variants import VARIANTS, damage, round_truth

PLANTERS: dict[str, Planter] = {planter.__name__.strip("_"): planter for planter in (*TABLE_PLANTERS, *PROSE_PLANTERS)}


@dataclass(slots=True)
class Synthesis:
    """What was written: the number of reports, how many hold a fault, and what was left out with the reason."""

    written: int = 0
    faulty: int = 0
    omitted: list[str] = field(default_factory=list)


def synthesize(
    folder: Path,
    *,
    count: int,
    seed: int,
    faults: str = "mixed",
    formats: tuple[str, ...] = FORMATS,
    progress: Callable[[int], None] = lambda done: None,
) -> Synthesis:
    """Write `count` reports with gold into `folder`; the same arguments give the same files.

    `faults` is `none`, `mixed` (every second report holds one), `all` (each holds one), or the name of a kind.

    Raises:
        UsageError: the fault or a format is not known, or `folder` holds other files.
    """
    known = ("none", "mixed", "all", *PLANTERS)
    if faults not in known:
        raise UsageError(f"there is no fault kind {faults!r}", expected="one of " + ", ".join(known))
    unknown = [kind for kind in formats if kind not in FORMATS]
    if unknown:
        raise UsageError(f"there is no format {unknown[0]!r}", expected="one of " + ", ".join(FORMATS))
    folder.mkdir(parents=True, exist_ok=True)
    result = Synthesis()
    usable = _usable(formats, result)
    waiting: list[Path] = []
    for index in range(count):
        rng = Random(f"{seed}-{index}")
        kind = usable[index % len(usable)]
        variant = VARIANTS[rng.choice((0, 0, 1, 2))]
        wanted = faults if faults != "mixed" else rng.choice(("all", "none"))
        truth = _truth(rng, index, kind, variant, wanted)
        layout = lay_out(rng, truth)
        if variant == "damaged":
            damage(rng, layout)
        name = f"{index:04d}-{truth.scheme if truth.table else truth.kind}{suffix(kind)}"
        path = folder / (name if kind != "pdf-office" else Path(name).with_suffix(".docx").name)
        path.write_bytes(render(rng, layout, kind))
        if kind == "pdf-office":
            waiting.append(path)
        gold = gold_of(truth, file=name, kind=kind, variant=variant)
        text = json.dumps(gold, ensure_ascii=False, indent=1) + "\n"
        (folder / f"{name}.gold.json").write_text(text, encoding="utf-8")
        result.written += 1
        result.faulty += bool(truth.planted)
        progress(index + 1)
    print_with_office(waiting)
    return result


def _usable(formats: tuple[str, ...], result: Synthesis) -> list[str]:
    usable = list(formats)
    if "pdf-office" in usable and not has_office():
        usable.remove("pdf-office")
        result.omitted.append(f"PDF through LibreOffice: soffice is not installed ({INSTALL_LINE})")
    if "pdf-drawn" in usable and find_spec("reportlab") is None:
        usable.remove("pdf-drawn")
        result.omitted.append("PDF through reportlab: it is not installed (pip install reportlab)")
    if not usable:
        raise UsageError("no format is left that can be made here", expected=INSTALL_LINE)
    return usable


def _truth(rng: Random, index: int, kind: str, variant: str, faults: str) -> Truth:
    """One report: the table with its fault first, then the text that tells of it, then a fault of the text."""
    names = [entry["name"] for entry in layouts()["scheme"]]
    truth = compose(rng, names[index % len(names)])
    if variant == "rounded":
        round_truth(truth)
    if kind in TEXT_ONLY:
        truth.table, truth.rows, truth.funds, truth.budget_score = False, [], [], None
        truth.kind = "department" if truth.kind == "department" else "project"
        truth.total_text = truth.grade = ""
        narrate(rng, truth)
        _plant(rng, truth, PROSE_PLANTERS, faults)
        return truth
    told = kind not in TABLE_ONLY and bool(truth.total_text) and rng.random() < 0.3
    if not told or rng.random() < 0.5:
        _plant(rng, truth, TABLE_PLANTERS, faults)
    if told:
        narrate(rng, truth)
        if not truth.planted:
            _plant(rng, truth, PROSE_PLANTERS, faults)
    return truth


def _plant(rng: Random, truth: Truth, planters: tuple[Planter, ...], faults: str) -> None:
    if faults == "none":
        return
    candidates = [PLANTERS[faults]] if faults in PLANTERS else list(planters)
    rng.shuffle(candidates)
    for planter in candidates:
        planted = planter(rng, truth)
        if planted is not None:
            truth.planted.append(planted)
            return
