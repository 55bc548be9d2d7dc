"""The format is told by content; names never count."""

from __future__ import annotations

import io
import zipfile

import pytest
from harness import shared
from office_samples import docx_bytes, html_bytes, random_table, xlsx_bytes

from extractor.reading.decoding import decode, looks_binary
from extractor.reading.guards import Allowance
from extractor.reading.ole import ole_streams
from extractor.reading.sniff import Format, find_delimiter, sniff

_PROSE = "一、部门基本情况\n（一）部门职能\n本单位负责若干工作，包括：编制、审核、公开；共 3 项，得分 99.92 分。\n"
_TSV = "一级指标\t分值\t得分\n产出\t50\t49.9\n效益\t30\t30\n"


def zipped(**members: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/"), content)
    return out.getvalue()


def ole(*names: str) -> bytes:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(22) + b"\x09\x00" + bytes(480)
    for name in names:
        raw = name.encode("utf-16-le") + b"\x00\x00"
        data += raw.ljust(64, b"\x00") + len(raw).to_bytes(2, "little") + bytes(62)
    return data + bytes(512)


_CASES: list[tuple[bytes, Format]] = [
    (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", Format.PDF),
    (b"\r\n\r\nHTTP rubbish\r\n%PDF-1.4\n", Format.PDF),
    (b"\xff\xd8\xff\xe0JFIF %PDF-1.4", Format.IMAGE),
    (b"\x89PNG\r\n\x1a\n" + bytes(20), Format.IMAGE),
    (b"GIF89a" + bytes(20), Format.IMAGE),
    (b"II*\x00" + bytes(20), Format.IMAGE),
    (b"RIFF\x00\x00\x00\x00WEBPVP8 ", Format.IMAGE),
    (b"BM\x1e\x00\x00\x00\x00\x00\x00\x00" + bytes(20), Format.IMAGE),
    (docx_bytes(["甲"], []), Format.DOCX),
    (docx_bytes(["甲"], [])[:3000], Format.DOCX),
    (xlsx_bytes({"a": [random_table(1)]}), Format.XLSX),
    (zipped(**{"xl__workbook.bin": "x"}), Format.LEGACY_SHEET),
    (zipped(**{"ppt__presentation.xml": "x"}), Format.SLIDES),
    (zipped(**{"OFD.xml": "<x/>"}), Format.OFD),
    (zipped(**{"报告.txt": _PROSE, "附件.txt": _PROSE}), Format.ZIP),
    (zipped(**{"附件__word__document.xml": "a member in a folder is no package"}), Format.ZIP),
    (zipped(mimetype="application/vnd.oasis.opendocument.text"), Format.LEGACY_TEXT),
    (zipped(mimetype="application/vnd.oasis.opendocument.spreadsheet"), Format.LEGACY_SHEET),
    (zipped(), Format.UNKNOWN),
    (b"Rar!\x1a\x07\x01\x00", Format.RAR),
    (ole("WordDocument"), Format.LEGACY_TEXT),
    (ole("Workbook"), Format.XLS),
    (ole("Book"), Format.XLS),
    (ole("EncryptedPackage", "Workbook"), Format.ENCRYPTED_OFFICE),
    (ole("PowerPoint Document"), Format.SLIDES),
    (ole("Contents"), Format.UNKNOWN),
    (b"{\\rtf1\\ansi", Format.LEGACY_TEXT),
    (
        b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument xmlns:w="x">',
        Format.LEGACY_TEXT,
    ),
    (b'<?xml version="1.0"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">', Format.LEGACY_SHEET),
    (b'<?xml version="1.0"?><!-- c --><pkg:package xmlns:pkg="x">', Format.LEGACY_TEXT),
    (b'<?xml version="1.0"?><rss version="2.0">', Format.UNKNOWN),
    (html_bytes([_PROSE], [random_table(2)]), Format.HTML),
    (html_bytes([_PROSE], [], "gb18030"), Format.HTML),
    (("\ufeff<!DOCTYPE html><html>" + _PROSE).encode("utf-16"), Format.HTML),
    (b'<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml">', Format.HTML),
    ("<table><tr><td>指标</td></tr></table>".encode(), Format.HTML),
    (f"<div>\n{_PROSE}</div>".encode(), Format.HTML),
    (b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x", Format.MHTML),
    (f"# 标题\n\n{_PROSE}\n| 指标 | 分值 |\n|---|---|\n| 产出 | 50 |\n".encode(), Format.MARKDOWN),
    (f"# 标题\n\n{_PROSE}<table><tr><td>1</td></tr></table>\n".encode(), Format.MARKDOWN),
    (_TSV.encode(), Format.DELIMITED),
    (_TSV.encode("gbk"), Format.DELIMITED),
    (_TSV.replace("\t", ",").encode(), Format.DELIMITED),
    (_TSV.replace("\t", ";").encode("utf-8-sig"), Format.DELIMITED),
    *((_PROSE.encode(name), Format.TEXT) for name in ("utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le")),
    ("说明，甲,乙,丙。\n另一行没有。\n第三行，只有一个,逗号。\n".encode(), Format.TEXT),
    (bytes(range(256)) * 4, Format.UNKNOWN),
    (b"\x00\x01\x02\x03" * 64, Format.UNKNOWN),
]


@pytest.mark.parametrize(("data", "expected"), _CASES)
def test_formats_are_told_by_content(data: bytes, expected: Format):
    assert sniff(data, Allowance()) is expected


def test_the_seeds():
    assert sniff(shared("seeds/panyu-2023.txt").read_bytes(), Allowance()) is Format.TEXT
    assert sniff(shared("seeds/liwan-2023.tsv").read_bytes(), Allowance()) is Format.DELIMITED


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk", "big5", "utf-32"]
)
def test_texts_come_out_of_every_encoding(encoding: str):
    text = "一、部門情況，得分 99.92 分。\n" if encoding == "big5" else _PROSE
    found = decode(text.encode(encoding))
    assert found.text.lstrip("\ufeff") == text
    assert found.undecodable == 0


def test_a_character_cut_by_the_end_of_the_file_is_let_go():
    assert decode(_PROSE.encode()[:-2]).text == _PROSE[:-2]
    assert decode(_PROSE.encode("gb18030")[:-2]).text == _PROSE[:-2]


def test_bytes_that_are_no_text_are_counted():
    found = decode(_PROSE.encode() + b"\xff\xff" + _PROSE.encode())
    assert found.encoding == "utf-8"
    assert 1 <= found.undecodable <= 2
    assert looks_binary(bytes(100))
    assert not looks_binary(_PROSE.encode("utf-16-le"))


def test_delimiters_are_told_from_punctuation():
    assert find_delimiter(_TSV) == "\t"
    assert find_delimiter("甲,乙\n丙,丁\n") == ","
    assert find_delimiter(_PROSE) is None
    assert find_delimiter("") is None


def test_streams_are_found_only_where_directory_entries_can_lie():
    assert set(ole_streams(ole("WordDocument"))) == {"WordDocument"}
    assert not ole_streams(ole() + b"xx" + "WordDocument".encode("utf-16-le") + bytes(200))
