"""Whatever a random writer prints is read back to an interval that holds the true value."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from hypothesis import given
from hypothesis import strategies as st

from extractor.model.views import view
from extractor.packs import load_packs
from extractor.recognition.numbers import find_quantities

PACKS = load_packs()
# The first search compiles the grammar; that must not count against an example's deadline.
find_quantities(view("1人"), PACKS)

_DIGITS = "零一二三四五六七八九"
_SCALES = {"": Decimal(1), "万": Decimal(10_000), "亿": Decimal(100_000_000)}
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def in_chinese(value: int) -> str:
    """`value` below 10,000 in Chinese characters, the usual way."""
    if value == 0:
        return "零"
    text, zero = "", False
    for power, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, power)
        if digit:
            text += ("零" if zero and text else "") + _DIGITS[digit] + word
            zero = False
        else:
            zero = True
    return text.removeprefix("一") if text.startswith("一十") else text


@given(
    value=st.decimals(min_value=0, max_value=10**9, places=4),
    decimals=st.integers(0, 4),
    scale=st.sampled_from(list(_SCALES)),
    separated=st.booleans(),
    wide=st.booleans(),
    blank=st.sampled_from(["", " "]),
    unit=st.sampled_from(["元", "%", "公里", "亩", "人", "件", "个百分点"]),
)
def test_rounded_numbers(
    value: Decimal, decimals: int, scale: str, separated: bool, wide: bool, blank: str, unit: str
) -> None:
    factor = _SCALES[scale] if unit not in ("%", "个百分点") else Decimal(1)
    if unit in ("人", "件") and not scale:
        value, decimals = value.to_integral_value(), 0
    rounded = value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    printed = f"{rounded:,}" if separated else f"{rounded}"
    printed = printed.translate(_FULL_WIDTH) if wide else printed
    suffix = scale if factor != 1 else ""
    (quantity,) = find_quantities(view(f"总额为{blank}{printed}{blank}{suffix}{unit}，其余略"), PACKS)
    assert quantity.interval.contains(value * factor)
    assert quantity.value == rounded * factor
    assert quantity.decimals == decimals


@given(value=st.integers(2, 9_999), unit=st.sampled_from(["项", "家", "名", "件", "个"]))
def test_chinese_counts(value: int, unit: str) -> None:
    (quantity,) = find_quantities(view(f"共有{in_chinese(value)}{unit}，"), PACKS)
    assert quantity.value == value
    assert quantity.interval.is_point


@given(
    whole=st.integers(2, 9_999),
    fraction=st.text(alphabet="123456789", max_size=3),
    scale=st.sampled_from(list(_SCALES)),
    unit=st.sampled_from(["元", "公里", "亩", "吨"]),
    before=st.sampled_from(["", "约", "近", "逾"]),
)
def test_chinese_decimals(whole: int, fraction: str, scale: str, unit: str, before: str) -> None:
    spoken = in_chinese(whole) + ("点" + "".join(_DIGITS[int(digit)] for digit in fraction) if fraction else "")
    (quantity,) = find_quantities(view(f"总量{before}{spoken}{scale}{unit}，"), PACKS)
    value = Decimal(f"{whole}.{fraction or 0}") * _SCALES[scale]
    assert quantity.value == value
    assert quantity.interval.contains(value) or before == "逾"


@given(
    digits=st.integers(1, 999),
    zeros=st.integers(1, 4),
    extra=st.decimals(min_value="0.001", max_value="0.999", places=3),
    word=st.sampled_from(["余", "多"]),
    scale=st.sampled_from(["", "万", "亿"]),
)
def test_a_little_over(digits: int, zeros: int, extra: Decimal, word: str, scale: str) -> None:
    printed = digits * 10**zeros
    last_digit_place = 10 ** (len(str(printed)) - len(str(printed).rstrip("0")))
    true = (printed + extra * last_digit_place) * _SCALES[scale]
    (quantity,) = find_quantities(view(f"惠及{printed}{word}{scale}人"), PACKS)
    assert quantity.interval.contains(true)
    assert not quantity.interval.contains(printed * _SCALES[scale])


@given(low=st.integers(0, 500), width=st.integers(0, 500), join=st.sampled_from(["至", "-", "～", "到", "—"]))
def test_ranges(low: int, width: int, join: str) -> None:
    (quantity,) = find_quantities(view(f"需要{low}{join}{low + width}天"), PACKS)
    assert (quantity.low, quantity.high) == (low, low + width)


@given(
    value=st.integers(0, 10**6),
    word=st.sampled_from(["约", "近", "超过", "不少于", "不超过", "低于", "逾", "至少"]),
)
def test_words_before(value: int, word: str) -> None:
    (quantity,) = find_quantities(view(f"完成{word}{value}件"), PACKS)
    assert quantity.value == value
    allowed = {"约": (-9, 9), "近": (0, 0), "超过": (1, 9), "逾": (1, 9), "不少于": (0, 9), "至少": (0, 9)}
    low, high = allowed.get(word, (-9, -1 if word == "低于" else 0))
    assert quantity.interval.contains(Decimal(value + low)) or word == "近"
    assert quantity.interval.contains(Decimal(value + high))


_NO_NUMERALS = st.text(
    alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5).filter(
        lambda character: (
            character not in "零一二两三四五六七八九十百千万亿兩俩几数幾數半壹贰貳叁叄肆伍陆陸柒捌玖拾佰仟萬億"
        )
    ),
    max_size=60,
)


@given(text=_NO_NUMERALS)
def test_text_without_numerals_holds_no_quantity(text: str) -> None:
    assert find_quantities(view(text), PACKS) == ()
