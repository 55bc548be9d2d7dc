"""A second evaluator: one score for one world, by the plain meaning of the rule; what the sets must contain."""

from __future__ import annotations

import math
from fractions import Fraction

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
    Comparison,
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
    StepMode,
    Steps,
    Sum,
    Zero,
)


class World:
    """One state of all facts. `pick` settles what the text leaves to people: an index below n, or a share of 0 to 1."""

    def __init__(self, numbers, truths, counts, label, pick):
        self.numbers, self.truths, self.counts, self.label, self.pick = numbers, truths, counts, label, pick


def score(rule, points: Fraction, whole: Fraction, world: World) -> Fraction:
    match rule:
        case Full():
            return points
        case Zero():
            return Fraction(0)
        case Points():
            return Fraction(rule.points)
        case Share():
            return Fraction(rule.share) * points
        case Gate():
            return score(rule.then if holds(rule.condition, world) else rule.otherwise, points, whole, world)
        case Bands():
            value = number(rule.expr, world)
            fitting = [band.rule for band in rule.bands if within(value, band.interval)]
            chosen = fitting[world.pick(len(fitting))] if fitting else rule.otherwise
            return score(chosen, points, whole, world)
        case Prop():
            value = max(number(rule.expr, world), Fraction(rule.floor))
            return points * (value if rule.cap is None else min(value, Fraction(rule.cap)))
        case Deduct():
            lost = sum(Fraction(one.points) * times(one, world) for one in rule.deductions)
            return max(Fraction(rule.floor), points - lost)
        case Steps():
            excess = max(Fraction(0), number(rule.excess, world)) / Fraction(rule.step)
            counted = {StepMode.FLOOR: math.floor, StepMode.CEIL: math.ceil, StepMode.LINEAR: Fraction}[rule.mode]
            return max(Fraction(rule.floor), points - Fraction(rule.points) * counted(excess))
        case Parts():
            return sum(score(part.rule, Fraction(part.amount) * points, whole, world) for part in rule.parts)
        case Items():
            return sum(score(part.rule, Fraction(part.amount), whole, world) for part in rule.parts)
        case Sum():
            return sum(score(part, points, whole, world) for part in rule.rules)
        case Rescale():
            scale = whole if rule.points is None else Fraction(rule.points)
            return score(rule.rule, scale, whole, world) * Fraction(rule.share)
        case Discretion():
            low, high = Fraction(rule.low) * points, Fraction(rule.high) * points
            return low + (high - low) * Fraction(1 + world.pick(63), 64)
        case Choice():
            chosen = [option.rule for option in rule.options if option.label == world.label]
            return score(chosen[0], points, whole, world)
        case Clamp():
            inner = score(rule.rule, points, whole, world)
            return min(max(inner, Fraction(rule.low) * points), Fraction(rule.high) * points)
        case Bonus():
            inner = score(rule.rule, Fraction(rule.cap), whole, world)
            return min(max(inner, Fraction(0)), Fraction(rule.cap))
        case Alt():
            return score(rule.readings[world.pick(len(rule.readings))].rule, points, whole, world)
        case Hole():
            return points * Fraction(world.pick(65), 64)


def times(deduction, world: World) -> int:
    found = world.counts[deduction.occurrence]
    return found if deduction.times is None else min(found, deduction.times)


def holds(condition, world: World) -> bool:
    match condition:
        case BoolFact():
            return world.truths[condition.text]
        case Not():
            return not holds(condition.part, world)
        case AllOf():
            return all(holds(part, world) for part in condition.parts)
        case AnyOf():
            return any(holds(part, world) for part in condition.parts)
        case Compare():
            left, right = number(condition.left, world), number(condition.right, world)
            return {
                Comparison.EQUAL: left == right,
                Comparison.LESS: left < right,
                Comparison.AT_MOST: left <= right,
                Comparison.MORE: left > right,
                Comparison.AT_LEAST: left >= right,
            }[condition.sign]


def number(expr, world: World) -> Fraction:
    match expr:
        case Const():
            return Fraction(expr.value)
        case NumFact():
            return world.numbers[expr.name]
        case Arithmetic():
            left, right = number(expr.left, world), number(expr.right, world)
            match expr.op:
                case "+":
                    return left + right
                case "-":
                    return left - right
                case "*":
                    return left * right
                case "max":
                    return max(left, right)
                case _:
                    return left / right


def within(value: Fraction, interval) -> bool:
    above = (
        interval.low is None
        or value > Fraction(interval.low)
        or (value == Fraction(interval.low) and not interval.low_open)
    )
    below = (
        interval.high is None
        or value < Fraction(interval.high)
        or (value == Fraction(interval.high) and not interval.high_open)
    )
    return above and below
