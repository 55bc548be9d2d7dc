"""Numbers and dates of spreadsheets as people see them: the stored value through its number format.

Source of the format language: ECMA-376 part 1, 18.8.31.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, DecimalException

import regex

from extractor.reading.sheets.dates import is_date_code, shown_date

_PRECISION = 15  # spreadsheets keep doubles and show fifteen significant digits at most
_GENERAL_WIDTH = 11
_ROUNDING = Context(prec=400, rounding=ROUND_HALF_UP, Emax=999999, Emin=-999999)
_FIFTEEN = Context(prec=_PRECISION, rounding=ROUND_HALF_UP)

_TOKEN = regex.compile(
    r"""
    "(?P<quoted>[^"]*+)"?
    | \\(?P<escaped>.)
    | \[\$(?P<currency>[^\]\-]*+)[^\]]*+\]
    | \[(?P<condition>[<>=]++)(?P<bound>-?\d++(?:\.\d++)?)\]
    | \[(?P<bracket>[^\]]*+)\]
    | _(?P<pad>.)
    | \*(?P<fill>.)
    | (?P<digits>(?:[0#?][0#?,]*+(?:\.[0#?]*+)?|\.[0#?]++),*+)
    | (?P<exponent>[Ee][+\-][0#?]++)
    | (?P<general>General|G/通用格式)
    | (?P<other>.)
    """,
    regex.VERBOSE | regex.VERSION1 | regex.DOTALL,
)
_LONGEST_FORMAT = 512


@dataclass(frozen=True, slots=True)
class Section:
    """One of the parts of a format between semicolons, cut to tokens (kind, text)."""

    code: str
    tokens: tuple[tuple[str, str], ...]
    condition: tuple[str, Decimal] | None = None


def shown_number(stored: str, code: str, *, epoch_1904: bool = False) -> str:
    """The text that a spreadsheet program shows for the number `stored` under the format `code`."""
    try:
        value = _FIFTEEN.create_decimal(stored.strip())
    except DecimalException:
        return stored
    if not value.is_finite() or abs(value.adjusted()) > 307:
        return stored
    sections = parse(code[:_LONGEST_FORMAT])
    section, value = _choose(sections, value)
    if section is None:
        return ""
    if is_date_code(section.tokens):
        return shown_date(value, section.tokens, epoch_1904=epoch_1904)
    return _number(value, section)


def shown_text(stored: str, code: str) -> str:
    """Text through the text section of a format, when it has one (`@"元"`)."""
    sections = parse(code[:_LONGEST_FORMAT])
    last = sections[-1]
    if len(sections) < 4 and not any(kind == "other" and text == "@" for kind, text in last.tokens):
        return stored
    return "".join(stored if kind == "other" and text == "@" else _literal(kind, text) for kind, text in last.tokens)


def parse(code: str) -> tuple[Section, ...]:
    """Cuts a format code to its sections."""
    sections: list[Section] = []
    tokens: list[tuple[str, str]] = []
    condition: tuple[str, Decimal] | None = None
    for match in _TOKEN.finditer(code):
        kind = match.lastgroup or "other"
        if kind == "bound":
            condition = (match["condition"], Decimal(match["bound"]))
            continue
        text = match[kind]
        if kind == "other" and text == ";":
            sections.append(Section(code, tuple(tokens), condition))
            tokens, condition = [], None
            continue
        tokens.append((kind, text))
    sections.append(Section(code, tuple(tokens), condition))
    return tuple(sections)


def _choose(sections: tuple[Section, ...], value: Decimal) -> tuple[Section | None, Decimal]:
    """The section that holds for `value`; a second section shows negative values without their sign."""
    if any(section.condition for section in sections):
        for section in sections:
            if section.condition is None or _holds(section.condition, value):
                return section, value
        return sections[-1], value
    if value < 0 and len(sections) > 1:
        return sections[1], -value
    if value == 0 and len(sections) > 2:
        return sections[2], value
    return sections[0], value


def _holds(condition: tuple[str, Decimal], value: Decimal) -> bool:
    sign, bound = condition
    match sign:
        case ">":
            return value > bound
        case ">=":
            return value >= bound
        case "<":
            return value < bound
        case "<=":
            return value <= bound
        case "<>":
            return value != bound
        case _:
            return value == bound


def _number(value: Decimal, section: Section) -> str:
    tokens = section.tokens
    percent = sum(kind == "other" and text in "%％" for kind, text in tokens)
    value = _ROUNDING.multiply(value, Decimal(100) ** min(percent, 4))
    digits = [text for kind, text in tokens if kind == "digits"]
    exponent = next((text for kind, text in tokens if kind == "exponent"), "")
    fraction = any(kind == "other" and text == "/" for kind, text in tokens)
    if fraction and len(digits) >= 2:
        return general(value)
    pieces: list[str] = []
    written = False
    for kind, text in tokens:
        if kind == "digits":
            if not written:
                pieces.append(scientific(value, text, exponent) if exponent else fixed(value, "".join(digits)))
            written = True
        elif kind == "general" or (kind == "other" and text == "@"):
            pieces.append(general(value))
            written = True
        else:
            pieces.append(_literal(kind, text))
    shown = "".join(pieces).strip()
    return shown


def _literal(kind: str, text: str) -> str:
    match kind:
        case "quoted" | "escaped" | "currency" | "other":
            return text
        case _:
            return ""


def fixed(value: Decimal, pattern: str) -> str:
    """`value` under a pattern of digit places such as `#,##0.00`; trailing commas divide by a thousand each."""
    bare = pattern.rstrip(",")
    scale = len(pattern) - len(bare)
    whole, _, decimals = bare.partition(".")
    grouped = "," in whole
    places = sum(character in "0#?" for character in decimals)
    least = decimals.rstrip("#?").count("0") + decimals.rstrip("#?").count("#")
    value = _ROUNDING.divide(value, Decimal(1000) ** scale) if scale else value
    rounded = abs(value).quantize(Decimal(1).scaleb(-places), context=_ROUNDING)
    integer, _, digits = f"{rounded:f}".partition(".")
    digits = digits[:least] + digits[least:].rstrip("0")
    integer = integer.lstrip("0").rjust(whole.count("0"), "0")
    if grouped:
        integer = _grouped(integer)
    sign = "-" if value < 0 and rounded != 0 else ""
    return f"{sign}{integer}.{digits}" if digits or ("." in pattern and least) else f"{sign}{integer}"


def scientific(value: Decimal, pattern: str, exponent: str) -> str:
    """`value` as 1.23E+04."""
    power = value.adjusted() if value else 0
    mantissa = _ROUNDING.scaleb(value, -power)
    return f"{fixed(mantissa, pattern)}E{'-' if power < 0 else '+'}{abs(power):0{max(1, len(exponent) - 2)}d}"


def general(value: Decimal) -> str:
    """The General format: what fits eleven characters, without trailing zeros."""
    if not value:
        return "0"
    power = value.adjusted()
    if power >= _GENERAL_WIDTH or power < -9:
        mantissa = _ROUNDING.scaleb(value, -power).quantize(Decimal("0.00001"), context=_ROUNDING)
        return f"{_plain(mantissa)}E{'-' if power < 0 else '+'}{abs(power):02d}"
    room = _GENERAL_WIDTH - 1 - max(power + 1, 1)
    return _plain(value.quantize(Decimal(1).scaleb(-max(room, 0)), context=_ROUNDING))


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _grouped(integer: str) -> str:
    head = len(integer) % 3
    groups = [integer[:head]] if head else []
    groups += [integer[at : at + 3] for at in range(head, len(integer), 3)]
    return ",".join(groups)
