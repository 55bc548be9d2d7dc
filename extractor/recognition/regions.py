"""Where an agency belongs: the region at the front of its name, its administrative code and level."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from extractor.packs.regions import Region, RegionTable

# The shape of a region's name; also recognises places that no table lists.
# Names of organs begin with these (城市管理局, 住房和城乡建设局, 市场监督管理局); no division does.
_NO_DIVISION = (
    r"(?!市场|城市|城乡|城镇|住房|乡村|农业|农村|区域|社区|园区|经济|高新|产业|水务|水利|文化|教育|人民|机关|行政)"
)
_DIVISION = regex.compile(
    _NO_DIVISION + r"[\p{Han}--[和与及区县市镇乡]]{1,10}?(?:自治区|特别行政区|自治州|自治县|自治旗|新区|矿区|林区|"
    r"省|市|州|盟|地区|区|县|旗)",
    regex.VERSION1,
)
_TOWNSHIP = regex.compile(_NO_DIVISION + r"[\p{Han}--[和与及区县市镇乡]]{2,5}?(?:街道|民族乡|镇|乡)", regex.VERSION1)
_ENDS = (("自治区", "province"), ("特别行政区", "province"), ("省", "province"), ("自治州", "city"), ("盟", "city"))
_PROVINCE_END = regex.compile(r"(?:壮族|回族|维吾尔)?+(?:自治区|特别行政区|省|市)$")
_LONGEST = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The region of an agency; `code` is empty where no table knows it. `level` is province, city, county, township."""

    name: str = ""
    code: str = ""
    level: str = ""


def place_of(agency: str, table: RegionTable) -> Place:
    """The region that an agency's name begins with."""
    known = _abbreviated(agency, table)
    position, level = (len(_stem(known)), known.level) if known is not None else (0, "")
    while True:
        found = _listed(agency, position, table, known)
        if found is None:
            break
        known, length = found
        position, level = position + length, known.level
    name = agency[:position]
    while position < len(agency) and (match := _DIVISION.match(agency, position)) is not None:
        if not _plausible(match.group(), level):
            break
        position = match.end()
        known = None
        level = _level(match.group(), level)
        name = agency[:position]
    township = _TOWNSHIP.match(agency, position)
    if township is not None:
        return Place(name=agency[: township.end()], code=known.code if known else "", level="township")
    return Place(name=name, code=known.code if known else "", level=level)


def _abbreviated(agency: str, table: RegionTable) -> Region | None:
    """The province that stands in short before one of its own divisions (广西横州市)."""
    for province in table.provinces:
        stem = _stem(province)
        if (
            agency.startswith(stem)
            and not agency.startswith(province.name)
            and _listed(agency, len(stem), table, province)
        ):
            return province
    return None


def _stem(province: Region) -> str:
    return _PROVINCE_END.sub("", province.name)


def _listed(agency: str, position: int, table: RegionTable, above: Region | None) -> tuple[Region, int] | None:
    """The division that the name goes on with, and how many characters it is called by there."""
    within = above.code.rstrip("0") if above is not None else ""
    if len(within) % 2:
        within += "0"
    for length in range(min(15, len(agency) - position), 1, -1):
        region = table.named(agency[position : position + length], within)
        if region is not None and (above is None or region.code != above.code):
            return region, length
    return None


def _plausible(name: str, level: str) -> bool:
    """Whether a shape is a division and not the beginning of an organ's name (市场监督管理局, 城区改造办)."""
    return len(name) <= _LONGEST + (3 if "自治" in name else 0) and level != "county" and len(name) >= 2


def _level(name: str, above: str) -> str:
    for end, level in _ENDS:
        if name.endswith(end):
            return level
    if name.endswith("市") and above in ("", "province"):
        return "city"
    return "city" if name.endswith(("州", "地区")) else "county"
