"""Word lists of tables as records: column headers, category names, row labels, form labels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import regex

from extractor.packs.toml_reader import Node

_BLANKS = regex.compile(r"[\s\u3000\u200b\ufeff]++")
_BRACKETED = regex.compile(r"\([^()]*+\)|\[[^\[\]]*+\]|【[^【】]*+】|〔[^〔〕]*+〕")
_NUMBERED = regex.compile(r"^(?:[一二三四五六七八九十]{1,3}、|\d{1,2}(?:、|\.(?!\d)))")
_EDGE = "：:,，、;；.。*★☆▲△●■□▪◆·-—_ "
_FOLDED = str.maketrans("（）／［］＊", "()/[]*")
_CACHED_LENGTH = 60
FAMILIES = ("tree", "value", "funds", "objective")
CONTENTS = ("words", "short", "score", "value", "text", "money", "rate", "mark")


def normal(text: str) -> str:
    """`text` without blanks, with ASCII brackets and slashes."""
    return _BLANKS.sub("", text).translate(_FOLDED)


def bare(text: str) -> str:
    """`normal(text)` without brackets and their content, signs at its edges and a number before it (五、自评总分)."""
    return _bare_short(text) if len(text) <= _CACHED_LENGTH else _bare(text)


@lru_cache(maxsize=8192)
def _bare_short(text: str) -> str:
    return _bare(text)


def _bare(text: str) -> str:
    short = normal(text)
    while (stripped := _BRACKETED.sub("", short)) != short:
        short = stripped
    short = short.split("(")[0].strip(_EDGE) or short.strip(_EDGE + "()")
    return _NUMBERED.sub("", short) or short


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnWords:
    """How the header of one column role is worded; `content` says what its cells look like."""

    role: str
    family: str
    content: str
    words: frozenset[str]
    keys: tuple[str, ...] = ()
    never: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryWords:
    """Names of level-1 or level-2 categories in use; `parents` are level-1 names."""

    level: int
    names: frozenset[str]
    parents: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class TableWords:
    """All word lists of tables. `rows` maps a kind of row (total, subtotal, grade, …) to its labels."""

    columns: tuple[ColumnWords, ...] = ()
    categories: tuple[CategoryWords, ...] = ()
    rows: Mapping[str, frozenset[str]] = field(default_factory=dict)
    note_starts: tuple[str, ...] = ()
    labels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def is_row(self, kind: str, text: str) -> bool:
        """Whether `text` is a label of rows of `kind`."""
        return bare(text) in self.rows.get(kind, frozenset())

    def label_keys(self, text: str) -> tuple[str, ...]:
        """The keys of form labels that `text` can be (项目名称: project)."""
        return self.labels.get(bare(text), ())

    def column(self, role: str) -> ColumnWords | None:
        """The entry of a role."""
        return next((column for column in self.columns if column.role == role), None)

    def category_level(self, name: str) -> int | None:
        """1 or 2 where a category of this name is known on that level only; None otherwise."""
        short = category_name(name)
        levels = {category.level for category in self.categories if short in category.names}
        return levels.pop() if len(levels) == 1 else None


def category_name(name: str) -> str:
    """The name of a category as the lists write it: 产出指标（50分） is 产出."""
    short = bare(name)
    return short.removesuffix("指标") or short


def read_table_words(nodes: Mapping[str, list[Node]]) -> TableWords:
    """The word lists of `vocabulary/{columns,levels,rows,labels}.toml`; a user's files add to the bundled ones."""
    rows: dict[str, frozenset[str]] = {}
    notes: list[str] = []
    for node in nodes.get("vocabulary/rows", []):
        for kind in node.mapping:
            entry = node.table(kind)
            entry.only("words", "starts")
            notes += entry.texts("starts")
            rows[kind] = rows.get(kind, frozenset()) | {bare(word) for word in entry.texts("words") if bare(word)}
            rows[kind] |= {normal(word) for word in entry.texts("words")}
    labels: dict[str, tuple[str, ...]] = {}
    for node in nodes.get("vocabulary/labels", []):
        for entry in node.tables("label"):
            entry.only("key", "words")
            for word in entry.texts("words", required=True):
                short = bare(word)
                if (key := entry.text("key")) not in labels.get(short, ()):
                    labels[short] = (*labels.get(short, ()), key)
    return TableWords(
        columns=_columns(nodes.get("vocabulary/columns", [])),
        categories=_categories(nodes.get("vocabulary/levels", [])),
        rows=rows,
        note_starts=tuple(notes),
        labels=labels,
    )


def _columns(nodes: list[Node]) -> tuple[ColumnWords, ...]:
    found: list[ColumnWords] = []
    for node in reversed(nodes):
        for entry in node.tables("column"):
            entry.only("role", "family", "content", "words", "keys", "never")
            found.append(
                ColumnWords(
                    role=entry.text("role"),
                    family=entry.text("family", among=FAMILIES),
                    content=entry.text("content", among=CONTENTS),
                    words=frozenset(normal(word) for word in entry.texts("words", required=True)),
                    keys=entry.texts("keys"),
                    never=entry.texts("never"),
                )
            )
    return tuple(found)


def _categories(nodes: list[Node]) -> tuple[CategoryWords, ...]:
    found: list[CategoryWords] = []
    for node in nodes:
        for level in (1, 2):
            for entry in node.tables(f"level{level}"):
                entry.only("names", "parents")
                names = frozenset(entry.texts("names", required=True))
                found.append(CategoryWords(level=level, names=names, parents=frozenset(entry.texts("parents"))))
    return tuple(found)
