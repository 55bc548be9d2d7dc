"""Run by hand: `python tests/benchmarks/reading.py FOLDER` prints what reading costs, as ratios measured in one run.

Reading (characters, tables, paragraphs, provenance) against pdfplumber's `extract_text()` and `extract_tables()` on the
same PDFs, one process; then the memory that a generated PDF of 1,000 pages takes.
"""

from __future__ import annotations

import io
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pdfplumber
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from extractor.reading import read_file

_ROUNDS = 3
_PAGES = 1000
_LINE = "本单位完成年度任务八十四项，预算执行率为百分之九十九点一，自评得分九十九点九二分"


def seconds_of_fuhe(path: Path) -> float:
    started = time.perf_counter()
    read_file(path)
    return time.perf_counter() - started


def seconds_of_pdfplumber(path: Path) -> float:
    started = time.perf_counter()
    with pdfplumber.open(path) as paper:
        for page in paper.pages:
            page.extract_text()
            page.extract_tables()
    return time.perf_counter() - started


def long_pdf(pages: int) -> bytes:
    """Pages of text with a ruled table each, as long reports have them."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    xs, ys = [60 + 80 * column for column in range(7)], [100 + 20 * row for row in range(16)]
    for page in range(pages):
        canvas.setFont("STSong-Light", 10)
        for line in range(18):
            canvas.drawString(60, 780 - 18 * line, f"{page}.{line}{_LINE}")
        canvas.grid(xs, ys)
        for row, y in enumerate(ys[:-1]):
            for column, x in enumerate(xs[:-1]):
                canvas.drawString(x + 3, y + 5, f"{page % 100}.{row}{column}分")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def megabytes_of(path: Path) -> float:
    """The peak memory of a process that reads one file and nothing else."""
    code = (
        "import resource, sys; from pathlib import Path; from extractor.reading import read_file;"
        "read_file(Path(sys.argv[1])); print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    return int(done.stdout) / 1024


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parents[3] / "shared" / "reports"
    paths = sorted(folder.glob("*.pdf"))
    if not paths:
        raise SystemExit(f"no PDF in {folder}")
    ours = theirs = 0.0
    for path in paths:
        seconds_of_fuhe(path)  # imports and caches are not what is compared
        mine = min(seconds_of_fuhe(path) for _ in range(_ROUNDS))
        other = min(seconds_of_pdfplumber(path) for _ in range(_ROUNDS))
        ours, theirs = ours + mine, theirs + other
        print(f"{path.name}: {mine:.2f} s against {other:.2f} s: {mine / other:.3f}")
    print(f"together: {ours / theirs:.3f} of pdfplumber's time")
    with tempfile.TemporaryDirectory() as place:
        path = Path(place, "long.pdf")
        path.write_bytes(long_pdf(_PAGES))
        started = time.perf_counter()
        peak = megabytes_of(path)
        print(f"{_PAGES} pages: {peak:.0f} MB at the peak, {time.perf_counter() - started:.1f} s")
    print(f"this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
