"""Old office formats through LibreOffice, and what is said where it is missing."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from office_samples import docx_bytes, random_table, read_cells, truth_of, xlsx_bytes

from extractor.errors import LimitExceeded, UnreadableFile
from extractor.reading import Limits, read_file

needs_libreoffice = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
OLE_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def word_entry() -> bytes:
    name = "WordDocument".encode("utf-16-le") + b"\x00\x00"
    return name.ljust(64, b"\x00") + len(name).to_bytes(2, "little") + bytes(62)


def made(tmp_path: Path, data: bytes, source: str, target: str) -> Path:
    """`data` converted by LibreOffice to an old format, under a name that says nothing."""
    path = tmp_path / f"sample.{source}"
    path.write_bytes(data)
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", target,
         "--outdir", str(tmp_path), str(path)], check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return path.with_suffix(f".{target}").rename(tmp_path / "upload.bin")


@needs_libreoffice
@pytest.mark.parametrize("target", ["doc", "rtf", "odt"])
def test_old_texts_give_the_same_paragraphs_and_cells(tmp_path: Path, target: str):
    table = random_table(5)
    (document,) = read_file(made(tmp_path, docx_bytes(["一、部门概况", "本年得分99.92分。"], [table]), "docx", target))
    assert document.text.startswith("一、部门概况\n本年得分99.92分。")
    assert read_cells(document.tables[0]) == truth_of(table)
    assert document.reader.endswith("after LibreOffice")


@needs_libreoffice
def test_old_workbooks_give_the_same_cells(tmp_path: Path):
    table = random_table(6)
    (document,) = read_file(made(tmp_path, xlsx_bytes({"自评表": [table]}), "xlsx", "ods"))
    assert read_cells(document.tables[0]) == truth_of(table)


def test_without_libreoffice_the_message_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "old.doc"
    path.write_bytes(OLE_WORD + word_entry() + bytes(2000))
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(UnreadableFile, match=r"apt-get install libreoffice-writer-nogui"):
        read_file(path)


def test_a_password_is_noticed_before_any_conversion(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "old.doc"
    flags = bytes(11) + b"\x01" + bytes(500)
    path.write_bytes(OLE_WORD[:30] + b"\x09\x00" + OLE_WORD[32:] + flags + word_entry() + bytes(2000))
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(UnreadableFile, match="password"):
        read_file(path)


def test_a_conversion_that_hangs_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nsleep 600 & sleep 600\n")
    program.chmod(0o755)
    path = tmp_path / "old.doc"
    path.write_bytes(OLE_WORD + word_entry() + bytes(2000))
    monkeypatch.setattr(shutil, "which", lambda name: str(program))
    with pytest.raises(LimitExceeded, match="LibreOffice did not finish"):
        read_file(path, limits=Limits(seconds=0.5))


@needs_libreoffice
def test_damaged_old_files_are_unreadable(tmp_path: Path):
    path = tmp_path / "old.doc"
    path.write_bytes(OLE_WORD + word_entry() + bytes(range(256)) * 30)
    with pytest.raises(UnreadableFile):
        read_file(path)
