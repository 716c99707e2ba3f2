"""What the office prints of a batch: a sheet to carry round for each group (反馈单), half a page for the staff meeting.

Neither ranks anybody or holds what stands in a cell; marks and praise are left to the hand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from ledger_xlsx import api
from ledger_xlsx.document.base import base
from ledger_xlsx.document.draw import draw
from ledger_xlsx.document.render import render
from ledger_xlsx.document.templates import TemplateSet
from ledger_xlsx.findings import Severity
from ledger_xlsx.forms import Band, Form, Grid, Line, Look, Page, Slot, heading, table_of, title
from ledger_xlsx.items import ITEMS
from ledger_xlsx.office.overview.groups import Line as Group
from ledger_xlsx.office.overview.groups import Standing, lines
from ledger_xlsx.office.overview.tables import counted, state_of
from ledger_xlsx.office.results import ItemState, Run, State

HAND_HEIGHT = 4.2
"""Of the boxes that are filled in by hand, in cm."""
COMMONEST, SEVERAL = 5, 2
"""So many problems are named, each of so many groups at least."""
NOT_IN, UNREADABLE = "未交", "打不开"
UNKNOWN = "—"
SIGNED = "调研人签名：____________　组长签名：____________　日期：____年__月__日"
NO_PROBLEM = "没有几个组都有的问题。"
PASSED = frozenset({Standing.PASSED, Standing.WITH_ADVICE})


def by_hand(label: str) -> Band:
    """A box to write into."""
    return Band([Slot(label, look=Look.LABEL), Slot("", look=Look.FORM)], height=HAND_HEIGHT)


SHEET = Form(
    "反馈单",
    (
        title("{{ 表.时间 }}备课组台账反馈单"),
        Line("备课组：{{ 表.备课组 }}　　组长：{{ 表.组长 }}", Look.PLAIN),
        table_of({"序号": 1.4, "项目": 7.0, "应有": 2.0, "现有": 2.0, "情况": 3.6}, "各项", left=("项目",), height=0.9),
        Line("{{ 表.要改 }}", Look.PLAIN),
        Grid((2.4, 13.6), [by_hand("亮  点"), by_hand("建  议")], kept=True),
        Line(SIGNED, Look.RIGHT),
    ),
    bare=True,
)
DIGEST = Form(
    "反馈小结",
    (
        title("{{ 表.时间 }}备课组台账调研小结"),
        Line("{{ 表.总的情况 }}"),
        heading("几个组都有的问题"),
        Line("{{ 表.问题 }}"),
        Line("{{ 表.日期 }}", Look.RIGHT),
    ),
    bare=True,
)


@cache
def templates() -> TemplateSet:
    """The Word templates of both, drawn once in a process."""
    return TemplateSet(base(), {form.name: draw(form) for form in (SHEET, DIGEST)})


def printed(form: Form, data: Mapping[str, Any]) -> bytes:
    """A form filled in, as a document (.docx). Equal data gives equal bytes."""
    return render(templates(), {"学校简称": "", "备课组名称": ""}, [Page(form.name, data)], {}).data


def sheets(run: Run) -> dict[str, bytes]:
    """The sheet of each group of the roster, or of each workbook where there is none, by its name."""
    return {line.name: printed(SHEET, sheet(line, run)) for line in lines(run)}


def sheet(line: Group, run: Run) -> dict[str, Any]:
    """What stands on a group's sheet."""
    unreadable = any(not result.readable for result in line.results)
    rows = []
    for item in ITEMS:
        own = line.item(item.number)
        state = state_of(own)
        rows.append(
            {
                "序号": str(item.number),
                "项目": item.name,
                "应有": number([one.due for one in own]) if state and wanted(state) else "",
                "现有": number([one.done for one in own]) if state and wanted(state) else "",
                "情况": state.label if state else UNREADABLE if unreadable else NOT_IN,
            }
        )
    return {
        "时间": moment(run),
        "备课组": line.name,
        "组长": line.leader or "        ",
        "各项": rows,
        "要改": to_mend(line),
    }


def wanted(state: ItemState) -> bool:
    """Whether an item is asked for."""
    return state.state not in {State.AT_END, State.NOT_NEEDED}


def number(counts: Sequence[int | None]) -> str:
    """The sum of all workbooks; a dash where nobody sets a number."""
    known = [count for count in counts if count is not None]
    return str(sum(known)) if known else UNKNOWN


def to_mend(line: Group) -> str:
    """How much has to be mended, in a sentence."""
    must, better = line.count(Severity.ERROR), line.count(Severity.WARNING)
    if not line.results:
        return "还没有交。"
    if any(not result.readable for result in line.results):
        return "交来的文件打不开，请换一份再交。"
    if not must and not better:
        return "没有要改的地方。"
    parts = [f"必须改 {must} 处"] if must else []
    parts += [f"建议改 {better} 处"] if better else []
    return f"{'，'.join(parts)}，详见退回的「标注」工作簿。"


def digest(run: Run) -> bytes:
    """Half a page for the staff meeting: how many have handed in, and what many should look at."""
    found = lines(run)
    listed = [line for line in found if run.roster is None or any(g.name == line.name for g in run.roster.groups)]
    handed_in = sum(bool(line.results) for line in listed)
    passed = sum(line.standing in PASSED for line in listed)
    said = f"这次应交 {len(listed)} 个备课组，已交 {handed_in} 个；其中 {passed} 个组没有必须改的地方，可以打印。"
    if handed_in - passed:
        said += f"其余 {handed_in - passed} 个组还要改、要补或要换一份，请照退回的说明做。"
    problems = "\n".join(f"{place}. {words}" for place, words in enumerate(commonest(found), start=1)) or NO_PROBLEM
    day = run.options.day
    return printed(
        DIGEST, {"时间": moment(run), "总的情况": said, "问题": problems, "日期": spoken(day) if day else ""}
    )


def commonest(found: Sequence[Group]) -> list[str]:
    """The problems that most groups have, in plain words, without anybody's name; hints are none."""
    groups: dict[str, set[str]] = defaultdict(set)
    for line in found:
        for problem in counted(line):
            if problem.severity is not Severity.HINT:
                groups[problem.code].add(line.name)
    why = {rule.notice.code: rule.notice.why for rule in api.rules()}
    shared = [code for code, names in groups.items() if len(names) >= SEVERAL]
    codes = sorted(shared, key=lambda code: (-len(groups[code]), code))[:COMMONEST]
    return [f"{why.get(code, '').rstrip('。')}（{len(groups[code])} 个组，{code}）。" for code in codes]


def moment(run: Run) -> str:
    """2024年4月调研, 期末."""
    day = run.options.day
    return f"{day.year}年{day.month}月调研" if day and run.stage is api.Stage.MONTHLY else str(run.stage)


def spoken(day: date) -> str:
    """2024年4月26日."""
    return f"{day.year}年{day.month}月{day.day}日"
