"""Chinese numerals to `Decimal`: 三十五, 两百零一, 九十九点一, 二〇二三, 叁仟."""

from __future__ import annotations

from decimal import Decimal

from extractor.packs.numbers import NumberWords

MYRIAD = 10_000
_HUNDRED = 100


def read_chinese(text: str, words: NumberWords) -> tuple[Decimal, int] | None:
    """The value of a Chinese numeral and its decimals; None where the characters make no number."""
    text = f"一{text}" if is_bare(text, words) else text
    whole, point, fraction = text.partition(words.fraction_point)
    value = _read_whole(whole, words)
    if value is None:
        return None
    if not point:
        return Decimal(value), 0
    if not fraction or any(character not in words.digits for character in fraction):
        return None
    digits = "".join(str(words.digits[character]) for character in fraction)
    return Decimal(f"{value}.{digits}"), len(digits)


def is_bare(text: str, words: NumberWords) -> bool:
    """Whether a numeral is a round number without a digit (百, 千万): it counts only with 余, 近, 上 and the like."""
    return words.powers.get(text[:1], 0) >= _HUNDRED and all(character in words.powers for character in text)


def read_adjacent(text: str, words: NumberWords) -> tuple[Decimal, Decimal] | None:
    """The two ends of a spoken estimate: 两三 is 2 to 3, 十七八 is 17 to 18, 三四十 is 30 to 40; else None."""
    if words.fraction_point in text:
        return None
    for index in range(len(text) - 1):
        first, second = words.digits.get(text[index]), words.digits.get(text[index + 1])
        if first is None or second is None:
            continue
        if first == 0 or first + 1 != second:
            return None
        low = _read_powers(text[: index + 1] + text[index + 2 :], words)
        high = _read_powers(text[:index] + text[index + 1 :], words)
        return None if low is None or high is None else (Decimal(low), Decimal(high))
    return None


def _read_whole(text: str, words: NumberWords) -> int | None:
    if len(text) > 1 and all(character in words.digits for character in text):
        if read_adjacent(text, words):
            return None
        return int("".join(str(words.digits[character]) for character in text))
    return _read_powers(text, words)


def _read_powers(text: str, words: NumberWords) -> int | None:
    """A numeral with 十 百 千 万 亿; a digit at the very end counts in the next lower place (四百五 is 450)."""
    total = section = 0
    digit: int | None = None
    last_power = last_myriad = 0
    zero = False
    for character in text:
        if character in words.digits:
            if digit is not None and digit != 0:
                return None
            digit = words.digits[character]
            zero = zero or digit == 0
            continue
        power = words.powers.get(character)
        if power is None:
            return None
        if power < MYRIAD:
            section += (digit or 1) * power
        else:
            section += digit or 0
            if section == 0 and total == 0:
                return None
            # 一万五千亿: a larger power counts all that stands before it, in 三亿五千万 only its own section.
            whole = power > last_myriad > 0 or (power == last_myriad and section == 0)
            total, section = ((total + section) * power if whole else total + section * power), 0
            last_myriad = power
        digit, last_power, zero = None, power, False
    if digit is not None:
        short = last_power > 10 and not zero and digit
        section += digit * (last_power // 10) if short else digit
    return total + section if text else None
