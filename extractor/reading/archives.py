"""ZIP archives and the XML in them, read without trusting either: sizes, member counts, encryption, entities.

Nothing is ever written to disk, so a member's name can lead nowhere; names are only compared and shown.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from dataclasses import dataclass

from lxml import etree

from extractor.errors import LimitExceeded, UnreadableFile
from extractor.reading.guards import DAMAGE, Allowance, damage

_CHUNK = 1 << 16
_ENCRYPTED = 0x1
_UTF8_NAME = 0x800
_DAMAGED_MEMBER = "a member of the archive is damaged"


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A file of an archive; `name` is decoded as its author meant it (GBK where the archive does not say UTF-8)."""

    name: str
    size: int
    info: zipfile.ZipInfo


class Archive:
    """A ZIP archive whose members are counted against the allowance while they are unpacked."""

    def __init__(self, data: bytes, allowance: Allowance) -> None:
        self._allowance = allowance
        with damage(allowance.where, "the archive is damaged"):
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        infos = self._zip.infolist()
        if len(infos) > allowance.limits.members:
            raise LimitExceeded(
                f"the archive has {len(infos):,} members",
                where=allowance.where,
                expected=f"at most {allowance.limits.members:,}",
                todo="Unpack it and pass the documents themselves",
            )
        self.members = tuple(
            Member(name=_member_name(info), size=info.file_size, info=info) for info in infos if not info.is_dir()
        )
        self._by_name = {_normal(member.name): member for member in self.members}

    def __contains__(self, name: str) -> bool:
        return _normal(name) in self._by_name

    def find(self, name: str) -> Member | None:
        """The member with this path; case does not matter, as in the office formats."""
        return self._by_name.get(_normal(name))

    def read(self, name: str) -> bytes:
        """The unpacked bytes of a member.

        Raises:
            UnreadableFile: there is no such member, it is encrypted or damaged.
            LimitExceeded: it unpacks to more than is allowed.
        """
        member = self.find(name)
        if member is None:
            raise UnreadableFile(
                f"the part {name} is missing",
                where=self._allowance.where,
                expected="a complete office file",
                todo="Open it in its own program and save it again",
            )
        return self.read_member(member)

    def read_member(self, member: Member) -> bytes:
        """As `read`, for a member from `members`."""
        if member.info.flag_bits & _ENCRYPTED:
            raise UnreadableFile(
                f"{member.name} is encrypted",
                where=self._allowance.where,
                expected="an archive without a password",
                todo="Unpack it with its password and pass the documents themselves",
            )
        # A header that announces too much is refused before a byte is unpacked; one that lies is caught below.
        self._allowance.unpack(member.size)
        pieces: list[bytes] = []
        seen = 0
        with damage(self._allowance.where, f"{_DAMAGED_MEMBER}: {member.name}"), self._zip.open(member.info) as stream:
            while piece := stream.read(_CHUNK):
                self._allowance.tick()
                seen += len(piece)
                if seen > member.size:
                    self._allowance.unpack(len(piece))
                pieces.append(piece)
        return b"".join(pieces)

    def xml(self, name: str) -> etree._Element:
        """The root of an XML member; see `parse_xml`."""
        return parse_xml(self.read(name), self._allowance, name)


def is_readable_archive(data: bytes) -> bool:
    """Whether the central directory of a ZIP archive can be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)):
            return True
    except DAMAGE:
        return False


def parse_xml(data: bytes, allowance: Allowance, name: str = "") -> etree._Element:
    """The root of an XML text: no network, no external files, no entities, nothing deeper than libxml2 allows.

    Raises:
        UnreadableFile: not well-formed, or with a document type (no office format and no OFD has one).
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    with damage(allowance.where, f"the XML of {name or 'the file'} is damaged"):
        root = etree.fromstring(data, parser)
    if root.getroottree().docinfo.doctype:
        raise UnreadableFile(
            f"{name or 'the file'} declares a document type, which could hold entity bombs",
            where=allowance.where,
            expected="XML without a document type",
        )
    allowance.tick()
    return root


def local(element: etree._Element) -> str:
    """The tag without its namespace: strict and transitional office files then read alike."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: etree._Element, name: str) -> str | None:
    """The attribute with this local name, whatever its namespace."""
    value = element.get(name)
    if value is not None:
        return value
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return None


def resolve(base: str, target: str) -> str:
    """The member path that `target` means inside the part `base`; never above the archive's root."""
    if target.startswith("/"):
        return _normal(target)
    return _normal(posixpath.join(posixpath.dirname(base), target))


def _normal(name: str) -> str:
    path = posixpath.normpath("/" + name.replace("\\", "/"))
    return path.lstrip("/").lower()


def _member_name(info: zipfile.ZipInfo) -> str:
    """Archives made on Chinese systems name their members in GBK; Python decodes those as CP437."""
    if info.flag_bits & _UTF8_NAME:
        return info.filename
    try:
        raw = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename
