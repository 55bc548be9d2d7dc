"""Recognition patterns: named regular expressions with the examples that they must and must not match.

A pack file holds `[parts]` (named pieces of expression) and `[[pattern]]` entries. An expression refers to a part as
`<<name>>`; parts of `vocabulary/parts.toml` are known everywhere, a file's own parts only in that file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass, field
from functools import cache, lru_cache, partial

import regex

from extractor.errors import FuheError
from extractor.packs.toml_reader import Node

MATCH_SECONDS = 2.0
# Up to this many characters an expression that tests hold to linear time needs no clock: asking for the time costs
# more than most searches.
_SHORT = 1_000
# Names and the words before a number recur: what an expression said of one is kept, the latest of each.
_WORDS = 120
_PHRASE = 40
_KEPT = 1024
# What `MATCH_SECONDS` are for: a text may be a line, or all lines of a long report.
_PART = 500_000
_REFERENCE = regex.compile(r"<<([a-z0-9_-]+)>>")


class RunawayPattern(FuheError):
    """A pattern took too long on a text; the text is kept as a leftover, the pattern is to blame."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A text that a pattern must find something in, and what its named groups must then hold."""

    text: str
    groups: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """One pattern. `fields` are constants that a match stands for (`kind = "total"`). `why` is the reason it exists.

    A field `needs` lists signs of which a text must hold one: without any it need not be searched (`can_match`).
    `proven` marks what comes with fuhe, whose tests hold every pattern to linear time on hostile lines.
    """

    name: str
    group: str
    expression: str
    why: str
    fields: dict[str, str] = field(default_factory=dict)
    match: tuple[Example, ...] = ()
    no_match: tuple[str, ...] = ()
    proven: bool = False

    def can_match(self, signs: Set[str]) -> bool:
        """Whether a text that consists of these characters can hold a match, as far as `needs` says."""
        needs = self.fields.get("needs")
        return needs is None or not signs.isdisjoint(needs)

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> Iterator[regex.Match[str]]:
        """All matches from left to right; all are found before the first is given, so that no caller's time counts.

        Raises:
            RunawayPattern: the search took longer than `MATCH_SECONDS` for every part of the text.
        """
        if self.proven and len(text) <= _SHORT and not start and end is None:
            if len(text) <= _PHRASE:
                return iter(kept_answers(self.expression).all(text))
            return iter([*compiled(self.expression).finditer(text)])
        try:
            return iter([*compiled(self.expression).finditer(text, start, end, timeout=self._patience(text))])
        except TimeoutError:
            raise self._runaway(text) from None

    def search(self, text: str, start: int = 0) -> regex.Match[str] | None:
        """The first match; raises `RunawayPattern` as `finditer` does."""
        if self.proven and len(text) <= _SHORT and not start:
            if len(text) <= _WORDS:
                return kept_answers(self.expression).search(text)
            return compiled(self.expression).search(text)
        try:
            return compiled(self.expression).search(text, start, timeout=self._patience(text))
        except TimeoutError:
            raise self._runaway(text) from None

    def match_start(self, text: str) -> regex.Match[str] | None:
        """A match at the very start; raises `RunawayPattern` as `finditer` does."""
        if self.proven and len(text) <= _WORDS:
            return kept_answers(self.expression).match(text)
        try:
            return compiled(self.expression).match(text, timeout=self._patience(text))
        except TimeoutError:
            raise self._runaway(text) from None

    def fullmatch(self, text: str) -> regex.Match[str] | None:
        """A match of the whole text; raises `RunawayPattern` as `finditer` does."""
        try:
            return compiled(self.expression).fullmatch(text, timeout=self._patience(text))
        except TimeoutError:
            raise self._runaway(text) from None

    def removed_from(self, text: str) -> str:
        """`text` without all matches; raises `RunawayPattern` as `finditer` does."""
        if self.proven and len(text) <= _WORDS:
            return kept_answers(self.expression).removed_from(text)
        try:
            return compiled(self.expression).sub("", text, timeout=self._patience(text))
        except TimeoutError:
            raise self._runaway(text) from None

    def _patience(self, text: str) -> float | None:
        if self.proven and len(text) <= _SHORT:
            return None
        return MATCH_SECONDS * (1 + len(text) // _PART)

    def _runaway(self, text: str) -> RunawayPattern:
        seconds = self._patience(text) or MATCH_SECONDS
        return RunawayPattern(
            f"the pattern took more than {seconds:g} s on a text of {len(text)} characters",
            where=f"{self.group}/{self.name}",
            expected="an expression that runs in linear time",
            todo="Use possessive quantifiers in the pack",
        )


@dataclass(frozen=True, slots=True)
class PatternBook:
    """All patterns by group; a group is the pack file's path without ending (`recognition/statements`)."""

    groups: dict[str, tuple[Pattern, ...]]
    _by_name: dict[tuple[str, str], Pattern] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_name = {(group, pattern.name): pattern for group, found in self.groups.items() for pattern in found}
        object.__setattr__(self, "_by_name", by_name)

    def group(self, name: str) -> tuple[Pattern, ...]:
        """The patterns of one file, in file order; none where the file does not exist."""
        return self.groups.get(name, ())

    def get(self, group: str, name: str) -> Pattern:
        """One pattern by name; KeyError where a code module asks for a pattern that no pack has."""
        try:
            return self._by_name[group, name]
        except KeyError:
            raise KeyError(f"no pattern {name!r} in pack {group!r}") from None

    def __iter__(self) -> Iterator[Pattern]:
        for group in sorted(self.groups):
            yield from self.groups[group]


@cache
def compiled(expression: str) -> regex.Pattern[str]:
    """The compiled expression: version 1 of the `regex` module, blanks and comments in the pattern allowed."""
    return regex.compile(expression, regex.VERSION1 | regex.VERBOSE)


_Found = Callable[[str], regex.Match[str] | None]


@dataclass(frozen=True, slots=True)
class KeptAnswers:
    """What one expression says of short texts, looked up where it said so before."""

    all: Callable[[str], tuple[regex.Match[str], ...]]
    search: _Found
    match: _Found
    removed_from: Callable[[str], str]


@cache
def kept_answers(expression: str) -> KeptAnswers:
    """The answers of an expression; those it gave last are kept."""
    kept = lru_cache(maxsize=_KEPT)
    own = compiled(expression)
    return KeptAnswers(
        all=kept(lambda text: tuple(own.finditer(text))),
        search=kept(own.search),
        match=kept(own.match),
        removed_from=kept(partial(own.sub, "")),
    )


def read_patterns(node: Node, group: str, shared: dict[str, str], *, proven: bool = False) -> tuple[Pattern, ...]:
    """The `[[pattern]]` entries of one pack file, parts put in; expressions that do not compile become problems.

    Proven ones are compiled when they are first used: hardly any command needs all of them.
    """
    parts = {**shared, **read_parts(node)}
    return tuple(_read_pattern(entry, group, parts, proven) for entry in node.tables("pattern"))


def read_parts(node: Node) -> dict[str, str]:
    """The `[parts]` of a pack file: name to expression, later ones may use earlier ones."""
    parts: dict[str, str] = {}
    own = node.table("parts")
    for name in own.mapping:
        parts[name] = f"(?:{_expanded(own, name, own.text(name), parts)})"
    return parts


def _read_pattern(entry: Node, group: str, parts: dict[str, str], proven: bool) -> Pattern:
    entry.only("name", "why", "regex", "fields", "match", "no_match")
    name = entry.text("name")
    expression = _expanded(entry, "regex", entry.text("regex"), parts)
    if not proven:
        try:
            compiled(expression)
        except regex.error as fault:
            entry.report("regex", str(fault), "a regular expression of the regex module")
            expression = r"(?!)"
    fields = entry.table("fields")
    return Pattern(
        name=name,
        group=group,
        expression=expression,
        why=entry.text("why"),
        fields={key: fields.text(key) for key in fields.mapping},
        match=_read_examples(entry),
        no_match=entry.texts("no_match", required=True),
        proven=proven,
    )


def _read_examples(entry: Node) -> tuple[Example, ...]:
    found = entry.mapping.get("match")
    if not isinstance(found, list) or not found:
        entry.report("match", "nothing" if not found else repr(found), "at least one example")
        return ()
    examples = []
    for index, raw in enumerate(found):
        if isinstance(raw, str):
            examples.append(Example(text=raw))
        elif isinstance(raw, dict) and isinstance(raw.get("text"), str):
            groups = tuple((key, str(wanted)) for key, wanted in raw.items() if key != "text")
            examples.append(Example(text=raw["text"], groups=groups))
        else:
            entry.report(f"match[{index}]", repr(raw), 'a text, or a table {text = "…", group = "…"}')
    return tuple(examples)


def _expanded(node: Node, key: str, expression: str, parts: dict[str, str]) -> str:
    def replacement(reference: regex.Match[str]) -> str:
        name = reference.group(1)
        if name not in parts:
            node.report(
                key, f"a reference to the unknown part <<{name}>>", "a part of this file or of vocabulary/parts"
            )
        return parts.get(name, "(?!)")

    return _REFERENCE.sub(replacement, expression)
