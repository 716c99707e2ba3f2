"""What templates may name: every form has an example of its data, every name an explanation."""

from __future__ import annotations

from collections.abc import Mapping

from ledger_xlsx import vocabulary
from ledger_xlsx.document.names import known
from ledger_xlsx.document.templates import example, names, shipped
from ledger_xlsx.forms import OWN, OwnColumns, paths
from ledger_xlsx.items import ITEMS
from ledger_xlsx.paper import pages
from tests.document.books import odd_ledger


def test_every_name_is_explained():
    found = {"台账": vocabulary.of_ledger(), **vocabulary.of_forms(ITEMS)}
    assert list(vocabulary.unexplained(found)) == []


def test_every_form_has_an_example_with_something_in_every_list():
    found = vocabulary.of_forms(ITEMS)
    assert set(found) == set(shipped().forms)
    # What a list without elements would hold, nobody could name.
    empty = [
        f"{form}：{path}" for form, one in found.items() for path, value in paths("表", one.data) if value in ([], ())
    ]
    assert empty == []


def test_every_name_of_a_real_ledgers_pages_is_known():
    for page in pages(odd_ledger(), ITEMS):
        unknown = [path for path, _ in paths("表", page.data) if not names()[page.form].has(path)]
        assert unknown == [], page.form


def test_a_required_column_is_told_from_others():
    found = vocabulary.of_forms(ITEMS)
    assert "表.集体讨论" in found["备课组活动记录"].required
    assert "表.照片" not in found["备课组活动记录"].required
    # 表1 and 工作计划 both have a column 内容: the one with most of the titles beside it counts.
    assert [n.meaning for n in found["表1活动安排"].names if n.path == "表.行[].内容"] == [
        "「表1活动安排」里的「内容」"
    ]


def test_the_file_beside_the_templates_is_read_back_as_it_was():
    forms = vocabulary.of_forms(ITEMS)
    read = known(example())
    assert {name: set(one.values) for name, one in read.items() if name != "台账"} == {
        name: {path for path, _ in paths("表", one.data)} | set(read["台账"].values) for name, one in forms.items()
    }
    assert read["备课组活动记录"].is_pictures("表.照片")


def test_a_row_without_columns_of_a_schools_own_gives_nothing_for_them():
    row: Mapping[str, OwnColumns] = odd_ledger().basics.shown()
    assert row[OWN]["没有"] == ""
