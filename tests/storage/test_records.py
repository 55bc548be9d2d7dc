"""Records, schema and dictionary say the same."""

from __future__ import annotations

from dataclasses import fields

import pytest
from sqlite_utils import Database

from extractor.storage.describing import readme_path, renewed
from extractor.storage.migrating import describe, migrate, migrations, read_dictionary
from extractor.storage.records import ROW_TABLES, ReportRecords, ReportRow, TextRow

TABLES = [("reports", ReportRow), ("texts", TextRow), *ROW_TABLES]


@pytest.fixture(scope="module")
def database() -> Database:
    made = Database(memory=True)
    migrate(made)
    return made


@pytest.mark.parametrize(("table", "kind"), TABLES)
def test_a_record_has_the_columns_of_its_table_in_their_order(database: Database, table: str, kind: type) -> None:
    assert [entry.name for entry in fields(kind)] == [column.name for column in database[table].columns]


def test_every_row_table_is_a_field_of_the_whole() -> None:
    assert {table for table, _ in ROW_TABLES} == {entry.name for entry in fields(ReportRecords)} - {"report", "text"}


def test_every_table_is_strict(database: Database) -> None:
    plain = [name for name in database.table_names() if not name.startswith("search_index")]
    assert len(plain) > 20
    assert [name for name in plain if not database[name].strict] == []


def test_every_table_and_column_is_described_in_both_languages(database: Database) -> None:
    entries = describe(database)
    assert len(entries) > 300
    assert [(entry.table, entry.column) for entry in entries if not entry.description or not entry.description_zh] == []


def test_the_dictionary_describes_nothing_that_is_not_there(database: Database) -> None:
    there = {(entry.table, entry.column or "_") for entry in describe(database)}
    described = {
        (table, column) for table, columns in read_dictionary().items() if table != "common" for column in columns
    }
    assert described - there == set()


def test_every_table_and_view_is_in_the_dictionary(database: Database) -> None:
    own = {name for name in (*database.table_names(), *database.view_names()) if not name.startswith("search_index_")}
    assert own - set(read_dictionary()) == set()


def test_the_dictionary_is_in_the_database(database: Database) -> None:
    assert database.execute("SELECT count(*) FROM data_dictionary").fetchone()[0] == len(describe(database))


def test_the_readme_describes_this_schema() -> None:
    text = readme_path().read_text(encoding="utf-8")
    assert renewed(text) == text, "run `python -m extractor.storage.describing`"


def test_migrations_are_numbered_without_gaps() -> None:
    assert [number for number, _ in migrations()] == list(range(1, len(migrations()) + 1))


def test_every_foreign_key_has_an_index(database: Database) -> None:
    bare = []
    for name in database.table_names():
        leading = {index.columns[0] for index in database[name].indexes} | set(database[name].pks[:1])
        bare += [(name, key.column) for key in database[name].foreign_keys if key.column not in leading]
    assert bare == []


def test_views_answer(database: Database) -> None:
    assert len(database.view_names()) >= 5
    for name in database.view_names():
        assert database.execute(f"SELECT * FROM {name}").fetchall() == []
