"""Full-text search finds exactly what a scan finds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlite_utils import Database
from stored_specimen import TEXT, analysis, document, source

from extractor.model.views import view
from extractor.pipeline import records_of
from extractor.storage.database import writable
from extractor.storage.readings import pack_document
from extractor.storage.searching import match_expression, search, tokens
from extractor.storage.writing import FileRecords, PackedReading, write_file

ALPHABET = '预算执行率，。（）1298.% aBz①Ⅷ㎡𠀀\u0301-"*^:'


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    with writable(tmp_path_factory.mktemp("search") / "fuhe.db") as opened:
        reports = records_of(source(), (analysis(),))
        reading = PackedReading(report_id=reports[0].report.id, document=pack_document(document()))
        write_file(opened, FileRecords(sha256=source().sha256, reports=reports, readings=(reading,)))
        opened.execute("CREATE VIRTUAL TABLE probe USING fts5 (tokens, tokenize = 'unicode61 remove_diacritics 0')")
        yield opened


@given(
    texts=st.lists(st.text(ALPHABET, max_size=24), min_size=1, max_size=8),
    word=st.text(ALPHABET, min_size=1, max_size=8),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_the_index_has_exactly_the_hits_of_a_scan(database: Database, texts: list[str], word: str) -> None:
    if not view(word).text or any(blank in word for blank in " \t"):
        return
    database.execute("DELETE FROM probe")
    database.conn.executemany("INSERT INTO probe (rowid, tokens) VALUES (?, ?)", enumerate(map(tokens, texts)))
    found = database.execute("SELECT rowid FROM probe WHERE probe MATCH ? ORDER BY rowid", (match_expression(word),))
    scanned = [i for i, text in enumerate(texts) if view(word).text.casefold() in view(text).text.casefold()]
    assert [rowid for (rowid,) in found] == scanned


@pytest.mark.parametrize("word", ["自", "结论", "自评结论", "惠及群众", "支出率", "2.01", "万人次。", "<b>", "完成率"])
def test_words_of_any_length_are_found(database: Database, word: str) -> None:
    assert search(database, word)


@pytest.mark.parametrize("word", ["结论自评", "完成率10", "评算", "附注。", ""])
def test_nothing_is_found_across_paragraphs_cells_or_punctuation(database: Database, word: str) -> None:
    assert [hit for hit in search(database, word) if hit.kind == "text" and "\t" not in hit.text] == []


def test_layout_blanks_do_not_matter(database: Database) -> None:
    assert "支 出 率" in TEXT
    (hit,) = search(database, "支出率")
    assert (hit.kind, hit.page) == ("text", 2)


def test_all_words_must_stand_in_one_place(database: Database) -> None:
    assert search(database, "惠及 98.5")
    assert not search(database, "惠及 附注")


def test_indicators_and_metrics_are_found_with_their_rows(database: Database) -> None:
    kinds = {(hit.kind, hit.row_id is None) for word in ("完成率", "惠及群众") for hit in search(database, word)}
    assert kinds == {("text", True), ("indicator", False), ("metric", False)}


def test_sql_can_search_too(database: Database) -> None:
    query = "SELECT count(*) FROM search_index WHERE search_index MATCH fuhe_match('支出率')"
    assert database.execute(query).fetchone() == (1,)


def test_the_limit_holds(database: Database) -> None:
    assert len(search(database, "自", 1)) == 1
