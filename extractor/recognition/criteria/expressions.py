"""Printed formulas to expressions: 得分=预算执行率×10, 率=（实际-预算）/预算×100%."""

from __future__ import annotations

from decimal import Decimal

import regex

from extractor.model.criteria import Arithmetic, Const, Expr, NumFact
from extractor.model.intervals import Interval

_TOKEN = regex.compile(
    r"(?P<number>\d++(?:\.\d++)?+)(?P<percent>%)?+(?P<points>分)?+|(?P<op>[-+×/])|(?P<open>（)|(?P<close>）)"
)
_PRECEDENCE = {"+": 1, "-": 1, "*": 2, "/": 2}
_LONGEST_FORMULA = 400
_DEEPEST = 12
# A bracket behind a name explains it (采购意向（涉密信息除外）); one behind an operator groups.
_EXPLANATION = regex.compile(r"(?<=[^-+×/（=])（[^-+×/（）=\d]++）")
RATE_NAME = regex.compile(r"(?:率|比例|比重|占比|百分比|满意度|完成度|程度|进度|数值|覆盖面)$")
HUNDRED = Decimal(100)
ANYTHING = Interval.everything()
RATE_DOMAIN = Interval.at_least(Decimal(0))


class NoFormula(ValueError):
    """The text is not a formula that can be read."""


def parse(text: str) -> Expr:
    """The expression of a normalised formula; per cent signs make shares (60% is 0.6), names become `NumFact`.

    Raises:
        NoFormula: brackets or operators do not fit, or a part cannot be a name.
    """
    if len(text) > _LONGEST_FORMULA:
        raise NoFormula("too long")
    return _Parser(_tokens(_EXPLANATION.sub("", text))).parsed()


def names(expr: Expr) -> tuple[NumFact, ...]:
    """The facts of an expression, from left to right."""
    match expr:
        case NumFact():
            return (expr,)
        case Const():
            return ()
        case Arithmetic():
            return names(expr.left) + names(expr.right)


def factors(expr: Expr) -> list[tuple[Expr, bool]]:
    """The factors of a product; True marks a divisor."""
    if isinstance(expr, Arithmetic) and expr.op == "*":
        return factors(expr.left) + factors(expr.right)
    if isinstance(expr, Arithmetic) and expr.op == "/":
        return factors(expr.left) + [(factor, not divides) for factor, divides in factors(expr.right)]
    return [(expr, False)]


def product(parts: list[tuple[Expr, bool]]) -> Expr:
    """The expression with these factors and divisors; 1 for none."""
    result: Expr | None = None
    for part, divides in parts:
        if result is None:
            result = Arithmetic(op="/", left=Const(value=Decimal(1)), right=part) if divides else part
        else:
            result = Arithmetic(op="/" if divides else "*", left=result, right=part)
    return result if result is not None else Const(value=Decimal(1))


def _tokens(text: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    position = 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None or (match.group("number") and found and found[-1][0] == "name"):
            piece = text[position] if match is None else match.group()
            if found and found[-1][0] == "name":
                found[-1] = ("name", found[-1][1] + piece)
            else:
                found.append(("name", piece))
            position += len(piece)
            continue
        if match.group("number"):
            found.append(("percent" if match.group("percent") else "number", match.group("number")))
        else:
            found.append((str(match.lastgroup), match.group()))
        position = match.end()
    return found


class _Parser:
    """Operator precedence with explicit stacks; nothing recurses on the text's depth."""

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self.tokens = tokens
        self.values: list[Expr] = []
        self.operators: list[str] = []

    def parsed(self) -> Expr:
        wants_value = True
        depth = 0
        for kind, text in self.tokens:
            if kind == "op":
                operator = {"×": "*"}.get(text, text)
                if wants_value:
                    raise NoFormula(f"{text} without a left side")
                self._reduce(_PRECEDENCE[operator])
                self.operators.append(operator)
                wants_value = True
            elif kind == "open":
                depth += 1
                if not wants_value or depth > _DEEPEST:
                    raise NoFormula("a bracket where an operator should stand")
                self.operators.append("(")
            elif kind == "close":
                depth -= 1
                if wants_value or depth < 0:
                    raise NoFormula("a bracket closes nothing")
                self._reduce(0)
                self.operators.pop()
            else:
                if not wants_value:
                    raise NoFormula(f"no operator in front of {text}")
                self.values.append(_value(kind, text))
                wants_value = False
        if wants_value or depth:
            raise NoFormula("the formula is not finished")
        self._reduce(0)
        return self.values[0]

    def _reduce(self, precedence: int) -> None:
        while self.operators and self.operators[-1] != "(" and _PRECEDENCE[self.operators[-1]] >= precedence:
            right, left = self.values.pop(), self.values.pop()
            self.values.append(Arithmetic(op=self.operators.pop(), left=left, right=right))


def _value(kind: str, text: str) -> Expr:
    if kind == "number":
        return Const(value=Decimal(text))
    if kind == "percent":
        return Const(value=Decimal(text).scaleb(-2))
    name = text.strip("\"'的：，")
    if not name or regex.search(r"[，。；≥≤<>=]", name):
        raise NoFormula(f"{text} is no name")
    if RATE_NAME.search(name):
        return Arithmetic(op="/", left=rate(name), right=Const(value=HUNDRED))
    return NumFact(name=name, domain=ANYTHING)


def rate(name: str, definition: Expr | None = None) -> NumFact:
    """A rate in per cent."""
    return NumFact(name=name, unit="%", domain=RATE_DOMAIN, definition=definition)
