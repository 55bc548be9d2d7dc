"""Laying a report out: paragraphs and grids with merged cells, the same for every format."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from extractor.evaluation.synthetic.lists import layouts, scheme
from extractor.evaluation.synthetic.truth import Row, Truth, plain, shown


@dataclass(slots=True)
class Cell:
    """A cell of a grid: position, span, text."""

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1


@dataclass(slots=True)
class Grid:
    """A table: its width and its owner cells, row after row. `header_row` may be repeated after a page break."""

    columns: int
    cells: list[Cell] = field(default_factory=list)
    rows: int = 0
    header_row: int | None = None

    def add(self, *texts: str, spans: tuple[int, ...] = ()) -> int:
        """A row; the last cell takes the width that is left. Returns the row's number."""
        widths = list(spans) or [1] * len(texts)
        widths[-1] += self.columns - sum(widths)
        column = 0
        for text, width in zip(texts, widths, strict=True):
            self.cells.append(Cell(self.rows, column, text, 1, width))
            column += width
        self.rows += 1
        return self.rows - 1

    def merge_down(self, column: int, first: int, last: int) -> None:
        """One cell over the rows `first` to `last` of `column`; the text of the first stays."""
        if last <= first:
            return
        self.cells = [cell for cell in self.cells if not (cell.column == column and first < cell.row <= last)]
        for cell in self.cells:
            if cell.column == column and cell.row == first:
                cell.row_span = last - first + 1

    def flattened(self) -> list[list[str]]:
        """Rows of texts, merged positions empty: as tables look when copied."""
        table = [[""] * self.columns for _ in range(self.rows)]
        for cell in self.cells:
            table[cell.row][cell.column] = cell.text
        return table


@dataclass(slots=True)
class Layout:
    """What goes on paper: blocks in order, each a paragraph (text) or a grid. `heading` levels by position."""

    blocks: list[str | Grid] = field(default_factory=list)
    headings: dict[int, int] = field(default_factory=dict)


def lay_out(rng: Random, truth: Truth) -> Layout:
    """The report on paper: title, prose, then the form or sheet."""
    layout = Layout()
    if truth.passages:
        layout.headings[0] = 0
        layout.blocks.append(truth.title)
        for passage in truth.passages:
            layout.headings[len(layout.blocks)] = passage.level
            layout.blocks.append(f"{passage.number}{passage.title}")
            if passage.sentences:
                layout.blocks.append("".join(sentence.text for sentence in passage.sentences))
    if truth.table:
        form = scheme(truth.scheme)
        if truth.passages:
            layout.blocks.append("附件：绩效自评表")
            if truth.kind != "department":
                layout.blocks.append(rng.choice(form["titles"]).format(year=truth.year, project=truth.project))
        else:
            layout.blocks.append(truth.title)
            if truth.kind == "department":
                layout.blocks.append(rng.choice(("单位名称：{}", "填报单位：{}", "部门名称：{}")).format(truth.agency))
            elif "{year}" not in truth.title and str(truth.year) not in truth.title:
                layout.blocks.append(f"（{truth.year}年度）")
        layout.blocks.append(_grid(rng, truth))
    return layout


def _grid(rng: Random, truth: Truth) -> Grid:
    form = scheme(truth.scheme)
    columns = list(form["columns"])
    wide = truth.funds and form["funds"] in ("national", "transfer")
    grid = Grid(columns=max(len(columns), 8 if wide else 6))
    if truth.kind != "department":
        _head(grid, truth)
        _funds(rng, grid, truth, form["funds"])
        if form["objective"]:
            _goal(grid, truth)
    headers = {role: rng.choice(layouts()["headers"][role]) for role in columns}
    grid.header_row = grid.add(*(headers[role] for role in columns))
    naming = form["points_in_names"]
    in_names = naming == "levels" or (naming == "sometimes" and rng.random() < 0.5)
    first = grid.rows
    for index, row in enumerate(truth.rows):
        _indicator(grid, truth, columns, index, row, in_names)
    for role in ("level1", "level2", "level1_points", "level2_points"):
        if role in columns:
            _merge_equal(grid, columns.index(role), first, truth, role)
    if form["total"] and truth.total_text:
        _total(grid, truth, columns, form["total"])
    return grid


def _head(grid: Grid, truth: Truth) -> None:
    grid.add("项目名称", truth.project)
    half = (grid.columns - 2) // 2
    grid.add("主管部门", truth.agency, "实施单位", truth.unit_name, spans=(1, half, 1, 1))
    if truth.scheme == "chongqing" and truth.total_text:
        grid.add("自评总分（分）", truth.total_text)


def _funds(rng: Random, grid: Grid, truth: Truth, style: str) -> None:
    if not truth.funds:
        return
    names = {role: rng.choice(layouts()["headers"][role]) for role in ("initial", "adjusted", "spent", "rate")}
    points, score = plain(truth.budget_points), truth.budget_score_text
    total = truth.funds[0]
    if style == "hubei":
        label = f"预算执行情况（万元）（{points}分）"
        first = grid.add(label, "", "预算数（A）", "执行数（B）", "执行率（B/A）", f"得分（{points}分*执行率）")
        grid.add("", total.item, f"{total.adjusted:.2f}", f"{total.spent:.2f}", total.rate, score)
    elif style == "chongqing":
        first = grid.add(
            "项目资金（万元）", "年初预算", "全年（调整）预算数", "全年执行数", "执行率", "执行率权重", "执行率得分"
        )
        grid.add("", f"{total.initial:.2f}", f"{total.adjusted:.2f}", f"{total.spent:.2f}", total.rate, points, score)
    elif style == "hebei":
        first = grid.add("预算执行情况（万元）", "", "预算安排情况", "资金到位情况", "资金执行情况", "预算执行进度")
        amounts = (f"{total.adjusted:.2f}", f"{total.adjusted:.2f}", f"{total.spent:.2f}")
        grid.add("", total.item, *amounts, total.rate)
    else:
        scored = bool(truth.budget_points)
        tail = ("分值", names["rate"], "得分") if scored else (names["rate"],)
        first = grid.add("项目资金（万元）", "", names["initial"], names["adjusted"], names["spent"], *tail)
        for index, fund in enumerate(truth.funds):
            amounts = (f"{fund.initial:.2f}", f"{fund.adjusted:.2f}", f"{fund.spent:.2f}")
            values = (
                (points if index == 0 else "—", fund.rate, score if index == 0 else "—") if scored else (fund.rate,)
            )
            grid.add("", fund.item, *amounts, *values)
    grid.merge_down(0, first, grid.rows - 1)


def _goal(grid: Grid, truth: Truth) -> None:
    half = grid.columns // 2
    first = grid.add("年度总体目标", "预期目标", "实际完成情况", spans=(1, half, 1))
    grid.add("", truth.goal, truth.achieved, spans=(1, half, 1))
    grid.merge_down(0, first, grid.rows - 1)


def _indicator(grid: Grid, truth: Truth, columns: list[str], index: int, row: Row, in_names: bool) -> None:
    def block(level: str) -> str:
        same = [r for r in truth.rows if getattr(r, level) == getattr(row, level) and r.level1 == row.level1]
        return plain(sum((r.points for r in same), start=row.points * 0))

    level1 = f"{row.level1}（{block('level1')}分）" if in_names and row.level1 else row.level1
    only_names = in_names and "points" not in columns
    level2 = f"{row.level2}（{block('level2')}分）" if only_names else row.level2
    # A form without a points column has to say each row's points somewhere.
    name = f"{row.name}（{plain(row.points)}分）" if only_names else row.name
    texts = {
        "level1": level1,
        "level1_points": block("level1"),
        "level2": level2,
        "level2_points": block("level2"),
        "level3": name,
        "target": row.target,
        "sign": row.sign or ("定性" if row.kind == "state" else "="),
        "target_value": row.target if row.kind == "state" else shown(row.target_value),
        "unit": row.unit,
        "actual": row.actual,
        "points": plain(row.points),
        "score": row.score_text,
        "reason": row.reason,
        "criterion": row.criterion,
        "basis": row.basis,
        "explanation": row.explanation,
    }
    grid.add(*(texts[role] for role in columns))


def _merge_equal(grid: Grid, column: int, first: int, truth: Truth, role: str) -> None:
    level = "level1" if role.startswith("level1") else "level2"
    start = 0
    keys = [(row.level1, row.level2 if level == "level2" else "") for row in truth.rows]
    for index in range(1, len(keys) + 1):
        if index == len(keys) or keys[index] != keys[start]:
            grid.merge_down(column, first + start, first + index - 1)
            start = index


def _total(grid: Grid, truth: Truth, columns: list[str], label: str) -> None:
    texts = [""] * len(columns)
    texts[0] = label
    if "points" in columns:
        texts[columns.index("points")] = "100"
    texts[columns.index("score")] = truth.total_text
    if "reason" in columns and truth.kind != "department":
        texts[columns.index("reason")] = truth.grade
    else:
        truth.grade = "" if not truth.passages else truth.grade
    if "level1_points" in columns:
        texts[columns.index("level1_points")] = "100"
    grid.add(*texts)
