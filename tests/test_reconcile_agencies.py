"""Agencies' names as written → official names, by region and date."""

from __future__ import annotations

import pytest
from reconcile_builders import extraction

from pipeline.reconcile import reconcile
from pipeline.reconcile.agencies import resolve

# As written, region of the document, its date → official name; empty where it is not settled.
EXAMPLES = [
    ("市发改局", "441300", "2017-05", "惠州市发展和改革局"),
    ("市发展改革委", "330200", "2020-05", "宁波市发展和改革委员会"),
    ("市教育局", "330200", "2020-05", "宁波市教育局"),
    ("市人力社保局", "330200", "2020-05", "宁波市人力资源和社会保障局"),
    ("市林业和园林局", "440100", "2017-05", "广州市林业和园林局"),
    ("省工业和信息化厅", "440100", "2020-05", "广东省工业和信息化厅"),
    ("区教育局", "440112", "2020-05", "广州市黄埔区教育局"),
    ("县农业农村局", "330523", "2020-05", "安吉县农业农村局"),
    ("市交通委", "310000", "2020-05", "上海市交通委员会"),
    ("宁波市水利局", None, "", "宁波市水利局"),
    ("市委办", "441300", "2017-05", "中共惠州市委办公室"),
    ("市委办", "330200", "2017-05", "中共宁波市委办公厅"),
    ("省府办", "330000", "2017-05", "浙江省人民政府办公厅"),
    ("市编办", "441300", "2017-05", "惠州市机构编制委员会办公室"),
    ("市编办", "441300", "2020-05", "中共惠州市委机构编制委员会办公室"),
    ("市编办", "441300", "", ""),
    ("市金融局", "440100", "2017", "广州市金融工作局"),
    ("市金融局", "440100", "2021", "广州市地方金融监督管理局"),
    ("市税务局", "330200", "2020-05", "国家税务总局宁波市税务局"),
    ("市法院", "330200", "2020-05", "宁波市中级人民法院"),
    ("团市委", "330200", "2020-05", "中国共产主义青年团宁波市委员会"),
    ("国家发展改革委", "330200", "2020-05", "国家发展和改革委员会"),
    ("发展改革委", "000000", "2020-05", "国家发展和改革委员会"),
    ("发展改革委", "330200", "2020-05", "宁波市发展和改革委员会"),
    ("市场监管总局", "000000", "2019-05", "国家市场监督管理总局"),
    ("科技部", "000000", "2019-05", "科学技术部"),
    ("各区", "440100", "2020-05", ""),
    ("市有关部门", "440100", "2020-05", ""),
    ("区教育局", "440100", "2020-05", ""),
    ("朝阳区教育局", None, "", ""),
    ("市政务服务局", "441300", "2017-05", ""),
    ("宁波供电公司", "330200", "2020-05", ""),
]


@pytest.mark.parametrize(("written", "region", "date", "official"), EXAMPLES)
def test_official_name(written: str, region: str | None, date: str, official: str) -> None:
    assert resolve(written, region, date).canonical == official


def test_what_became_of_an_agency_after_the_reform() -> None:
    assert resolve("市环保局", "330200", "2016-05").successor == "宁波市生态环境局"
    assert resolve("环境保护部", "000000", "2016-05").successor == "生态环境部"
    assert resolve("市教育局", "330200", "2016-05").successor == ""


def test_a_row_for_each_name_of_each_document_with_its_roles() -> None:
    first = extraction("全市 | 孵化器 | = 2 个 | increment | ..2025", "a01_x.txt", agencies=["市发改局", "各区"])
    second = extraction("全市 | 孵化器 | = 2 个 | increment | ..2025", "a02_x.txt", agencies=["市发改局"])
    rows = [(row.doc, row.as_written, row.canonical, row.roles) for row in reconcile([first, second]).agencies]
    assert sorted(rows) == [
        ("a01", "各区", "", ("lead",)),
        ("a01", "市发改局", "珠海市发展和改革局", ("lead",)),
        ("a02", "市发改局", "珠海市发展和改革局", ("lead",)),
    ]
