"""The words of the output in both languages; findings bring their own from the packs."""

from __future__ import annotations

import json

from extractor.cli.settings import Language

_MOST_PARTS = 6
_WORDS: dict[str, tuple[str, str]] = {
    "decision": ("影响结论", "decision"),
    "error": ("错误", "error"),
    "warning": ("疑问", "warning"),
    "note": ("提示", "note"),
    "consistent": ("一致", "consistent"),
    "inconsistent": ("不一致", "inconsistent"),
    "undecidable": ("无法判定", "undecidable"),
    "department": ("部门整体支出", "department"),
    "project": ("项目支出", "project"),
    "transfer": ("转移支付", "transfer"),
    "policy": ("政策", "policy"),
    "final_accounts": ("部门决算", "final accounts"),
    "unknown": ("未识别", "not recognised"),
    "confirmed": ("已确认", "confirmed"),
    "rejected": ("已否定", "rejected"),
    "corrected": ("已更正", "corrected"),
    "exact": ("精确相符", "exact"),
    "rounded": ("按四舍五入相符", "by rounding"),
    "truncated": ("按截尾相符", "by truncation"),
    "approx": ("约数相符", "approximately"),
    "mismatch": ("不符", "mismatch"),
    "ok": ("完整", "complete"),
    "partial": ("部分识读", "partly read"),
    "failed": ("失败", "failed"),
    "total": ("总分", "total"),
    "category": ("分类", "category"),
    "indicator": ("指标", "indicator"),
    "deduction": ("扣分", "deduction"),
    "grade": ("等级", "grade"),
    "cut_table": ("表格被截断", "table cut off"),
    "cut_text": ("文字被截断", "text cut off"),
    "displaced_label": ("标签错位", "label displaced"),
    "repeated_header": ("重复表头", "repeated header"),
    "damaged_font": ("字体损坏", "damaged font"),
    "no_text_layer": ("无文字层", "no text layer"),
    "low_confidence": ("识别把握低", "low confidence"),
    "glued_digits": ("数字粘连", "digits glued together"),
    "undecodable": ("无法解码", "undecodable"),
    "skipped_part": ("部分未读", "part skipped"),
    "doubled_cell": ("单元格重叠", "overlapping cells"),
    "compiled": ("已解析", "compiled"),
    "not_compiled": ("未解析", "not compiled"),
    "text": ("正文", "text"),
    "metric": ("数据", "metric"),
}


def word(code: str | None, language: Language) -> str:
    """The word for a stored code; a code without one is shown as it is."""
    if not code:
        return ""
    zh, en = _WORDS.get(code, (code, code))
    return language.pick(zh, en)


def number(value: float | None) -> str:
    """A stored number to four places without superfluous zeros; an en dash where there is none."""
    if value is None:
        return "–"
    text = f"{value:.4f}".rstrip("0").rstrip(".")
    return "0" if text in ("", "-0") else text


def span_of(low: float | None, high: float | None) -> str:
    """An interval of possible values, for reading."""
    if low is None and high is None:
        return "–"
    if low is None:
        return f"≤ {number(high)}"
    if high is None:
        return f"≥ {number(low)}"
    return number(low) if low == high else f"{number(low)} ~ {number(high)}"


def possible_scores(stored: str) -> str:
    """A stored union of intervals, for reading: single scores one by one, ranges by their ends."""
    parts = []
    for part in json.loads(stored):
        low, high = (None if end is None else float(end) for end in (part["low"], part["high"]))
        parts.append(span_of(low, high))
    if len(parts) > _MOST_PARTS:
        parts = [*parts[:2], "…", parts[-1]]
    return ", ".join(parts) or "–"


def percent(share: float | None) -> str:
    """A share as a percentage with one decimal."""
    return "–" if share is None else f"{share * 100:.1f} %"
