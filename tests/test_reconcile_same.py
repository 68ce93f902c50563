"""Statements that say the same target, and those of one series."""

from __future__ import annotations

from reconcile_builders import dataset_of, extraction, together

from pipeline.reconcile import reconcile


def test_units_and_words_of_a_restatement_may_differ() -> None:
    dataset = dataset_of("""
        临江新区 | 孵化器面积     | = 85 万平方     | level | 2024..2024
        临江新区 | 孵化器建筑面积 | = 0.85 平方公里 | level | ..2024-12
    """)
    assert together(dataset) == [["85万平方 2024 ×2"]]


def test_an_amount_without_currency_is_money_where_the_indicator_is() -> None:
    dataset = dataset_of("""
        北岸科技园   | 工业投资 | = 17 亿   | cumulative | 2021..2021
        北岸科技工业园 | 工业投资 | = 17 亿元 | cumulative | 2021..2021
        北岸科技园   | 登记用户 | = 17 亿   | level | ..2021
    """)
    assert together(dataset) == [["17亿 2021"], ["17亿 2021 ×2"]]
    assert {target.unit_base for target in dataset.targets} == {"元", ""}


def test_shares_of_a_group_meet_over_its_wordings() -> None:
    dataset = dataset_of("""
        各园区       | 主导产业占比           | >= 80 % | share | ..2030
        全市各产业园区 | 主导产业工业总产值占比   | >= 75 % | share | ..2028
        全市园区     | 园区主导产业比重       | >= 65 % | share | ..2026
    """)
    assert together(dataset) == [["65% 2026", "75% 2028", "80% 2030"]]


def test_how_long_a_procedure_takes_has_many_names() -> None:
    dataset = dataset_of("""
        全省 | 专利审查时间     | <= 9 个月   | level | ..2027
        全省 | 专利审查平均周期 | <= 9 个月   | level | ..2027
        全省 | 专利审查周期     | = 12 个月   | level | ..2025
        全省 | 专利审查收费周期 | = 6 个月    | level | ..2027
        全省 | 企业开办时限     | <= 2 个工作日 | level | ..2025
        全省 | 企业开办时间     | <= 1 个工作日 | level | ..2027
    """)
    assert together(dataset) == [["12个月 2025", "9个月 2027 ×2"], ["2个工作日 2025", "1个工作日 2027"], ["6个月 2027"]]


def test_total_yearly_and_joined_wordings_of_one_amount_meet() -> None:
    dataset = dataset_of("""
        全省 | 风电和光伏发电总装机 | >= 8 亿千瓦   | level | ..2030
        全省 | 风电、光伏发电装机规模 | = 8 亿千瓦   | level | ..2030
        全省 | 水电装机         | = 2 亿千瓦   | level | ..2030
        全省 | 绿氢年产量       | = 30 万吨    | level | ..2030
        全省 | 绿氢总产量       | = 30 万吨    | level | ..2030
        全省 | 办事群众满意率    | >= 95 %     | share | ..2027
        全省 | 办事群众满意度    | >= 95 %     | share | ..2027
    """)
    assert together(dataset) == [["2亿千瓦 2030"], ["30万吨 2030 ×2"], ["8亿千瓦 2030 ×2"], ["95% 2027 ×2"]]


def test_amounts_of_each_and_of_all_stay_apart() -> None:
    dataset = dataset_of("""
        每个园区 | 孵化器 | >= 1 个  | increment | ..2028
        全市园区 | 孵化器 | = 12 个 | level     | ..2028
    """)
    assert together(dataset) == [["12个 2028"], ["1个 2028"]]


def test_investment_and_renovation_investment_are_two_series() -> None:
    dataset = dataset_of("""
        东港区 | 工业投资       | = 50 亿元 | cumulative | 2021..2023
        东港区 | 工业技改投资     | = 9 亿元  | cumulative | 2021..2023
        东港区 | 工业技术改造投资 | = 12 亿元 | cumulative | 2021..2025
    """)
    assert together(dataset) == [["50亿元 2023"], ["9亿元 2023", "12亿元 2025"]]
    found = {target.indicator_id for target in dataset.targets}
    assert found == {"industrial_investment", "industrial_renovation_investment"}


def test_amount_growth_and_share_of_one_name_are_three_series() -> None:
    dataset = dataset_of("""
        全市 | 工业增加值         | = 900 亿元 | level       | ..2025
        全市 | 工业增加值年均增速 | = 8 %      | growth_rate | ..2025
        全市 | 工业增加值占比     | = 8 %      | share       | ..2025
    """)
    assert len(dataset.series) == 3


def test_doubling_and_growing_by_half_are_one_series() -> None:
    dataset = dataset_of("""
        全市园区 | 单位用地产出 | = 2 倍  | change | ..2030
        全市园区 | 单位用地产出 | = 50 % | change | ..2027
    """)
    assert together(dataset) == [["50% 2027", "2倍 2030"]]


def test_another_period_is_another_target() -> None:
    dataset = dataset_of("""
        西园 | 公共服务平台 | = 3 个 | increment | 2021..2023
        西园 | 公共服务平台 | = 3 个 | increment | 2021..2021
        西园 | 公共服务平台 | = 3 个 | increment | ..
    """)
    assert together(dataset) == [["3个 -", "3个 2021", "3个 2023"]]


def test_a_sentence_repeated_under_another_heading_is_one_target() -> None:
    dataset = dataset_of("""
        园区 | 已签约的项目动工率 | >= 70 % | share | .. | 确保签下的项目半年内动工率过70%
        全市 | 动工率           | >= 70 % | share | .. | 确保签下的项目半年内动工率过70%
    """)
    assert together(dataset) == [["70% - ×2"]]
    assert dataset.targets[0].rule == "the same sentence twice in one document"


def test_a_sentence_that_a_table_restates_is_one_target() -> None:
    dataset = dataset_of("""
        二级医院 | 预留号源比例 | = 30 % | share | ..2026 | 二级医院预留30%的号源给基层
        全市     | 有关要求     | = 30 % | share | ..2026 | 二级医院预留30%的号源给基层 | 任务表: 转诊
    """)
    assert together(dataset) == [["30% 2026 ×2"]]
    assert dataset.targets[0].indicator == "预留号源比例"


def test_a_row_label_may_be_the_end_of_the_full_name() -> None:
    dataset = dataset_of("""
        全市 | 再生水利用总量 | ~ 18 亿立方米 | level | ..2030
        全市 | 利用总量       | = 18 亿立方米 | level | ..2030 | 18 | 指标表: 利用总量
    """)
    assert together(dataset) == [["18亿立方米 2030 ×2"]]


def test_a_small_number_does_not_join_a_name_to_its_end() -> None:
    dataset = dataset_of("""
        西园 | 仪表龙头企业 | = 2 家 | increment | ..2030
        西园 | 龙头企业     | = 2 家 | increment | ..2030
    """)
    assert len(dataset.targets) == 2


def test_cells_of_a_row_without_label_are_one_series() -> None:
    dataset = dataset_of("""
        西园 |  | = 45 亿元 | cumulative | 2021..2023 | 45亿元 | 计划表: #3
        西园 |  | = 10 亿元 | cumulative | 2021..2021 | 10亿元 | 计划表: #3
        西园 |  | = 9 亿元  | cumulative | 2021..2021 | 9亿元
        西园 |  | = 8 亿元  | cumulative | 2021..2021 | 8亿元
    """)
    assert together(dataset) == [["10亿元 2021", "45亿元 2023"], ["8亿元 2021"], ["9亿元 2021"]]


def test_the_same_words_in_the_tables_of_two_parks_are_two_targets() -> None:
    dataset = dataset_of("""
        南园 | 孵化器 | = 1 个 | increment | ..2025 | 新建一个孵化器并投入使用 | 南园计划表: 孵化器
        北园 | 孵化器 | = 1 个 | increment | ..2025 | 新建一个孵化器并投入使用 | 北园计划表: 孵化器
    """)
    assert together(dataset) == [["1个 2025"], ["1个 2025"]]


def test_rows_of_one_table_are_not_merged_where_the_words_say_too_little() -> None:
    dataset = dataset_of("""
        南园 | 龙头企业 | = 1 家 | increment | ..2025 | 1家 | 南园计划表: 领域一：船舶
        南园 | 龙头企业 | = 1 家 | increment | ..2025 | 1家 | 南园计划表: 领域二：仪表
    """)
    assert len(dataset.targets) == 2


def test_scopes_of_different_regions_never_meet() -> None:
    line = "全市 | 工业投资 | = 90 亿元 | cumulative | 2021..2025"
    zhuhai = extraction(line, "a01.txt")
    ningbo = extraction(line, "a02.txt", region="330200", region_name="宁波市")
    unknown = extraction(line, "a03.txt", region=None, region_name=None)
    other = extraction(line, "a04.txt", region=None, region_name=None)
    assert len(reconcile([zhuhai, ningbo, unknown, other]).targets) == 4


def test_a_district_by_name_and_by_its_own_document_is_one_scope() -> None:
    city = extraction("香洲区 | 工业投资 | = 90 亿元 | cumulative | 2021..2025", "a01.txt")
    district = extraction(
        "全区 | 工业投资 | = 90 亿元 | cumulative | 2021..2025", "a02.txt", region="440402", region_name="香洲区"
    )
    (target,) = reconcile([city, district]).targets
    assert (len(target.statement_ids), target.region) == (2, "440402")


def test_a_zone_that_bears_the_name_of_a_county_far_away_stays_in_its_city() -> None:
    dataset = dataset_of("东港区 | 工业投资 | = 9 亿元 | cumulative | ..2025")
    assert dataset.targets[0].region == "440400"


def test_an_ambiguous_region_is_said_and_not_chosen() -> None:
    line = "朝阳区 | 工业投资 | = 9 亿元 | cumulative | ..2025"
    dataset = reconcile([extraction(line, region=None, region_name=None)])
    assert [issue.code for issue in dataset.issues] == ["region-ambiguous"]
    assert dataset.targets[0].region is None


def test_an_unknown_unit_is_an_issue_and_the_value_stays() -> None:
    dataset = dataset_of("全市 | 粮食储备 | = 9 蒲式耳 | level | ..2025")
    assert [issue.code for issue in dataset.issues] == ["unit-unknown"]
    assert (dataset.targets[0].value_base, str(dataset.targets[0].value)) == (None, "9")
