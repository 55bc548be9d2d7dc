"""Date formats of spreadsheets: a serial day number as the date, time or duration that people see."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

Tokens = tuple[tuple[str, str], ...]

_PARTS = frozenset("ymdhsYMDHSaA")
_MARKERS = ("上午/下午", "AM/PM", "am/pm", "A/P", "a/p")
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_CHINESE_DAYS = "一二三四五六日"
_SECONDS = 86400


def is_date_code(tokens: Tokens) -> bool:
    """Whether a section shows a date, a time or a duration, and no digits of a number."""
    if any(kind in ("digits", "general") for kind, _ in tokens if kind == "general"):
        return False
    if any(run[0] == "part" and run[1].startswith("aaa") for run in _runs(tokens)):
        return True
    return any(
        (kind == "other" and text in "ymdhsYMDHS") or (kind == "bracket" and text.lower().strip("hms") == "" and text)
        for kind, text in tokens
    )


def shown_date(serial: Decimal, tokens: Tokens, *, epoch_1904: bool) -> str:
    """`serial` (days since the workbook's epoch) under a date format; negative or far-off serials stay numbers."""
    if serial < 0 or serial > 2_958_465:
        return f"{serial:f}"
    seconds = int((serial * _SECONDS).to_integral_value(rounding=ROUND_HALF_UP))
    moment = _moment(seconds, epoch_1904)
    runs = _runs(tokens)
    twelve = any(kind == "half" for kind, _ in runs)
    pieces: list[str] = []
    for index, (kind, text) in enumerate(runs):
        if kind == "part":
            pieces.append(_part(text, moment, seconds, twelve=twelve, minutes=_is_minutes(runs, index)))
        elif kind == "elapsed":
            pieces.append(_elapsed(text, seconds))
        elif kind == "half":
            pieces.append(_half(text, moment))
        else:
            pieces.append(text)
    return "".join(pieces).strip()


def _moment(seconds: int, epoch_1904: bool) -> datetime:
    """The 1900 system counts a 29 February 1900 that never was: days before it are one later than they say."""
    if epoch_1904:
        return datetime(1904, 1, 1) + timedelta(seconds=seconds)
    start = datetime(1899, 12, 31) if seconds < 60 * _SECONDS else datetime(1899, 12, 30)
    return start + timedelta(seconds=seconds)


def _runs(tokens: Tokens) -> list[tuple[str, str]]:
    """Joins equal letters to parts (`yyyy`), and finds the markers of half days."""
    runs: list[tuple[str, str]] = []
    plain = [(kind, text) for kind, text in tokens if kind not in ("pad", "fill")]
    index = 0
    while index < len(plain):
        kind, text = plain[index]
        marker = _marker(plain, index)
        if marker:
            runs.append(("half", marker))
            index += len(marker)
            continue
        if kind == "other" and text in _PARTS:
            end = index
            while end < len(plain) and plain[end] == (kind, text):
                end += 1
            runs.append(("part", text.lower() * (end - index)))
            index = end
            continue
        if kind == "bracket":
            if text.lower().strip("hms") == "" and text:
                runs.append(("elapsed", text.lower()))
        elif kind == "digits":
            runs.append(("literal", "" if text.startswith(".") else text))
        else:
            runs.append(("literal", text))
        index += 1
    return runs


def _marker(tokens: list[tuple[str, str]], index: int) -> str:
    if tokens[index][0] != "other":
        return ""
    ahead = "".join(text if kind == "other" else "\0" for kind, text in tokens[index : index + 5])
    return next((marker for marker in _MARKERS if ahead.startswith(marker)), "")


def _is_minutes(runs: list[tuple[str, str]], index: int) -> bool:
    """`m` means minutes next to hours or seconds, months elsewhere."""
    parts = [(at, text) for at, (kind, text) in enumerate(runs) if kind in ("part", "elapsed")]
    order = next((at for at, (position, _) in enumerate(parts) if position == index), None)
    if order is None or not runs[index][1].startswith("m"):
        return False
    before = parts[order - 1][1] if order else ""
    after = parts[order + 1][1] if order + 1 < len(parts) else ""
    return before.startswith("h") or after.startswith("s")


def _part(text: str, moment: datetime, seconds: int, *, twelve: bool, minutes: bool) -> str:
    width = len(text)
    match text[0]:
        case "y":
            return f"{moment.year:04d}" if width > 2 else f"{moment.year % 100:02d}"
        case "m" if minutes:
            return f"{moment.minute:0{min(width, 2)}d}"
        case "m":
            if width >= 3:
                name = _MONTHS[moment.month - 1]
                return name if width == 4 else name[:1] if width == 5 else name[:3]
            return f"{moment.month:0{width}d}"
        case "d":
            if width >= 3:
                name = _DAYS[moment.weekday()]
                return name if width >= 4 else name[:3]
            return f"{moment.day:0{width}d}"
        case "h":
            hour = (moment.hour % 12 or 12) if twelve else moment.hour
            return f"{hour:0{min(width, 2)}d}"
        case "s":
            return f"{moment.second:0{min(width, 2)}d}"
        case "a":
            day = _CHINESE_DAYS[moment.weekday()]
            return ("星期" if width >= 4 else "周" if width == 3 else "") + day
        case _:
            return text


def _elapsed(text: str, seconds: int) -> str:
    amount = {"h": seconds // 3600, "m": seconds // 60, "s": seconds}[text[0]]
    return f"{amount:0{min(len(text), 9)}d}"


def _half(marker: str, moment: datetime) -> str:
    first, _, second = marker.partition("/")
    return first if moment.hour < 12 else second
