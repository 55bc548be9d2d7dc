"""Which files of a folder are documents."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from extractor.batch.finding import find_documents
from extractor.batch.manifest import NO_MANIFEST, read_manifest
from extractor.errors import UsageError
from extractor.pipeline import Origin

TAKEN = ("a/report.pdf", "a/b/表.XLSX", "报告.txt", "page.html", "scan.jpeg", "bundle.zip")
LEFT = (
    *("a/gold.json", "a/gold.toml", "a/origin.toml", "manifest.toml", "README.md", "readme.txt", "notes.md"),
    *("fuhe.db", "a/x.py", ".hidden.pdf", ".git/report.pdf", "__MACOSX/report.pdf", "~$报告.docx", "gold/x.json"),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in (*TAKEN, *LEFT):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", encoding="utf-8")
    return tmp_path


def test_documents_are_taken_and_the_rest_is_left(folder: Path) -> None:
    found = find_documents([folder])
    assert {path.relative_to(folder).as_posix() for path in found.documents} == set(TAKEN)
    assert {path.relative_to(folder).as_posix() for path in found.ignored} <= set(LEFT)


def test_the_order_is_that_of_the_paths(folder: Path) -> None:
    documents = find_documents([folder]).documents
    assert list(documents) == sorted(documents, key=lambda path: path.parts)


def test_a_named_file_counts_whatever_it_is_called(folder: Path) -> None:
    assert find_documents([folder / "README.md", folder / "a"]).documents[0] == folder / "README.md"


def test_nothing_is_taken_twice(folder: Path) -> None:
    assert len(find_documents([folder, folder, folder / "报告.txt"]).documents) == len(TAKEN)


def test_loops_of_links_do_not_trap(folder: Path) -> None:
    (folder / "a" / "loop").symlink_to(folder)
    assert len(find_documents([folder]).documents) == len(TAKEN)


def test_pipes_and_devices_are_not_opened(folder: Path) -> None:
    os.mkfifo(folder / "pipe.pdf")
    assert len(find_documents([folder]).documents) == len(TAKEN)
    for path in (folder / "pipe.pdf", Path("/dev/zero")):
        with pytest.raises(UsageError, match="neither a file nor a folder"):
            find_documents([path])


def test_a_missing_path_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such file or folder"):
        find_documents([tmp_path / "missing"])


def test_origins_come_from_a_manifest_or_from_beside(folder: Path) -> None:
    toml = folder / "list.toml"
    toml.write_text('[[document]]\nfolder = "a"\nfile = "report.pdf"\nsource_url = "u"\nretrieved_at = 2026-01-02\n')
    assert read_manifest(toml).origin(folder / "a" / "report.pdf") == Origin(url="u", retrieved_at="2026-01-02")
    table = folder / "list.csv"
    table.write_text("\ufefffile,source_url\na/report.pdf,v\n", encoding="utf-8")
    assert read_manifest(table).origin(folder / "a" / "report.pdf").url == "v"
    (folder / "a" / "origin.toml").write_text('source_url = "w"\n', encoding="utf-8")
    assert NO_MANIFEST.origin(folder / "a" / "report.pdf").url == "w"
    assert NO_MANIFEST.origin(folder / "报告.txt") == Origin()


@pytest.mark.parametrize(
    ("name", "content"),
    [("m.toml", "document = 3"), ("m.toml", "= ="), ("m.toml", "[[document]]\nurl = 'x'"), ("m.csv", "name\nx\n")],
)
def test_a_manifest_that_is_none_is_wrong_use(tmp_path: Path, name: str, content: str) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match="expected a TOML file"):
        read_manifest(path)
