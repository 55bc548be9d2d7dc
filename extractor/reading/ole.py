"""The old office container (OLE compound file): which streams it holds, without reading it."""

from __future__ import annotations

_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENTRY = 128  # directory entries lie at multiples of this
_STREAMS = (
    "WordDocument",
    "WpsDocument",
    "Workbook",
    "Book",
    "ETWorkbook",
    "EncryptedPackage",
    "PowerPoint Document",
)
_ENCRYPTED_WORD = 0x01  # FibBase.fEncrypted: bit 8 of the flags at offset 10 ([MS-DOC] 2.5.2)


def is_ole(data: bytes) -> bool:
    """Whether this is a compound file, to judge by its signature."""
    return data.startswith(_SIGNATURE)


def ole_streams(data: bytes) -> dict[str, int]:
    """The known streams that have a directory entry, each with the offset of its first sector.

    Directory entries are found by their names, so a damaged sector chain does not hide what the file is.
    """
    shift = int.from_bytes(data[30:32], "little")
    sector = 1 << shift if shift in (9, 12) else 512
    found: dict[str, int] = {}
    for name in _STREAMS:
        raw = name.encode("utf-16-le") + b"\x00\x00"
        at = data.find(raw)
        while at >= 0:
            if at % _ENTRY == 0 and int.from_bytes(data[at + 64 : at + 66], "little") == len(raw):
                found[name] = (int.from_bytes(data[at + 116 : at + 120], "little") + 1) * sector
                break
            at = data.find(raw, at + 2)
    return found


def is_encrypted_word(data: bytes) -> bool:
    """Whether the Word document in this compound file is protected by a password."""
    at = ole_streams(data).get("WordDocument")
    return at is not None and len(data) > at + 12 and bool(data[at + 11] & _ENCRYPTED_WORD)
