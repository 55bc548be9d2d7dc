"""From bytes to a parsed page: encoding, guards against markup that no parser survives, facts of elements."""

from __future__ import annotations

import email
import email.policy
from dataclasses import dataclass
from email.message import EmailMessage

import regex
from selectolax.lexbor import LexborHTMLParser, LexborNode

from extractor.errors import LimitExceeded, UnreadableFile
from extractor.reading.decoding import Decoded, decode
from extractor.reading.guards import Allowance

_CHARSET = regex.compile(rb"charset\s*+=\s*+[\"']?\s*+([A-Za-z0-9_.:\-]{2,40}+)", regex.IGNORECASE)
_DECLARED_WITHIN = 4096
_NESTING = regex.compile(
    r"<(/?)(div|ul|ol|dl|blockquote|section|article|center|form|fieldset|span|table)\b", regex.IGNORECASE
)
_DEEPEST = 1500  # the parser needs quadratic time in the depth of blocks
_LONGEST_TAG = regex.compile(r"<[A-Za-z][^<>]{60000}")
_HIDING = regex.compile(r"(?:^|;)\s*+(?:display\s*+:\s*+none|visibility\s*+:\s*+hidden)", regex.IGNORECASE)
_NUMBER = regex.compile(r"\s*+(\d{1,9}+)")

UNSHOWN = frozenset(
    ("script", "style", "noscript", "template", "head", "title", "iframe", "svg", "object", "canvas", "audio", "video",
     "map", "rt", "rp", "datalist", "option", "button", "-comment", "-doctype", "meta", "link", "o:p-hidden", "del")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Markup:
    """A parsed page; `tree` must outlive its nodes."""

    tree: LexborHTMLParser
    decoded: Decoded
    title: str


def parse_page(data: bytes, allowance: Allowance, charset: str = "") -> Markup:
    """Parses a page in the encoding that it declares, if that works, or in the one that its bytes speak for.

    Raises:
        LimitExceeded: elements nested beyond any real page.
    """
    declared = charset or next((m[1].decode("ascii") for m in _CHARSET.finditer(data[:_DECLARED_WITHIN])), "")
    decoded = decode(data, declared)
    _check_nesting(decoded.text, allowance)
    tree = LexborHTMLParser(decoded.text)
    allowance.tick()
    title = tree.css_first("title")
    return Markup(tree, decoded, " ".join(title.text().split()) if title is not None else "")


def page_of_message(data: bytes, allowance: Allowance) -> Markup:
    """The page inside an MHTML file (a web archive, or what Word saves as a single file).

    Raises:
        UnreadableFile: no part of the message is a page.
    """
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        allowance.tick()
        if part.get_content_type() == "text/html" and isinstance(part, EmailMessage):
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                allowance.unpack(len(payload))
                return parse_page(payload, allowance, part.get_content_charset() or "")
    raise UnreadableFile("the web archive holds no page", where=allowance.where, expected="a part of type text/html")


def attribute_of(node: LexborNode, name: str) -> str:
    """An attribute's value; empty where it is missing or has none."""
    return node.attributes.get(name) or ""


def number_of(node: LexborNode, name: str, default: int) -> int:
    """A whole number from an attribute, as browsers read it: leading digits count."""
    match = _NUMBER.match(attribute_of(node, name))
    return int(match[1]) if match else default


def is_hidden(node: LexborNode) -> bool:
    """Whether the page hides this element from its readers."""
    attributes = node.attributes
    if "hidden" in attributes:
        return True
    style = attributes.get("style")
    return style is not None and _HIDING.search(style[:2000]) is not None


def children(node: LexborNode) -> list[LexborNode]:
    """All child nodes, text among them."""
    return list(node.iter(include_text=True))


def _check_nesting(text: str, allowance: Allowance) -> None:
    depth: dict[str, int] = {}
    for match in _NESTING.finditer(text):
        tag = match[2].lower()
        depth[tag] = max(0, depth.get(tag, 0) + (-1 if match[1] else 1))
        if depth[tag] > _DEEPEST:
            raise LimitExceeded(
                f"elements <{tag}> lie more than {_DEEPEST:,} deep in each other",
                where=allowance.where,
                expected="a page that a browser can show",
            )
    # One tag of this length is no markup, except for a picture written into its own source.
    found = _LONGEST_TAG.search(text)
    if found is not None and found.group().count("=") > 2000:
        raise LimitExceeded("a tag with thousands of attributes", where=allowance.where, expected="a real page")
