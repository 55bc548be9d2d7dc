"""The text of a page as blocks: what a browser puts below each other, each with how much of it is links."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import regex
from selectolax.lexbor import LexborNode

from extractor.reading.guards import Allowance
from extractor.reading.html.markup import UNSHOWN, attribute_of, children, is_hidden, number_of

_BLOCKS = frozenset(
    ("address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "div", "dl", "dt",
     "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr",
     "html", "legend", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot",
     "th", "thead", "tr", "ul", "caption", "search", "menu", "dir", "listing")
)  # fmt: skip
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_MARGIN_TAGS = frozenset(("nav", "header", "footer", "aside", "menu", "search"))
_MARGIN_NAMES = regex.compile(
    r"(?i)(?:^|[\s_\-])(?:nav|navbar|navigation|menu|breadcrumbs?|crumbs?|footer|foot|header|head|top|sidebar|aside|share"
    r"|copyright|toolbar|tools|pagination|pager|page|search|login|qrcode|location|position|links?|bottom|banner|logo"
    r"|related|recommend|print|font-?size)(?:$|[\s_\-\d])"
)
_SPACE = regex.compile(r"[ \t\n\r\f]++")
_KEPT_PATH = 80


@dataclass(slots=True)
class Block:
    """A paragraph or a data table. `path` holds the identities of the elements around it, outermost first."""

    lines: list[str] = field(default_factory=list)
    table: LexborNode | None = None
    path: tuple[int, ...] = ()
    heading: int | None = None
    list_number: str = ""
    characters: int = 0
    linked: int = 0
    margin: bool = False
    hidden: bool = False

    @property
    def text(self) -> str:
        """The lines joined, for measuring only."""
        return "".join(self.lines)


@dataclass(slots=True)
class _Frame:
    """An open element: what holds for everything inside it."""

    tag: str
    identity: int
    linked: bool
    margin: bool
    preformatted: bool
    heading: int | None
    next_number: int = 1
    numbered: str = ""


class Flow:
    """Walks an element without recursion and yields its blocks in order."""

    def __init__(self, root: LexborNode, is_data_table: Callable[[LexborNode], bool], allowance: Allowance) -> None:
        self._root = root
        self._is_data_table = is_data_table
        self._allowance = allowance
        self._frames: list[_Frame] = []
        self._block = Block()
        self._line: list[str] = []
        self._pending_number = ""

    def blocks(self) -> Iterator[Block]:
        """The blocks; text that is not shown comes as hidden blocks."""
        stack: list[tuple[LexborNode, bool]] = [(child, True) for child in reversed(children(self._root))]
        self._frames.append(self._frame(self._root, None))
        count = 0
        while stack:
            node, entering = stack.pop()
            count += 1
            if count % 512 == 0:
                self._allowance.tick()
            if not entering:
                yield from self._leave(node.tag or "")
                continue
            tag = node.tag or ""
            if tag == "-text":
                self._text(node.text_content or "")
            elif tag in UNSHOWN or (tag and is_hidden(node)):
                yield from self._unshown(node, tag)
            elif tag == "table" and self._is_data_table(node):
                yield from self._close()
                yield self._placed(Block(table=node))
            else:
                if tag in _BLOCKS:
                    yield from self._close()
                self._enter(node, tag)
                stack.append((node, False))
                stack.extend((child, True) for child in reversed(children(node)))
        yield from self._close()

    def _enter(self, node: LexborNode, tag: str) -> None:
        self._frames.append(self._frame(node, self._frames[-1]))
        if tag == "br":
            self._break()
        elif tag == "li":
            self._number(node)
        elif tag == "input":
            self._input(node)

    def _frame(self, node: LexborNode, above: _Frame | None) -> _Frame:
        tag = node.tag or ""
        names = f"{attribute_of(node, 'class')} {attribute_of(node, 'id')}" if tag in _BLOCKS else ""
        margin = tag in _MARGIN_TAGS or attribute_of(node, "role") == "navigation"
        margin = margin or (tag not in ("body", "html") and _MARGIN_NAMES.search(names[:200]) is not None)
        frame = _Frame(
            tag=tag,
            identity=node.mem_id,
            linked=tag == "a" or (above is not None and above.linked),
            margin=margin or (above is not None and above.margin),
            preformatted=tag in ("pre", "textarea", "listing") or (above is not None and above.preformatted),
            heading=_HEADINGS.get(tag, above.heading if above is not None else None),
        )
        if tag == "ol":
            frame.numbered = attribute_of(node, "type") or "1"
            frame.next_number = number_of(node, "start", 1)
        return frame

    def _leave(self, tag: str) -> Iterator[Block]:
        if tag in _BLOCKS:
            yield from self._close()
        self._frames.pop()
        self._pending_number = "" if tag == "li" else self._pending_number

    def _number(self, node: LexborNode) -> None:
        """Numbers of ordered lists exist only as formatting."""
        above = self._frames[-2] if len(self._frames) > 1 else None
        if above is None or above.tag != "ol":
            return
        above.next_number = number_of(node, "value", above.next_number)
        self._pending_number = list_mark(above.numbered, above.next_number)
        above.next_number += 1

    def _input(self, node: LexborNode) -> None:
        kind = attribute_of(node, "type").lower()
        if kind in ("checkbox", "radio"):
            self._text("☑" if "checked" in node.attributes else "□")
        elif kind in ("", "text", "number"):
            self._text(attribute_of(node, "value"))

    def _text(self, text: str) -> None:
        frame = self._frames[-1]
        if frame.preformatted:
            first, *rest = text.split("\n")
            self._append(first, frame)
            for line in rest:
                self._break()
                self._append(line, frame)
            return
        text = _SPACE.sub(" ", text)
        if text.startswith(" ") and (not self._line or self._line[-1].endswith(" ")):
            text = text[1:]
        self._append(text, frame)

    def _append(self, text: str, frame: _Frame) -> None:
        if not text:
            return
        if not self._block.path and not self._line:
            self._placed(self._block)
        self._line.append(text)
        shown = len(text) - text.count(" ") - text.count("\u00a0") - text.count("\u3000")
        self._block.characters += shown
        self._block.linked += shown if frame.linked else 0

    def _break(self) -> None:
        self._block.lines.append("".join(self._line).rstrip(" "))
        self._line = []

    def _placed(self, block: Block) -> Block:
        block.path = tuple(frame.identity for frame in self._frames[:_KEPT_PATH])
        block.margin = self._frames[-1].margin
        block.heading = self._frames[-1].heading
        return block

    def _close(self) -> Iterator[Block]:
        """Ends the current block; one that shows nothing is dropped."""
        self._break()
        block, self._block = self._block, Block()
        if block.characters:
            block.list_number, self._pending_number = self._pending_number, ""
            yield block

    def _unshown(self, node: LexborNode, tag: str) -> Iterator[Block]:
        if tag.startswith("-") or tag in ("script", "style", "head", "title", "meta", "link", "template"):
            return
        text = " ".join(node.text().split())
        if text:
            yield Block(lines=[text], characters=len(text), hidden=True)


def list_mark(kind: str, count: int) -> str:
    """The mark of an item in an ordered list."""
    match kind:
        case "a" | "A" if 1 <= count <= 26:
            letter = chr(ord("a") + count - 1)
            return f"{letter.upper() if kind == 'A' else letter}."
        case _:
            return f"{count}."
