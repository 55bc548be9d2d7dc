"""Composing a narrative: sentences whose numbers hang together, with the gold of every claim."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random
from string import Formatter

from extractor.evaluation.synthetic.lists import frames, words
from extractor.evaluation.synthetic.truth import Claim, Passage, Sentence, Truth, grade_of, half_up, plain

_UNITS = {
    "万元": ("元", Decimal(10000), "amount"),
    "%": ("%", Decimal(1), "rate"),
    "个百分点": ("个百分点", Decimal(1), "change"),
}
_NUMERALS = "一二三四五六七八九十"
_OVERVIEW = ("offices", "adjust", "staff", "budget", "trap", "income", "", "spending")


@dataclass(slots=True)
class Writer:
    """Fills frames and keeps the claims that they make."""

    rng: Random
    thousands: bool
    blanks: bool
    figures: dict[str, Decimal] = field(default_factory=dict)

    def sentence(self, frame: str, **values: object) -> Sentence:
        """One sentence of the frame family `frame`; numbers become claims of the text that follows them."""
        template = self.rng.choice(frames()["frame"][frame])
        text = ""
        claims: list[Claim] = []
        pieces = list(Formatter().parse(template))
        for index, (literal, name, _, _) in enumerate(pieces):
            text += literal
            if name is None:
                continue
            value = values[name]
            if not isinstance(value, Decimal):
                text += str(value)
                continue
            following = pieces[index + 1][0] if index + 1 < len(pieces) else ""
            text, claim = self._number(text, name, value, following)
            if claim is not None:
                claims.append(claim)
        return Sentence(text=text, claims=claims)

    def _number(self, text: str, name: str, value: Decimal, following: str) -> tuple[str, Claim | None]:
        printed = f"{value:,}" if self.thousands else f"{value}"
        unit_text = _unit_of(following)
        start = len(text)
        text += f" {printed} " if self.blanks else printed
        if unit_text == "分" or not unit_text:
            return text, None
        approximation = "exact"
        unit = unit_text
        if unit_text[0] in "余多" or unit_text[1:2] in ("余", "多"):
            approximation = "over"
            unit = unit_text.replace("余", "").replace("多", "")
        base, factor, kind = _base(unit)
        if name.endswith("_change"):
            kind = "change"
        elif name.endswith("_rate") and name not in ("done_rate",):
            kind = "change_rate"
        head = text[max(0, start - 8) : start]
        return text, Claim(
            name=name,
            kind=kind,
            value=plain(value * factor),
            unit=base,
            value_text=printed,
            unit_text=unit,
            quote=head + text[start:] + unit_text,
            approximation=approximation,
        )


def _unit_of(following: str) -> str:
    for unit in (
        "万余人次",
        "万多人次",
        "万元",
        "个百分点",
        "%",
        "余份",
        "多份",
        "人次",
        "个",
        "人",
        "次",
        "件",
        "场",
        "分",
    ):
        if following.startswith(unit):
            return unit
    return ""


def _base(unit: str) -> tuple[str, Decimal, str]:
    if unit in _UNITS:
        return _UNITS[unit]
    if unit.startswith("万"):
        return unit[1:], Decimal(10000), "count"
    return unit, Decimal(1), "count"


def narrate(rng: Random, truth: Truth) -> None:
    """Write the passages of `truth`; totals and grade come from its parts."""
    writer = Writer(rng, thousands=rng.random() < 0.5, blanks=rng.random() < 0.4)
    department = truth.kind == "department"
    outline = frames()["outline"][rng.choice(("department", "department2")) if department else "project"]
    style = rng.choice(frames()["numbering"]["styles"])
    key = "department" if department else "project"
    truth.title = rng.choice(frames()["titles"][key]).format(
        agency=truth.agency, year=truth.year, project=truth.project
    )
    money = _money(rng, truth)
    truth.stated = {}
    for position, headings in enumerate(outline):
        number = style[0].format(cn=_NUMERALS[position], n=position + 1)
        truth.passages.append(Passage(level=1, number=number.strip(), title=headings[0]))
        kinds = _contents(headings[0], bool(truth.funds), bool(truth.rows))
        subheadings = headings[1:]
        for index, title in enumerate(subheadings):
            number = style[1].format(cn=_NUMERALS[index], n=index + 1)
            truth.passages.append(Passage(level=2, number=number.strip(), title=title))
            truth.passages[-1].sentences = _write(writer, truth, money, kinds[index :: max(1, len(subheadings))])
        if not subheadings:
            truth.passages[-1].sentences = _write(writer, truth, money, kinds)


def _contents(title: str, form: bool, sheet: bool) -> list[str]:
    if "概况" in title or "基本" in title:
        return ["offices", "budget", "staff"] if form else [*_OVERVIEW]
    if "结论" in title:
        return ["conclusion"]
    if "问题" in title:
        return ["problem"]
    if "措施" in title or "打算" in title or "建议" in title:
        return ["measure"]
    # A value of an indicator is told only where no sheet states it too.
    return ["output_sum", "handled", *([] if sheet else ["single", "satisfied"]), "split", "over"]


def _write(writer: Writer, truth: Truth, money: dict[str, Decimal], kinds: list[str]) -> list[Sentence]:
    makers: dict[str, Callable[[Writer, Truth], list[Sentence]]] = {
        "offices": _offices,
        "staff": _staff,
        "budget": lambda w, t: _budget(w, t, money),
        "adjust": lambda w, t: _adjust(w, t, money),
        "income": lambda w, t: _income(w, t, money),
        "spending": lambda w, t: _spending(w, t, money),
        "conclusion": lambda w, t: _conclusion(w, t, money),
        "output_sum": _output_sum,
        "handled": _handled,
        "split": _split,
        "over": _over,
        "single": _single,
        "satisfied": _satisfied,
    }
    sentences: list[Sentence] = []
    for kind in kinds:
        if kind in makers:
            sentences += makers[kind](writer, truth)
        elif kind:
            sentences.append(writer.sentence(kind))
    return sentences


def _money(rng: Random, truth: Truth) -> dict[str, Decimal]:
    """Amounts in 万元; those of the form behind the text where there is one."""
    spent_basic, spent_project = (Decimal(rng.randint(30000, high)) / 100 for high in (500000, 900000))
    spent = spent_basic + spent_project
    adjusted = half_up(spent * Decimal(rng.randint(10005, 11500)) / 10000)
    if truth.funds:
        spent, adjusted = truth.funds[0].spent, truth.funds[0].adjusted
        spent_basic = half_up(spent / 3)
        spent_project = spent - spent_basic
    printed = next((row for row in truth.rows if row.name == "预算执行率" and row.kind == "criterion"), None)
    if printed is not None:  # the sheet behind the text states the rate
        adjusted = half_up(spent / (printed.score / printed.points))
    added = half_up(adjusted * Decimal(rng.randint(2, 9)) / 100)
    return {
        "spent": spent,
        "adjusted": adjusted,
        "added": added,
        "initial": adjusted - added,
        "basic": spent_basic,
        "project": spent_project,
        "rate": half_up(spent / adjusted * 100, Decimal("0.1")),
    }


def _offices(writer: Writer, truth: Truth) -> list[Sentence]:
    label, suffix = writer.rng.choice(frames()["offices"]["kinds"])
    names = writer.rng.sample(frames()["offices"]["names"][1:], writer.rng.randint(3, 6))
    listed = ["办公室", *(name + suffix for name in names)]
    made = writer.sentence(
        "offices", agency=truth.agency, label=label, offices_n=Decimal(len(listed)), offices_list="、".join(listed)
    )
    made.relation = "TXT-COUNT-LIST"
    return [made]


def _staff(writer: Writer, truth: Truth) -> list[Sentence]:
    admin, career = Decimal(writer.rng.randint(12, 90)), Decimal(writer.rng.randint(20, 300))
    made = writer.sentence("staff", staff_n=admin + career, admin_n=admin, career_n=career)
    made.relation = "TXT-SPLIT"
    return [made]


def _budget(writer: Writer, truth: Truth, money: dict[str, Decimal]) -> list[Sentence]:
    made = writer.sentence(
        "budget", year=truth.year, adjusted=money["adjusted"], spent=money["spent"], rate=money["rate"]
    )
    for claim in made.claims:
        if claim.name == "rate":
            claim.kind = "rate"
    made.relation = "BUD-RATE"
    return [made]


def _adjust(writer: Writer, truth: Truth, money: dict[str, Decimal]) -> list[Sentence]:
    made = writer.sentence("adjust", initial=money["initial"], added=money["added"], adjusted=money["adjusted"])
    made.relation = "BUD-ADJUST"
    return [made]


def _changed(writer: Writer, value: Decimal) -> tuple[str, Decimal, str, Decimal]:
    """Word, change, rate word and rate of a value against a base of last year."""
    grows = writer.rng.random() < 0.6
    share = Decimal(writer.rng.randint(12, 420)) / 1000
    base = half_up(value / (1 + share if grows else 1 - share))
    change = abs(value - base)
    rate = half_up(change / base * 100, Decimal("0.1"))
    up, up_rate, down, down_rate = "增加", "增长", "减少", "下降"
    return (up, change, up_rate, rate) if grows else (down, change, down_rate, rate)


def _income(writer: Writer, truth: Truth, money: dict[str, Decimal]) -> list[Sentence]:
    total = money["spent"]
    b, c = half_up(total * Decimal("0.12")), half_up(total * Decimal("0.03"))
    values: dict[str, object] = {"year": truth.year, "total": total, "a": total - b - c, "b": b, "c": c}
    for key in ("a", "b"):
        value = values[key]
        assert isinstance(value, Decimal)
        word, change, rate_word, rate = _changed(writer, value)
        values |= {f"{key}_word": word, f"{key}_change": change, f"{key}_rate_word": rate_word, f"{key}_rate": rate}
    made = writer.sentence("income", **values)
    made.relation = "BUD-INCOME"
    return [made]


def _spending(writer: Writer, truth: Truth, money: dict[str, Decimal]) -> list[Sentence]:
    values: dict[str, object] = {
        "year": truth.year,
        "total": money["spent"],
        "a": money["basic"],
        "b": money["project"],
    }
    for key in ("a", "b"):
        value = values[key]
        assert isinstance(value, Decimal)
        word, change, rate_word, rate = _changed(writer, value)
        values |= {f"{key}_word": word, f"{key}_change": change, f"{key}_rate_word": rate_word, f"{key}_rate": rate}
    made = writer.sentence("spending", **values)
    made.relation = "BUD-BASIC-PROJ"
    return [made]


def _output_sum(writer: Writer, truth: Truth) -> list[Sentence]:
    names = writer.rng.sample(["入户走访", "专项检查", "政策宣讲", "联合巡查", "业务指导"], 3)
    counts = [Decimal(writer.rng.randint(8, 400)) for _ in names]
    made = writer.sentence(
        "output_sum", p1=names[0], p2=names[1], p3=names[2], v1=counts[0], v2=counts[1], v3=counts[2], v=sum(counts)
    )
    made.relation = "TXT-SUM"
    return [made]


def _handled(writer: Writer, truth: Truth) -> list[Sentence]:
    everything = writer.rng.randint(150, 3000)
    done = writer.rng.randint(int(everything * 0.8), everything)
    rate = half_up(Decimal(done) / everything * 100, Decimal("0.1"))
    thing = writer.rng.choice(["群众来信", "热线工单", "行政许可申请", "投诉举报"])
    made = writer.sentence("handled", thing=thing, all_n=Decimal(everything), done_n=Decimal(done), done_rate=rate)
    made.relation = "TXT-QUOT"
    return [made]


def _split(writer: Writer, truth: Truth) -> list[Sentence]:
    online, offline = writer.rng.randint(2, 40), writer.rng.randint(2, 60)
    made = writer.sentence(
        "split", train_n=Decimal(online + offline), online_n=Decimal(online), offline_n=Decimal(offline)
    )
    made.relation = "TXT-SPLIT"
    return [made]


def _over(writer: Writer, truth: Truth) -> list[Sentence]:
    people = Decimal(writer.rng.randint(11, 99)) / 10
    return [writer.sentence("over", people=people, leaflets=Decimal(writer.rng.randint(11, 99) * 100))]


def _single(writer: Writer, truth: Truth) -> list[Sentence]:
    field_ = next(entry for entry in words()["field"] if truth.agency.endswith(entry["agency"]))
    name, unit, low, high = writer.rng.choice(field_["quantity"])
    value = Decimal(writer.rng.randint(int(low), int(high)))
    made = writer.sentence("single", name=name, value=value, unit=unit)
    printed = f"{value:,}" if writer.thousands else f"{value}"
    start = made.text.index(printed)
    made.claims.append(
        Claim(
            name=name,
            kind="amount" if unit in ("公里", "平方米", "亩") else "count",
            value=plain(value),
            unit=unit,
            value_text=printed,
            unit_text=unit,
            quote=made.text[max(0, start - 8) : made.text.index(unit, start) + len(unit)],
        )
    )
    return [made]


def _satisfied(writer: Writer, truth: Truth) -> list[Sentence]:
    satisfaction = Decimal(writer.rng.randint(880, 995)) / 10
    return [writer.sentence("satisfied", satisfaction=satisfaction, points=Decimal(writer.rng.randint(2, 30)) / 10)]


def _conclusion(writer: Writer, truth: Truth, money: dict[str, Decimal]) -> list[Sentence]:
    """Total, grade, category scores and the deduction for the execution rate."""
    execution = half_up(money["rate"] / 10)
    if truth.rows:  # a table stands behind the text: it decides
        score, parts = Decimal(truth.total_text), []
    else:
        output = Decimal(writer.rng.randint(440, 500)) / 10
        effect = Decimal(writer.rng.randint(340, 400)) / 10
        parts = [("预算执行", execution), ("产出指标", output), ("效益和满意度指标", effect)]
        score = sum((value for _, value in parts), Decimal(0))
        truth.total_text, truth.grade = plain(score), grade_of(score)
    subject = "部门整体支出" if truth.kind == "department" else "本项目"
    made = [writer.sentence("total", subject=subject, score=Decimal(plain(score)), grade=truth.grade)]
    truth.stated["total"] = plain(score)
    if parts:
        values = {f"k{index}": name for index, (name, _) in enumerate(parts, 1)}
        scores = {f"s{index}": Decimal(plain(value)) for index, (_, value) in enumerate(parts, 1)}
        made.append(writer.sentence("parts", **values, **scores))
        truth.stated |= {name: plain(value) for name, value in parts}
        if money["rate"] < 100:
            gap = writer.sentence("deduct", rate=money["rate"], gap=Decimal(100) - money["rate"])
            for claim in gap.claims:
                claim.kind = "rate" if claim.name == "rate" else claim.kind
            gap.relation = "TXT-COMPLEMENT"
            made.append(gap)
    return made
