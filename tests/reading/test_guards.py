"""Files made to exhaust the machine: each ends at its limit, quickly, with one clear error."""

from __future__ import annotations

import io
import time
import zipfile
import zlib

import pytest
from office_samples import docx_bytes, random_table, xlsx_bytes

from extractor.errors import LimitExceeded, UnreadableFile
from extractor.reading import Limits
from extractor.reading.archives import Archive, parse_xml, resolve
from extractor.reading.guards import Allowance, damage
from extractor.reading.read import read_data

_SMALL = Limits(seconds=20, unpacked_bytes=8 * 1024 * 1024, cells=50_000, members=500)


def zipped(members: dict[str, bytes | str], level: int = 9) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def replaced(data: bytes, name: str, content: str | bytes) -> bytes:
    """An office file with one of its parts replaced."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members: dict[str, bytes | str] = {item: archive.read(item) for item in archive.namelist()}
    return zipped(members | {name: content})


def stopped(data: bytes, limits: Limits = _SMALL, seconds: float = 10.0) -> str:
    started = time.monotonic()
    with pytest.raises(UnreadableFile) as caught:
        read_data(data, "bomb", Allowance(limits=limits, where="bomb"))
    assert time.monotonic() - started < seconds
    return str(caught.value)


def sheet(content: str) -> bytes:
    name = "xl/worksheets/sheet1.xml"
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return replaced(xlsx_bytes({"a": [random_table(1)]}), name, f'<worksheet xmlns="{space}">{content}</worksheet>')


def test_a_zip_bomb():
    assert "unpacks to more" in stopped(zipped({"word/document.xml": b"0" * 50_000_000}))
    assert "unpacks to more" in stopped(zipped({"a.txt": b"0" * 50_000_000, "b.txt": b"0"}))


def test_a_bomb_that_lies_about_its_size():
    data = bytearray(zipped({"a.txt": b"0" * 20_000_000}))
    for signature, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = data.index(signature) + at
        data[place : place + 4] = (100).to_bytes(4, "little")
    stopped(bytes(data))


def test_a_bomb_in_a_bomb():
    inner = zipped({"a.txt": "一、部门概况"})
    for _ in range(6):
        inner = zipped({"inner.zip": inner})
    assert "deep" in stopped(inner)


def test_an_archive_with_too_many_members():
    assert "members" in stopped(zipped({f"{number}.txt": "x" for number in range(600)}, level=0))


def test_many_small_members_share_one_allowance():
    data = zipped({f"{number}.txt": b"0" * 30_000 for number in range(20)})
    assert "unpacks to more" in stopped(data, Limits(unpacked_bytes=300_000))


def test_entities_are_never_expanded():
    twice = [f"&l{number};" * 2 for number in range(30)]
    laughs = '<!ENTITY l0 "ha">' + "".join(f'<!ENTITY l{n + 1} "{text}">' for n, text in enumerate(twice))
    stopped(zipped({"word/document.xml": f"<!DOCTYPE d [{laughs}]><d>&l30;</d>"}))
    for bomb in (
        f"<!DOCTYPE d [{laughs}]><d a='&l30;'/>".encode(),
        b"<!DOCTYPE d [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><d>&x;</d>",
        b"<!DOCTYPE d SYSTEM 'http://127.0.0.1:9/x.dtd'><d/>",
        "<!DOCTYPE d [<!ENTITY x 'y'>]><d/>".encode("utf-16"),
    ):
        with pytest.raises(UnreadableFile):
            parse_xml(bomb, Allowance())


def test_xml_nested_without_end():
    assert "XML" in stopped(zipped({"word/document.xml": "<w:p xmlns:w='x'>" + "<w:p>" * 200_000}))


def test_a_sheet_with_a_giant_merged_range():
    assert "cells" in stopped(sheet('<sheetData><row r="1"><c r="A1" t="str"><v>x</v></c></row></sheetData>'
                                    '<mergeCells><mergeCell ref="A1:NTP10000"/></mergeCells>'))  # fmt: skip


def test_a_sheet_with_cells_at_its_far_corners():
    def row(number: int) -> str:
        cells = "".join(f'<c r="{column}{number}" t="str"><v>x</v></c>' for column in ("A", "XFD"))
        return f'<row r="{number}">{cells}</row>'

    assert "cells" in stopped(sheet(f"<sheetData>{row(1)}{row(2)}{row(3)}{row(4)}</sheetData>"))


def test_a_sheet_with_endless_rows():
    rows = "".join(f'<row r="{row}"><c r="A{row}"><v>1</v></c></row>' for row in range(1, 60_000))
    assert "cells" in stopped(sheet(f"<sheetData>{rows}</sheetData>"))


def test_a_hidden_range_of_all_columns_costs_nothing():
    rows = '<row r="1"><c r="A1" t="str"><v>甲</v></c></row><row r="2"><c r="A2" t="str"><v>乙</v></c></row>'
    data = sheet(f'<cols><col min="2" max="16384" hidden="1"/></cols><sheetData>{rows}</sheetData>')
    (document,) = read_data(data, "a.xlsx", Allowance(limits=_SMALL))
    assert "甲" in document.text


def test_a_table_whose_cells_claim_millions_of_columns():
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    row = "<w:tr>" + '<w:tc><w:tcPr><w:gridSpan w:val="99999999"/></w:tcPr><w:p/></w:tc>' * 300 + "</w:tr>"
    document = f'<w:document xmlns:w="{word}"><w:body><w:tbl>{row}</w:tbl></w:body></w:document>'
    assert "cells" in stopped(replaced(docx_bytes(["x"], []), "word/document.xml", document))


def test_tables_in_tables_in_tables():
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    inner = "<w:p><w:r><w:t>深</w:t></w:r></w:p>"
    for _ in range(70):
        inner = f"<w:tbl><w:tr><w:tc><w:p/></w:tc><w:tc>{inner}<w:p/></w:tc></w:tr></w:tbl>"
    body = f"<w:p><w:r><w:t>浅</w:t></w:r></w:p>{inner}"
    document_part = f'<w:document xmlns:w="{word}"><w:body>{body}</w:body></w:document>'
    data = replaced(docx_bytes(["x"], []), "word/document.xml", document_part)
    (document,) = read_data(data, "a.docx", Allowance(limits=_SMALL))
    assert document.text.startswith("浅")
    assert any(fault.kind == "skipped_part" for fault in document.faults)


def test_time_is_up_in_the_middle_of_a_document():
    now = iter(range(1_000_000))
    data = docx_bytes([f"第{number}段" for number in range(300)], [])
    allowance = Allowance(limits=Limits(seconds=50), where="slow", clock=lambda: float(next(now)))
    with pytest.raises(LimitExceeded, match="50 s"):
        read_data(data, "slow.docx", allowance)


def test_names_in_archives_lead_nowhere():
    data = zipped({"../../etc/passwd.txt": "一、部门概况", "/abs/b.txt": "二、自评情况", "C:\\c.txt": "三、问题"})
    documents = read_data(data, "a.zip", Allowance(limits=_SMALL))
    assert [document.text for document in documents] == ["一、部门概况", "二、自评情况", "三、问题"]
    assert resolve("word/document.xml", "../../../etc/passwd") == "etc/passwd"
    assert Archive(data, Allowance()).find("../../../etc/passwd.txt") is not None


def test_pages_cells_and_nesting_are_counted_over_the_whole_file():
    allowance = Allowance(limits=Limits(pages=3, cells=5, nesting=1, unpacked_bytes=10), where="f")
    allowance.pages(3)
    allowance.cells(5)
    allowance.unpack(10)
    for use in (lambda: allowance.pages(1), lambda: allowance.cells(1), lambda: allowance.unpack(1)):
        with pytest.raises(LimitExceeded, match=r"^f: "):
            use()
    with allowance.nested("a"), pytest.raises(LimitExceeded), allowance.nested("b"):
        pass
    assert allowance.seconds_left > 0


def test_what_parsers_raise_becomes_one_error():
    with pytest.raises(UnreadableFile, match=r"^f: it is broken \(Error -3"), damage("f", "it is broken"):
        zlib.decompress(b"xxxx")
    with pytest.raises(LimitExceeded), damage("f", "it is broken"):
        raise LimitExceeded("too much")
