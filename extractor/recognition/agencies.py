"""Which unit reports: from the title, the labels and lines of the cover, the signature, the text, the file's name."""

from __future__ import annotations

from collections import Counter

import regex

from extractor.model.views import view
from extractor.packs.regions import Region, RegionTable
from extractor.recognition.fact_sources import Patterns, Sources
from extractor.recognition.regions import Place, place_of

_SIGNATURE_LINES = 8
_LONGEST_LINE = 44
_LABELS = (
    "部门名称",
    "单位名称",
    "部门（单位）名称",
    "填报单位",
    "填报部门",
    "预算单位",
    "自评单位",
    "评价单位",
    "编制单位",
    "编报单位",
    "报告单位",
    "预算部门",
    "主管部门",
    "项目主管部门",
    "实施单位",
    "项目单位",
    "项目实施单位",
    "单位",
)
# 中共涟源市委组织部, 共青团兰州市委: what stands before the region.
_PARTY = regex.compile(
    r"^(?:中国共产主义青年团|中国共产党|中共|共青团|中国人民政治协商会议|政协|国家税务总局|中国致公党|中国农工民主党|中国民主同盟|民盟|民革|民建|农工党|致公党|九三学社)",
    regex.VERSION1,
)
# 附件2-某局-2022年度…报告: the parts of a file's name.
_NAME_PARTS = regex.compile(r"[-_—－+.、 ]+|^附件[0-9一二三四五六七八九十]*", regex.VERSION1)
_CITED = regex.compile(r"《[^》]{0,80}》", regex.VERSION1)


def find_agency(sources: Sources, patterns: Patterns, regions: RegionTable, conflicts: list[str]) -> str:
    """The unit's full name, empty where nothing says it surely; sources that disagree go to `conflicts`."""
    candidates: list[tuple[str, str]] = []
    title = patterns["title_agency"].search(sources.title.text) if sources.title is not None else None
    if title is not None and patterns["no_agency"].search(title["agency"]) is None:
        candidates.append(("title", title["agency"]))
    labelled = next((value for label in _LABELS if (value := _labelled(sources, label))), "")
    labelled = labelled or _label_in_line(sources, patterns)
    if labelled:
        candidates.append(("label", labelled))
    candidates += _line_candidates(sources, patterns, regions)
    names = _told(sources.text, patterns, regions)
    if names:
        candidates.append(("text", names[0]))
    pieces = _NAME_PARTS.split(sources.file_name)
    named = next((match for piece in pieces if (match := patterns["title_agency"].search(piece)) is not None), None)
    if named is not None:
        candidates.append(("file name", named["agency"]))
    if not candidates:
        return _named_in_cells(sources, patterns)
    chosen = _fullest(candidates[0][1], [name for _, name in candidates[1:]] + names, regions)
    for source, name in candidates[1:]:
        if source in ("title", "label", "file name") and not _same_unit(chosen, name):
            conflicts.append(f"agency: {candidates[0][0]} {candidates[0][1]}, {source} {name}")
    return chosen


def _labelled(sources: Sources, label: str) -> str:
    return view(sources.labels.get(label, "")).text


# A title and the line of the unit below it that a copy ran together: …自评表（2022 年）填报单位：某局.
_LABEL_IN_LINE = regex.compile(
    rf"(?:{'|'.join(label for label in _LABELS if len(label) > 2)})"
    r"(?:[（(](?:盖章|公章)[）)])?[:：](?P<agency>[\p{Han}]{4,40})",
    regex.VERSION1,
)


def _label_in_line(sources: Sources, patterns: Patterns) -> str:
    """The unit behind a label inside one of the first lines."""
    for line in sources.lines[:5]:
        match = _LABEL_IN_LINE.search(line.text)
        if match is not None and patterns["sure_organ"].search(match["agency"]) is not None:
            return match["agency"]
    return ""


def _line_candidates(sources: Sources, patterns: Patterns, regions: RegionTable) -> list[tuple[str, str]]:
    """The first line of cover or signature that is only the name of a unit."""
    for line in (*sources.lines[:10], *reversed(sources.lines[-_SIGNATURE_LINES:])):
        match = patterns["agency_line"].search(line.text) if len(line.text) <= _LONGEST_LINE else None
        if match is None:
            continue
        name = match["agency"]
        if patterns["no_agency"].search(name) is not None:
            continue
        if patterns["sure_organ"].search(name) is not None or region_of(name, regions).code:
            return [("line", name)]
    return []


def _told(text: str, patterns: Patterns, regions: RegionTable) -> list[str]:
    """Units of a listed region that the text tells of as its own: more than once, or as the subject of its duties."""
    counted: Counter[str] = Counter()
    subjects: set[str] = set()
    uncited = _CITED.sub("《》", text)
    for match in patterns["text_agency"].finditer(uncited):
        name = match["agency"]
        if not region_of(name, regions).code or patterns["no_agency"].search(name) is not None:
            continue
        counted[name] += 1
        if patterns["own_subject"].match_start(uncited[match.end("agency") :][:12]) is not None:
            subjects.add(name)
    return [name for name, times in counted.most_common() if times > 1 or name in subjects]


def _named_in_cells(sources: Sources, patterns: Patterns) -> str:
    """The unit that the cells of a bare table name again and again, mostly in the titles of its own rules."""
    readers = (patterns["text_agency"], patterns["rule_owner"])
    names = Counter(match["agency"] for reader in readers for match in reader.finditer(sources.cells))
    name, times = names.most_common(1)[0] if names else ("", 0)
    return name if times > 1 else ""


def _fullest(name: str, others: list[str], regions: RegionTable) -> str:
    """The longest form that adds only regions in front: 区教育局 in the title is 某市某区教育局 in the text."""
    fuller = [other for other in others if other.endswith(name) and _is_region(other[: -len(name)], regions)]
    return max([name, *fuller], key=len)


def _is_region(text: str, regions: RegionTable) -> bool:
    return bool(text) and place_of(text, regions).name == text


def _same_unit(one: str, other: str) -> bool:
    return one.endswith(other) or other.endswith(one) or other in one or one in other


def region_of(name: str, regions: RegionTable, text: str = "") -> Place:
    """The region in a name of a unit or title; a county of several cities is the one whose city the text names."""
    party = _PARTY.match(name)
    place = place_of(name[party.end() :] if party is not None else name, regions)
    if place.code or not place.name or not text:
        return place
    fitting = [region for region in regions.by_name.get(place.name, ()) if _above_told(region, regions, text)]
    if len({region.code for region in fitting if not region.former}) == 1:
        return Place(name=place.name, code=fitting[0].code, level=place.level)
    return place


def _above_told(region: Region, regions: RegionTable, text: str) -> bool:
    city = regions.by_code.get(region.code[:4] + "00")
    return city is not None and city.code != region.code and city.name in text
