"""Damaged files by the thousand, made from a seed: `python tests/damaged_files.py 1000` reads them all and counts.

Every format is damaged from outside (truncated, bits flipped, blocks shuffled, zeroed or doubled) and, where it is an
archive, from inside: parts of it are damaged before it is packed again, so that the damage gets past the checksums.
"""

from __future__ import annotations

import collections
import io
import random
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import regex
from office_samples import docx_bytes, html_bytes, random_table, xlsx_bytes
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from extractor.errors import LimitExceeded, UnreadableFile
from extractor.reading import Limits
from extractor.reading.guards import Allowance
from extractor.reading.read import read_data

_TEXT = "一、部门基本情况\n（一）职能\n本单位完成年度任务 84 项，预算执行率为 99.1%，自评得分 99.92 分。\n" * 8
_NUMBER = regex.compile(rb'(?<=[">])-?\d{1,9}(?=["<])')


def sources(shared: Path | None = None) -> dict[str, bytes]:
    """One sound file a format; OFD and odd PDF come from the shared documents where they are there."""
    tables = [random_table(seed) for seed in range(3)]
    rows = "\n".join("\t".join(f"{row}.{column}" for column in range(6)) for row in range(20))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("报告.docx", docx_bytes(_TEXT.split("\n"), tables[:1]))
        archive.writestr("附件/表.xlsx", xlsx_bytes({"表": tables[1:]}))
    found = {
        "docx": docx_bytes(_TEXT.split("\n"), tables),
        "xlsx": xlsx_bytes({"甲": tables[:2], "乙": tables[2:]}),
        "html": html_bytes(_TEXT.split("\n"), tables),
        "html-gbk": html_bytes(_TEXT.split("\n"), tables, "gbk"),
        "text": _TEXT.encode(),
        "text-gbk": _TEXT.encode("gbk"),
        "tsv": rows.encode(),
        "csv": rows.replace("\t", ",").encode(),
        "markdown": f"# 标题\n\n{_TEXT}\n| 指标 | 分值 |\n|---|---|\n| 产出 | 50 |\n".encode(),
        "zip": out.getvalue(),
        "pdf": _pdf(),
    }
    if shared is not None:
        for name in ("ofdrw/signout.ofd", "ofdrw/z.ofd", "python-docx/tbl-cell-access.docx", "tableeval/t010.xlsx"):
            found[name] = (shared / "peers" / name).read_bytes()
        found["pdfplumber"] = (shared / "peers" / "pdfplumber" / "issue-140-example.pdf").read_bytes()
    return found


def _pdf() -> bytes:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for page in range(2):
        canvas.setFont("STSong-Light", 11)
        for index, line in enumerate(_TEXT.split("\n")[:12]):
            canvas.drawString(72, 780 - 18 * index, f"{page}{line}")
        canvas.grid([72, 172, 272, 372], [300, 330, 360, 390])
        canvas.drawString(80, 310, "99.1%")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


Damage = Callable[[bytes, random.Random], bytes]


def truncated(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def flipped(data: bytes, chance: random.Random) -> bytes:
    damaged = bytearray(data)
    for _ in range(chance.choice((1, 3, 10, 100))):
        damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
    return bytes(damaged)


def shuffled(data: bytes, chance: random.Random) -> bytes:
    size = max(1, len(data) // chance.choice((3, 8, 40)))
    blocks = [data[at : at + size] for at in range(0, len(data), size)]
    chance.shuffle(blocks)
    return b"".join(blocks)


def zeroed(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    end = min(len(data), start + chance.choice((1, 16, 500, 5000)))
    return data[:start] + bytes(end - start) + data[end:]


def doubled(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    end = min(len(data), start + chance.choice((4, 100, 2000)))
    return data[:end] + data[start:end] * chance.choice((1, 3, 50)) + data[end:]


def absurd(data: bytes, chance: random.Random) -> bytes:
    """Numbers between quotes or tags replaced by numbers that no sound file has."""
    values = (b"-1", b"0", b"99999999999", b"4294967296", b"1e308", b"NaN", b"")

    def replace(match: regex.Match[bytes]) -> bytes:
        return chance.choice(values) if chance.random() < 0.05 else match.group()

    return _NUMBER.sub(replace, data)


def inside(data: bytes, chance: random.Random) -> bytes:
    """Damages one part of an archive and packs it again; drops or renames parts now and then."""
    if not data.startswith(b"PK"):
        return absurd(data, chance)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(out, "w") as written:
        names = archive.namelist()
        victims = {name for name in names if chance.random() < 0.3} or {chance.choice(names)}
        for name in names:
            content = archive.read(name)
            if name in victims and content:
                if chance.random() < 0.1:
                    continue
                content = chance.choice((truncated, flipped, shuffled, zeroed, doubled, absurd, absurd, inside))(
                    content, chance
                )
            written.writestr(name, content)
    return out.getvalue()


DAMAGES: tuple[Damage, ...] = (truncated, flipped, shuffled, zeroed, doubled, absurd, inside, inside)


def damaged_files(count: int, seed: int, shared: Path | None = None) -> Iterator[tuple[str, bytes]]:
    """`count` damaged files, each with a name that says how it was made."""
    sound = sources(shared)
    kinds = sorted(sound)
    for number in range(count):
        chance = random.Random(f"{seed}-{number}")
        kind = kinds[number % len(kinds)]
        damage = chance.choice(DAMAGES)
        yield f"{seed}-{number}-{kind}-{damage.__name__}", damage(sound[kind], chance)


def status(name: str, data: bytes, seconds: float = 30.0) -> str:
    """How the reading of one file ends: ok, unreadable or limit; whatever else it raises is a defect of ours."""
    try:
        read_data(data, name, Allowance(limits=Limits(seconds=seconds), where=name))
    except LimitExceeded:
        return "limit"
    except UnreadableFile:
        return "unreadable"
    return "ok"


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    shared = Path(__file__).resolve().parent.parent.parent / "shared"
    ends: collections.Counter[str] = collections.Counter()
    slowest = (0.0, "")
    for name, data in damaged_files(count, seed, shared if shared.is_dir() else None):
        started = time.monotonic()
        ends[status(name, data)] += 1
        slowest = max(slowest, (time.monotonic() - started, name))
    print(dict(ends), f"slowest: {slowest[0]:.2f} s ({slowest[1]})")


if __name__ == "__main__":
    main()
