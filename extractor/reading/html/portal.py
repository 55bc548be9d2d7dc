"""Telling the report from the page around it: menus, breadcrumbs, footers, lists of links."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from extractor.reading.html.flow import Block

_MAIN_SHARE = 0.75  # the main container holds most of what is not links
_LINKED_SHARE = 0.5
_RUN = 3  # so many blocks of links in a row are a list of links
_SENTENCE_ENDS = "。！？；"
_SHORT = 40
_PORTAL_LINKS = 5


def is_portal(blocks: Sequence[Block]) -> bool:
    """Whether there is a page around the report at all; a document saved as HTML has none."""
    links = sum(1 for block in blocks if block.table is None and block.linked >= _LINKED_SHARE * block.characters)
    return links >= _PORTAL_LINKS or any(block.margin for block in blocks)


def mark_margins(blocks: Sequence[Block], title: str) -> list[bool]:
    """For each block whether it belongs to the page around the report."""
    if not is_portal(blocks):
        return [False] * len(blocks)
    main = _main_container(blocks)
    if main is None:
        return [False] * len(blocks)
    inside = [main in block.path for block in blocks]
    first = inside.index(True)
    links = _link_lists(blocks, inside)
    return [
        links[index] if inside[index] else not _belongs(block, before=index < first, title=title)
        for index, block in enumerate(blocks)
    ]


def _main_container(blocks: Sequence[Block]) -> int | None:
    """The deepest element that holds most of the running text and of the tables."""
    weights: Counter[int] = Counter()
    total = 0
    for block in blocks:
        weight = _weight(block)
        total += weight
        for identity in block.path:
            weights[identity] += weight
    if not total:
        return None
    candidates = [(identity, depth) for block in blocks for depth, identity in enumerate(block.path) if _weight(block)]
    heavy = [(depth, identity) for identity, depth in candidates if weights[identity] >= _MAIN_SHARE * total]
    return max(heavy)[1] if heavy else None


def _weight(block: Block) -> int:
    """Characters that tell something: tables and sentences, not links and labels."""
    own = block.characters - block.linked
    if block.table is not None:
        return own
    return own if own >= _SHORT or any(mark in block.text for mark in _SENTENCE_ENDS) else own // 8


def _belongs(block: Block, *, before: bool, title: str) -> bool:
    """Whether a block outside the main container is still part of the report: its title, a stray paragraph."""
    if block.linked >= _LINKED_SHARE * block.characters:
        return False
    if block.table is not None:
        return not block.margin
    text = "".join(block.text.split())
    named = len(text) >= 6 and text in "".join(title.split())
    if before and (named or (block.heading is not None and block.heading <= 2 and not block.margin)):
        return True
    return not block.margin and len(text) >= _SHORT and text[-1] in _SENTENCE_ENDS


def _link_lists(blocks: Sequence[Block], inside: Sequence[bool]) -> list[bool]:
    """Runs of blocks inside the main container that are hardly more than links; one alone may be an annex's name."""
    linked = [
        within and block.table is None and block.linked > 0 and block.linked >= 0.8 * block.characters
        for block, within in zip(blocks, inside, strict=True)
    ]
    marked = [False] * len(blocks)
    start = 0
    for index in range(len(blocks) + 1):
        if index < len(blocks) and linked[index]:
            continue
        if index - start >= _RUN:
            marked[start:index] = [True] * (index - start)
        start = index + 1
    return marked
