"""Slips of the pen: what a digit explains is a misprint, what none explains is doubted."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractor.model.findings import Severity
from extractor.model.quantities import Quantity
from extractor.packs import load_packs
from extractor.recognition.numbers import read_quantity
from extractor.rescoring.checks.arithmetic import Claim, judged
from extractor.rescoring.checks.links import doubted
from extractor.rescoring.equations import Equation, Form
from extractor.rescoring.slips import slipped


def figure(text: str) -> Quantity:
    found = read_quantity(text, load_packs())
    assert found is not None
    return found


def equation(form: Form, *texts: str) -> Equation:
    *operands, result = (figure(text) for text in texts)
    return Equation(form=form, operands=tuple(operands), result=result)


@pytest.mark.parametrize(
    ("form", "texts", "meant"),
    [
        (Form.SUM, ("312.50万元", "207.50万元", "620.00万元"), "620.00万元"),
        (Form.SUM, ("312.50万元", "270.50万元", "520.00万元"), "270.50万元"),
        (Form.SUM, ("31.25万元", "207.50万元", "520.00万元"), "31.25万元"),
        (Form.RATE, ("1920件", "2000件", "69.0%"), "69.0%"),
        (Form.RATE, ("1290件", "2000件", "96.0%"), "1290件"),
    ],
)
def test_a_slip_is_found(form: Form, texts: tuple[str, ...], meant: str) -> None:
    found = slipped(equation(form, *texts))
    assert found is not None
    assert found.text == meant


@pytest.mark.parametrize(
    ("form", "texts"),
    [
        (Form.SUM, ("305.4万元", "458.1万元", "152.7万元", "13284.9万元")),
        (Form.RATE, ("8107.6万元", "2560万元", "98.35%")),
        (Form.RATE, ("9.45亿元", "0.5亿元", "75%")),
        (Form.RATE, ("9人", "5人", "62%")),
    ],
)
def test_what_no_slip_explains_is_doubted(form: Form, texts: tuple[str, ...]) -> None:
    stated = equation(form, *texts)
    assert slipped(stated) is None
    verdict = judged(Claim(rule="TXT-SUM", subject="x", equation=stated))
    assert doubted(verdict).severity is Severity.WARNING


def test_figures_that_are_near_are_no_matter_of_doubt() -> None:
    verdict = judged(Claim(rule="TXT-SUM", subject="x", equation=equation(Form.SUM, "71人", "52人", "126人")))
    assert doubted(verdict).severity is None


def test_a_long_list_is_not_searched() -> None:
    texts = ("123.45万元",) * 30
    assert slipped(equation(Form.SUM, *texts, "9999.99万元")) is None
    assert Decimal(30) * Decimal("123.45") != Decimal("9999.99")
