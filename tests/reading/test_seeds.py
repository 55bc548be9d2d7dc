"""The two seeds, as they were published, come out as their gold says."""

from __future__ import annotations

from harness import shared

from extractor.reading import read_file


def test_paragraphs_of_the_wrapped_text_equal_the_gold():
    (document,) = read_file(shared("seeds/panyu-2023.txt"))
    gold = shared("gold/panyu-2023.paragraphs.txt").read_text(encoding="utf-8").rstrip("\n")
    assert document.text == gold
    assert [document.slice(p.span) for p in document.paragraphs] == gold.split("\n")


def test_pages_of_the_wrapped_text_are_told_by_the_traces_of_copying():
    (document,) = read_file(shared("seeds/panyu-2023.txt"))
    assert len(document.pages) == 17
    assert [(mark.kind, mark.page) for mark in document.furniture] == [("page_number", 7)]


def test_the_flattened_table_keeps_every_row_and_drops_the_repeated_header():
    (document,) = read_file(shared("seeds/liwan-2023.tsv"))
    (table,) = document.tables
    assert (table.row_count, table.column_count) == (21, 11)
    assert len(table.repeated_headers) == 1
    assert table.page_breaks == (16,)
    assert not table.merges_known
    assert not table.complete
    assert document.pages == ()
    assert all(document.slice(cell.span) == cell.text for cell in table.cells)
