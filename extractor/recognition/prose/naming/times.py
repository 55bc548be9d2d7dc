"""Names of spans of time: how long something takes (工期 18 个月), or how soon it is done (7 日内公开)."""

from __future__ import annotations

from extractor.recognition.numbers import FoundQuantity
from extractor.recognition.prose.naming.surroundings import Surroundings
from extractor.recognition.prose.naming.wordlists import LabelPatterns

_WITHIN = "内"
_RUNNING = "连续"
_LONGEST_SUBJECT = 16
_PREPOSITIONS = "到至给向于和及与了"


def duration_name(
    here: FoundQuantity, around: Surroundings, left: str, right: str, subject: str, patterns: LabelPatterns
) -> tuple[str, bool]:
    """The name of a span of time, and whether its own words gave it. `right` is the noun or verb behind it."""
    if here.quantity.unit.symbol == "岁" and right:
        return f"{right}年龄", False
    if left and patterns.has("time_end", left):
        return left, True
    left = patterns.without("since", left)
    within = here.quantity.text.endswith(_WITHIN) or around.right.startswith((_WITHIN, f"之{_WITHIN}"))
    deed = patterns.by_name["deadline_deed"].search(around.beyond) if within else None
    if deed is not None:
        whose = left if len(left) <= _LONGEST_SUBJECT and not patterns.has("preposition_end", left) else ""
        return f"{whose}{deed['deed'].rstrip(_PREPOSITIONS)}时限", True
    if not left:
        # 连续 3 年稳定在…: what follows is told of the years.
        right = "" if around.left.endswith(_RUNNING) else right
        return f"{subject}{right}时限", False
    return f"{left}时限", True
