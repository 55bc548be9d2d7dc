"""The small expression language of declared rules: parsed into nodes, never executed as code.

Names of a report: `total total_points grade fiscal_year kind indicators leaves budgets statements relations_found`.
Fields of a row (after `each = "leaves"`, or as a list: `leaves.points`): `name level role points score weight target
actual attainment`; of a budget row: `name scope initial adjusted received spent rate points score`; of a statement:
`name kind score points grade`. Operators: `+ - * / == != < <= > >= and or not`, brackets, numbers, "texts". Functions:
`sum(list) count(list) min(list) max(list) abs(x) missing(x) contains(text, "…")`.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from decimal import Decimal

MOST_CHARACTERS = 400
_MOST_DEPTH = 40
ROOTS = frozenset(
    {"total", "total_points", "grade", "fiscal_year", "kind", "indicators", "leaves", "budgets", "statements"}
)
LISTS = frozenset({"indicators", "leaves", "budgets", "statements"})
_ROW = frozenset({"name", "level", "role", "points", "score", "weight", "target", "actual", "attainment"})
FIELDS = {
    "indicators": _ROW,
    "leaves": _ROW,
    "budgets": frozenset({"name", "scope", "initial", "adjusted", "received", "spent", "rate", "points", "score"}),
    "statements": frozenset({"name", "kind", "score", "points", "grade"}),
}
FUNCTIONS = {"sum": 1, "count": 1, "min": 1, "max": 1, "abs": 1, "missing": 1, "contains": 2}
_ARITHMETIC: dict[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
_SIGNS: dict[type[ast.cmpop], str] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}


class FormulaFault(ValueError):
    """A formula is not of the language; says what was found."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Text:
    """A text in quotes."""

    value: str


@dataclass(frozen=True, slots=True)
class Name:
    """A name of the report, or a field of the row at hand."""

    name: str


@dataclass(frozen=True, slots=True)
class Column:
    """One field of every entry of a list: `leaves.points`."""

    list: str
    field: str


@dataclass(frozen=True, slots=True)
class Call:
    """A function of the language."""

    function: str
    arguments: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Operation:
    """`left sign right` for arithmetic and comparisons."""

    sign: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Logic:
    """`and`, `or`, `not`."""

    word: str
    parts: tuple[Node, ...]


Node = Number | Text | Name | Column | Call | Operation | Logic


def parse_formula(text: str, each: str = "") -> Node:
    """The tree of a formula; `each` is the list whose entries it is asked of one by one.

    Raises:
        FormulaFault: something outside the language, or longer or deeper than any sensible rule.
    """
    if each and each not in LISTS:
        raise FormulaFault(f"the list {each!r}; known are {', '.join(sorted(LISTS))}")
    if len(text) > MOST_CHARACTERS:
        raise FormulaFault(f"{len(text)} characters; at most {MOST_CHARACTERS}")
    try:
        # Only the syntax tree is taken from Python: nothing is compiled or run.
        tree = ast.parse(text.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as fault:
        raise FormulaFault(f"a syntax fault: {fault}") from fault
    return _node(tree.body, each, 0)


def _node(node: ast.expr, each: str, depth: int) -> Node:
    if depth > _MOST_DEPTH:
        raise FormulaFault("brackets nested too deeply")
    match node:
        case ast.Constant(value=bool()):
            raise FormulaFault("True or False")
        case ast.Constant(value=int() | float() as number):
            return Number(Decimal(str(number)))
        case ast.Constant(value=str() as text):
            return Text(text)
        case ast.Name(id=name):
            return _name(name, each)
        case ast.Attribute(value=ast.Name(id=name), attr=field) if name in LISTS:
            if field not in FIELDS[name]:
                raise FormulaFault(f"the field {name}.{field}; known are {', '.join(sorted(FIELDS[name]))}")
            return Column(name, field)
        case ast.Call(func=ast.Name(id=function), args=arguments, keywords=[]):
            return _call(function, arguments, each, depth)
        case ast.BinOp(left=left, op=operator, right=right) if type(operator) in _ARITHMETIC:
            sign = _ARITHMETIC[type(operator)]
            return Operation(sign, _node(left, each, depth + 1), _node(right, each, depth + 1))
        case ast.Compare(left=left, ops=[sign_node], comparators=[right]) if type(sign_node) in _SIGNS:
            sign = _SIGNS[type(sign_node)]
            return Operation(sign, _node(left, each, depth + 1), _node(right, each, depth + 1))
        case ast.BoolOp(op=operator_node, values=values):
            word = "and" if isinstance(operator_node, ast.And) else "or"
            return Logic(word, tuple(_node(value, each, depth + 1) for value in values))
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return Logic("not", (_node(operand, each, depth + 1),))
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return Operation("-", Number(Decimal(0)), _node(operand, each, depth + 1))
        case _:
            raise FormulaFault(f"{ast.unparse(node)[:60]!r}, which is not of the language")


def _name(name: str, each: str) -> Name:
    known = ROOTS | (FIELDS[each] if each else frozenset())
    if name not in known:
        raise FormulaFault(f"the name {name!r}; known are {', '.join(sorted(known))}")
    return Name(name)


def _call(function: str, arguments: list[ast.expr], each: str, depth: int) -> Call:
    if function not in FUNCTIONS:
        raise FormulaFault(f"the function {function!r}; known are {', '.join(sorted(FUNCTIONS))}")
    if len(arguments) != FUNCTIONS[function]:
        raise FormulaFault(f"{function} with {len(arguments)} arguments; it takes {FUNCTIONS[function]}")
    return Call(function, tuple(_node(argument, each, depth + 1) for argument in arguments))
