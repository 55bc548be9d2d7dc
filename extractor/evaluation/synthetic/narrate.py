"""Composing a narrative: the outline, the sentences of each part, the conclusion; with the gold of every claim."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from random import Random

from extractor.evaluation.synthetic.lists import frames, words
from extractor.evaluation.synthetic.stories import Teller
from extractor.evaluation.synthetic.truth import Link, Passage, Sentence, Truth, grade_of, half_up, plain
from extractor.evaluation.synthetic.writer import Writer

_NUMERALS = "一二三四五六七八九十"
_OVERVIEW = ("trap", "people", "people", "budget", "adjust", "income", "money", "people", "spending", "money", "money")
_RESULTS = ("outputs", "effects", "outputs", "effects", "outputs", "effects", "outputs")
# Stories of a part; what is told of the funds and of results stands in the sheet of those reports that have one.
_PLACES = {"people": "overview", "money": "money", "outputs": "outputs", "effects": "effects"}


def narrate(rng: Random, truth: Truth) -> None:
    """Write the passages of `truth`; totals and grade come from its parts."""
    writer = Writer(rng=rng, thousands=rng.random() < 0.5, blanks=rng.random() < 0.4)
    teller = Teller(writer)
    department = truth.kind == "department"
    outline = frames()["outline"][rng.choice(("department", "department2")) if department else "project"]
    style = rng.choice(frames()["numbering"]["styles"])
    truth.title = rng.choice(frames()["titles"]["department" if department else "project"]).format(
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
            truth.passages[-1].sentences = _write(teller, truth, money, kinds[index :: max(1, len(subheadings))])
        if not subheadings:
            truth.passages[-1].sentences = _write(teller, truth, money, kinds)


def _contents(title: str, form: bool, sheet: bool) -> list[str]:
    if "概况" in title or "基本" in title:
        return ["people", "budget", "people"] if form else [*_OVERVIEW]
    if "结论" in title:
        return ["conclusion"]
    if "问题" in title:
        return ["problem"]
    if "措施" in title or "打算" in title or "建议" in title:
        return ["measure"]
    # A value of an indicator is told only where no sheet states it too.
    return ["outputs", "outputs", "outputs"] if sheet else ["single", *_RESULTS]


def _write(teller: Teller, truth: Truth, money: dict[str, Decimal], kinds: list[str]) -> list[Sentence]:
    makers: dict[str, Callable[[Writer, Truth, dict[str, Decimal]], list[Sentence]]] = {
        "budget": _budget,
        "adjust": _adjust,
        "income": _income,
        "spending": _spending,
        "conclusion": _conclusion,
        "single": _single,
    }
    sentences: list[Sentence] = []
    for kind in kinds:
        if kind in makers:
            sentences += makers[kind](teller.writer, truth, money)
        elif kind in _PLACES:
            sentences += teller.tell(_PLACES[kind], 1)
        else:
            sentences.append(_framed(teller.writer, kind))
    return sentences


def _framed(writer: Writer, family: str, *links: Link, **values: object) -> Sentence:
    """A sentence in one of the wordings of its family."""
    sentence = writer.sentence(writer.rng.choice(frames()["frame"][family]), values)
    sentence.links += links
    return sentence


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


def _same_facts(sentence: Sentence, *names: str) -> Sentence:
    """Mark the claims that state the money of the whole report; other sentences state it again."""
    for claim in sentence.claims:
        if claim.name in names:
            claim.fact = claim.name
    return sentence


def _budget(writer: Writer, truth: Truth, money: dict[str, Decimal]) -> list[Sentence]:
    link = Link(kind="ratio", result="rate", operands=("spent", "adjusted"))
    made = _framed(
        writer, "budget", link, year=truth.year, adjusted=money["adjusted"], spent=money["spent"], rate=money["rate"]
    )
    return [_same_facts(made, "adjusted", "spent", "rate")]


def _adjust(writer: Writer, truth: Truth, money: dict[str, Decimal]) -> list[Sentence]:
    link = Link(kind="sum", result="adjusted", operands=("initial", "added"))
    made = _framed(writer, "adjust", link, initial=money["initial"], added=money["added"], adjusted=money["adjusted"])
    return [_same_facts(made, "adjusted", "initial")]


def _changed(writer: Writer, name: str, value: Decimal) -> dict[str, object]:
    """Word, change, rate word and rate of a value against a base of last year."""
    grows = writer.rng.random() < 0.6
    share = Decimal(writer.rng.randint(12, 420)) / 1000
    base = half_up(value / (1 + share if grows else 1 - share))
    change = abs(value - base)
    word, rate_word = ("增加", "增长") if grows else ("减少", "下降")
    rate = half_up(change / base * 100, Decimal("0.1"))
    return {f"{name}_word": word, f"{name}_change": change, f"{name}_rate_word": rate_word, f"{name}_rate": rate}


def _grown(*names: str) -> list[Link]:
    return [Link(kind="growth", result=f"{name}_rate", operands=(name, f"{name}_change")) for name in names]


def _income(writer: Writer, truth: Truth, money: dict[str, Decimal]) -> list[Sentence]:
    total = money["spent"]
    b, c = half_up(total * Decimal("0.12")), half_up(total * Decimal("0.03"))
    a = total - b - c
    changes = _changed(writer, "a", a) | _changed(writer, "b", b)
    links = [Link(kind="sum", result="total", operands=("a", "b", "c")), *_grown("a", "b")]
    return [_framed(writer, "income", *links, year=truth.year, total=total, a=a, b=b, c=c, **changes)]


def _spending(writer: Writer, truth: Truth, money: dict[str, Decimal]) -> list[Sentence]:
    a, b = money["basic"], money["project"]
    changes = _changed(writer, "a", a) | _changed(writer, "b", b)
    links = [Link(kind="sum", result="total", operands=("a", "b")), *_grown("a", "b")]
    made = _framed(writer, "spending", *links, year=truth.year, total=money["spent"], a=a, b=b, **changes)
    made.claim("total").fact = "spent"
    return [made]


def _single(writer: Writer, truth: Truth, money: dict[str, Decimal]) -> list[Sentence]:
    field = next(entry for entry in words()["field"] if truth.agency.endswith(entry["agency"]))
    name, unit, low, high = writer.rng.choice(field["quantity"])
    return [_framed(writer, "single", name=name, value=Decimal(writer.rng.randint(int(low), int(high))), unit=unit)]


def _conclusion(writer: Writer, truth: Truth, money: dict[str, Decimal]) -> list[Sentence]:
    """Total, grade, category scores and the deduction for the execution rate."""
    if truth.rows:  # a table stands behind the text: it decides
        score, parts = Decimal(truth.total_text), []
    else:
        output, effect = Decimal(writer.rng.randint(440, 500)) / 10, Decimal(writer.rng.randint(340, 400)) / 10
        parts = [
            ("预算执行", half_up(money["rate"] / 10), 10),
            ("产出指标", output, 50),
            ("效益和满意度指标", effect, 40),
        ]
        score = sum((value for _, value, _ in parts), Decimal(0))
        truth.total_text, truth.grade = plain(score), grade_of(score)
    subject = "部门整体支出" if truth.kind == "department" else "本项目"
    values: dict[str, object] = {
        "subject": subject,
        "score": Decimal(plain(score)),
        "grade": truth.grade,
        "full": Decimal(100),
    }
    made = [_framed(writer, "total", **values)]
    truth.stated["total"] = plain(score)
    if parts:
        values = {}
        for index, (name, value, points) in enumerate(parts, 1):
            values |= {f"k{index}": name, f"s{index}": Decimal(plain(value)), f"p{index}": Decimal(points)}
            truth.stated[name] = plain(value)
            truth.stated_points[name] = plain(Decimal(points))
        made.append(_framed(writer, "parts", **values))
        if money["rate"] < 100:
            rate = money["rate"]
            link = Link(kind="complement", operands=("rate", "gap"))
            made.append(_same_facts(_framed(writer, "deduct", link, rate=rate, gap=Decimal(100) - rate), "rate"))
    return made
