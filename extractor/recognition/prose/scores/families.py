"""Which scores are parts of which: 其中 is attached to its true parent by arithmetic.

In Panyu's conclusion 其中…20 分…20 分…9.92 分 follows 管理效率 49.996, but 20 + 20 + 9.92 is 履职效能's 49.92.
"""

from __future__ import annotations

from decimal import Decimal

import regex

from extractor.model.claims import StatementKind
from extractor.model.intervals import total
from extractor.packs import Packs
from extractor.recognition.prose.scores.drafts import Draft
from extractor.recognition.prose.scores.kin import FULL, Family, finest_place, meant, score_of
from extractor.recognition.prose.scores.runs import families_in_rows
from extractor.recognition.prose.wording import SectionIndex, is_category, topic_of

# A list that misses its total by more than this share of a full score of 100 leaves something out; it is no slip.
_SLIP = Decimal(5)
_CLEARLY_CLOSER = 3
# How many lists back a parent may stand.
_FAR = 8
# More indicators than any block of a form has.
_MOST = 60


def find_families(drafts: tuple[Draft, ...], sections: SectionIndex, packs: Packs) -> tuple[Family, ...]:
    """All lists of scores with their parents, parents before children where the text tells them so."""
    families = _listed(drafts)
    told = {child for family in families for child in family.children}
    families += _blocks(drafts, sections)
    told |= {child for family in families for child in family.children}
    families += families_in_rows(drafts, families, packs)
    told |= {child for family in families for child in family.children}
    wholes = {family.parent for family in families if family.whole}
    families += (
        [] if any(drafts[whole].kind is StatementKind.TOTAL for whole in wholes) else _scattered(drafts, told, packs)
    )
    return tuple(families)


def _listed(drafts: tuple[Draft, ...]) -> list[Family]:
    """Lists within a paragraph, opened by 其中, or closed by a total."""
    families: list[Family] = []
    finest = finest_place(drafts)
    groups = _groups(drafts)
    begun = False
    for position, group in enumerate(groups):
        after = _total_behind(drafts, groups, position)
        after = after if after is not None and (not begun or _closes(drafts, group[-1], after)) else None
        if after is not None and len(group) > 1 and _can_hold(drafts, after, group):
            closed = _attached(drafts, [after], tuple(group), finest)
            # A total that is far from the scores before it has others as well: nothing says that these are its parts.
            families += [closed] if closed.whole else []
            continue
        begun = begun or drafts[group[0]].kind is StatementKind.TOTAL
        if not drafts[group[0]].opened:
            before = groups[position - 1][-1] if position else None
            if before is not None and _is_whole_of(drafts, before, group):
                families.append(_attached(drafts, [before], tuple(group), finest))
            continue
        earlier = (index for one in groups[max(0, position - _FAR) : position] for index in one)
        named = drafts[group[0]].parent
        if named and len(group) == 1:
            continue
        candidates = [
            index for index in earlier if (drafts[index].name == named if named else _near(drafts, index, group[0]))
        ]
        candidates = [index for index in candidates if _can_hold(drafts, index, group)]
        if candidates:
            families.append(_attached(drafts, candidates, tuple(group), finest))
    return families


def _is_whole_of(drafts: tuple[Draft, ...], before: int, group: list[int]) -> bool:
    """Whether the total told right before a list is that of the list: full marks add up to its own, or words say so."""
    whole = drafts[before]
    if (
        whole.kind is not StatementKind.TOTAL
        or whole.bare
        or len(group) < _FEWEST
        or not _near(drafts, before, group[0])
    ):
        return False
    if not _can_hold(drafts, before, group):
        return False
    first = drafts[group[0]]
    start = first.passage.sentences[first.passage.sentence_at(first.number_start)].start
    if _EACH.match(first.passage.text[start : first.number_start]) is not None:
        return True
    points = [drafts[index].points for index in group]
    full = whole.points.value if whole.points is not None and whole.points.value is not None else FULL
    return all(one is not None and one.value is not None for one in points) and full == sum(
        (one.value for one in points if one is not None and one.value is not None), Decimal(0)
    )


# 分项得分为：A 9 分、B 48 分、C 37 分: the parts of the total before them.
_EACH = regex.compile(
    r"^(?:其中|具体)?[，,]?(?:各|分)(?:项|类|部分|一级指标|指标|板块|维度)(?:指标)?(?:自评|评价)?(?:得分|评分|分值)(?:情况)?(?:分别|依次)?(?:为|是|如下)?[：:，,]?",
    regex.VERSION1,
)
_FEWEST = 3


# 预算编制 5 分、…，共 48.78 分: the sum of its own list, whatever total was told before.
_SUM = regex.compile(
    r"^(?:以上|上述)?(?:[二两三四五六七八九十]项|各项)?(?:指标)?(?:得分)?(?:合计|共计|总计|小计|相加|共)",
    regex.VERSION1,
)


def _closes(drafts: tuple[Draft, ...], last: int, after: int) -> bool:
    """Whether a score is told as the sum of the list right before it, in the same sentence."""
    one, whole = drafts[last], drafts[after]
    same = one.passage.sentence_at(one.number_start) == whole.passage.sentence_at(whole.number_start)
    return same and _SUM.match(whole.quote) is not None


def _can_hold(drafts: tuple[Draft, ...], parent: int, children: list[int]) -> bool:
    """Whether scores can be parts of another: those of units (97 and 91 beside 95) make up far more than it."""
    return sum((score_of(drafts[child]) for child in children), Decimal(0)) <= score_of(drafts[parent]) + _SLIP


def _total_behind(drafts: tuple[Draft, ...], groups: list[list[int]], position: int) -> int | None:
    """The total that a list of scores ends with: 决策 20 分，管理 9.5 分，绩效 66.8 分，自评总分 96.3 分."""
    if position + 1 >= len(groups):
        return None
    last, total_draft = drafts[groups[position][-1]], drafts[groups[position + 1][0]]
    if (
        not (total_draft.kind is StatementKind.TOTAL or total_draft.joint)
        or last.passage is not total_draft.passage
        or drafts[groups[position][0]].kind is StatementKind.TOTAL
    ):
        return None
    return groups[position + 1][0]


def _groups(drafts: tuple[Draft, ...]) -> list[list[int]]:
    groups: list[list[int]] = []
    previous: Draft | None = None
    for index, draft in enumerate(drafts):
        if draft.quantity is None or draft.kind is StatementKind.DEDUCTION or (draft.anonymous and not draft.joint):
            continue
        joined = previous is not None and previous.passage is draft.passage and previous.group == draft.group
        if joined and previous is not None and not _is_whole(previous) and not _is_whole(draft):
            groups[-1].append(index)
        elif joined and draft.kind is not StatementKind.TOTAL:
            groups.append([index])
        else:
            groups.append([index])
        previous = draft
    return groups


def _is_whole(draft: Draft) -> bool:
    return draft.kind is StatementKind.TOTAL or draft.joint


def _near(drafts: tuple[Draft, ...], one: int, other: int) -> bool:
    return abs(drafts[one].passage.ordinal - drafts[other].passage.ordinal) <= 1


def _attached(drafts: tuple[Draft, ...], candidates: list[int], children: tuple[int, ...], finest: Decimal) -> Family:
    """The candidate whose score the children add up to; the nearest one before them where none does."""
    added = total(meant(drafts[i], finest) for i in children)
    values = sum((score_of(drafts[i]) for i in children), Decimal(0))
    fitting = [i for i in candidates if meant(drafts[i], finest).meets(added)]
    if fitting:
        parent = fitting[-1]
        name = drafts[parent].name
        unique = len({drafts[i].name for i in fitting}) == 1
        return Family(
            parent=parent, children=children, whole=True, certainty=1.0 if unique else 0.6, why=f"相加等于“{name}”"
        )
    gaps = sorted((abs(score_of(drafts[i]) - values), -i) for i in candidates)
    best = -gaps[0][1]
    alone = len(gaps) == 1 or gaps[0][0] * _CLEARLY_CLOSER <= gaps[1][0]
    slip = gaps[0][0] <= _SLIP
    return Family(
        parent=best,
        children=children,
        whole=slip and alone,
        certainty=1.0 if len(gaps) == 1 or (alone and slip) else 0.5,
        why="最接近的上级得分",
    )


def _blocks(drafts: tuple[Draft, ...], sections: SectionIndex) -> list[Family]:
    """Blocks told in sections of their own are parts of the category that the section above is named after."""
    families: list[Family] = []
    blocks = [i for i, draft in enumerate(drafts) if draft.level == 2]
    items: dict[int, list[int]] = {}
    for i, draft in enumerate(drafts):
        if draft.level == 3:
            items.setdefault(draft.passage.ordinal, []).append(i)
    for block in blocks:
        children = tuple(i for i in items.get(drafts[block].passage.ordinal, ()) if i < block)
        if 1 < len(children) <= _MOST and drafts[block].joint:
            families.append(Family(parent=block, children=children, whole=True, certainty=1.0, why="合计得分"))
    named = {draft.name: i for i, draft in reversed(list(enumerate(drafts))) if draft.kind is StatementKind.CATEGORY}
    parts: dict[int, list[int]] = {}
    for block in blocks:
        for section in sections.path(drafts[block].span.start)[1:]:
            parent = named.get(topic_of(sections.title(section)))
            if parent is not None and parent != block:
                parts.setdefault(parent, []).append(block)
                break
    families[:0] = [
        Family(parent=parent, children=tuple(children), whole=False, certainty=0.9, why="按章节归属")
        for parent, children in parts.items()
        if len(children) <= _MOST
    ]
    return families


# The first levels of indicator systems that are complete by themselves.
_SYSTEMS = (
    ("履职效能", "管理效率"),
    ("投入", "过程", "产出", "效果"),
    ("决策", "过程", "产出", "效益"),
    ("决策", "管理", "绩效"),
    ("预算执行", "产出", "效益", "满意度"),
    ("部门决策", "综合管理", "部门绩效"),
)


def _scattered(drafts: tuple[Draft, ...], told: set[int], packs: Packs) -> list[Family]:
    """Categories of a complete system, each told somewhere, are the parts of the total."""
    totals = [i for i, draft in enumerate(drafts) if draft.kind is StatementKind.TOTAL and not draft.bare]
    totals = totals or [i for i, draft in enumerate(drafts) if draft.kind is StatementKind.TOTAL]
    if not totals or len({score_of(drafts[i]) for i in totals}) != 1:
        return []
    categories: dict[str, int] = {}
    for index, draft in enumerate(drafts):
        if index in told or draft.kind is not StatementKind.CATEGORY or draft.quantity is None:
            continue
        if is_category(draft.name, packs):
            categories.setdefault(draft.name.replace("指标", "").replace("类", ""), index)
    for system in _SYSTEMS:
        found = [
            next((i for name, i in categories.items() if name.removeprefix("项目").startswith(part)), None)
            for part in system
        ]
        children = tuple(index for index in found if index is not None)
        added = sum((score_of(drafts[child]) for child in children), Decimal(0))
        if len(children) == len(system) == len(set(children)) and abs(added - score_of(drafts[totals[0]])) <= _SLIP:
            sure = 1.0 if _points_complete(drafts, totals[0], children) else 0.9
            return [Family(parent=totals[0], children=children, whole=True, certainty=sure, why="指标体系一级指标齐全")]
    return []


def _points_complete(drafts: tuple[Draft, ...], parent: int, children: tuple[int, ...]) -> bool:
    """Whether the full marks of the parts are told and make up those of the total."""
    told = [points.value for child in children if (points := drafts[child].points) is not None]
    whole = drafts[parent].points
    full = whole.value if whole is not None else Decimal(100)
    return len(told) == len(children) and sum((value or Decimal(0) for value in told), Decimal(0)) == full
