"""Cases of names: a text, and for each of its quantities what it measures; see the data in `names/`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from recognition.prosework import metrics

from extractor.model.claims import Metric

FOLDER = Path(__file__).parent / "names"
_ALTERNATIVES = " ~ "
_KINDS = (
    (re.compile(r"^第|^前.*名$"), "rank"),
    (re.compile(r"%|‰|百分点|倍$"), "rate"),
    (re.compile(r"元$"), "amount"),
    (re.compile(r"/"), "count"),
    (re.compile(r"(?:年|月|天|日|小时|分钟|岁)$"), "duration"),
    (re.compile(r"分$"), "score"),
)
_FIELDS = {"cmp": "comparison"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One quantity as an expert would record it: `key` is number and unit as printed, `names` the right names."""

    key: str
    names: tuple[str, ...]
    fields: dict[str, str] = field(default_factory=dict)
    optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NameCase:
    """A text with what its quantities are, in the order of their print; a `loose` one may hold others."""

    file: str
    text: str
    wanted: tuple[Wanted, ...]
    loose: bool = False

    @property
    def label(self) -> str:
        """The beginning of the text, for test reports."""
        return f"{self.file}: {self.text[:24]}"


def read_cases(folder: Path = FOLDER) -> tuple[NameCase, ...]:
    """All cases of the data files."""
    cases: list[NameCase] = []
    for path in sorted(folder.glob("*.toml")):
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
            wanted = tuple(wanted_of(line) for line in case["metrics"])
            loose = case.get("loose", False)
            cases.append(NameCase(file=path.stem, text=case["text"], wanted=wanted, loose=loose))
    return tuple(cases)


def wanted_of(line: str) -> Wanted:
    """`printed | name ~ other name | field=value; …` as a record."""
    key, names, *rest = (part.strip() for part in line.split("|"))
    settings = [setting.strip() for setting in rest[0].split(";")] if rest else []
    told = dict(setting.split("=", 1) for setting in settings if "=" in setting)
    fields = {"kind": _default_kind(key), "comparison": "", "scope": "", "period": "2023"}
    fields |= {_FIELDS.get(name, name): value for name, value in told.items()}
    return Wanted(key=key, names=tuple(names.split(_ALTERNATIVES)), fields=fields, optional="optional" in settings)


def _default_kind(key: str) -> str:
    return next((kind for pattern, kind in _KINDS if pattern.search(key)), "count")


def printed(metric: Metric) -> str:
    """Number and unit as printed, without words of approximation."""
    return re.sub(r"\s", "", metric.quantity.number_text + metric.quantity.unit.text)


def read_names(text: str) -> tuple[Metric, ...]:
    """The metrics of a text, as of a report on 2023."""
    return metrics(*text.split("\n"))


def pair(
    wanted: tuple[Wanted, ...], found: tuple[Metric, ...]
) -> tuple[list[tuple[Wanted, Metric | None]], list[Metric]]:
    """Each wanted quantity with its metric, and the metrics that nobody wants; both in the order of their print."""
    rest = list(found)
    pairs: list[tuple[Wanted, Metric | None]] = []
    for one in wanted:
        match = next((metric for metric in rest if _same(one.key, printed(metric))), None)
        if match is not None:
            rest.remove(match)
        pairs.append((one, match))
    return pairs, rest


def _same(key: str, text: str) -> bool:
    return key == text or re.sub(r"[多余]", "", key) == re.sub(r"[多余]", "", text)


def name_faults(one: Wanted, metric: Metric) -> list[str]:
    """What is wrong with the name of a metric; nothing for one of the right names."""
    return [] if metric.name in one.names else [f"{one.key}: {metric.name!r}, not {' ~ '.join(one.names)!r}"]


def field_faults(one: Wanted, metric: Metric) -> list[str]:
    """What is wrong with kind, comparison, scope, period and subject of a metric."""
    faults: list[str] = []
    for name, value in one.fields.items():
        got = str(getattr(metric, name)).removeprefix("其中：" if name == "scope" else "")
        if value not in ("*", got):
            faults.append(f"{one.key} {metric.name}: {name} {got!r}, not {value!r}")
    return faults
