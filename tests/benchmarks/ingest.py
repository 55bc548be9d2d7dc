"""Run by hand: `python tests/benchmarks/ingest.py FOLDER` prints what a whole ingest costs, measured in one run.

(a) Reading, recognising, re-scoring and storing the PDFs of the folder, in this process, against pdfplumber's
`extract_text()` and `extract_tables()` on the same files; (b) the milliseconds of re-scoring alone for each report
of the folder, from what was stored; (c) the seconds of recognition for 1 MB of narrative, and how they grow to 10 MB.

Times are seconds of this process on one core (`time.process_time`), so that a busy machine does not show in them; the
least of several rounds counts. With `--no-narrative` the last part, which takes a minute, is left out.
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
from extractor.reading.delimited import read_text
from extractor.reading.guards import Allowance, Limits
from extractor.recognition import recognise
from extractor.rescoring import rescore
from extractor.storage.database import writable
from extractor.storage.readings import FORMAT, pack_document, unpack_document
from extractor.storage.writing import write_file

_ROUNDS = 3
_SUFFIXES = {".pdf", ".docx", ".xlsx", ".html", ".txt", ".tsv", ".csv", ".md", ".ofd"}
_SECTIONS = (
    "一、项目概况\n本项目{n}年年初预算{n}.25万元，全年实际支出{n}.10万元，预算执行率99.5%，用于辖区{n}个网点的日常运行。\n",
    "二、绩效目标完成情况\n年度计划举办活动{n}场，实际完成{n}场，完成率100%；受益群众{n}0人次，满意度达到95.6%，比上年提高1.2个百分点。\n",
    "三、存在的问题\n一是个别任务进度偏慢，{n}号支出在12月集中完成；二是指标设置不够细化，扣0.5分，该项得分9.5分（满分10分）。\n",
)


def seconds(call: Callable[[], object]) -> float:
    """Seconds of this process that one call takes."""
    started = time.process_time()
    call()
    return time.process_time() - started


def least(call: Callable[[], object]) -> float:
    """The least of some rounds, after one that is not counted: imports and caches are not what is compared."""
    call()
    return min(seconds(call) for _ in range(_ROUNDS))


def narrative(size: int) -> str:
    """Sections of figures and prose, together about `size` bytes; no two of them alike."""
    pieces: list[str] = []
    length = number = 0
    while length < size:
        number += 1
        piece = _SECTIONS[number % len(_SECTIONS)].format(n=100 + number)
        pieces.append(piece)
        length += len(piece.encode())
    return "".join(pieces)


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


def time_narrative(packs: Packs) -> None:
    """(c) Recognition of long narratives; a process that doubles its text should double its time."""
    took = {}
    for megabytes in (1, 10):
        data = narrative(megabytes * 1_000_000).encode()
        document = read_text(data, "narrative.txt", Allowance(limits=Limits(seconds=600)))
        took[megabytes] = seconds(lambda document=document: recognise(document, packs, "narrative.txt"))
        print(f"recognition of {megabytes} MB of narrative: {took[megabytes]:.1f} s")
    print(f"ten times the text takes {took[10] / took[1]:.1f} times the time")


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
    if "--no-narrative" not in sys.argv:
        time_narrative(packs)


if __name__ == "__main__":
    main()
