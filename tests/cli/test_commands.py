"""What the commands say and how they leave: exit codes, one clear line for every error, never a traceback."""

from __future__ import annotations

import json
import os
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from harness import REPOSITORY

from extractor.cli.boundary import run
from extractor.cli.commands import COMMANDS

CORPUS = REPOSITORY / "corpus"
CLEAN = CORPUS / "07-city-management-narrative-txt" / "report.txt"
TABLE = CORPUS / "02-water-department-table" / "report.xlsx"


@dataclass(frozen=True, slots=True)
class Said:
    """How a command left and what it said."""

    code: int
    out: str
    err: str


class Fuhe:
    """Runs commands in this process."""

    def __init__(self, capfd: pytest.CaptureFixture[str]) -> None:
        self._capfd = capfd

    def __call__(self, *arguments: object) -> Said:
        self._capfd.readouterr()
        code = run([str(argument) for argument in arguments])
        out, err = self._capfd.readouterr()
        assert "Traceback" not in out + err
        assert "a defect of fuhe" not in err, err
        return Said(code, out, err)


@pytest.fixture
def fuhe(capfd: pytest.CaptureFixture[str]) -> Fuhe:
    return Fuhe(capfd)


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("cli") / "fuhe.db"
    assert run(["-q", "ingest", str(CLEAN), str(TABLE), "--db", str(path)]) == 0
    return path


def in_a_process(*arguments: object, **options: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "extractor", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, **options)  # type: ignore[call-overload]


# --- help ------------------------------------------------------------------------------------------------------------


def test_help_names_every_command_and_imports_nothing_heavy() -> None:
    program = (
        "import sys; from extractor.cli.boundary import run; code = run(['--help']);"
        "heavy = {'spacy', 'pdfplumber', 'numpy', 'regex', 'sqlite_utils', 'rich', 'lxml', 'docx'} & set(sys.modules);"
        "print('HEAVY', sorted(heavy)); sys.exit(code)"
    )
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True)
    assert "HEAVY []" in said.stdout
    assert [name for name in COMMANDS if name not in said.stdout] == []


def processor_seconds(*arguments: object) -> float:
    """What a command costs; not the time on the wall, which tells how busy the machine is."""

    def spent() -> float:
        usage = resource.getrusage(resource.RUSAGE_CHILDREN)
        return usage.ru_utime + usage.ru_stime

    before = spent()
    assert in_a_process(*arguments).returncode in (0, 1)
    return spent() - before


def test_help_answers_at_once() -> None:
    assert min(processor_seconds("--help") for _ in range(3)) < 1 / 3


@pytest.mark.parametrize("name", list(COMMANDS))
def test_every_command_has_help_with_an_example(fuhe: Fuhe, name: str) -> None:
    said = fuhe(name, "--help")
    assert said.code == 0
    text = said.out
    for sub in ("list", "explain") if name == "rules" else ("test", "try") if name == "patterns" else ():
        text += fuhe(name, sub, "--help").out
    assert f"fuhe {name}" in text


def test_version(fuhe: Fuhe) -> None:
    assert fuhe("--version").out.startswith("fuhe ")


# --- wrong use -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        ("nonsense",),
        ("report.pdf",),
        ("check",),
        ("check", "--nonsense"),
        ("check", "--format", "xml", CLEAN),
        ("ingest",),
        ("ingest", "missing-folder"),
        ("--lang", "fr", "check", CLEAN),
        ("show", "--db", "missing.db"),
        ("findings", "--db", "missing.db"),
        ("search", "x", "--db", "missing.db"),
        ("rescore", "--db", "missing.db"),
        ("rules", "explain", "NO-SUCH"),
        ("check", CLEAN, "--packs", "missing-folder"),
        ("check", CLEAN, "-o", "/proc/page.html"),
        ("ingest", CLEAN, "--db", "/proc/fuhe.db"),
        ("evaluate", "missing-folder"),
        ("ingest", CLEAN, "--db", CLEAN),
        ("ingest", CLEAN, "--manifest", "missing.toml"),
    ],
)
def test_wrong_use_leaves_with_2_and_says_why(
    fuhe: Fuhe, arguments: tuple[object, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said = fuhe(*arguments)
    assert said.code == 2
    assert len(said.err.strip()) > 20
    assert list(tmp_path.iterdir()) == []


# --- bad input -------------------------------------------------------------------------------------------------------


def bad_files(folder: Path) -> list[Path]:
    """One file of each kind that cannot be read."""
    whole = (CORPUS / "03-library-project-form" / "report.docx").read_bytes()
    made = {
        "empty.pdf": b"",
        "photo.pdf": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(200),
        "damaged.docx": whole[: len(whole) // 2],
        "garbage.pdf": b"%PDF-1.7\n" + bytes(range(256)) * 8,
        "encrypted.pdf": encrypted_pdf(),
    }
    paths = []
    for name, data in made.items():
        path = folder / name
        path.write_bytes(data)
        paths.append(path)
    return paths


def encrypted_pdf() -> bytes:
    """A PDF that asks for a password."""
    import io

    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    canvas = Canvas(buffer, encrypt=StandardEncryption("secret", ownerPassword="owner"))
    canvas.drawString(72, 720, "99.5")
    canvas.save()
    return buffer.getvalue()


def test_files_that_cannot_be_read_get_one_clear_line_each(fuhe: Fuhe, tmp_path: Path) -> None:
    for path in [*bad_files(tmp_path), tmp_path / "missing.pdf", tmp_path, Path("/dev/zero")]:
        said = fuhe("check", path)
        assert (said.code, said.out) == (2, ""), path.name
        (line,) = said.err.strip().splitlines()
        assert line.startswith("fuhe: ")
        assert str(path) in line


def test_one_bad_file_does_not_keep_the_others_from_being_checked(fuhe: Fuhe, tmp_path: Path) -> None:
    said = fuhe("check", tmp_path / "missing.pdf", CLEAN, "--format", "json")
    assert said.code == 2
    assert len(json.loads(said.out)["reports"]) == 1


def test_bad_files_become_recorded_failures(fuhe: Fuhe, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    bad = bad_files(folder)
    (folder / "report.txt").write_bytes(CLEAN.read_bytes())
    path = tmp_path / "fuhe.db"
    said = fuhe("ingest", folder, "--db", path)
    assert said.code == 1
    with sqlite3.connect(path) as opened:
        failures = opened.execute("SELECT path, stage, error FROM failures").fetchall()
        assert opened.execute("SELECT count(*) FROM reports").fetchone() == (1,)
    opened.close()
    assert {Path(path).name for path, _, _ in failures} == {path.name for path in bad}
    assert all(stage == "reading" and len(error) > 20 for _, stage, error in failures)
    assert all(path.name in said.out for path in bad)


def test_another_programs_database_is_refused_and_left_alone(fuhe: Fuhe, tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE notes (text)")
    other.close()
    before = path.read_bytes()
    for arguments in (("ingest", CLEAN), ("findings",), ("show",), ("search", "x"), ("rescore",)):
        said = fuhe(*arguments, "--db", path)
        assert said.code == 2
        assert "another program" in said.err
    assert path.read_bytes() == before


def test_a_read_only_folder_is_refused(tmp_path: Path) -> None:
    if os.geteuid() == 0:  # nothing is read-only for root: a folder of the kernel's takes its place
        path = Path("/proc/fuhe.db")
    else:
        tmp_path.chmod(0o500)
        path = tmp_path / "fuhe.db"
    said = in_a_process("ingest", CLEAN, "--db", path)
    assert said.returncode == 2
    assert "Traceback" not in said.stderr
    assert str(path) in said.stderr


# --- check -----------------------------------------------------------------------------------------------------------


def test_check_tells_everything_in_order(fuhe: Fuhe) -> None:
    said = fuhe("check", TABLE)
    assert said.code in (0, 1)
    order = [said.out.index(words) for words in ("自评总分", "疑点", "自评与复核对照", "覆盖情况")]
    assert order == sorted(order)


def test_check_speaks_english_before_or_after_the_command(fuhe: Fuhe) -> None:
    first = fuhe("--lang", "en", "check", CLEAN)
    assert first.out == fuhe("check", CLEAN, "--lang", "en").out
    assert "coverage" in first.out
    assert "覆盖" not in first.out


def test_check_as_json_has_the_names_of_the_database(fuhe: Fuhe) -> None:
    (entry,) = json.loads(fuhe("check", CLEAN, "--format", "json").out)["reports"]
    assert {
        "report",
        "sections",
        "statements",
        "indicators",
        "metrics",
        "checks",
        "findings",
        "coverage",
    } <= entry.keys()
    assert entry["report"]["sha256"].startswith(entry["report"]["id"])
    assert isinstance(entry["checks"][0]["evidence"], list)


def test_check_as_lines_is_a_report_a_line(fuhe: Fuhe) -> None:
    lines = fuhe("check", CLEAN, TABLE, "--format", "jsonl").out.splitlines()
    assert [json.loads(line)["report"]["file_name"] for line in lines] == ["report.txt", "report.xlsx"]


def test_check_as_a_page_is_one_page_and_loads_nothing(fuhe: Fuhe, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    fuhe("check", CLEAN, TABLE, "--format", "html", "-o", path)
    page = path.read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert "http" not in page.replace("http-equiv", "")
    assert "<script" not in page


def test_check_is_done_in_time() -> None:
    assert processor_seconds("check", CLEAN) < 6


# --- the database ----------------------------------------------------------------------------------------------------


def test_show_lists_and_shows(fuhe: Fuhe, database: Path) -> None:
    listed = fuhe("show", "--db", database).out
    assert "report.txt" in listed
    shown = fuhe("show", "report.txt", "--db", database)
    assert shown.code == 0
    assert shown.out == fuhe("check", CLEAN).out, "a stored report is shown as a checked one"
    assert fuhe("show", "nobody", "--db", database).code == 2
    entry = json.loads(fuhe("show", "report.txt", "--db", database, "--format", "json").out)
    assert entry["reports"][0]["report"]["file_name"] == "report.txt"


def test_findings_in_three_forms(fuhe: Fuhe, database: Path) -> None:
    found = json.loads(fuhe("findings", "--db", database, "--format", "json", "--fault", "any").out)
    lines = fuhe("findings", "--db", database, "--format", "csv", "--fault", "any").out.splitlines()
    assert len(lines) == (len(found) + 1 if found else 0)
    assert fuhe("findings", "--db", database, "--year", "1900").code == 0
    assert json.loads(fuhe("findings", "--db", database, "--year", "1900", "--format", "json").out) == []


def test_search_finds_two_characters(fuhe: Fuhe, database: Path) -> None:
    hits = json.loads(fuhe("search", "预算", "--db", database, "--format", "json").out)
    assert len({hit["report_id"] for hit in hits}) == 2
    assert "预算" in fuhe("search", "预算", "--db", database).out
    assert json.loads(fuhe("search", "无此词语", "--db", database, "--format", "json").out) == []


def test_rescore_says_what_changed(fuhe: Fuhe, database: Path) -> None:
    said = fuhe("rescore", "--db", database)
    assert said.code == 0
    assert "有变化的报告 0 份" in said.out


def test_rules_and_patterns(fuhe: Fuhe) -> None:
    rules = json.loads(fuhe("rules", "list", "--format", "json").out)
    assert len(rules) > 10
    page = fuhe("rules", "explain", rules[0]["code"].lower())
    assert rules[0]["code"] in page.out
    assert fuhe("patterns", "test").code == 0
    tried = fuhe("patterns", "try", "执行率为99.2%，得9.92分")
    assert "99.2" in tried.out


def test_a_broken_pack_is_shown_with_all_its_problems(fuhe: Fuhe, tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text('[[pattern]]\nname = "x"\nregex = "("\nwhy = 3\n', encoding="utf-8")
    said = fuhe("patterns", "test", tmp_path)
    assert said.code == 2
    assert said.err.count("mine.toml") >= 3


# --- leaving ---------------------------------------------------------------------------------------------------------


def test_a_reader_that_goes_away_is_no_error(database: Path) -> None:
    command = f"{sys.executable} -m extractor rules list | head -n 1"
    said = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=60, check=False)
    assert said.stderr == ""


def test_ctrl_c_leaves_cleanly_and_keeps_what_is_stored(tmp_path: Path) -> None:
    path = tmp_path / "fuhe.db"
    process = subprocess.Popen(
        [sys.executable, "-m", "extractor", "ingest", str(CORPUS), "--db", str(path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=REPOSITORY,
    )
    deadline = time.monotonic() + 60
    while not path.exists() and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert "Traceback" not in err
    assert process.returncode in (0, 130)
    if path.exists():
        with sqlite3.connect(path) as opened:
            assert opened.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        opened.close()
