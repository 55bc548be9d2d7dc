"""Run by hand: `python tests/benchmarks/ingest.py FOLDER` prints what a whole ingest costs, measured in one run.

(a) Reading, recognising, re-scoring and storing the PDFs of the folder, in this process, against pdfplumber's
`extract_text()` and `extract_tables()` on the same files; (b) the milliseconds of re-scoring alone for each report
of the folder, from what was stored. What recognition alone costs, `recognition.py` beside this file tells.

Times are seconds of this process on one core (`time.process_time`), so that a busy machine does not show in them; the
least of several rounds counts.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pdfplumber
from sqlite_utils import Database

from extractor.packs import Packs, load_packs
from extractor.pipeline import process, source_of
from extractor.reading import read_file
from extractor.recognition import recognise
from extractor.rescoring import rescore
from extractor.storage.database import writable
from extractor.storage.readings import FORMAT, pack_document, unpack_document
from extractor.storage.writing import write_file

_ROUNDS = 3
_SUFFIXES = {".pdf", ".docx", ".xlsx", ".html", ".txt", ".tsv", ".csv", ".md", ".ofd"}


def seconds(call: Callable[[], object]) -> float:
    """Seconds of this process that one call takes."""
    started = time.process_time()
    call()
    return time.process_time() - started


def least(call: Callable[[], object]) -> float:
    """The least of some rounds, after one that is not counted: imports and caches are not what is compared."""
    call()
    return min(seconds(call) for _ in range(_ROUNDS))


def ingest_once(path: Path, packs: Packs, database: Database) -> None:
    """One file through all stages into the database; what an earlier round stored is deleted first."""
    source = source_of(path, packs)
    database.conn.execute("DELETE FROM reports")
    write_file(database, process(path, source, packs))


def pdfplumber_once(path: Path) -> None:
    """What people do today: text and tables, without knowing what they say."""
    with pdfplumber.open(path) as paper:
        for page in paper.pages:
            page.extract_text()
            page.extract_tables()


def compare_ingest(paths: list[Path], packs: Packs, place: Path) -> None:
    """(a) The ratio file by file and together."""
    ours = theirs = 0.0
    for path in paths:
        with writable(place / f"{path.stem}.db") as database:
            mine = least(lambda path=path, database=database: ingest_once(path, packs, database))
        other = least(lambda path=path: pdfplumber_once(path))
        ours, theirs = ours + mine, theirs + other
        print(f"ingest {path.name}: {mine:.2f} s against {other:.2f} s: {mine / other:.3f}")
    print(f"ingest together: {ours / theirs:.3f} of pdfplumber's time")


def time_rescoring(paths: list[Path], packs: Packs) -> None:
    """(b) Re-scoring alone, as it runs over stored readings."""
    times: list[float] = []
    for path in paths:
        for document in read_file(path):
            document = unpack_document(FORMAT, pack_document(document))
            for report in recognise(document, packs, path.name):
                took = 1000 * least(lambda report=report, document=document: rescore(report, packs, document.page_at))
                times.append(took)
                print(f"re-scoring {path.name} ({report.part}): {took:.1f} ms")
    print(f"re-scoring at the median of {len(times)} reports: {statistics.median(times):.1f} ms")


def main() -> None:
    arguments = [argument for argument in sys.argv[1:] if not argument.startswith("--")]
    folder = Path(arguments[0]) if arguments else Path(__file__).resolve().parents[3] / "shared" / "reports"
    paths = sorted(path for path in folder.rglob("*") if path.suffix.lower() in _SUFFIXES)
    if not paths:
        raise SystemExit(f"no report in {folder}")
    started = time.process_time()
    packs = load_packs()
    print(f"packs: {time.process_time() - started:.2f} s to load")
    with tempfile.TemporaryDirectory() as place:
        compare_ingest([path for path in paths if path.suffix.lower() == ".pdf"], packs, Path(place))
    time_rescoring(paths, packs)


if __name__ == "__main__":
    main()
