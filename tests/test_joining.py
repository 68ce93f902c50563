"""Joining pieces of tables. Each piece is written as it stands on its page: a line a row, cells parted by |.

A cell « goes on from its left neighbour, ^ from the one above; ~ at a cell's end says that its last line is full.
"""

from __future__ import annotations

from extractors.readers.joining import GridCell, GridPiece, join_tables
from schemas import Piece, Table


def piece(
    page: int, *lines: str, edges: tuple[float, ...] = (), title: str = "", follows: bool | None = None
) -> GridPiece:
    """Return the piece that the lines describe; it follows the one before unless it stands on page 1."""
    grid = [line.split("|") for line in lines]
    cells: list[GridCell] = []
    for row, words in enumerate(grid):
        for column, word in enumerate(words):
            if word in ("^", "«"):
                continue
            down = 1
            while row + down < len(grid) and grid[row + down][column] == "^":
                down += 1
            right = 1
            while column + right < len(words) and words[column + right] == "«":
                right += 1
            text = word.rstrip("~")
            room = None if not text else 0.0 if word.endswith("~") else 9.0
            pieces = (Piece(start=100 * page + row, end=100 * page + row + 1),) if text else ()
            cells.append(GridCell(row, column, text, down, right, pieces, room))
    return GridPiece(
        len(grid),
        len(grid[0]),
        cells,
        page,
        100 * page,
        100 * page + 99,
        title=title,
        follows=page > 1 if follows is None else follows,
        edges=edges,
    )


def shown(table: Table) -> list[str]:
    """Return the table's rows in the notation of `piece`, pieces of a cell parted by +."""
    grid = [[""] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        for row in range(cell.row, cell.row + cell.row_span):
            for column in range(cell.column, cell.column + cell.column_span):
                grid[row][column] = "«" if column > cell.column else "^"
        grid[cell.row][cell.column] = cell.text.replace("\n", "+")
    return ["|".join(row) for row in grid]


def one(*pieces: GridPiece) -> Table:
    """Return the only table that the pieces make."""
    (joined,) = join_tables(pieces, "0" * 16)
    return joined.table


def test_a_repeated_head_is_dropped() -> None:
    table = one(
        piece(1, "县区|目标|措施", "东湖县|8亿元|加快开工。", title="投资计划"),
        piece(2, "县区|目标|措施", "西岭县|5亿元|加快投产。"),
    )
    assert shown(table) == ["县区|目标|措施", "东湖县|8亿元|加快开工。", "西岭县|5亿元|加快投产。"]
    assert (table.title, table.head_rows, table.pages) == ("投资计划", 1, (1, 2))


def test_a_two_row_head_is_dropped() -> None:
    head = ("县区|2026年|«|2027年|«", "^|目标|措施|目标|措施")
    table = one(
        piece(1, *head, "东湖县|8亿元|加快开工。|9亿元|加快投产。"),
        piece(2, *head, "西岭县|5亿元|加快投产。|6亿元|达产达效。"),
    )
    assert shown(table)[2:] == ["东湖县|8亿元|加快开工。|9亿元|加快投产。", "西岭县|5亿元|加快投产。|6亿元|达产达效。"]
    assert table.head_rows == 2


def test_a_cell_split_by_the_page_is_joined_and_keeps_both_pieces() -> None:
    table = one(
        piece(1, "县区|目标|措施", "东湖县|8亿元|对列入年度计划的重大项目逐个明确开工时间，做好用~"),
        piece(2, "县区|目标|措施", "||地保障。", "西岭县|5亿元|加快投产。"),
    )
    assert shown(table) == [
        "县区|目标|措施",
        "东湖县|8亿元|对列入年度计划的重大项目逐个明确开工时间，做好用+地保障。",
        "西岭县|5亿元|加快投产。",
    ]
    split = next(cell for cell in table.cells if "+" in shown(table)[1] and cell.row == 1 and cell.column == 2)
    assert [part.start for part in split.pieces] == [101, 201]


def test_a_new_row_is_not_taken_for_a_split_one() -> None:
    table = one(
        piece(1, "县区|目标|措施", "东湖县|8亿元|加快开工。"),
        piece(2, "西岭县|5亿元|加快投产。"),
        piece(3, "南桥区||盘活厂房。"),
    )
    assert [row.split("|")[0] for row in shown(table)] == ["县区", "东湖县", "西岭县", "南桥区"]


def test_labels_that_fill_narrow_cells_are_not_glued() -> None:
    table = one(
        piece(1, "领域|任务|措施", "创新~|高企培育~|加快培育。"),
        piece(2, "产业~|集群建设~|补链强链。"),
    )
    assert len(shown(table)) == 3


def test_spans_are_carried_over_the_page() -> None:
    table = one(
        piece(1, "领域|任务|措施|考核单位", "创新驱动|高企培育|加快培育。|市科技局", "^|平台建设|提质增效。|^"),
        piece(2, "领域|任务|措施|考核单位", "|人才引进|引育并举。|", "产业升级|集群建设|补链强链。|市工信局"),
    )
    assert shown(table) == [
        "领域|任务|措施|考核单位",
        "创新驱动|高企培育|加快培育。|市科技局",
        "^|平台建设|提质增效。|^",
        "^|人才引进|引育并举。|^",
        "产业升级|集群建设|补链强链。|市工信局",
    ]


def test_a_blank_value_of_a_new_row_stays_blank() -> None:
    table = one(
        piece(1, "领域|任务|目标|措施", "创新驱动|高企培育|150家|加快培育。"),
        piece(2, "领域|任务|目标|措施", "|人才引进||引育并举。"),
    )
    assert shown(table)[-1] == "^|人才引进||引育并举。"


def test_numbered_items_go_on_counting() -> None:
    table = one(
        piece(1, "县区|目标|措施", "东湖县|8亿元|1.做好用地保障；2.加快审批；"),
        piece(2, "||3.强化要素保障。"),
    )
    assert shown(table)[-1] == "东湖县|8亿元|1.做好用地保障；2.加快审批；+3.强化要素保障。"


def test_another_title_or_width_begins_another_table() -> None:
    first = piece(1, "县区|目标", "东湖县|8亿元", edges=(90, 200, 500))
    narrower = piece(2, "县区|目标", "西岭县|5亿元", edges=(90, 200, 400))
    apart = piece(2, "县区|目标", "西岭县|5亿元", edges=(90, 200, 500), follows=False)
    titled = piece(2, "专栏2 供水|«", "西岭县|5亿元", edges=(90, 200, 500))
    for second in (narrower, apart, titled):
        assert len(join_tables([first, second])) == 2


def test_columns_are_matched_by_their_edges() -> None:
    table = one(
        piece(1, "县区|目标|«", "东湖县|8亿元|9亿元", edges=(90, 200, 300, 500)),
        piece(2, "西岭县|合计11亿元", edges=(72, 182, 482)),
    )
    assert shown(table) == ["县区|目标|«", "东湖县|8亿元|9亿元", "西岭县|合计11亿元|«"]


def test_an_empty_sliver_adds_no_row() -> None:
    table = one(piece(1, "县区|目标", "东湖县|8亿元"), piece(2, "|", "西岭县|5亿元"))
    assert shown(table) == ["县区|目标", "东湖县|8亿元", "西岭县|5亿元"]


def test_a_table_without_a_head_has_none() -> None:
    assert one(piece(1, "东湖县|8亿元", "西岭县|5亿元")).head_rows == 0


def test_ids_are_the_same_on_every_run() -> None:
    pieces = [piece(1, "县区|目标", "东湖县|8亿元"), piece(2, "西岭县|5亿元")]
    assert join_tables(pieces, "abc")[0].table.table_id == join_tables(pieces, "abc")[0].table.table_id
