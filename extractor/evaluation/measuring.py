"""Error rates of rules for the packs: from evaluations of synthesized sets to `patterns/rules/measured.toml`.

fuhe synthesize all --count 624 --seed 1 --faults all && fuhe evaluate all --preview --format json -o all.json
fuhe synthesize none --count 624 --seed 2 --faults none && fuhe evaluate none --preview --format json -o none.json
python -m extractor.evaluation.measuring "what was measured" 2026-11 all.json none.json
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

_FEWEST = 4  # planted faults below which a rate says nothing

_HEAD = """\
# Error rates of the rules on synthesized reports (all formats and layouts; clean, rounded, damaged copies), written
# by `python -m extractor.evaluation.measuring`. Precision: findings that a planted fault explains, over all findings
# of the rule. Recall: planted faults of the rule that a finding names, itself or as a consequence. Rules with fewer
# than four planted faults and no false alarm are not listed.
"""


def measured_toml(evaluations: Iterable[dict[str, Any]], sets: str, at: str) -> str:
    """The pack of measured rates: the counts of all `evaluations` (`fuhe evaluate --format json`) added up."""
    hits: Counter[str] = Counter()
    misses: Counter[str] = Counter()
    false: Counter[str] = Counter()
    for evaluation in evaluations:
        for code, tally in evaluation["findings_by"].get("rule", {}).items():
            hits[code] += tally["hits"]
            misses[code] += tally["misses"]
            false[code] += tally["false"]
    entries = [_HEAD]
    for code in sorted({*hits, *misses, *false}):
        planted, found = hits[code] + misses[code], hits[code] + false[code]
        if planted < _FEWEST and not false[code]:
            continue
        precision = hits[code] / found if found else 0.0
        recall = hits[code] / planted if planted else 0.0
        entries.append(
            f'[[measured]]\ncode = "{code}"\nprecision = {precision:.3f}\nrecall = {recall:.3f}\nfindings = {found}\n'
            f'sets = "{sets}"\nat = "{at}"\n'
        )
    return "\n".join(entries)


if __name__ == "__main__":
    told, when, *files = sys.argv[1:]
    sys.stdout.write(measured_toml([json.loads(Path(file).read_text(encoding="utf-8")) for file in files], told, when))
