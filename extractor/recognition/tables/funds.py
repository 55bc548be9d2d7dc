"""The funds block of a form: budgets, spending, execution rate, its points and score, row by row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from extractor.model.quantities import Dimension, Quantity
from extractor.model.report import Budget, Printed
from extractor.model.spans import Span
from extractor.packs import Packs
from extractor.packs.vocabulary import bare, normal
from extractor.recognition.numbers import read_quantity
from extractor.recognition.tables.bands import Band, Line
from extractor.recognition.tables.cells import is_nothing, money_unit, read_score, seek
from extractor.recognition.tables.fitting import Placed, as_percent, figures_agree, fit_row, is_fraction, unglue
from extractor.recognition.tables.funds_layout import FUNDS_ROLES, FundsLayout, header_points
from extractor.recognition.tables.glued import may_be_glued
from extractor.recognition.tables.headers import meanings
from extractor.recognition.tables.labels import behind_colon

MONEY = ("initial", "adjusted", "received", "spent")
_AFTER_FUNDS = ("objective_side",)


def read_funds(band: Band, layout: FundsLayout, start: int, packs: Packs) -> tuple[list[Budget], list[Line]]:
    """The rows of a funds block, and the lines under its header that are none of it."""
    budgets: list[Budget] = []
    rest: list[Line] = []
    inside = True
    for line in band.lines:
        inside = inside and not _ends(line, packs)
        made = _budget(line, layout, start + len(budgets), bool(budgets), packs) if inside else None
        if made is None:
            rest.append(line)
        else:
            budgets.append(made)
    return _one_total(budgets, packs), rest


def _one_total(budgets: list[Budget], packs: Packs) -> list[Budget]:
    """Where a row is called a total, the rows before it (tasks, sources) are its parts."""
    named = [budget for budget in budgets if budget.scope == "total" and packs.tables.is_row("fund_total", budget.item)]
    if not named:
        return budgets
    return [
        replace(budget, scope="part") if budget.scope == "total" and budget not in named else budget
        for budget in budgets
    ]


def unread_funds(band: Band, layout: FundsLayout, packs: Packs) -> list[Printed]:
    """Cells of money columns that hold figures which could not be read or taken apart."""
    found: list[Printed] = []
    for line in band.lines:
        if not any(may_be_glued(line.sheet.table.cells[index].text) for index in line.sheet.own_line(line.row)):
            continue
        known = _figures(line, layout, packs)
        found += [
            entry.printed
            for entry in _placed(line, layout, packs)
            if entry.role and entry.quantity is None and entry.role not in known and may_be_glued(entry.printed.text)
        ]
    return found


def read_item_pairs(line: Line, unit: str, packs: Packs) -> Iterator[tuple[str, Quantity, Printed]]:
    """Amounts told inside one cell with their name: 其中：一般公共预算：800."""
    for index in line.sheet.own_line(line.row):
        text = line.sheet.texts[index]
        printed = line.sheet.printed_cell(index)
        mark = seek(packs, "part-mark", text)
        match = seek(packs, "label-value", text[mark.end() :] if mark is not None else text)
        if match is None or printed.span is None:
            continue
        item = item_name(match["label"], packs)
        if not (packs.tables.is_row("fund_part", item) or packs.tables.is_row("fund_total", item)):
            continue
        at = printed.text.rfind(match["value"][:4])
        if at < 0:
            continue
        value = Printed(text=printed.text[at:], span=Span(start=printed.span.start + at, end=printed.span.end))
        quantity = read_fund_value(value, "adjusted", unit, packs)
        if quantity is not None and quantity.value is not None:
            yield item, quantity, printed


def _ends(line: Line, packs: Packs) -> bool:
    cells = line.sheet.own_line(line.row)
    first = line.sheet.texts[cells[0]]
    words = packs.tables
    if words.is_row("fund_total", first) or words.is_row("fund_part", first):
        return False
    return words.is_row("objective_side", first) or bool(words.label_keys(first))


def _budget(line: Line, layout: FundsLayout, ordinal: int, later: bool, packs: Packs) -> Budget | None:
    known = _figures(line, layout, packs)
    item, printed = _item(line, layout, packs)
    scope = _scope(item, later, packs)
    if not known and scope == "other":
        return None
    mark = seek(packs, "part-mark", item)
    item = item[mark.end() :] if mark is not None and mark.end() < len(item) else item
    if not known and not (packs.tables.is_row("fund_total", item) or packs.tables.is_row("fund_part", item)):
        return None
    if scope == "total" and layout.points is not None and "points" not in known:
        known["points"] = layout.points
    made = Budget(
        ordinal=ordinal,
        item=item_name(item, packs),
        scope=scope,
        table=line.sheet.table.ordinal,
        row=line.sheet.table_row(line.row),
        span=line.sheet.span(line.row) if printed.span is None else printed.span.cover(line.sheet.span(line.row)),
    )
    return with_figures(made, known)


def _figures(line: Line, layout: FundsLayout, packs: Packs) -> dict[str, Quantity | None]:
    """The numbers of a row by role, glued and displaced ones put right where arithmetic tells."""

    def read(printed: Printed, role: str) -> Quantity | None:
        return read_fund_value(printed, role, layout.unit, packs)

    placed = unglue(tuple(_placed(line, layout, packs)), layout.columns, read)
    standing = {id(entry) for entry in placed}
    known = {
        entry.role: entry.quantity if id(entry) in standing else read(entry.printed, entry.role)
        for entry in fit_row(placed, layout.columns)
    }
    rate = known.get("rate")
    if rate is not None and is_fraction(rate) and figures_agree({**known, "rate": as_percent(rate)}):
        known["rate"] = as_percent(rate)
    return {role: quantity for role, quantity in known.items() if quantity is not None}


def item_name(text: str, packs: Packs) -> str:
    """The name of a funds row without a money unit in brackets and without a colon."""
    short = text.strip("：: ")
    return bare(short) or short if money_unit(short, packs) else short


def with_figures(budget: Budget, figures: Mapping[str, Quantity | None]) -> Budget:
    """`budget` with figures by role."""
    return replace(
        budget,
        initial=figures.get("initial"),
        adjusted=figures.get("adjusted"),
        received=figures.get("received"),
        spent=figures.get("spent"),
        rate=figures.get("rate"),
        points=figures.get("points"),
        stated_score=figures.get("stated_score"),
    )


def _placed(line: Line, layout: FundsLayout, packs: Packs) -> Iterator[Placed]:
    """The numbers of a row with the roles of the columns where they stand."""
    by_column = layout.spanned
    first = min(layout.columns.values(), default=0)
    seen: set[int] = set()
    for column in range(line.sheet.columns):
        index = line.sheet.owner(line.row, column)
        if index is None or index in seen or line.sheet.table.cells[index].row != line.row:
            continue
        seen.add(index)
        role = by_column.get(column, "")
        if not role and column < first:
            continue
        printed = line.sheet.printed_cell(index)
        quantity = read_fund_value(printed, role, layout.unit, packs)
        if quantity is not None or (role and any(character.isdigit() for character in printed.text)):
            yield Placed(role=role, column=column, printed=printed, quantity=quantity)


def read_fund_value(printed: Printed, role: str, unit: str, packs: Packs) -> Quantity | None:
    """A number of a funds row in the unit of its role; `unit` is the money unit of the block."""
    if printed.span is None or is_nothing(printed.text):
        return None
    if role in ("points", "stated_score"):
        return read_score(printed, packs)
    if role == "rate":
        return read_quantity(printed.text, packs, start=printed.span.start, unit_hint="%")
    return read_quantity(printed.text, packs, start=printed.span.start, unit_hint=unit, dimension=Dimension.MONEY)


def _item(line: Line, layout: FundsLayout, packs: Packs) -> tuple[str, Printed]:
    """The name of a funds row: the last text before its numbers, 其中 in front of it taken off."""
    first = min(layout.columns.values(), default=line.sheet.columns)
    texts: list[tuple[str, Printed]] = []
    for index in line.sheet.line(line.row):
        cell = line.sheet.table.cells[index]
        if cell.column >= first and (texts or not _is_words(line.sheet.texts[index])):
            break
        own = cell.row == line.row
        if not own and cell.row <= layout.header_end and not _names_funds(line.sheet.texts[index], packs):
            continue
        if own or not packs.tables.is_row("funds_side", line.sheet.texts[index]):
            texts.append((line.sheet.texts[index], line.sheet.printed_cell(index)))
    if not texts:
        return "", Printed()
    named = [entry for entry in texts if _names_funds(entry[0], packs)]
    others = [entry for entry in texts if not packs.tables.is_row("part", entry[0])]
    return named[-1] if named else (others or texts)[0]


def _names_funds(text: str, packs: Packs) -> bool:
    mark = seek(packs, "part-mark", text)
    name = text[mark.end() :] if mark is not None else text
    return packs.tables.is_row("fund_total", name) or packs.tables.is_row("fund_part", name)


def _is_words(text: str) -> bool:
    return not is_nothing(text) and not any(character.isdigit() for character in text)


def _scope(item: str, later: bool, packs: Packs) -> str:
    part = seek(packs, "part-mark", item)
    name = item[part.end() :] if part else item
    if part is None and packs.tables.is_row("fund_total", name):
        return "part" if later and normal(name) not in ("年度资金总额",) and not _is_total(name) else "total"
    if part is not None or packs.tables.is_row("fund_part", name):
        return "part"
    return "part" if later else "total"


def _is_total(name: str) -> bool:
    return any(word in name for word in ("总", "合计"))


def read_pairs(texts: Sequence[tuple[str, Printed]], unit: str, packs: Packs) -> dict[str, Quantity]:
    """Funds told as label and value side by side: 年初预算数 | 12 | 全年执行数 | 11, 得分：9.17 in one cell."""
    found: dict[str, Quantity] = {}
    for position, (text, printed) in enumerate(texts):
        inside = seek(packs, "label-value", text) or seek(packs, "label-number", text)
        label, value = (inside["label"], _tail(printed, inside["value"])) if inside is not None else (text, None)
        if value is None:
            value = texts[position + 1][1] if position + 1 < len(texts) else Printed()
        role = next((meaning.role for meaning in meanings(label, packs) if meaning.role in FUNDS_ROLES), None)
        if role is None:
            continue
        quantity = read_fund_value(value, role, money_unit(text, packs) or unit, packs)
        if quantity is not None and quantity.value is not None:
            found.setdefault(role, quantity)
    if "stated_score" in found and "points" not in found:
        full = next((points for _, printed in texts if (points := header_points(printed, packs))), None)
        if full is not None:
            found["points"] = full
    return found if set(found) & set(MONEY) and len(found) >= 2 else {}


def _tail(printed: Printed, value: str) -> Printed:
    """The part of a cell that ends it with `value`."""
    at = printed.text.rfind(value)
    if at < 0 or printed.span is None:
        return behind_colon(printed)
    span = Span(start=printed.span.start + at, end=printed.span.start + at + len(value))
    return Printed(text=value, span=span, cell=printed.cell)


def pairs_item(texts: Sequence[tuple[str, Printed]], packs: Packs) -> str:
    """What a row of pairs is called: the first label that names a row of funds."""
    names = [text for text, _ in texts if any(packs.tables.is_row(kind, text) for kind in ("fund_total", "fund_part"))]
    return item_name(names[0] if names else texts[0][0], packs)
