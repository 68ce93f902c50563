"""What follows from the targets: roll-ups, conflicts, supersession; and that the order of inputs changes nothing."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from reconcile_builders import dataset_of, extraction

from pipeline.reconcile import reconcile
from schemas import Conflict, Dataset, Rollup, Series, Target

CITY = """
    全市园区     | 园区工业投资 | = 200 亿元 | cumulative | 2021..2023
    临江港区     | 工业投资 | = 60 亿元   | cumulative | 2021..2023 | 60亿元 | 港区表: 工业投资
    临江港区     | 工业投资 | = 25 亿元   | cumulative | 2021..2021 | 25亿元 | 港区表: 工业投资
    北岸科技园   | 工业投资 | = 7 亿      | cumulative | 2021..2021 | 2021年7亿 | 北岸表: 工业投资
    北岸科技园   | 工业投资 | = 13.5 亿   | cumulative | 2022..2023 | 2022-2023年13.5亿 | 北岸表: 工业投资
    北岸科技园   | 工业投资 | = 70000 万元 | cumulative | ..2021    | 2021年度70000万元 | 北岸表: 工业投资
    西山工业园区 | 工业投资 | = 4 亿元    | cumulative | 2021..2021 | 4亿元 | 西山表: 工业投资
    西山工业园区 | 工业技改投资 | = 9 亿元 | cumulative | 2021..2023 | 9亿元 | 西山表: 技改
"""


def test_parts_add_up_over_scope_and_years() -> None:
    """One park gives the three years, one gives 2021 and 2022–2023, one only 2021: that one is no part."""
    dataset = dataset_of(CITY)
    (rollup,) = [rollup for rollup in dataset.rollups if rollup.over == "scope"]
    targets = {target.target_id: target for target in dataset.targets}
    assert targets[rollup.parent_target_id].value == 200
    assert sorted(str(targets[name].value) for name in rollup.children_target_ids) == ["13.5", "60", "7"]
    assert (rollup.children_sum, rollup.unit_base, rollup.coverage) == (Decimal(8050000000), "元", Decimal("0.4025"))
    assert len(rollup.statement_ids) == 5


def test_years_add_up_to_the_period() -> None:
    dataset = dataset_of("""
        东港区 | 新增就业 | = 900 人 | increment | 2021..2023
        东港区 | 新增就业 | = 200 人 | increment | 2021..2021
        东港区 | 新增就业 | = 300 人 | increment | 2022..2022
    """)
    (rollup,) = dataset.rollups
    assert (rollup.over, rollup.children_sum, rollup.coverage) == ("period", Decimal(500), Decimal("0.5556"))


def test_levels_add_up_only_at_one_date() -> None:
    dataset = dataset_of("""
        全市   | 高新技术企业 | = 100 家 | level | ..2025
        东港区 | 高新技术企业 | = 30 家 | level | ..2025
        西园   | 高新技术企业 | = 20 家 | level | ..2025
        南园   | 高新技术企业 | = 15 家 | level | ..2024
    """)
    (rollup,) = dataset.rollups
    assert rollup.children_sum == 50


def test_shares_and_rates_do_not_add_up() -> None:
    dataset = dataset_of("""
        全市   | 研发投入强度 | = 3 % | share | ..2025
        东港区 | 研发投入强度 | = 4 % | share | ..2025
        西园   | 研发投入强度 | = 5 % | share | ..2025
    """)
    assert dataset.rollups == ()


def test_parts_above_their_total_are_a_conflict_and_many_times_above_it_no_roll_up() -> None:
    plan = """
        全市   | 孵化器面积 | = {total} 万平方米 | level | ..2025
        东港区 | 孵化器面积 | = 50 万平方米      | level | ..2025
        西山区 | 孵化器面积 | = 70 万平方米      | level | ..2025
    """
    for total, rollups, conflicts in (("130", 1, 0), ("100", 1, 1), ("0.6", 0, 1)):
        dataset = dataset_of(plan.format(total=total))
        assert (len(dataset.rollups), len(dataset.conflicts)) == (rollups, conflicts), total


def test_a_sum_below_one_of_its_years_is_a_conflict() -> None:
    dataset = dataset_of("""
        西园 | 工业技改投资 | = 6 亿元 | cumulative | 2021..2023
        西园 | 工业技改投资 | = 20 亿元 | cumulative | 2021..2021
    """)
    (conflict,) = dataset.conflicts
    assert conflict.code == "cumulative-below-part"
    assert len(conflict.statement_ids) == 2
    assert {target.status for target in dataset.targets} == {"conflicting"}


def test_two_numbers_for_one_target_are_a_conflict() -> None:
    dataset = dataset_of("""
        全市 | 工业总产值 | = 700 亿元 | level | ..2025 | 到2025年全市工业总产值达到700亿元
        全市 | 工业总产值 | = 750 亿元 | level | ..2025 | 力争2025年末工业总产值突破750亿元大关
    """)
    assert [conflict.code for conflict in dataset.conflicts] == ["different-values"]


def test_numbers_of_one_sentence_are_meant_side_by_side() -> None:
    dataset = dataset_of("""
        全市 | 基金规模 | = 20 亿元 | increment | ..2025 | 设立规模20亿元、首期5亿元的基金
        全市 | 基金规模 | = 5 亿元  | increment | ..2025 | 设立规模20亿元、首期5亿元的基金
    """)
    assert dataset.conflicts == ()


def test_a_share_above_a_hundred_is_a_conflict() -> None:
    dataset = dataset_of("全市 | 自来水普及率 | = 105 % | share | ..2025")
    assert [conflict.code for conflict in dataset.conflicts] == ["share-above-100"]


def test_a_later_document_of_the_issuer_supersedes() -> None:
    old = extraction(
        "全市 | 工业总产值 | = 700 亿元 | level | ..2025", "a01.txt", issuer="珠海市人民政府", issued_on="2021-03"
    )
    new = extraction(
        "全市 | 工业总产值 | = 650 亿元 | level | ..2025", "a02.txt", issuer="珠海市人民政府", issued_on="2023-02"
    )
    foreign = extraction(
        "全市 | 工业总产值 | = 600 亿元 | level | ..2025", "a03.txt", issuer="珠海市商务局", issued_on="2024-02"
    )
    dataset = reconcile([old, new])
    by_value = {str(target.value): target for target in dataset.targets}
    assert (by_value["700"].status, by_value["650"].status) == ("superseded", "active")
    assert by_value["700"].superseded_by == by_value["650"].target_id
    assert dataset.conflicts == ()
    assert [conflict.code for conflict in reconcile([old, foreign]).conflicts] == ["different-values"]


DOCUMENTS = [
    extraction(CITY, "a01.txt", agencies=["市发改局", "各区"]),
    extraction(CITY, "a02.txt", agencies=["市教育局"]),
    extraction("临江港区 | 工业投资 | = 61 亿元 | cumulative | 2021..2023", "a03.txt", issuer="珠海市人民政府"),
    extraction("全市 | 高新技术企业 | = 5 桶桶 | level | ..2023", "a04.txt", region=None, region_name=None),
]
EXPECTED = reconcile(DOCUMENTS)


def as_text(dataset: Dataset) -> str:
    return dataset.model_dump_json()


@settings(max_examples=30, deadline=None)
@given(st.permutations(range(len(DOCUMENTS))), st.randoms(use_true_random=False), st.booleans())
def test_order_of_documents_and_statements_changes_nothing(order: list[int], random: object, twice: bool) -> None:
    shuffled = []
    for index in [*order, *(order[:1] if twice else [])]:
        document = DOCUMENTS[index]
        statements = list(document.statements)
        random.shuffle(statements)  # type: ignore[attr-defined]
        shuffled.append(document.model_copy(update={"statements": tuple(statements)}))
    assert as_text(reconcile(shuffled)) == as_text(EXPECTED)


def test_a_document_that_cannot_be_reconciled_is_told_and_the_others_are() -> None:
    broken = extraction("东港区 | 工业投资 | = 50 亿元 | cumulative | 2021..2023", name="broken.txt")
    value = broken.statements[0].model_copy(update={"value": Decimal("sNaN")})
    broken = broken.model_copy(update={"statements": (value,)})
    good = extraction("西山区 | 工业投资 | = 9 亿元 | cumulative | 2021..2023", name="good.txt")
    dataset = reconcile([broken, good])
    assert [target.value for target in dataset.targets] == [9]
    assert [(issue.code, issue.source_file) for issue in dataset.issues] == [("not-reconciled", "broken.txt")]


def test_every_conclusion_names_statements_that_exist_and_a_rule() -> None:
    known = {statement.statement_id for document in DOCUMENTS for statement in document.statements}
    records: list[Target | Series | Rollup | Conflict] = [*EXPECTED.targets, *EXPECTED.series]
    records += [*EXPECTED.rollups, *EXPECTED.conflicts]
    for record in records:
        assert record.rule
        assert record.statement_ids and set(record.statement_ids) <= known


def test_targets_and_series_are_what_their_models_allow() -> None:
    for target in EXPECTED.targets:
        checked = Target(**target.model_dump())
        assert checked == target and checked.model_dump_json() == target.model_dump_json()
    for series in EXPECTED.series:
        record = Series(**series.model_dump())
        assert record == series and record.model_dump_json() == series.model_dump_json()


def test_ids_are_unique() -> None:
    for records, field in (
        (EXPECTED.targets, "target_id"),
        (EXPECTED.series, "series_id"),
        (EXPECTED.rollups, "rollup_id"),
        (EXPECTED.conflicts, "conflict_id"),
    ):
        ids = [getattr(record, field) for record in records]
        assert len(ids) == len(set(ids))
