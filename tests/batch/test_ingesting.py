"""Taking files in: guards, resuming, order, what stays when something fails."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from harness import REPOSITORY
from sqlite_utils import Database
from stored_specimen import source

from extractor.batch.finding import find_documents
from extractor.batch.ingesting import IngestOptions, Watcher, ingest
from extractor.batch.renewing import renew
from extractor.batch.workers import Guard, Started, run_tasks
from extractor.errors import UnreadableFile
from extractor.packs import BUNDLED, load_packs
from extractor.pipeline import Listener, Stage
from extractor.reading import Limits
from extractor.storage.composing import Source
from extractor.storage.database import writable
from extractor.storage.journal import Failure
from extractor.storage.writing import FileRecords

CORPUS = REPOSITORY / "corpus"
SAMPLES = ("07-city-management-narrative-txt/report.txt", "02-water-department-table/report.xlsx")


@dataclass(frozen=True, slots=True, kw_only=True)
class Trick:
    """A task that misbehaves in its own way."""

    how: str
    label: str = "trick.pdf"
    source: Source = field(default_factory=source)

    def run(self, at: Listener) -> FileRecords:
        at(Stage.RECOGNITION)
        match self.how:
            case "loop":
                while True:
                    time.sleep(0.01)
            case "memory":
                hoard = [bytearray(64 * 1024**2)]
                while True:
                    hoard.append(bytearray(64 * 1024**2))
            case "die":
                os._exit(7)
            case "defect":
                raise KeyError("nobody expected this")
            case "unreadable":
                raise UnreadableFile("it is damaged", where="trick.pdf", stage="unpacking")
            case "slow":
                time.sleep(0.4)
            case "pid":
                return FileRecords(sha256=str(os.getpid()), reports=(), readings=())
        return FileRecords(sha256=self.how, reports=(), readings=())


def results(*tasks: Trick, jobs: int = 1, guard: Guard | None = None) -> list[FileRecords | Failure]:
    chosen = guard or Guard(seconds=30, memory_bytes=1024**3)
    return [finished.result for finished in run_tasks(tasks, jobs, chosen)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("how", "error", "stage"),
    [
        ("memory", "more memory than it may use", "recognition"),
        ("die", "the process that read it died", "recognition"),
        ("defect", "a defect of fuhe: KeyError: 'nobody expected this'", "recognition"),
        ("unreadable", "trick.pdf: it is damaged", "unpacking"),
    ],
)
def test_a_document_that_misbehaves_becomes_a_failure_and_the_next_goes_on(how: str, error: str, stage: str) -> None:
    failure, fine = results(Trick(how=how), Trick(how="fine"))
    assert isinstance(failure, Failure)
    assert error in failure.error
    assert failure.stage == stage
    assert isinstance(fine, FileRecords)


def test_a_document_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractor.batch.workers._GRACE_SECONDS", 0.1)
    begun = time.monotonic()
    failure, fine = results(Trick(how="loop"), Trick(how="fine"), guard=Guard(seconds=0.3))
    assert isinstance(failure, Failure)
    assert "not done after 0.3 s" in failure.error
    assert isinstance(fine, FileRecords)
    assert time.monotonic() - begun < 300  # not for ever; starting a child takes long on a busy machine


def test_results_come_in_the_order_of_the_tasks() -> None:
    hows = ["slow", "fine", "fine", "slow", "fine", "defect", "fine"]
    found = results(*(Trick(how=how) for how in hows), jobs=2)
    assert [result.sha256 if isinstance(result, FileRecords) else "defect" for result in found] == hows


def test_a_child_that_served_long_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractor.batch.workers._TASKS_A_CHILD", 2)
    found = results(*(Trick(how="pid") for _ in range(5)))
    children = [result.sha256 for result in found if isinstance(result, FileRecords)]
    assert len(set(children)) == 3
    assert children[0] == children[1] != children[2] == children[3] != children[4]


def test_a_child_that_dies_while_idle_is_replaced() -> None:
    def tasks() -> Iterator[Trick]:
        yield Trick(how="pid")
        time.sleep(0.1)
        yield Trick(how="pid")

    running = run_tasks(tasks(), 1, Guard())  # type: ignore[arg-type]
    first = next(running).result
    assert isinstance(first, FileRecords)
    os.kill(int(first.sha256), signal.SIGKILL)
    time.sleep(0.2)
    second = next(running).result
    assert isinstance(second, FileRecords)
    assert first.sha256 != second.sha256


def test_stages_are_heard() -> None:
    heard: list[Started] = []
    list(run_tasks([Trick(how="fine")], 1, Guard(), heard.append))  # type: ignore[list-item]
    assert [event.stage for event in heard] == [Stage.RECOGNITION]


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with writable(tmp_path / "fuhe.db") as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "reports"
    made.mkdir()
    for sample in SAMPLES:
        (made / sample.replace("/", "-")).write_bytes((CORPUS / sample).read_bytes())
    (made / "damaged.docx").write_bytes(b"PK\x03\x04 this is no archive")
    (made / "empty.pdf").write_bytes(b"")
    (made / "a-copy.txt").write_bytes((CORPUS / SAMPLES[0]).read_bytes())
    (made / "notes.md").write_text("not a report", encoding="utf-8")
    return made


def contents(database: Database) -> dict[str, list[tuple[object, ...]]]:
    """Everything but what tells of the runs themselves."""
    told = {"runs", "failures", "schema_parts", "data_dictionary"}
    names = [name for name in database.table_names() if name not in told and not name.startswith("search_index_")]
    assert len(names) > 20
    return {name: database.execute(f"SELECT * FROM {name}").fetchall() for name in names}


def take_in(database: Database, folder: Path, jobs: int = 1) -> tuple[int, int, int]:
    tally = ingest(database, find_documents([folder]), load_packs(), IngestOptions(jobs=jobs), Watcher()).tally
    return tally.ok, tally.failed, tally.skipped


def test_a_folder_is_taken_in_once_whatever_the_number_of_workers(database: Database, folder: Path) -> None:
    assert take_in(database, folder) == (2, 2, 1)
    before = contents(database)
    assert before["reports"]
    assert take_in(database, folder) == (0, 2, 3)
    assert contents(database) == before, "taking the same files in again changes nothing"
    failures = database.execute(
        "SELECT path, stage, attempts, sha256 IS NOT NULL FROM failures ORDER BY path"
    ).fetchall()
    assert [(Path(path).name, stage, attempts, known) for path, stage, attempts, known in failures] == [
        ("damaged.docx", "reading", 2, 1),
        ("empty.pdf", "reading", 2, 1),
    ]
    runs = database.execute("SELECT command, ok, failed, skipped, finished_at IS NOT NULL FROM runs").fetchall()
    assert runs == [("ingest", 2, 2, 1, 1), ("ingest", 0, 2, 3, 1)]
    with writable(folder.parent / "two.db") as two:
        assert take_in(two, folder, jobs=2) == (2, 2, 1)
        assert contents(two) == before, "two workers give the same database, row for row"


def test_a_file_that_became_unreadable_keeps_what_was_stored(database: Database, folder: Path) -> None:
    take_in(database, folder)
    before = contents(database)
    for path in folder.glob("*-report.*"):
        path.write_bytes(b"PK\x03\x04 damaged " + path.name.encode())
    assert take_in(database, folder)[1] == 4
    assert contents(database) == before


def test_rescoring_without_change_changes_nothing(database: Database, folder: Path) -> None:
    take_in(database, folder)
    before = contents(database)
    renewal = renew(database, load_packs(), BUNDLED, 1, Guard(), Watcher())
    assert (renewal.files, renewal.changes, renewal.failures) == (2, (), ())
    assert contents(database) == before


def test_rescoring_opens_no_file_and_tells_what_changed(database: Database, folder: Path, tmp_path: Path) -> None:
    take_in(database, folder)
    for path in folder.iterdir():
        path.unlink()
    database.execute("UPDATE findings SET message = 'old words'")
    database.execute("UPDATE reports SET agency = 'another', packs_version = 'old'")
    database.execute("DELETE FROM statements")
    (before,) = database.execute("SELECT count(*) FROM reviews").fetchone()
    renewal = renew(database, load_packs(), BUNDLED, 1, Guard(), Watcher())
    assert renewal.files == len(renewal.changes) == 2
    assert {name for change in renewal.changes for name, *_ in change.facts} == {"agency"}
    assert any(table == "statements" for change in renewal.changes for table, *_ in change.counts)
    assert database.execute("SELECT DISTINCT packs_version FROM reports").fetchall() == [(load_packs().version,)]
    assert database.execute("SELECT count(*) FROM reviews").fetchone() == (before,)


def test_options_that_decide_the_reading_make_it_read_again(database: Database, folder: Path) -> None:
    take_in(database, folder)
    options = IngestOptions(limits=Limits(pages=7))
    tally = ingest(database, find_documents([folder]), load_packs(), options, Watcher()).tally
    assert (tally.ok, tally.skipped) == (2, 1)
