"""Input that cannot be read: each kind ends with one clear error that says what, where and what to do."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from office_samples import docx_bytes, random_table, xlsx_bytes

from extractor.errors import LimitExceeded, UnreadableFile, UsageError
from extractor.reading import Limits, read_file
from extractor.reading.guards import Allowance
from extractor.reading.read import read_data

JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + bytes(200) + b"\xff\xd9"


def complaint(data: bytes, name: str = "file.docx", limits: Limits | None = None) -> str:
    with pytest.raises(UnreadableFile) as caught:
        read_data(data, name, Allowance(limits=limits or Limits(), where=name))
    message = str(caught.value)
    assert message.startswith(name)
    assert "\n" not in message
    assert caught.value.todo or caught.value.expected
    return message


def test_a_missing_file_and_a_folder_are_wrong_calls(tmp_path: Path):
    with pytest.raises(UsageError, match="no such file"):
        read_file(tmp_path / "none.pdf")
    with pytest.raises(UsageError, match="folder"):
        read_file(tmp_path)
    with pytest.raises(UsageError):
        read_file(Path("a\0b"))


@pytest.mark.parametrize("data", [b"", b"\n\n \t", b"\x00" * 4096])
def test_an_empty_file(data: bytes):
    assert "empty" in complaint(data)


def test_text_without_a_character():
    assert "no text" in complaint("\ufeff \u3000\n".encode())


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9, 0.99])
def test_a_truncated_office_file_says_that_it_is_damaged(share: float):
    for data, name in (
        (docx_bytes(["甲"], [random_table(1)]), "a.docx"),
        (xlsx_bytes({"a": [random_table(1)]}), "a.xlsx"),
    ):
        assert "damaged" in complaint(data[: int(len(data) * share)], name)


def test_an_office_file_with_damaged_xml():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<w:document><w:body>")
    assert "word/document.xml" in complaint(out.getvalue())


def test_an_encrypted_office_file_asks_for_one_without_a_password():
    name = "EncryptedPackage".encode("utf-16-le") + b"\x00\x00"
    entry = name.ljust(64, b"\x00") + len(name).to_bytes(2, "little") + bytes(62)
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(22) + b"\x09\x00" + bytes(480)
    assert "password" in complaint(header + entry + bytes(384))


def test_an_encrypted_member_of_an_archive():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("报告.txt", "一、部门概况")
    data = bytearray(out.getvalue())
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert "encrypted" in complaint(bytes(data), "a.zip")


@pytest.mark.parametrize(
    "head", [b"Rar!\x1a\x07\x00", b"7z\xbc\xaf\x27\x1c", b"MZ\x90\x00", b"\x7fELF\x02\x01", bytes(range(256))]
)
def test_formats_that_are_no_documents(head: bytes):
    complaint(head + bytes(500))


def test_a_file_over_the_size_limit_is_not_even_opened(tmp_path: Path):
    path = tmp_path / "big.txt"
    path.write_bytes(b"x" * 2000)
    with pytest.raises(LimitExceeded, match="2,000 bytes"):
        read_file(path, limits=Limits(file_bytes=1000))


def test_a_file_that_may_not_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "locked.txt"
    path.write_text("x")

    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(UsageError, match="Permission denied"):
        read_file(path)
