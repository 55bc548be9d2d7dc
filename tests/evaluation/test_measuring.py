"""Error rates from evaluations: counts added up, rules without evidence left out, false alarms never."""

from __future__ import annotations

import tomllib

from extractor.evaluation.measuring import measured_toml


def evaluation(**rules: tuple[int, int, int]) -> dict[str, object]:
    tallies = {code: dict(zip(("hits", "misses", "false"), counts, strict=True)) for code, counts in rules.items()}
    return {"findings_by": {"rule": tallies}}


def test_counts_of_several_sets_are_added_up() -> None:
    pack = measured_toml([evaluation(A=(3, 1, 0)), evaluation(A=(3, 1, 2)), {"findings_by": {}}], "two sets", "2026-11")
    (entry,) = tomllib.loads(pack)["measured"]
    assert entry == {
        "code": "A",
        "precision": 0.75,
        "recall": 0.75,
        "findings": 8,
        "sets": "two sets",
        "at": "2026-11",
    }


def test_few_planted_faults_say_nothing_but_a_false_alarm_is_always_told() -> None:
    pack = measured_toml([evaluation(FEW=(2, 0, 0), WOLF=(0, 0, 1))], "one set", "2026-11")
    assert [entry["code"] for entry in tomllib.loads(pack)["measured"]] == ["WOLF"]
