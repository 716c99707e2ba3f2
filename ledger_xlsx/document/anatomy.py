"""What the lines of a finished ledger are: big titles, subtitles, small headings, body, tables, item by item.

A ledger typed by hand has no styles of ours, so lines are known by the requirements' own words and by their place. What
is not known for sure is left alone: better a slip unseen than a good ledger blamed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from unicodedata import normalize

from ledger_xlsx.document.effective import OFF, Element, Formats, value, w

ITEMS = {
    1: "封面", 2: "备课组计划", 3: "教学进度表", 4: "备课组研讨活动记录", 5: "备课组理论学习内容",
    6: "备课组内有效练习设计", 7: "每日一议", 8: "特色作业设计及学生作品展评", 9: "期末学业质量检测报告", 10: "备课组总结",
}  # fmt: skip
"""The requirements' ten items."""

CHINESE = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
NOT_PRINTED = {w("del"), w("moveFrom"), FALLBACK}
# Where Word last saw a page begin, by whatever means it came about.
RENDERED_BREAK = w("lastRenderedPageBreak")
AROUND = {w("sdt"), w("sdtContent"), w("customXml"), w("ins"), w("moveTo"), w("smartTag")}

NUMBER = r"(?:第?[0-9]+项?[、.:]?|[一二三四五六七八九十]+[、.]|\([一二三四五六七八九十]+\))"
DASHED = re.compile(r"[-—–―─_]+.*(?:学期|工作计划|工作总结).*")
COVER = re.compile(r".*集体备课(?:工作)?台账.*")
CONTENTS = re.compile(r"目录|本月新增.*|新增内容.*")
ADDED = re.compile(r"本月新增.*|新增内容.*")
NAMED = re.compile(rf"{NUMBER}?(?P<name>{'|'.join(ITEMS.values())})")
TITLES = (
    (2, re.compile(r"[^-—–―─_].{0,40}工作计划")),
    (2, re.compile(r"表1(?!\d).*")),
    (3, re.compile(r"表[23](?!\d).*|.{0,30}教学进度(?:安排)?表")),
    (4, re.compile(r".{0,20}备课组(?:研讨)?活动记录(?:表)?.{0,8}|.{1,40}单元分析(?:表)?")),
    (5, re.compile(r".{0,40}学习(?:摘记|笔记|记录)(?:表)?.{0,6}")),
    (6, re.compile(r".{0,30}有效练习设计(?:\(.{1,20}\))?")),
    (7, re.compile(r".{0,30}每日一议(?:记录)?(?:表)?(?:\(.{1,20}\))?")),
    (8, re.compile(r".{0,20}特色作业设计(?:\(.{1,20}\))?")),
    (9, re.compile(r".{0,40}质量检测(?:报告|分析|分析报告)(?:\(.{1,20}\))?")),
    (10, re.compile(r"[^-—–―─_].{0,40}工作总结")),
)
LONGEST_TITLE = 60
HEADING_WORDS = (
    "成员课务", "个人简介", "工作要点", "分工与合作", "主要工作", "存在问题", "改进措施", "上周教学工作", "单元分析",
    "有效练习设计", "集体讨论", "成绩统计", "试题分析", "质量分析",
)  # fmt: skip
NUMBERED = re.compile(r"(?P<number>[一二三四五六七八九十]+[、.]|[0-9]+、)(?P<words>.*)")
UNNUMBERED = re.compile(r"(?:活动过程|附表目录):?|附录.{0,20}")
ANCHORS = ((2, re.compile(r".*成员课务.*|.*工作要点.*")), (10, re.compile(r".*本学期主要工作.*")))
LABELLED = re.compile(r"(?:时间|制表人|备课组长|教研组长|分管行政):.*")
ENTRY = re.compile(rf".*[0-9.…·]$|{NUMBER}.*")
FORM_LABELS = ("活动时间", "活动地点", "中心发言人", "摘记人")
COMPACT_ITEMS = {6, 7, 8, 9}


class Role(Enum):
    """What a line is; the value is its name in messages."""

    TITLE = "大标题"
    SUBTITLE = "副标题"
    HEADING = "小标题"
    BODY = "正文"
    LINE = "制表人和时间"
    FORM = "活动记录和摘记的表"
    COMPACT = "表格"
    FREE = "图题"
    COVER = "封面"
    CONTENTS = "目录"


@dataclass(frozen=True)
class TextLine:
    """A printed paragraph with its role; `title` is the nearest big title above, `starts` an item's number where it begins.

    `fresh` says that nothing stands above it on its page. `section` counts from 0.
    """

    paragraph: Element
    runs: Sequence[Element]
    text: str
    role: Role
    title: str
    item: int
    table: Element | None = None
    fresh: bool = False
    section: int = 0
    starts: int = 0

    @property
    def part(self) -> str:
        """What messages call it: text beside the tables of an item may be as small as they, but is no table."""
        return Role.BODY.value if self.role is Role.COMPACT and self.table is None else self.role.value


@dataclass
class Reader:
    """Goes through a ledger line by line, knowing what came before."""

    formats: Formats
    sections: Sequence[Element]
    lines: list[TextLine] = field(default_factory=list[TextLine])
    tables: list[tuple[Element, str, int]] = field(default_factory=list[tuple[Element, str, int]])
    item: int = 1
    title: str = ITEMS[1]
    fresh: bool = True
    section: int = 0
    in_contents: bool = False
    listing: set[str] = field(default_factory=set[str])
    appendix: bool = False
    has_cover: bool = False
    has_contents: bool = False
    added_only: bool = False

    def read(self, body: Element) -> None:
        """All blocks of the body."""
        for block in blocks(body):
            if block.tag == w("tbl"):
                self.read_table(block)
            else:
                self.read_paragraph(block)

    def read_paragraph(self, paragraph: Element) -> None:
        """A paragraph outside tables, and the text boxes that hang on it."""
        runs, before, after = printed(paragraph)
        shown = "".join(text_of(run) for run in runs)
        plain = comparable(shown)
        fresh = self.fresh or before or self.formats.begins_page(paragraph, None)
        if fresh and self.in_contents and self.has_entries():
            self.leave_contents()
        if plain:
            role, starts = self.role(paragraph, plain)
            self.add(paragraph, runs, shown, role, fresh=fresh, starts=starts)
        for box in boxes(paragraph):
            self.read_box(box)
        drawn = any(True for _ in paragraph.iter(w("drawing"), w("pict")))
        self.fresh = after or (fresh and not plain and not drawn)
        if paragraph.find(f"{w('pPr')}/{w('sectPr')}") is not None:
            self.section += 1
            following = self.sections[self.section] if self.section < len(self.sections) else None
            kind = None if following is None else value(following.find(w("type")))
            self.fresh = self.fresh or kind != "continuous"

    def read_box(self, box: Element) -> None:
        """The lines of a text box: their font counts, their sizes are free."""
        for paragraph in box.iter(w("p")):
            runs, _, _ = printed(paragraph)
            shown = "".join(text_of(run) for run in runs)
            if comparable(shown):
                self.has_cover = self.has_cover or bool(COVER.fullmatch(comparable(shown)))
                self.add(paragraph, runs, shown, Role.COVER if self.item == 1 else Role.FREE)

    def read_table(self, table: Element) -> None:
        """A table's lines; a title that fills its first row counts as a title."""
        plain = comparable("".join(text.text or "" for text in table.iter(w("t"))))
        role = Role.COMPACT
        if self.in_contents:
            role = Role.CONTENTS
        elif any(label in plain for label in FORM_LABELS) and self.item in (4, 5):
            role = Role.FORM
        elif self.item <= 1:
            role = Role.COVER
        first = table.find(w("tr"))
        lone = first is not None and len(first.findall(w("tc"))) == 1
        for paragraph in table.iter(w("p")):
            runs, _, _ = printed(paragraph)
            shown = "".join(text_of(run) for run in runs)
            words, own, starts = comparable(shown), role, 0
            if not words:
                continue
            if COVER.fullmatch(words):
                self.has_cover = True
            if lone and first is not None and not self.in_contents and first in set(paragraph.iterancestors()):
                number = title_of(words)
                if number:
                    own, starts = Role.TITLE, self.begin(number, shown)
                    role = (
                        Role.FORM if number in (4, 5) and any(label in plain for label in FORM_LABELS) else Role.COMPACT
                    )
            around = next(one for one in paragraph.iterancestors() if one.tag == w("tbl"))
            self.add(paragraph, runs, shown, own, table=around, fresh=self.fresh, starts=starts)
            self.fresh = False
        self.fresh = False
        if not self.in_contents and self.item > 1:
            self.tables.append((table, self.title, self.section))

    def role(self, paragraph: Element, plain: str) -> tuple[Role, int]:  # noqa: PLR0911 - a case for each role
        """What a paragraph outside tables is, and which item begins with it."""
        if CONTENTS.fullmatch(plain) and not self.has_contents:
            self.in_contents = self.has_contents = True
            self.added_only = bool(ADDED.fullmatch(plain))
            self.title = "目录"
            return Role.CONTENTS, 0
        if DASHED.fullmatch(plain):
            self.in_contents = False
            return Role.SUBTITLE, self.subtitled(plain)
        if self.in_contents and (self.is_entry(paragraph, plain)):
            return Role.CONTENTS, 0
        if self.in_contents:
            self.leave_contents()
        if COVER.fullmatch(plain) and self.item <= 1:
            self.has_cover = True
            return Role.COVER, 0
        if self.is_listed(plain):
            return Role.BODY, 0
        if number := title_of(plain):
            return Role.TITLE, self.begin(number, "".join(text_of(run) for run in printed(paragraph)[0]))
        if is_heading(plain, numbered=paragraph.find(f"{w('pPr')}/{w('numPr')}") is not None):
            self.appendix = self.appendix or plain.startswith("附录")
            number = next((item for item, words in ANCHORS if words.fullmatch(plain)), 0)
            return Role.HEADING, self.begin(number, "") if number and number != self.item else 0
        return self.plain_role(paragraph, plain), 0

    def plain_role(self, paragraph: Element, plain: str) -> Role:
        """What a line is that is neither title nor heading."""
        if self.item <= 1:
            return Role.COVER
        if LABELLED.fullmatch(plain):
            return Role.LINE
        if self.formats.alignment(paragraph, None) == "center" and len(plain) <= LONGEST_TITLE:
            return Role.FREE
        return Role.COMPACT if self.item in COMPACT_ITEMS or self.appendix else Role.BODY

    def subtitled(self, plain: str) -> int:
        """The item of a subtitle; the short line above it is that item's big title, whatever it says."""
        number = 2 if "工作计划" in plain else 10 if "工作总结" in plain else self.item
        above = self.lines[-1] if self.lines else None
        is_title = above is not None and above.table is None and len(above.text) <= LONGEST_TITLE
        if above is None or not is_title or above.role is Role.SUBTITLE:
            return self.begin(number, "")
        starts = above.starts or (number if number != self.item or above.role is not Role.TITLE else 0)
        self.begin(number, above.text)
        self.lines[-1] = replace(above, role=Role.TITLE, item=number, title=self.title, starts=starts)
        return 0

    def begin(self, number: int, title: str) -> int:
        """Note a title; gives the item's number where it is another one than before."""
        starts = number if number != self.item else 0
        self.item, self.appendix = number, False
        self.title = title.strip() or ITEMS.get(number, self.title)
        return starts

    def is_entry(self, paragraph: Element, plain: str) -> bool:
        """Whether a line in the table of contents still belongs to it."""
        style = self.formats.style_name(paragraph).lower()
        known = style.startswith(("toc", "目录")) or any(True for _ in paragraph.iter(w("tab")))
        return known or bool(ENTRY.fullmatch(plain)) or bool(NAMED.fullmatch(plain) and plain not in self.listing)

    def has_entries(self) -> bool:
        """Whether the table of contents has begun."""
        return sum(line.role is Role.CONTENTS for line in self.lines) > 1

    def leave_contents(self) -> None:
        """The table of contents is over; no item has begun yet."""
        self.in_contents, self.item = False, 0

    def is_listed(self, plain: str) -> bool:
        """Whether a line 表1：… is an entry of 附表目录, and no title: each stands there once."""
        if plain.startswith("附表目录"):
            self.listing = {"附表目录"}
            return False
        table = plain[:2]
        if not self.listing or not re.match(r"表[1-9]", table) or table in self.listing:
            self.listing = set()
            return False
        self.listing.add(table)
        return True

    def add(
        self,
        paragraph: Element,
        runs: Sequence[Element],
        text: str,
        role: Role,
        *,
        table: Element | None = None,
        fresh: bool = False,
        starts: int = 0,
    ) -> None:
        """Keep a line."""
        self.lines.append(
            TextLine(paragraph, runs, text.strip(), role, self.title, self.item, table, fresh, self.section, starts)
        )


def title_of(plain: str) -> int:
    """The item to which a big title belongs; 0 where a line is none."""
    if named := NAMED.fullmatch(plain):
        return next(number for number, name in ITEMS.items() if name == named["name"])
    if (
        len(plain) > LONGEST_TITLE
        or NUMBERED.fullmatch(plain)
        or plain.endswith(("。", ";", ",", ":"))
        or "见" in plain[:1]
    ):
        return 0
    return next((number for number, words in TITLES if words.fullmatch(plain)), 0)


def is_heading(plain: str, *, numbered: bool) -> bool:
    """Whether a line is one of the form's own small headings; other numbered lines may be anyone's text."""
    if UNNUMBERED.fullmatch(plain):
        return True
    match = NUMBERED.fullmatch(plain)
    if plain.endswith(("。", ";", ",")) or not (match or numbered):
        return False
    words = match["words"] if match else plain
    arabic = numbered or (match is not None and match["number"][0].isdecimal())
    return len(words) <= (16 if arabic else LONGEST_TITLE) and any(word in words[:24] for word in HEADING_WORDS)


def blocks(parent: Element) -> Iterator[Element]:
    """The paragraphs and tables of a body, those in content controls among them."""
    for child in parent:
        if child.tag in (w("p"), w("tbl")):
            yield child
        elif child.tag in AROUND:
            yield from blocks(child)


def printed(paragraph: Element) -> tuple[list[Element], bool, bool]:
    """A paragraph's printed runs, and whether a page begins before the first text and behind the last."""
    runs: list[Element] = []
    before = after = begun = False
    for run in paragraph.iter(w("r")):
        around = list(run.iterancestors())
        own = next(one for one in around if one.tag == w("p"))
        if own is not paragraph or any(one.tag in NOT_PRINTED for one in around):
            continue
        hidden = run.find(f"{w('rPr')}/{w('vanish')}")
        if hidden is not None and value(hidden) not in OFF:
            continue
        for child in run:
            if child.tag == w("t") and (child.text or "").strip():
                begun, after = True, False
            elif child.tag == RENDERED_BREAK or (child.tag == w("br") and value(child, "type") == "page"):
                before, after = before or not begun, begun
        runs.append(run)
    return runs, before, after


def boxes(paragraph: Element) -> Iterator[Element]:
    """The text boxes that hang on a paragraph, each once."""
    for box in paragraph.iter(w("txbxContent")):
        if not any(one.tag in NOT_PRINTED for one in box.iterancestors()):
            yield box


def text_of(run: Element) -> str:
    """The text of a run."""
    return "".join(text.text or "" for text in run.findall(w("t")))


def comparable(text: str) -> str:
    """A text as it is compared: width and blanks do not count."""
    return "".join(normalize("NFKC", text).split())
