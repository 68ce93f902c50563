"""Document facts: what a document says of itself. Every document here is invented; the regions are real."""

from __future__ import annotations

import pytest

from extractors.facts.dates import iso_date
from extractors.facts.regions import by_code, leading, named, of_number, resolve
from extractors.readers import read_bytes
from schemas import Facts


def facts(*lines: str) -> Facts:
    """Return the facts of a text with these lines."""
    return read_bytes("\n".join(lines).encode("utf-8"), "t.txt").facts


NOTICE = (
    "嘉兴市人民政府办公室关于印发嘉兴市水网建设三年行动方案（2023—2025年）的通知",
    "嘉政办发〔2023〕16号",
    "各县（市、区）人民政府，市级各部门：",
    "《嘉兴市水网建设三年行动方案（2023—2025年）》已经市政府同意，现印发给你们。",
    "嘉兴市人民政府办公室",
    "2023年4月7日",
    "嘉兴市水网建设三年行动方案（2023—2025年）",
    "为贯彻落实《水网建设规划纲要》，根据《浙江省水网建设规划》（浙水计〔2022〕9号）和《嘉兴市国土空间总体规划"
    "（2021—2035年）》，制定本方案。",
    "2021年6月3日，全市曾开展水利普查，摸清了底数。",
)


def test_a_notice_with_a_plan_annexed() -> None:
    found = facts(*NOTICE)
    assert found.title == NOTICE[0]
    assert found.number == "嘉政办发〔2023〕16号"
    assert found.issuer == "嘉兴市人民政府办公室"
    assert (found.region, found.region_name) == ("330400", "嘉兴市")
    assert found.issued_on == "2023-04-07"
    assert (found.plan_start, found.plan_end) == ("2023", "2025")
    assert found.cites == (
        "水网建设规划纲要",
        "浙江省水网建设规划（浙水计〔2022〕9号）",
        "嘉兴市国土空间总体规划（2021—2035年）",
    )


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("浙政发〔2019〕3号", "浙政发〔2019〕3号"),
        ("建城函[2016]211号", "建城函[2016]211号"),
        ("国发（1996）12号", "国发（1996）12号"),
        ("闽政 〔2020〕 5 号", "闽政〔2020〕5号"),
    ],
)
def test_numbers_of_documents(line: str, number: str) -> None:
    assert facts("关于加强水利工作的意见", line, "各市人民政府：", "现提出如下意见。").number == number


def test_a_number_that_is_cited_is_not_the_documents_own() -> None:
    found = facts("关于加强水利工作的意见", "根据《水利条例》（浙政发〔2019〕3号），提出如下意见。")
    assert found.number is None


def test_title_number_and_body_run_together_in_one_paragraph() -> None:
    found = facts(
        "国务院办公厅关于做好抗旱工作的通知国办发〔2011〕9号各省、自治区、直辖市人民政府：当前旱情发展。"
        "国务院办公厅二○一一年二月八日（此件公开发布）"
    )
    assert found.title == "国务院办公厅关于做好抗旱工作的通知"
    assert found.number == "国办发〔2011〕9号"
    assert found.issued_on == "2011-02-08"
    assert found.region == "000000"


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2017年3月5日", "2017-03-05"),
        ("二○一○年十月十六日", "2010-10-16"),
        ("二〇〇七年十一月二十日", "2007-11-20"),
        ("２０１７年 3 月", None),
        ("2017年3月", "2017-03"),
        ("2018-06-21 10:00", "2018-06-21"),
        ("2018/6/1", "2018-06-01"),
        ("2018年13月", None),
        ("第2018号", None),
    ],
)
def test_dates(text: str, date: str | None) -> None:
    assert iso_date(text) == date


@pytest.mark.parametrize(
    ("lines", "date"),
    [
        (("关于抗旱的通知", "2020年1月3日起执行旧标准的，仍按旧标准。", "省水利厅", "2021年5月6日"), "2021-05-06"),
        (("政府工作报告", "——2024年1月20日在某省第十四届人民代表大会第二次会议上", "各位代表："), "2024-01-20"),
        (("关于抗旱的通知", "各市：请于2021年3月1日前报送。"), None),
    ],
)
def test_the_date_of_issue_is_the_signatures_not_a_cited_one(lines: tuple[str, ...], date: str | None) -> None:
    assert facts(*lines).issued_on == date


@pytest.mark.parametrize(
    ("lines", "years"),
    [
        (("绍兴市水网建设“十四五”规划",), ("2021", "2025")),
        (("绍兴市水网建设规划（2021-2035年）",), ("2021", "2035")),
        (("绍兴市水网建设若干规定", "本规定实行年限为2016至2020年。"), ("2016", "2020")),
        (("绍兴市水网建设三年行动计划", "2018-2020年，投资30亿元。2018—2020年，新建河道20公里。"), ("2018", "2020")),
        (("2024年绍兴市水利工作要点",), ("2024", "2024")),
        (("绍兴市河道管理办法",), (None, None)),
    ],
)
def test_the_plans_own_period(lines: tuple[str, ...], years: tuple[str | None, str | None]) -> None:
    found = facts(*lines, "各有关部门要抓好落实。")
    assert (found.plan_start, found.plan_end) == years


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (("国务院关于加强水利工作的意见", "各省、自治区、直辖市人民政府："), "000000"),
        (("水利部办公厅关于印发节水要点的通知",), None),
        (("财政部 水利部关于下达资金的通知", "各有关单位："), "000000"),
        (("绍兴市水网建设规划",), "330600"),
        (("广东省广州市天河区人民政府关于治水的通知",), "440106"),
        (("鼓楼区人民政府关于治水的通知",), None),
        (("鼓楼区人民政府关于治水的通知", "福州市人民政府同意本通知。福州市水利局配合。"), "350102"),
        (("治水若干措施", "本措施由宁波市水利局负责解释。"), "330200"),
        (("治水若干措施", "我市要加快治水。台州市城区、台州市各县都要治水。"), "331000"),
        (("治水若干措施", "甬政办发〔2020〕7号", "各单位："), "330200"),
    ],
)
def test_regions(lines: tuple[str, ...], code: str | None) -> None:
    found = facts(*lines, "请认真贯彻执行。")
    if code is None:
        assert found.region in (None, "000000")
    else:
        assert found.region == code


def test_names_of_regions() -> None:
    assert [region.code for region in leading("浙江省嘉兴市南湖区卫生健康局")] == ["330402"]
    assert resolve(named("鼓楼区")) is None
    former = resolve(named("襄樊市"), year=2005)
    assert former is not None and former.until is not None
    assert by_code()["420600"].name == "襄阳市"
    shenzhen = of_number("深府〔2020〕1号")
    assert shenzhen is not None and shenzhen.name == "深圳市"


def test_joint_issuers_are_parted() -> None:
    found = facts("关于印发治水要点的通知", "各市：请执行。", "浙江省水利厅　浙江省财政厅", "2022年3月4日")
    assert found.issuer == "浙江省水利厅 浙江省财政厅"
    assert found.region == "330000"


def test_nothing_is_guessed_where_nothing_is_stated() -> None:
    assert facts("治水需要全社会参与，人人有责。") == Facts()
