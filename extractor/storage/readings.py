"""The stored reading: a neutral document as compressed bytes, so that packs can change without re-reading files.

The format is named with its version in `readings.format`; a document of another version is read again from its file.
Boxes make up most of a document. They are stored column by column with their bytes split into planes: neighbouring
characters share most of their high bytes, so that zlib gets them to about a fifth.
"""

from __future__ import annotations

import sys
import zlib
from array import array
from dataclasses import MISSING, fields
from typing import Any, get_type_hints

import msgspec

from extractor.errors import StorageError
from extractor.model.document import Document, Glyphs

FORMAT = "fuhe-document-1+msgpack+zlib"
_LEVEL = 6
_BOX_SIDES = 4
_ITEM = 4  # bytes of an array item, for both pages and boxes
_GLYPHS = "glyphs"
_READ_AGAIN = "Run `fuhe ingest` on the file again"


def _fields() -> list[tuple[str, object, object]]:
    """Name, type and default of what is stored of a document: everything but its glyphs, which have their own form."""
    hints = get_type_hints(Document)
    described: list[tuple[str, object, object]] = []
    for entry in fields(Document):
        if entry.name == _GLYPHS:
            continue
        default: object = entry.default
        if entry.default_factory is not MISSING:
            default = msgspec.field(default_factory=entry.default_factory)
        elif entry.default is MISSING:
            default = msgspec.field()
        described.append((entry.name, hints[entry.name], default))
    return described


_StoredDocument = msgspec.defstruct("_StoredDocument", _fields(), kw_only=True)


class _Stored(msgspec.Struct, array_like=True, frozen=True):
    """What is compressed: the fields of the document, the glyphs as planes of bytes."""

    document: msgspec.Raw
    box_length: int
    page_length: int
    pages: bytes
    boxes: bytes


def pack_document(document: Document) -> bytes:
    """`document` as bytes."""
    glyphs = document.glyphs
    plain = {entry.name: getattr(document, entry.name) for entry in fields(Document) if entry.name != _GLYPHS}
    stored = _Stored(
        document=msgspec.Raw(msgspec.msgpack.encode(plain)),
        box_length=len(glyphs.boxes),
        page_length=len(glyphs.pages),
        pages=_planes(glyphs.pages),
        boxes=b"".join(_planes(glyphs.boxes[side::_BOX_SIDES]) for side in range(_BOX_SIDES)),
    )
    return zlib.compress(msgspec.msgpack.encode(stored), _LEVEL)


def unpack_document(format: str, data: bytes) -> Document:
    """The document that `pack_document` made bytes of.

    Raises:
        StorageError: the bytes are of another format version, or damaged.
    """
    if format != FORMAT:
        raise StorageError(f"the stored reading has the format {format!r}", expected=FORMAT, todo=_READ_AGAIN)
    try:
        stored = msgspec.msgpack.decode(zlib.decompress(data), type=_Stored)
        plain = msgspec.msgpack.decode(stored.document, type=_StoredDocument)
    except (zlib.error, msgspec.MsgspecError) as fault:
        raise StorageError(f"the stored reading is damaged ({fault})", todo=_READ_AGAIN) from fault
    return Document(**msgspec.structs.asdict(plain), glyphs=_glyphs(stored))


def _glyphs(stored: _Stored) -> Glyphs:
    length = stored.box_length // _BOX_SIDES
    boxes = array("f", bytes(_ITEM * stored.box_length))
    for side in range(_BOX_SIDES):
        boxes[side::_BOX_SIDES] = _joined("f", stored.boxes[side * _ITEM * length : (side + 1) * _ITEM * length])
    return Glyphs(pages=_joined("I", stored.pages), boxes=boxes)


def _planes(column: array[Any]) -> bytes:
    """The bytes of an array: all first bytes, then all second bytes, …; always little-endian."""
    if sys.byteorder == "big":
        column = column[:]
        column.byteswap()
    raw = column.tobytes()
    return b"".join(raw[plane::_ITEM] for plane in range(_ITEM))


def _joined(typecode: str, planes: bytes) -> array[Any]:
    length = len(planes) // _ITEM
    raw = bytearray(len(planes))
    for plane in range(_ITEM):
        raw[plane::_ITEM] = planes[plane * length : (plane + 1) * length]
    column: array[Any] = array(typecode)
    column.frombytes(bytes(raw))
    if sys.byteorder == "big":
        column.byteswap()
    return column
