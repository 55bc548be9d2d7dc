"""A rule in plain words, Chinese and English, for explanations."""

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
    Condition,
    Const,
    Deduct,
    Discretion,
    Expr,
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
    Rule,
    Share,
    Steps,
    Sum,
    Zero,
)
from extractor.model.intervals import format_decimal

_DEEPEST = 6
_LONGEST_CONDITION = 40
_ZH = {
    "full": "满分", "zero": "0分", "points": "{0}分", "share": "{0}%分值", "gate": "若“{0}”则{1}，否则{2}",
    "bands": "{0}：{1}；其余{2}", "prop": "分值×{0}", "deduct": "满分减去{0}", "each": "{1}×每次{0}分",
    "once": "{0}分（{1}）", "steps": "满分减去（{2}）每{1}扣{0}分", "parts": "{0}%×（{1}）", "items": "{0}分：{1}",
    "rescale": "（{1}）×{0}%", "discretion": "在分值的{0}%至{1}%之间酌定", "choice": "按等级：{0}",
    "bonus": "另加，至多{0}分", "alt": "或{0}", "hole": "未能解读（0至满分）",
    "more": "…", "and": "且", "or": "或", "not": "非",
}  # fmt: skip
_EN = {
    "full": "full marks", "zero": "0", "points": "{0} points", "share": "{0} % of the points",
    "gate": "if “{0}” then {1}, else {2}", "bands": "{0}: {1}; otherwise {2}", "prop": "points × {0}",
    "deduct": "full marks less {0}", "each": "{0} for each {1}", "once": "{0} ({1})",
    "steps": "full marks less {0} per {1} of ({2})", "parts": "{0} % × ({1})", "items": "{0} points: {1}",
    "rescale": "({1}) × {0} %", "discretion": "at discretion between {0} % and {1} % of the points",
    "choice": "by grade: {0}", "bonus": "on top, at most {0}", "alt": "or {0}",
    "hole": "not read (0 to full marks)", "more": "…", "and": " and ", "or": " or ", "not": "not ",
}  # fmt: skip


def in_words(rule: Rule) -> str:
    """The rule in Chinese."""
    return _Writer(_ZH, "；").rule(rule, 0)


def in_english(rule: Rule) -> str:
    """The rule in English."""
    return _Writer(_EN, "; ").rule(rule, 0)


class _Writer:
    """Writes rules with the words of one language; what lies too deep is left out with an ellipsis."""

    def __init__(self, words: dict[str, str], joint: str) -> None:
        self.words = words
        self.joint = joint

    def say(self, name: str, *slots: object) -> str:
        return self.words[name].format(*slots)

    def rule(self, rule: Rule, depth: int) -> str:
        if depth > _DEEPEST:
            return self.words["more"]
        match rule:
            case Full():
                return self.say("full")
            case Zero():
                return self.say("zero")
            case Points():
                return self.say("points", format_decimal(rule.points))
            case Share():
                return self.say("share", format_decimal(rule.share * 100))
            case Gate():
                return self.say(
                    "gate",
                    self.condition(rule.condition),
                    self.rule(rule.then, depth + 1),
                    self.rule(rule.otherwise, depth + 1),
                )
            case Bands():
                bands = self.joint.join(f"{band.interval} → {self.rule(band.rule, depth + 1)}" for band in rule.bands)
                return self.say("bands", self.expr(rule.expr), bands, self.rule(rule.otherwise, depth + 1))
            case Prop():
                return self.say("prop", self.expr(rule.expr))
            case Deduct():
                return self.say(
                    "deduct",
                    self.joint.join(
                        self.say(
                            "each" if one.times is None else "once",
                            format_decimal(one.points),
                            self.cut(one.occurrence),
                        )
                        for one in rule.deductions
                    ),
                )
            case Steps():
                return self.say("steps", format_decimal(rule.points), format_decimal(rule.step), self.expr(rule.excess))
            case Parts():
                return " + ".join(
                    self.say("parts", format_decimal(part.amount * 100), self.rule(part.rule, depth + 1))
                    for part in rule.parts
                )
            case Items():
                return " + ".join(
                    self.say("items", format_decimal(part.amount), self.rule(part.rule, depth + 1))
                    for part in rule.parts
                )
            case Rescale():
                return self.say("rescale", format_decimal(rule.share * 100), self.rule(rule.rule, depth + 1))
            case Discretion():
                return self.say("discretion", format_decimal(rule.low * 100), format_decimal(rule.high * 100))
            case Choice():
                return self.say(
                    "choice",
                    self.joint.join(
                        f"{self.cut(option.label)} → {self.rule(option.rule, depth + 1)}" for option in rule.options
                    ),
                )
            case Sum():
                return " + ".join(self.rule(part, depth + 1) for part in rule.rules)
            case Clamp():
                return self.rule(rule.rule, depth + 1)
            case Bonus():
                return self.say("bonus", format_decimal(rule.cap))
            case Alt():
                first, *others = (self.rule(reading.rule, depth + 1) for reading in rule.readings)
                return self.joint.join([first, *(self.say("alt", other) for other in others)])
            case Hole():
                return self.say("hole")

    def condition(self, condition: Condition) -> str:
        match condition:
            case BoolFact():
                return self.cut(condition.text)
            case Compare():
                return f"{self.expr(condition.left)} {condition.sign.value} {self.expr(condition.right)}"
            case AllOf():
                return self.words["and"].join(self.condition(part) for part in condition.parts)
            case AnyOf():
                return self.words["or"].join(self.condition(part) for part in condition.parts)
            case Not():
                return self.words["not"] + self.condition(condition.part)

    def expr(self, expr: Expr) -> str:
        match expr:
            case Const():
                return format_decimal(expr.value)
            case NumFact():
                return expr.name
            case Arithmetic() if (
                expr.op == "/"
                and isinstance(expr.left, NumFact)
                and expr.left.unit == "%"
                and isinstance(expr.right, Const)
                and expr.right.value == 100
            ):
                return expr.left.name
            case Arithmetic():
                sign = {"*": "×", "/": "÷"}.get(expr.op, expr.op)
                return f"({self.expr(expr.left)} {sign} {self.expr(expr.right)})"

    def cut(self, text: str) -> str:
        return text if len(text) <= _LONGEST_CONDITION else text[: _LONGEST_CONDITION - 1] + "…"
