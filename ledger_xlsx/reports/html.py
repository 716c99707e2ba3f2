"""Reports as one HTML page that needs nothing but itself: to be read in a browser, filtered by level, printed.

The page is built as a tree, not as text: whatever a teacher typed is escaped when the tree is written.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from xml.etree.ElementTree import Element, tostring

from ledger_xlsx import __version__
from ledger_xlsx.findings import Finding, Severity
from ledger_xlsx.reports.groups import SHOWN, Group, by_sheet, ranges, ranked
from ledger_xlsx.reports.report import LEVELS, Report
from ledger_xlsx.reports.sentences import occasion, outcome, several, tally

STYLE, SCRIPT = (Path(__file__).with_name(name).read_text(encoding="utf-8") for name in ("page.css", "page.js"))
TITLE = "检查报告"
SHAPES = {Severity.ERROR: "■", Severity.WARNING: "▲", Severity.HINT: "●"}
"""A level is told by its word and a shape, never by its colour alone."""

ALL = "全部"
ONLY = "下面只列出「{level}」。"
NONE = "这一本没有「{level}」。"
WHOLE_FILE, WHOLE_SHEET = "整个文件", "整张表"
UNREAD = "没能读出"
MADE_BY = "由 ledger-xlsx {version} 生成。工作簿本身没有改动。"
FILE_COLUMNS = ("文件", "备课组", *(level.label for level in LEVELS), "结果")
PROBLEM_COLUMNS = ("级别", "位置", "问题和改法")


def page(reports: Sequence[Report]) -> str:
    """The whole page: with several workbooks a summary on top, then each workbook, its problems by sheet."""
    levels = [level for level in LEVELS if any(report.counts[level] for report in reports)]
    parts = [tag("h1", TITLE)]
    if len(reports) > 1:
        parts += [tag("p", several(reports)), summary(reports)]
    if len(levels) > 1:
        parts += choices(reports, levels)
    parts += [workbook(report, number, levels) for number, report in enumerate(reports, start=1)]
    main = tag("main", *parts, tag("footer", MADE_BY.format(version=__version__)))
    root = tag("html", head(reports), tag("body", main, tag("script", SCRIPT)), lang="zh-Hans")
    return f"<!DOCTYPE html>\n{tostring(root, encoding='unicode', method='html')}\n"


def tag(kind: str, /, *content: Element | str, **attributes: str) -> Element:
    """An element. Attributes whose name Python keeps for itself end in _ (class_, for_); a - is written _."""
    element = Element(kind, {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items()})
    for part in content:
        if isinstance(part, Element):
            element.append(part)
        elif len(element):
            element[-1].tail = (element[-1].tail or "") + part
        else:
            element.text = (element.text or "") + part
    # Whoever reads the source sees one block a line.
    element.tail = "\n" if kind in {"section", "tr", "table", "style", "main", "header", "head", "p"} else None
    return element


def head(reports: Sequence[Report]) -> Element:
    """What stands before the page itself. Nothing may be loaded, and no script run but the page's own."""
    digest = base64.b64encode(hashlib.sha256(SCRIPT.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'"
    name = f"：{reports[0].path.name}" if len(reports) == 1 else ""
    return tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=policy),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", TITLE + name),
        tag("style", STYLE),
    )


def summary(reports: Sequence[Report]) -> Element:
    """A line for each workbook, with a link to it."""
    lines = [
        tag(
            "tr",
            tag("th", tag("a", report.path.name, href=f"#file-{number}"), scope="row"),
            tag("td", report.group or "—"),
            *(tag("td", str(report.counts[level]) if report.readable else "—", class_="number") for level in LEVELS),
            tag("td", outcome(report)),
        )
        for number, report in enumerate(reports, start=1)
    ]
    return table(FILE_COLUMNS, lines, "summary")


def choices(reports: Sequence[Report], levels: Sequence[Severity]) -> Iterator[Element]:
    """The choice of a level, without any script: what a checked radio button hides is up to the style sheet.

    Its rules need the buttons beside the workbooks, so no box holds them together.
    """
    total = sum(len(report.findings) for report in reports)
    yield tag("input", type="radio", name="only", id="only-all", checked="checked")
    yield tag("label", f"{ALL} {total}", for_="only-all")
    for level in levels:
        yield tag("input", type="radio", name="only", id=f"only-{level}")
        number = sum(report.counts[level] for report in reports)
        yield tag("label", shape(level), f"只看{level.label} {number}", for_=f"only-{level}", class_=str(level))
    yield from (tag("p", ONLY.format(level=level.label), class_=f"only {level}") for level in levels)


def workbook(report: Report, number: int, levels: Sequence[Severity]) -> Element:
    """One workbook: what it is, the counts, the sheets with problems."""
    name = f"file-{number}"
    said = [report.group, occasion(report) if report.readable else UNREAD]
    counts = [badge(level, f"{level.label} {report.counts[level]}") for level in LEVELS]
    absent = [level for level in levels if report.findings and not report.counts[level]]
    sheets = list(by_sheet(report))
    return tag(
        "section",
        tag("h2", report.path.name),
        tag("p", " · ".join(filter(None, said))),
        *([tag("p", *counts, class_="counts")] if report.findings else []),
        tag("p", outcome(report), class_="outcome"),
        *(tag("p", NONE.format(level=level.label), class_=f"none {level}") for level in absent),
        *([contents(name, sheets)] if len(sheets) > 1 else []),
        *(sheet(report, f"{name}-{place}", title, found) for place, (title, found) in enumerate(sheets, start=1)),
        class_=classes("file", report.findings),
        id=name,
    )


def contents(name: str, sheets: Sequence[tuple[str, Sequence[Finding]]]) -> Element:
    """Links to the sheets."""
    entries = [
        tag("li", tag("a", f"{title}（{tally(found)}）", href=f"#{name}-{place}"), class_=classes("", found))
        for place, (title, found) in enumerate(sheets, start=1)
    ]
    return tag("nav", tag("ul", *entries), aria_label="有问题的表")


def sheet(report: Report, name: str, title: str, findings: Sequence[Finding]) -> Element:
    """The problems of one sheet, the gravest first."""
    heading = WHOLE_FILE if title == report.path.name else title
    lines = [problem(group, whole=heading == WHOLE_FILE) for group in ranked(findings)]
    return tag(
        "section",
        tag("h3", heading, tag("small", f"（{tally(findings)}）")),
        table(PROBLEM_COLUMNS, lines, "problems"),
        class_=classes("sheet", findings),
        id=name,
    )


def problem(group: Group, *, whole: bool) -> Element:
    """One problem with all its cells: the first of them at once, the others to be unfolded."""
    one, cells = group.first, group.cells
    where: list[Element | str] = ["、".join(ranges(cells[:SHOWN])) or (WHOLE_FILE if whole else WHOLE_SHEET)]
    where += [f"（{one.place.column}）"] if one.place.column else []
    if rest := cells[SHOWN:]:
        where.append(
            tag("details", tag("summary", f"一共 {len(cells)} 处，还有 {len(rest)} 处"), "、".join(ranges(rest)))
        )
    words = [tag("p", one.message, group.guess), tag("p", tag("b", "怎样改："), one.remedy)]
    if one.notice.why:
        words.append(tag("details", tag("summary", "为什么？"), one.notice.why))
    return tag(
        "tr",
        tag("th", badge(one.severity, one.severity.label), tag("code", one.notice.code), scope="row"),
        tag("td", *where),
        tag("td", *words),
        class_=str(one.severity),
    )


def table(columns: Sequence[str], lines: Sequence[Element], kind: str) -> Element:
    """A table with titled columns."""
    titles = tag("tr", *(tag("th", column, scope="col") for column in columns))
    return tag("table", tag("thead", titles), tag("tbody", *lines), class_=kind)


def badge(level: Severity, words: str) -> Element:
    """A level's word with its shape, in its colour."""
    return tag("span", shape(level), words, class_=f"badge {level}")


def shape(level: Severity) -> Element:
    """A level's shape, which is not read aloud: the word stands beside it."""
    return tag("span", SHAPES[level], " ", aria_hidden="true")


def classes(own: str, findings: Sequence[Finding]) -> str:
    """A class of its own, and one for each level that occurs: the filter goes by them."""
    found = {finding.severity for finding in findings}
    return " ".join(filter(None, [own, *(str(level) for level in LEVELS if level in found)]))
