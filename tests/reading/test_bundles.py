"""ZIP bundles: a report with its attachments."""

from __future__ import annotations

import io
import zipfile

import pytest
from office_samples import docx_bytes, random_table, read_cells, truth_of, xlsx_bytes

from extractor.errors import UnreadableFile
from extractor.model.document import Document
from extractor.reading.guards import Allowance
from extractor.reading.read import read_data


def read(data: bytes) -> tuple[Document, ...]:
    return read_data(data, "bundle.zip", Allowance(where="bundle.zip"))


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def test_each_member_is_a_document_in_the_order_of_names():
    table = random_table(2)
    data = zipped({
        "附件2/自评表.xlsx": xlsx_bytes({"表": [table]}),
        "附件1/自评报告.docx": docx_bytes(["一、部门概况"], []),
        "__MACOSX/._x.docx": b"rubbish",
        "附件1/~$自评报告.docx": b"rubbish",
        "Thumbs.db": b"rubbish",
        "附件3/": b"",
    })  # fmt: skip
    report, sheet = read(data)
    assert (report.part, report.format) == ("附件1/自评报告.docx", "docx")
    assert (sheet.part, sheet.format) == ("附件2/自评表.xlsx", "xlsx")
    assert read_cells(sheet.tables[0]) == truth_of(table)


def test_names_in_gbk_are_read_as_meant():
    name = "自评报告.txt"
    placeholder = "x" * len(name.encode("gbk"))
    data = zipped({placeholder: "一、部门概况".encode()}).replace(placeholder.encode(), name.encode("gbk"))
    assert [document.part for document in read(data)] == [name]


def test_bundles_in_bundles():
    inner = zipped({"表.txt": "甲\t乙\t丙\n1\t2\t3\n".encode()})
    (document,) = read(zipped({"附件.zip": inner}))
    assert document.part == "附件.zip/表.txt"


def test_a_member_that_cannot_be_read_is_a_fault_of_the_first_document():
    documents = read(
        zipped({"a.txt": "一、部门概况".encode(), "b.docx": docx_bytes(["x"], [])[:2000], "c.rar": b"Rar!\x1a\x07\x00"})
    )
    assert [document.part for document in documents] == ["a.txt"]
    assert [fault.kind for fault in documents[0].faults] == ["skipped_part", "skipped_part"]
    assert "b.docx" in documents[0].faults[0].detail


def test_a_bundle_without_any_report():
    with pytest.raises(UnreadableFile, match="no member"):
        read(zipped({"c.rar": b"Rar!\x1a\x07\x00"}))
