"""ZIP bundles: a report with its attachments in one archive, each member read as a file of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from extractor.errors import LimitExceeded, UnreadableFile
from extractor.model.document import Document, ReadingFault
from extractor.reading.archives import Archive, Member
from extractor.reading.guards import Allowance

# What systems leave in archives; nobody published it. Compared with the last part of the name, in lower case.
_LITTER = ("thumbs.db", "desktop.ini", ".ds_store")


def read_bundle(
    data: bytes,
    name: str,
    allowance: Allowance,
    read_member: Callable[[bytes, str, Allowance], tuple[Document, ...]],
) -> tuple[Document, ...]:
    """All documents of an archive, in the order of their names; `Document.part` names the member.

    A member that cannot be read does not stop the others: it becomes a fault of the first document.

    Raises:
        UnreadableFile: no member could be read.
        LimitExceeded: a guard stopped the reading.
    """
    archive = Archive(data, allowance)
    documents: list[Document] = []
    failures: list[str] = []
    with allowance.nested(name):
        for member in _wanted(archive):
            allowance.tick()
            try:
                documents += [
                    replace(found, part="/".join(filter(None, (member.name, found.part))))
                    for found in read_member(archive.read_member(member), member.name, allowance)
                ]
            except LimitExceeded:
                raise
            except UnreadableFile as error:
                failures.append(f"{member.name}: {error.what}")
    if not documents:
        raise UnreadableFile(
            "no member of the archive could be read" + (f" ({failures[0]})" if failures else ""),
            where=allowance.where,
            expected="an archive with a report in it",
            todo="Unpack it and pass the report itself",
        )
    faults = tuple(ReadingFault(kind="skipped_part", detail=f"member not read: {failure}") for failure in failures)
    documents[0] = replace(documents[0], faults=documents[0].faults + faults)
    return tuple(documents)


def _wanted(archive: Archive) -> list[Member]:
    members = [member for member in archive.members if member.size and not _is_litter(member.name)]
    return sorted(members, key=lambda member: member.name)


def _is_litter(name: str) -> bool:
    parts = name.replace("\\", "/").lower().split("/")
    return parts[-1] in _LITTER or parts[-1].startswith(("~$", "._")) or "__macosx" in parts
