"""Run by hand: `python tests/benchmarks/recognition.py [FILE …]` prints what recognition costs, and how the cost grows.

(a) Seconds for each MB of text, for texts of several sizes: narratives of the synthesizer, a narrative with figures in
every clause (`dense`), one paragraph without an end, paragraphs of one line, and the given reports (text files), again
and again with other digits. Each is recognised in a process of its own, whose memory is printed too. The last column
compares the cost of a MB with that in the smallest text: 1.0 is linear.
(b) The patterns that take longest on hostile lines of 100,000 characters: one sign or word again and again, and every
pattern's own examples. The time is that of finding and handing over all matches; their number stands beside it, for a
match that is handed over costs half a microsecond, so that 100,000 of them are 50 ms in which nothing is searched.

`--sizes 1,3,10` chooses the sizes in MB, `--no-patterns` and `--only-patterns` one of the parts. Times are those of the
process (`time.process_time`), so that a busy machine does not show in them as much.
"""

from __future__ import annotations

import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path
from random import Random

from extractor.evaluation.synthetic.synthesize import synthesize
from extractor.packs import load_packs
from extractor.packs.patterns import Pattern, RunawayPattern
from extractor.reading.decoding import decode
from extractor.reading.delimited import read_text
from extractor.reading.guards import Allowance, Limits
from extractor.recognition import recognise

_MEGABYTE = 1_000_000
_FIRST = 100_000
_SECTIONS = (
    "一、项目概况\n本项目{n}年年初预算{n}.25万元，全年实际支出{n}.10万元，预算执行率99.5%，用于辖区{n}个网点的日常运行。\n",
    "二、绩效目标完成情况\n年度计划举办活动{n}场，实际完成{n}场，完成率100%；受益群众{n}0人次，满意度达到95.6%，比上年提高1.2个百分点。\n",
    "三、存在的问题\n一是个别任务进度偏慢，{n}号支出在12月集中完成；二是指标设置不够细化，扣0.5分，该项得分9.5分（满分10分）。\n",
)
_HOSTILE = (
    "1", "，1", "一", "（1", "万元", "1.", "得分", "≥90%", "其中：", " ", "1,000", "1 ", "。", "、", "的", "A",
    "（", "）", "“", "《", "2023年", "第1", "100%", "1万元，", "增长1%，", "比上年", "占", "扣分", "每", "个",
    "：", "-", "1/", "=", "×", "一是", "（一）", "完成率", "预算", "项目", "指标", "不", "是", "为", "和", "由",
    "按", "达到", "未", "有", "无", "了", "与", "较", "共", "实际", "1个，", "一个、", "满分1", "《一", "80%-",
    "不得分", "得0分", "每下降1个百分点扣1分，",
)  # fmt: skip
_LINE = 100_000
_SHOWN = 12
_LONGEST = 50


def grown(pieces: Callable[[int], str], size: int) -> str:
    """`pieces(0)`, `pieces(1)`, … until they make about `size` bytes."""
    found: list[str] = []
    length = 0
    for number in count():
        if length >= size:
            return "".join(found)
        found.append(pieces(number))
        length += len(found[-1].encode())
    raise AssertionError


def dense(size: int) -> str:
    """Sections of figures and prose; no two of them alike."""
    return grown(lambda number: _SECTIONS[number % len(_SECTIONS)].format(n=100 + number), size)


def paragraph(size: int) -> str:
    """One paragraph of figures."""
    return re.sub(r"[一二三]、[^\n]*\n|\n", "", dense(size))


def lines(size: int) -> str:
    """Paragraphs of one line."""
    return grown(lambda number: f"完成{100 + number}项任务。\n", size)


def synthesized(size: int) -> str:
    """Narratives of the synthesizer without their titles, as one report."""
    with tempfile.TemporaryDirectory() as folder:
        synthesize(Path(folder), count=40, seed=7, faults="none", formats=("txt",))
        texts = [decode(path.read_bytes()).text for path in sorted(Path(folder).glob("*.txt"))]
    return varied([text.split("\n一、", 1)[-1] for text in texts], size)


def varied(texts: list[str], size: int) -> str:
    """The texts again and again with other digits; years stay, and only the first title."""
    random = Random(7)

    def other(number: re.Match[str]) -> str:
        return number[0] if number[0][:2] == "20" else "".join(random.choice("123456789") for _ in number[0])

    def piece(number: int) -> str:
        text = texts[number % len(texts)] + "\n"
        text = text if number == 0 else text.replace("绩效自评报告", "绩效情况")
        return re.sub(r"\d{2,}", other, text)

    return grown(piece, size)


TEXTS: dict[str, Callable[[int], str]] = {
    "synthesized": synthesized,
    "dense": dense,
    "paragraph": paragraph,
    "lines": lines,
}


def measure(name: str, megabytes: float) -> None:
    """In a process of its own: seconds, numbers found and megabytes of memory for one text."""
    size = int(megabytes * _MEGABYTE)
    text = TEXTS[name](size) if name in TEXTS else varied([decode(Path(name).read_bytes()).text], size)
    packs = load_packs()
    data = text.encode()
    document = read_text(data, "narrative.txt", Allowance(limits=Limits(seconds=600)))
    # Expressions are compiled when they are first used, once for a process: that is no cost of a MB.
    first = TEXTS[name](_FIRST) if name in TEXTS else text[:_FIRST]
    recognise(read_text(first.encode(), "first.txt", Allowance(limits=Limits(seconds=600))), packs)
    started = time.process_time()
    reports = recognise(document, packs, "narrative.txt")
    seconds = time.process_time() - started
    numbers = sum(len(report.metrics) for report in reports)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(seconds / len(data) * _MEGABYTE, numbers / len(data) * _MEGABYTE, memory)


def compare_sizes(names: list[str], sizes: list[float]) -> None:
    """(a) One line for each text and size."""
    for name in names:
        smallest = 0.0
        for size in sizes:
            arguments = [sys.executable, __file__, "--one", name, str(size)]
            told = subprocess.run(arguments, capture_output=True, text=True, check=True).stdout.split()
            seconds, numbers, memory = (float(word) for word in told)
            smallest = smallest or seconds
            print(
                f"{Path(name).stem:12} {size:5g} MB: {seconds:6.2f} s/MB, {numbers:6.0f} quantities/MB, "
                f"{memory:6.0f} MB of memory, {seconds / smallest:.2f}",
                flush=True,
            )


def slowest_patterns() -> None:
    """(b) The worst line of each of the slowest patterns."""
    found: list[tuple[float, int, str, str]] = []
    for pattern in load_packs().patterns:
        units = dict.fromkeys((*_HOSTILE, *(example.text for example in pattern.match), *pattern.no_match))
        lines = [(unit, (unit * (_LINE // len(unit) + 1))[:_LINE]) for unit in units if unit]
        worst = max((*_milliseconds(pattern, line), unit) for unit, line in lines)
        found.append((worst[0], worst[1], f"{pattern.group}/{pattern.name}", worst[2]))
    for place, (milliseconds, matches, name, unit) in enumerate(sorted(found, reverse=True)):
        if place < _SHOWN or milliseconds > _LONGEST:
            print(f"{milliseconds:6.0f} ms {matches:7,} matches {name} on {unit[:16]!r} again and again")
    print(f"{sum(one[0] > _LONGEST for one in found)} of {len(found)} patterns take more than {_LONGEST} ms")


def _milliseconds(pattern: Pattern, line: str) -> tuple[float, int]:
    """The least of three rounds, or the first that is short, and how much was found."""
    least, matches = float("inf"), 0
    for _ in range(3):
        started = time.process_time()
        try:
            matches = sum(1 for _ in pattern.finditer(line))
        except RunawayPattern:
            return float("inf"), 0
        least = min(least, 1000 * (time.process_time() - started))
        if least < 30:
            break
    return least, matches


def main() -> None:
    if "--one" in sys.argv:
        measure(sys.argv[2], float(sys.argv[3]))
        return
    arguments = sys.argv[1:]
    sizes = [1.0, 3.0, 10.0]
    if "--sizes" in arguments:
        place = arguments.index("--sizes")
        sizes = [float(size) for size in arguments[place + 1].split(",")]
        del arguments[place : place + 2]
    files = [argument for argument in arguments if not argument.startswith("--")]
    if "--only-patterns" not in arguments:
        compare_sizes([*TEXTS, *files], sizes)
    if "--no-patterns" not in arguments:
        slowest_patterns()


if __name__ == "__main__":
    main()
