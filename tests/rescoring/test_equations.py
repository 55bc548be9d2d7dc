"""Equations: fits under every lawful rounding, what repairs them, what they cannot say."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractor.model.findings import Fit
from extractor.model.quantities import Dimension, Quantity
from extractor.packs import load_packs
from extractor.recognition.numbers import read_quantity
from extractor.rescoring.equations import Equation, Form, computed, exact, fit_of, scored, solved, term

PACKS = load_packs()


def figure(text: str) -> Quantity:
    dimension = Dimension.SCORE if text.endswith("分") else None
    found = read_quantity(text, PACKS, dimension=dimension)
    assert found is not None
    return found


def equation(form: Form, text: str) -> Equation:
    left, _, right = text.partition(" = ")
    operands = tuple(figure(part) for part in left.split(" "))
    return Equation(form=form, operands=operands, result=figure(right))


FITS = [
    (Form.SUM, "62,473.65万元 450.13万元 55.8万元 = 62,979.58万元", Fit.EXACT),
    (Form.SUM, "5,693.13万元 57,286.46万元 = 62,979.58万元", Fit.ROUNDED),
    (Form.SUM, "5,693.13万元 57,286.46万元 = 62,979.68万元", Fit.MISMATCH),
    (Form.SUM, "80人 26人 = 106人", Fit.EXACT),
    (Form.SUM, "80人 26人 = 107人", Fit.MISMATCH),
    (Form.SUM, "1.19万元 1.19万元 = 2.3万元", Fit.TRUNCATED),
    (Form.DIFFERENCE, "6.42万元 2.17万元 = 4.26万元", Fit.ROUNDED),
    (Form.RATE, "62,979.58万元 63,522万元 = 99.1%", Fit.ROUNDED),
    (Form.RATE, "62,979.58万元 63,522万元 = 99.2%", Fit.MISMATCH),
    (Form.RATE, "73.62万元 100.00万元 = 74%", Fit.ROUNDED),
    (Form.RATE, "73.62万元 100.00万元 = 73%", Fit.TRUNCATED),
    (Form.RATE, "1人 0人 = 50%", None),
    (Form.GROWTH, "62,473.65万元 20,802.13万元 = 49.9%", Fit.ROUNDED),
    (Form.GROWTH, "62,473.65万元 20,802.13万元 = 33.3%", Fit.MISMATCH),
    (Form.GROWTH, "450.13万元 450.13万元 = 100%", None),
    (Form.DECLINE, "5,693.13万元 819.46万元 = 12.6%", Fit.ROUNDED),
    (Form.RISE, "110人 100人 = 10%", Fit.EXACT),
    (Form.FALL, "90人 100人 = 10%", Fit.EXACT),
    (Form.FALL, "110人 100人 = 10%", Fit.MISMATCH),
    (Form.SAME, "271.56万人 = 270多万人", Fit.APPROX),
    (Form.SAME, "6.43万元 = 64,310元", Fit.ROUNDED),
    (Form.SAME, "99.1% = 99.2%", Fit.MISMATCH),
    (Form.SAME, "99.15% = 99.1%", Fit.TRUNCATED),
    (Form.SAME, "99.15% = 99.2%", Fit.ROUNDED),
]


@pytest.mark.parametrize(("form", "text", "wanted"), FITS, ids=[f"{form}: {text}" for form, text, _ in FITS])
def test_fit(form: Form, text: str, wanted: Fit | None) -> None:
    assert fit_of(equation(form, text)) is wanted


SOLUTIONS = [
    (Form.SUM, "20人 30人 = 60人", ["30", "40", "50"]),
    (Form.DIFFERENCE, "50人 30人 = 10人", ["40", "40", "20"]),
    (Form.RATE, "50人 200人 = 20%", ["40", "250", "25"]),
    (Form.SAME, "5人 = 6人", ["6", "5"]),
]


@pytest.mark.parametrize(("form", "text", "wanted"), SOLUTIONS, ids=[text for _, text, _ in SOLUTIONS])
def test_each_figure_has_the_value_that_would_mend_the_equation(form: Form, text: str, wanted: list[str]) -> None:
    given = equation(form, text)
    assert [solved(given, place) for place in range(len(given.figures))] == [Decimal(value) for value in wanted]


def score_equation(rate: str, points: str, score: str, place: str) -> Equation:
    operands = (figure(rate), exact(figure(points)))
    return Equation(form=Form.SCORE, operands=operands, result=computed(figure(score), Decimal(place)))


SCORES = [
    ("99.2%", "10分", "9.92分", "0.01", True),
    ("99.1%", "10分", "9.92分", "0.01", False),
    ("120%", "10分", "10分", "0.01", True),
    ("99.75%", "10分", "10分", "1", True),
    ("99.75%", "10分", "10分", "0.01", False),
    ("82.47%", "10分", "8.3分", "0.1", True),  # 8.247 is kept as 8.25 and shown as 8.3
]


@pytest.mark.parametrize(("rate", "points", "score", "place", "fits"), SCORES)
def test_a_rate_gives_a_score(rate: str, points: str, score: str, place: str, fits: bool) -> None:
    fit = fit_of(score_equation(rate, points, score, place))
    assert (fit is not Fit.MISMATCH) is fits


def test_scores_stand_for_what_the_form_prints() -> None:
    assert str(exact(figure("10分")).interval) == "10"
    assert str(scored(figure("2分"), Decimal("0.01")).interval) == "[1.995, 2.005)"
    assert str(scored(figure("2分"), Decimal(1)).interval) == "2"
    assert str(term(figure("10分"), figure("10分"), Decimal("0.01")).interval) == "10"
    assert str(term(figure("8.6分"), figure("10分"), Decimal("0.001")).interval) == "[8.5995, 8.6005)"
    assert str(term(figure("10.00分"), figure("10分"), Decimal("0.01")).interval) == "[9.995, 10]"
