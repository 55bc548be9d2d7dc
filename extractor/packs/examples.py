"""Running the examples that patterns and rules carry: a pattern without proof is not finished."""

from __future__ import annotations

import regex

from extractor.errors import PackProblem
from extractor.packs.patterns import Pattern, PatternBook, RunawayPattern


def failing_examples(book: PatternBook) -> tuple[PackProblem, ...]:
    """Every example of every pattern that does not do what its pack says."""
    return tuple(problem for pattern in book for problem in _failures(pattern))


def _failures(pattern: Pattern) -> list[PackProblem]:
    problems: list[PackProblem] = []

    def fail(key: str, found: str, allowed: str) -> None:
        where = f"{pattern.name}.{key}"
        problems.append(PackProblem(file=pattern.group + ".toml", key=where, found=found, allowed=allowed))

    try:
        for example in pattern.match:
            match = pattern.search(example.text)
            if not pattern.can_match(frozenset(example.text)):
                fail("match", f"none of the signs in `needs` in {example.text!r}", "one of them in each example")
            if match is None:
                fail("match", f"no match in {example.text!r}", "a match")
                continue
            for group, wanted in example.groups:
                got = match.groupdict().get(group)
                if got != wanted:
                    fail("match", f"{group} = {got!r} in {example.text!r}", repr(wanted))
        for text in pattern.no_match:
            match = pattern.search(text)
            if match is not None:
                fail("no_match", f"the match {match.group()!r} in {text!r}", "no match")
    except RunawayPattern as fault:
        fail("regex", str(fault), "an answer in time")
    except regex.error as fault:
        fail("regex", str(fault), "a regular expression of the regex module")
    return problems
