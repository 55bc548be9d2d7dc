"""Characters of symbol fonts, which Word keeps in the private use area, as the Unicode characters people see."""

from __future__ import annotations

from lxml import etree

from extractor.reading.archives import attribute, local

_PRIVATE = 0xF000
_SYMBOL = {
    0x2B: "+", 0x2D: "−", 0x3D: "=", 0x25: "%", 0xA3: "≤", 0xA5: "∞", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×",
    0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xE5: "∑", 0xB7: "•", 0xD7: "·", 0x57: "Ω", 0x61: "α", 0x62: "β", 0x6D: "μ",
}  # fmt: skip
_WINGDINGS = {
    0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "□", 0x72: "□", 0x75: "◆", 0xA1: "○", 0xA7: "▪", 0xA8: "□", 0xAB: "★",
    0xD8: "➢", 0xDC: "➔", 0xE0: "→", 0xE8: "➔", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑", 0x9E: "·", 0x9F: "•",
}  # fmt: skip
_WINGDINGS |= {0x81 + index: chr(0x2460 + index) for index in range(10)}
_WINGDINGS |= {0x8C + index: chr(0x2776 + index) for index in range(10)}
_WINGDINGS_2 = {
    0x50: "✓", 0x4F: "✗", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x98: "●", 0xA2: "■", 0xA3: "□", 0x2A: "□",
}  # fmt: skip
_WINGDINGS_2 |= {0x6A + index: chr(0x2460 + index) for index in range(10)}
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2}


def symbol(font: str, code: int) -> str:
    """The character at `code` (with or without the private-use offset) of a symbol font; as it is if unknown."""
    if not 0 < code < 0x110000 or 0xD800 <= code < 0xE000:
        return ""
    index = code - _PRIVATE if _PRIVATE <= code < _PRIVATE + 256 else code
    return _FONTS.get(font.lower(), {}).get(index, chr(code))


def run_text(text: str, run_properties: etree._Element | None) -> str:
    """Text of a run; private-use characters are looked up in the run's font."""
    if not any(_PRIVATE <= ord(character) < _PRIVATE + 256 for character in text):
        return text
    font = ""
    for element in run_properties if run_properties is not None else ():
        if local(element) == "rFonts":
            font = attribute(element, "ascii") or attribute(element, "hAnsi") or ""
    known = font if font.lower() in _FONTS else "wingdings"
    return "".join(symbol(known, ord(character)) if ord(character) >= _PRIVATE else character for character in text)
