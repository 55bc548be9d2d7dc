"""A short text is read and checked without the parsers that only other formats need."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {
    *("numpy", "pandas", "pyarrow", "duckdb", "spacy", "onnxruntime", "rapidocr_onnxruntime", "cv2", "PIL"),
    *("pdfplumber", "pdfminer", "pypdfium2", "openpyxl", "xlrd", "docx", "dask", "distributed", "sqlite_utils"),
    *("fastapi", "uvicorn", "multiprocessing"),
}
LISTING = "import sys; {run}\nprint(*sorted({{name.split('.')[0] for name in sys.modules}}))"


def modules_after(run: str, *arguments: str) -> set[str]:
    """The top-level packages that a fresh process has imported after `run`."""
    command = [sys.executable, "-c", LISTING.format(run=run), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    return set(done.stdout.splitlines()[-1].split())


@pytest.mark.parametrize("name", ["report.txt", "report.tsv", "report.html", "report.md"])
def test_checking_a_text_imports_no_heavy_parser(tmp_path: Path, name: str) -> None:
    texts = {
        "report.txt": "一、项目概况\n预算执行率99.1%，自评得分99.92分，评价等级为优。\n",
        "report.tsv": "指标\t分值\t得分\n产出数量\t10\t10\n产出质量\t20\t19\n合计\t30\t29\n",
        "report.html": "<html><body><p>自评得分99.92分。</p><table><tr><td>10</td></tr></table></body></html>",
        "report.md": "# 一、项目概况\n\n| 指标 | 分值 |\n| --- | --- |\n| 数量 | 10 |\n",
    }
    path = tmp_path / name
    path.write_text(texts[name], encoding="utf-8")
    run = "from extractor.cli import main\ntry: main(['check', sys.argv[1]])\nexcept SystemExit as end: print(end.code)"
    assert not modules_after(run, str(path)) & HEAVY


def test_the_command_line_starts_without_any_parser() -> None:
    imported = modules_after("import extractor.cli")
    assert not imported & (HEAVY | {"lxml", "selectolax", "msgspec"})


def test_the_probe_sees_what_is_imported() -> None:
    assert "pypdfium2" in modules_after("import extractor.reading.pdf")
