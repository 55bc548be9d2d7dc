"""The sentence that gives each part its share: 各占50%, 分别占30%、30%和40%, A占40%，B占60%, 按3：3：4."""

from __future__ import annotations

from decimal import Decimal

import regex

from extractor.model.criteria import Part, Parts, Rescale, Rule, Sum
from extractor.recognition.criteria.building import Workshop, alternatives
from extractor.recognition.criteria.clauses import Award
from extractor.recognition.criteria.combining import Built
from extractor.recognition.numbers.small import small_number

_NUMBER = regex.compile(r"\d++(?:\.\d++)?+")
_HUNDRED = Decimal(100)
_SLACK = Decimal("0.005")  # 各占33%: three shares printed in whole per cent
NOT_WHOLE = "shares_not_100"


def shares(award: Award, sentence: str, parts: int, workshop: Workshop) -> list[Decimal] | None:
    """The shares of `parts` parts in order; None where the sentence speaks of another number of parts."""
    groups = award.groups
    if each := groups.get("each"):
        found = [Decimal(each) / _HUNDRED] * parts
    elif groups.get("half"):
        found = [Decimal("0.5")] * 2
    elif ratio := groups.get("ratio"):
        terms = [Decimal(term) for term in _NUMBER.findall(ratio)]
        whole = sum(terms)
        found = [term / whole for term in terms] if whole else []
    else:
        text = groups.get("list") or groups.get("named") or ""
        found = [Decimal(term) / _HUNDRED for term in _NUMBER.findall(text)]
    announced = workshop.word("count-announced").search(sentence)
    if announced is not None and (small_number(announced.group("count")) or int_of(announced.group("count"))) != parts:
        workshop.remarks.add("announced_count_differs")
        return None
    if len(found) != parts:
        return None
    total = sum(found)
    if total == 1 or total == 0:
        return found
    if abs(total - 1) > _SLACK * parts:
        workshop.remarks.add(NOT_WHOLE)
        return found
    return [share / total for share in found]


def int_of(digits: str) -> int | None:
    """The number of a digit string."""
    return int(digits) if digits.isdigit() else None


def weighted(built: list[Built], given: list[Decimal]) -> Rule:
    """Each part on its share; a part that counts in points may mean the whole's points or those of its share."""
    if not any(part.absolute for part in built):
        return Parts(parts=tuple(Part(amount=share, rule=part.rule) for share, part in zip(given, built, strict=True)))
    rules: list[Rule] = []
    for share, part in zip(given, built, strict=True):
        own = Parts(parts=(Part(amount=share, rule=part.rule),))
        if part.absolute:
            whole = Rescale(share=share, points=None, rule=part.rule)
            rules.append(alternatives([("points_of_the_whole", whole), ("points_of_the_part", own)]))
        else:
            rules.append(own)
    return Sum(rules=tuple(rules))
