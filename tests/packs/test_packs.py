"""Packs: every problem at once with its place, every example run, runaway expressions caught, users' packs on top."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import regex

from extractor.errors import PackProblems, UsageError
from extractor.packs import load_packs
from extractor.packs.examples import failing_examples
from extractor.packs.patterns import Pattern, RunawayPattern


def pattern(expression: str) -> Pattern:
    return Pattern(name="sample", group="test", expression=expression, why="a test")


def test_the_bundled_packs_load_and_all_their_examples_do_what_they_say() -> None:
    packs = load_packs()
    assert len(list(packs.patterns)) > 50
    assert failing_examples(packs.patterns) == ()


def test_every_bundled_pattern_says_why_and_has_examples_of_both_kinds() -> None:
    for found in load_packs().patterns:
        assert found.why.strip(), found.name
        assert found.match, found.name
        assert found.no_match, found.name


# What holds is 50 ms for a line of 100,000 characters (tests/benchmarks/recognition.py); tests allow three times that,
# for slow and busy machines. Shorter lines are allowed as much for each character.
_ALLOWED = 0.15
_LINE = 100_000
_SHORT_LINE = 20_000
_WORD = regex.compile(r"[\u3000-\u9fff]{1,6}")


def test_no_bundled_pattern_is_slow_on_hostile_lines() -> None:
    units = ("1", "，1", "一", "（1", "万元", "得分", "≥90%", "其中：", " ", "按", "不得分")
    hostile = [(unit * _LINE)[:_LINE] for unit in units]
    slow = [
        (found.group, found.name, text[:4])
        for found in load_packs().patterns
        for text in hostile
        if _seconds(found, text) > _ALLOWED
    ]
    assert not slow


def test_no_bundled_pattern_is_slow_on_a_line_of_its_own_examples_again_and_again() -> None:
    # What a pattern nearly matches costs it most.
    slow = [
        (found.group, found.name, unit)
        for found in load_packs().patterns
        for unit in (*(example.text for example in found.match), *found.no_match)
        if unit and _seconds(found, (unit * _SHORT_LINE)[:_SHORT_LINE]) > _ALLOWED * _SHORT_LINE / _LINE
    ]
    assert not slow


def test_no_bundled_pattern_takes_more_than_linear_time_on_a_line_of_one_of_its_own_words() -> None:
    # A run of words in front of what must follow is tried anew at each of them, unless it is bounded.
    slow = [
        (found.group, found.name, word)
        for found in load_packs().patterns
        for word in sorted(set(_WORD.findall(found.expression)))
        if _seconds(found, (word * _SHORT_LINE)[:_SHORT_LINE]) > _ALLOWED
    ]
    assert not slow


def _seconds(found: Pattern, text: str) -> float:
    """The least of three rounds, or the first that is short."""
    least = 99.0
    for _ in range(3):
        started = time.process_time()
        try:
            for _ in found.finditer(text):
                pass
        except RunawayPattern:
            return 99
        least = min(least, time.process_time() - started)
        if least < _ALLOWED / 10:
            break
    return least


def test_a_runaway_expression_is_stopped_and_named() -> None:
    greedy = pattern(r"(?:a|aa)+$")
    with pytest.raises(RunawayPattern, match="test/sample"):
        greedy.search("a" * 5000 + "b")


def test_all_problems_of_a_pack_are_reported_at_once_with_their_place(tmp_path: Path) -> None:
    (tmp_path / "broken.toml").write_text(
        """
        [[pattern]]
        name = "first"
        why = "x"
        regex = '(?P<open>'
        match = ["a"]
        no_match = ["b"]

        [[pattern]]
        name = 7
        why = "x"
        regex = '<<nowhere>>'
        matches = ["a"]
        no_match = []
        """,
        encoding="utf-8",
    )
    (tmp_path / "worse.toml").write_text("[[pattern", encoding="utf-8")
    with pytest.raises(PackProblems) as caught:
        load_packs(tmp_path)
    places = {(problem.file.rsplit("/", 1)[-1], problem.key) for problem in caught.value.problems}
    assert places >= {
        ("broken.toml", "pattern[0].regex"),
        ("broken.toml", "pattern[1].name"),
        ("broken.toml", "pattern[1].regex"),
        ("broken.toml", "pattern[1].matches"),
        ("broken.toml", "pattern[1].match"),
        ("broken.toml", "pattern[1].no_match"),
        ("worse.toml", "(file)"),
    }
    assert "allowed" in str(caught.value)


def test_an_example_that_does_not_hold_is_reported(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(
        """
        [[pattern]]
        name = "score"
        why = "x"
        regex = '得(?P<score>[0-9]++)分'
        match = [{ text = "得20分", score = "2" }, "没有"]
        no_match = ["得3分"]
        """,
        encoding="utf-8",
    )
    problems = failing_examples(load_packs(tmp_path).patterns)
    assert [problem.key for problem in problems] == ["score.match", "score.match", "score.no_match"]


def test_a_users_pattern_replaces_the_bundled_one_of_the_same_name(tmp_path: Path) -> None:
    bundled = load_packs()
    sample = next(iter(bundled.patterns))
    file = tmp_path / f"{sample.group}.toml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(
        f"[[pattern]]\nname = '{sample.name}'\nwhy = 'mine'\nregex = 'abc'\nmatch = ['abc']\nno_match = ['x']\n",
        encoding="utf-8",
    )
    own = load_packs(tmp_path)
    assert own.patterns.get(sample.group, sample.name).why == "mine"
    assert len(own.patterns.group(sample.group)) == len(bundled.patterns.group(sample.group))
    assert own.version != bundled.version


def test_a_packs_folder_that_does_not_exist_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such folder"):
        load_packs(tmp_path / "nowhere")
