"""Clean, rounded and damaged copies of one truth."""

from __future__ import annotations

from decimal import Decimal
from random import Random

from extractor.evaluation.synthetic.grid import Grid, Layout
from extractor.evaluation.synthetic.truth import Truth, half_up, plain

VARIANTS = ("clean", "rounded", "damaged")
_FULL_WIDTH = str.maketrans("0123456789%", "０１２３４５６７８９％")
_TWINS = str.maketrans({"（": "(", "）": ")", "：": ":", "，": ",", "≥": "≧", "≤": "≦"})


def round_truth(truth: Truth) -> None:
    """Print scores with one decimal, and the total as the rounded exact sum: lawful, and a trap for exact checkers."""
    if not truth.total_text or truth.planted:
        return
    exact = sum((row.score if row.unrounded is None else row.unrounded for row in truth.rows), Decimal(0))
    exact += truth.budget_unrounded or 0
    place = Decimal("0.1")
    for row in truth.rows:
        row.score_text = plain(half_up(row.score if row.unrounded is None else row.unrounded, place))
    if truth.budget_score is not None:
        truth.budget_score = half_up(truth.budget_unrounded or truth.budget_score, place)
        truth.budget_score_text = plain(truth.budget_score)
    truth.total_text = plain(half_up(exact, place))


def damage(rng: Random, layout: Layout) -> None:
    """What copying does to a text: other widths, other signs, blanks in odd places. Digits stay what they are."""
    how = rng.choice(("width", "twins", "blanks", "both"))
    for index, block in enumerate(layout.blocks):
        if isinstance(block, Grid):
            for cell in block.cells:
                cell.text = _damaged(rng, cell.text, how)
        else:
            layout.blocks[index] = _damaged(rng, block, how)


def _damaged(rng: Random, text: str, how: str) -> str:
    if how in ("width", "both"):
        text = text.translate(_FULL_WIDTH)
    if how in ("twins", "both"):
        text = text.translate(_TWINS)
    if how == "blanks":
        text = "".join(character + (" " if _chinese(character) and rng.random() < 0.04 else "") for character in text)
    return text


def _chinese(character: str) -> bool:
    return "一" <= character <= "鿿"
