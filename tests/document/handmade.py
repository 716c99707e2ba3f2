"""Ledgers typed by hand in Word: one as the requirements ask, and one as a hurried group hands it in."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt

PAGE_FIELD = f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE \\* MERGEFORMAT "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


@dataclass
class Typist:
    """Types a ledger paragraph by paragraph, setting each by hand as people do. `font` is set only where one is named."""

    font: str = "宋体"
    title_size: float = 16
    body_size: float = 12
    spacing: float = 1.5
    centred_by_blanks: bool = False
    bold: bool = True
    careful_tables: bool = True
    page_breaks: bool = True
    document: Any = field(default_factory=Document)

    def __post_init__(self) -> None:
        section = self.document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.5)

    def line(self, text: str, size: float = 0, *, bold: bool = False, align: Any = None) -> Any:
        """A paragraph, its format set directly."""
        paragraph = self.document.add_paragraph()
        paragraph.alignment = align
        self.set(paragraph, text, size or self.body_size, bold=bold, spacing=self.spacing)
        return paragraph

    def set(self, paragraph: Any, text: str, size: float, *, bold: bool, spacing: float) -> None:
        """Put formatted text into a paragraph."""
        run = paragraph.add_run(text)
        run.font.size, run.bold = Pt(size), bold
        if self.font:
            run.font.name = "Times New Roman"
            run._element.rPr.rFonts.set(qn("w:eastAsia"), self.font)
        paragraph.paragraph_format.line_spacing = spacing

    def title(self, text: str, *, page: bool = True) -> None:
        """A big title, on a new page unless told otherwise."""
        if page and self.page_breaks:
            self.document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        if self.centred_by_blanks:
            self.line(f"              {text}", self.title_size, bold=self.bold)
        else:
            self.line(text, self.title_size, bold=self.bold, align=WD_ALIGN_PARAGRAPH.CENTER)

    def subtitle(self, text: str) -> None:
        """A subtitle at the right."""
        self.line(text, 14, align=WD_ALIGN_PARAGRAPH.RIGHT)

    def heading(self, text: str) -> None:
        """A small heading."""
        self.line(text, bold=self.bold)

    def table(self, rows: list[list[str]], size: float = 10.5, spacing: float = 1.0) -> None:
        """A table, its first row repeated and no row torn where the typist is careful."""
        table = self.document.add_table(len(rows), len(rows[0]), style="Table Grid")
        for number, (row, texts) in enumerate(zip(table.rows, rows, strict=True)):
            properties = row._tr.get_or_add_trPr()
            if self.careful_tables:
                properties.append(OxmlElement("w:cantSplit"))
                if number == 0:
                    properties.append(OxmlElement("w:tblHeader"))
            for cell, text in zip(row.cells, texts, strict=True):
                self.set(cell.paragraphs[0], text, size, bold=False, spacing=spacing)

    def number_pages(self) -> None:
        """Page numbers at the foot of every page but the first."""
        section = self.document.sections[0]
        section.different_first_page_header_footer = True
        section.footer.paragraphs[0]._p.append(parse_xml(PAGE_FIELD))

    def saved(self) -> bytes:
        """The file."""
        buffer = io.BytesIO()
        self.document.save(buffer)
        return buffer.getvalue()


def typed(hand: Typist, *, contents: bool = True, leave_out: str = "") -> bytes:  # noqa: PLR0915 - a ledger is long
    """A term's ledger of 二年级音乐 (no item 9 there), typed by hand as `hand` does."""
    centre = WD_ALIGN_PARAGRAPH.CENTER
    hand.line("常州市新北区孟河中心小学", 22, bold=True, align=centre)
    hand.line("2023~2024学年第二学期", 18, align=centre)
    hand.line("集体备课工作台账资料", 28, bold=True, align=centre)
    hand.line("备课组名称：二年级音乐备课组", 16, align=centre)
    if contents:
        hand.title("目录")
        for text in ("2. 备课组计划\t1", "4. 备课组研讨活动记录\t3", "10. 备课组总结\t9"):
            hand.line(text)
    hand.title("以乐润心，合作共研")
    hand.subtitle("——2023—2024学年第二学期（二）年级音乐备课组工作计划")
    hand.heading("一、备课组成员课务及个人简介")
    hand.table([["姓名", "性别", "年龄"], ["张思月", "女", "32"]])
    hand.heading("二、工作要点")
    hand.line("围绕教材研读和课堂教学，一、认真备课；二、上好研究课。")
    hand.line("一、认真研读教材，每两周研讨一次，把学生喜欢的歌曲和动作结合起来。")
    hand.heading("三、分工与合作")
    hand.line("（一）张思月负责计划和总结。")
    hand.heading("附表目录：")
    for text in ("表1：备课组工作安排", "表2：教学进度表", "表3：有效练习命制安排表"):
        hand.line(text)
    hand.line("2024年2月23日", align=WD_ALIGN_PARAGRAPH.RIGHT)
    hand.title("表1：二年级音乐学科备课组活动安排    时间：2024年2月—6月")
    hand.table([["周次", "内  容", "形 式"], ["第1周", "整体感悟教材", "讨论"]])
    hand.line("说明1、备课组围绕教材研读开展活动。")
    hand.title("表2：人音版二年级下册音乐教学进度安排表")
    hand.line("制表人：张思月", align=WD_ALIGN_PARAGRAPH.RIGHT)
    hand.table([["周次", "教学内容", "课时"], *([str(week), "学唱歌曲，听一听再唱一唱", "2"] for week in range(1, 61))])
    hand.title("表3：有效练习命制安排表")
    hand.table([["周次", "练习内容", "命制人"], ["1", "节奏练习", "张思月"]])
    for number in "一二":
        hand.title(f"备课组活动记录（{number}）")
        hand.table([["活动时间", "2024年2月22日", "活动地点", "音乐室"]], size=12, spacing=1.5)
        hand.line("活动过程：", bold=hand.bold)
        hand.heading("一、上周教学工作回顾与反思")
        hand.line("学生能跟着琴声唱准旋律。")
        hand.heading("二、单元分析（单元教材分析、单元目标要求、单元设计意图、单元目标达成分析）（附在最后）")
        hand.line("见下一页“单元分析”表格")
        hand.heading("四、集体讨论（包括修改意见、经典诵读积累和写话、有效练习设计的统一）")
        hand.line("1、同意张思月老师的设计。")
    hand.title("第一单元（春天来了）单元分析")
    hand.table([["序号", "内容", "个人设计"], ["一", "单元教材分析", "歌曲三首"]])
    hand.title("孟河中心小学二年级音乐备课组理论学习摘记")
    hand.table([["时间", "2024年3月1日", "摘记人", "张思月"]], size=12, spacing=1.5)
    hand.title("二年级音乐备课组有效练习设计")
    hand.line("用五号字写的一道题", 10.5)
    if leave_out != "每日一议":
        hand.title("每日一议")
        hand.table([["日期", "议题", "讨论要点"], ["3.5", "怎样教节奏", "先拍后唱"]])
    hand.title("特色作业设计")
    hand.table([["作业名称", "春天的歌"], ["设计人", "张思月"]])
    hand.line("学生作品照片", 10.5, align=centre)
    hand.title("以乐润心，共同成长")
    hand.subtitle("——2023—2024学年第二学期（二）年级音乐备课组工作总结")
    hand.heading("一、本学期主要工作")
    hand.line("开展活动九次。")
    hand.heading("二、存在问题")
    hand.line("练习的层次还不够清楚。")
    return hand.saved()


def right() -> bytes:
    """As the requirements ask."""
    hand = Typist()
    hand.number_pages()
    return typed(hand)


def sloppy() -> bytes:
    """Calibri's Chinese neighbour, titles pushed by blanks, 五号 and single lines, no page numbers, no page breaks."""
    hand = Typist(
        font="等线", title_size=18, body_size=10.5, spacing=1.0, centred_by_blanks=True, bold=False,
        careful_tables=False, page_breaks=False,
    )  # fmt: skip
    section = hand.document.sections[0]
    section.page_width, section.page_height = Cm(21.59), Cm(27.94)
    return typed(hand, contents=False, leave_out="每日一议")
