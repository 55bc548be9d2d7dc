"""Rules in one short line, for tables of expectations that a person can check."""

from __future__ import annotations

from extractor.model.criteria import (
    AllOf,
    Alt,
    AnyOf,
    Arithmetic,
    Bands,
    Bonus,
    BoolFact,
    Choice,
    Clamp,
    Compare,
    Const,
    Deduct,
    Discretion,
    Full,
    Gate,
    Hole,
    Items,
    Not,
    NumFact,
    Parts,
    Points,
    Prop,
    Rescale,
    Share,
    Steps,
    Sum,
    Zero,
)
from extractor.model.intervals import format_decimal


def compact(rule) -> str:
    """gate(条件; full; zero), bands(率; [90, ∞)→3; …), deduct(1×…), steps(0.5/5 floor; 率-95), …"""
    match rule:
        case Full():
            return "full"
        case Zero():
            return "zero"
        case Points():
            return format_decimal(rule.points)
        case Share():
            return f"{format_decimal(rule.share * 100)}%"
        case Gate():
            return f"gate({condition(rule.condition)}; {compact(rule.then)}; {compact(rule.otherwise)})"
        case Bands():
            bands = "; ".join(f"{band.interval}→{compact(band.rule)}" for band in rule.bands)
            return f"bands({expr(rule.expr)}; {bands}; else {compact(rule.otherwise)})"
        case Prop():
            cap = "" if rule.cap is not None else " uncapped"
            return f"prop({expr(rule.expr)}{cap})"
        case Deduct():
            each = " + ".join(
                format_decimal(one.points) + ("×" if one.times is None else "!") + one.occurrence
                for one in rule.deductions
            )
            return f"deduct({each})"
        case Steps():
            each = f"{format_decimal(rule.points)}/{format_decimal(rule.step)}"
            return f"steps({each} {rule.mode.value}; {expr(rule.excess)})"
        case Parts():
            return (
                "parts(" + "; ".join(f"{format_decimal(p.amount * 100)}%: {compact(p.rule)}" for p in rule.parts) + ")"
            )
        case Items():
            return "items(" + "; ".join(f"{format_decimal(p.amount)}: {compact(p.rule)}" for p in rule.parts) + ")"
        case Rescale():
            return f"rescale({format_decimal(rule.share * 100)}%; {compact(rule.rule)})"
        case Discretion():
            left, right = "(" if rule.low_open else "[", ")" if rule.high_open else "]"
            return f"disc{left}{format_decimal(rule.low)}, {format_decimal(rule.high)}{right}"
        case Choice():
            return "choice(" + "; ".join(f"{one.label}→{compact(one.rule)}" for one in rule.options) + ")"
        case Sum():
            return "sum(" + "; ".join(compact(one) for one in rule.rules) + ")"
        case Clamp():
            return f"clamp({format_decimal(rule.low)}, {format_decimal(rule.high)}; {compact(rule.rule)})"
        case Bonus():
            return f"bonus({format_decimal(rule.cap)}; {compact(rule.rule)})"
        case Alt():
            names = [one.name for one in rule.readings]
            if names == ["floor", "ceil", "linear"]:
                return compact(rule.readings[0].rule).replace(" floor;", " any;")
            return "alt(" + "; ".join(f"{one.name}→{compact(one.rule)}" for one in rule.readings) + ")"
        case Hole():
            return "hole"


def condition(found) -> str:
    match found:
        case BoolFact():
            return found.text
        case Compare():
            return f"{expr(found.left)}{found.sign.value}{expr(found.right)}"
        case AllOf():
            return " & ".join(condition(one) for one in found.parts)
        case AnyOf():
            return " | ".join(condition(one) for one in found.parts)
        case Not():
            return "!" + condition(found.part)


def expr(found) -> str:
    match found:
        case Const():
            return format_decimal(found.value)
        case NumFact():
            return found.name
        case Arithmetic():
            return f"({expr(found.left)}{found.op}{expr(found.right)})"
