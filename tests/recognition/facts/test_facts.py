"""Report facts: title, agency, region and code, fiscal year, kind, conflicts."""

from __future__ import annotations

import pytest
from harness import shared
from recognition.prosework import whole, written

from extractor.model.report import Facts, ReportKind
from extractor.packs import load_packs
from extractor.reading import read_file
from extractor.recognition import recognise
from extractor.recognition.facts import find_facts
from extractor.recognition.regions import place_of
from extractor.recognition.sections import find_sections
from extractor.recognition.tables import TableReading


def facts(*lines: str, file_name: str = "", labels: tuple[tuple[str, str], ...] = ()) -> Facts:
    document = written(*lines)
    packs = load_packs()
    sections = find_sections(document, whole(document), packs)
    return find_facts(document, whole(document), sections, TableReading(labels=labels), packs, file_name)


@pytest.mark.parametrize(
    ("title", "agency", "year", "kind", "project"),
    [
        ("2022年度青川县水利局部门整体支出绩效自评报告", "青川县水利局", 2022, "department", ""),
        ("青川县水利局2021年部门整体支出绩效评价报告", "青川县水利局", 2021, "department", ""),
        ("青川县水利局关于2022年度部门整体绩效自评的报告", "青川县水利局", 2022, "department", ""),
        ("2023年度河道治理项目支出绩效自评报告", "", 2023, "project", "河道治理"),
        ("青川县水利局2023年度河道治理项目绩效评价报告", "青川县水利局", 2023, "project", "河道治理"),
        ("中央对地方转移支付区域绩效自评表", "", None, "transfer", ""),
        ("2023年度青川县教育局部门决算公开", "青川县教育局", 2023, "final_accounts", ""),
        ("青川县2022年度困难群众生活救助资金绩效评价报告", "", 2022, "project", "困难群众生活救助资金"),
        ("青川县2022年中央水污染防治资金绩效自评报告", "", 2022, "transfer", "中央水污染防治资金"),
        ("青川县污水处理特许经营项目绩效评价报告", "", None, "project", "污水处理特许经营"),
    ],
)
def test_titles(title: str, agency: str, year: int | None, kind: str, project: str) -> None:
    found = facts(title, "一、基本情况", "正文。")
    assert (found.title, found.agency, found.fiscal_year) == (title, agency, year)
    assert (found.kind, found.project) == (ReportKind(kind), project)


def test_a_title_over_several_lines() -> None:
    found = facts("青川县水利局", "2022年度", "部门整体支出绩效自评报告", "一、概况", "正文。")
    assert found.title == "青川县水利局2022年度部门整体支出绩效自评报告"
    assert (found.agency, found.fiscal_year) == ("青川县水利局", 2022)


def test_the_year_is_neither_that_of_writing_nor_that_of_a_rule() -> None:
    found = facts(
        "部门整体支出绩效自评报告",
        "一、概况",
        "根据《某办法（2020年修订）》和财预〔2019〕8号文件，比2021年增加三项。",
        "2022年全局共有项目三个。2022年支出稳定。",
        "青川县水利局",
        "2023年3月15日",
    )
    assert found.fiscal_year == 2022
    assert found.agency == "青川县水利局"


def test_a_title_left_over_from_the_year_before() -> None:
    body = "2023年度支出稳定。2023年收入稳定。" * 3
    found = facts("2021年度青川县水利局部门整体支出绩效自评报告", "一、概况", body)
    assert found.fiscal_year == 2023
    assert any("2021" in conflict and "2023" in conflict for conflict in found.conflicts)


def test_a_file_name_of_another_year_is_a_conflict() -> None:
    title = "2023年度青川县水利局部门整体支出绩效自评报告"
    found = facts(title, "一、概况", file_name="青川县水利局2022年自评.docx")
    assert found.fiscal_year == 2023
    assert found.conflicts


def test_labels_of_a_form_name_unit_and_project() -> None:
    labels = (("项目名称", "河道治理"), ("主管部门", "青川县水利局"), ("实施单位", "青川县河道管理所"))
    found = facts("项目支出绩效自评表", "（2022年度）", labels=labels)
    assert (found.agency, found.project, found.fiscal_year) == ("青川县水利局", "河道治理", 2022)
    assert found.kind is ReportKind.PROJECT


@pytest.mark.parametrize(
    ("agency", "region", "code", "level"),
    [
        ("广州市番禺区人力资源和社会保障局", "广州市番禺区", "440113", "county"),
        ("番禺区教育局", "番禺区", "440113", "county"),
        ("湖南省财政厅", "湖南省", "430000", "province"),
        ("长沙市城市管理局", "长沙市", "430100", "city"),
        ("鼓楼区教育局", "鼓楼区", "", "county"),
        ("南京市鼓楼区教育局", "南京市鼓楼区", "320106", "county"),
        ("广东省广州市南沙区住房和城乡建设局", "广东省广州市南沙区", "440115", "county"),
        ("延边朝鲜族自治州教育局", "延边朝鲜族自治州", "222400", "city"),
        ("某某市柳湾区生态环境局", "某某市柳湾区", "", "county"),
        ("广西横州市水利局", "广西横州市", "450181", "county"),
        ("祁阳县水利局", "祁阳县", "431121", "county"),
        ("哈密市伊州区教育局", "哈密市伊州区", "650502", "county"),
        ("山东省莱芜市莱城区林业局", "山东省莱芜市莱城区", "371202", "county"),
        ("三明市三元区财政局", "三明市三元区", "350404", "county"),
        ("朝阳区教育局", "朝阳区", "", "county"),
        ("梅溪镇人民政府", "梅溪镇", "", "township"),
        ("市场监督管理局", "", "", ""),
    ],
)
def test_regions(agency: str, region: str, code: str, level: str) -> None:
    place = place_of(agency, load_packs().regions)
    assert (place.name, place.code, place.level) == (region, code, level)


def test_the_table_of_regions() -> None:
    table = load_packs().regions
    by_level = {"province": 0, "city": 0, "county": 0}
    for region in table.by_code.values():
        by_level[region.level] += 1
        assert len(region.code) == 6
        above = region.code[:2].ljust(6, "0")
        assert above in table.by_code
        assert place_of(f"{region.path}财政局", table).code == region.code
    assert by_level["province"] == 34
    assert by_level["city"] == 333
    assert by_level["county"] == 2842
    assert len({region.code for regions in table.by_name.values() for region in regions if region.former}) > 300


def test_the_facts_of_a_real_report() -> None:
    document = read_file(shared("seeds/panyu-2023.txt"))[0]
    packs = load_packs()
    sections = find_sections(document, whole(document), packs)
    found = find_facts(document, whole(document), sections, TableReading(), packs, "panyu-2023.txt")
    assert found.title == "2023年度广州市番禺区人力资源和社会保障局部门整体支出绩效自评报告"
    assert found.agency == "广州市番禺区人力资源和社会保障局"
    assert (found.region, found.region_code, found.fiscal_year) == ("广州市番禺区", "440113", 2023)
    assert found.kind is ReportKind.DEPARTMENT
    assert found.conflicts == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "有力支持了全省经济社会发展。",
        "项目已并经市统计局评估认定。",
        "延伸抽查区农业农村局等单位。",
        "全国大中城市旅游集散中心覆盖率达到95%。",
        "每年动态创建市级示范集中经营场所12家。",
        "根据《广元市财政局关于拨付奖补资金的通知》拨付资金7万元。",
        "涉及乔庄镇中心小学、竹园镇中心小学、沙州镇中心小学。",
    ],
)
def test_words_of_a_sentence_name_no_agency(sentence: str) -> None:
    assert facts("2023年度绩效自评报告", "一、概况", sentence).agency == ""


def test_a_report_without_agency_has_the_region_of_its_title() -> None:
    found = facts("广元市青川县农村饮水工程维修项目绩效评价报告", "一、概况", "正文。")
    assert (found.agency, found.region, found.region_code, found.level) == ("", "广元市青川县", "510822", "county")


@pytest.mark.parametrize(
    ("agency", "region", "code", "level"),
    [
        ("红河州数据中心", "红河州", "532500", "city"),
        ("重庆市彭水县水利局", "重庆市彭水县", "500243", "county"),
        ("大理州洱源县教育局", "大理州洱源县", "532930", "county"),
    ],
)
def test_short_names_of_autonomous_divisions(agency: str, region: str, code: str, level: str) -> None:
    place = place_of(agency, load_packs().regions)
    assert (place.name, place.code, place.level) == (region, code, level)


def test_the_facts_of_a_real_table_without_a_title() -> None:
    document = read_file(shared("seeds/liwan-2023.tsv"))[0]
    (report,) = recognise(document, load_packs(), "liwan-2023.tsv")
    facts = report.facts
    assert (facts.agency, facts.region_code) == ("广州市荔湾区人力资源和社会保障局", "440103")
    assert (facts.fiscal_year, facts.kind) == (2023, ReportKind.DEPARTMENT)
