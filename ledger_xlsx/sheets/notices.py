"""What reading says of sheets, columns and cells (RULES: families 页, 列, 格, 行)."""

from __future__ import annotations

from ledger_xlsx.findings import Notice, Severity

# fmt: off
SHEET_TWICE = Notice(
    "页-02", "sheet-duplicated", Severity.ERROR,
    says="这张表和「{sheet}」是同一张表，两张都填了内容。",
    remedy="只保留一张，另一张删去或改成别的名字。",
    why="两张都有内容时，程序不知道该印哪一张。", waivable=False,
)
SHEET_EXTRA = Notice(
    "页-03", "sheet-extra", Severity.HINT,
    says="多出这张工作表，不会进入台账。",
    remedy="若是草稿，可以不管。",
    why="台账只印模板里有的那些表。",
)
HEADER_MOVED = Notice(
    "页-05", "sheet-header-moved", Severity.ERROR,
    says="前 10 行没有找到栏目名（{titles}…）。",
    remedy="把栏目名那一行放回表格上方。",
    why="程序靠栏目名认出每一栏；栏目名没有了，下面的内容就不知道是什么。",
)
SHEET_HIDDEN = Notice(
    "页-04", "sheet-hidden", Severity.WARNING,
    says="被隐藏了，里面有 {count} 行内容，仍会打印。",
    remedy="不要的请清空；要的请取消隐藏，看一看对不对。",
    why="隐藏的表看不见，却照样进台账。",
)
ROWS_HIDDEN = Notice(
    "页-06", "sheet-rows-hidden", Severity.WARNING,
    says="第 {rows} 行被隐藏或筛选掉了，仍会打印。",
    remedy="取消筛选或隐藏，看一看是否需要；不要的就清空。",
    why="筛选和隐藏只是看不见，内容还在表里。",
)
COLUMN_RENAMED = Notice(
    "列-02", "column-renamed", Severity.HINT,
    says="「{found}」已按「{title}」读取。",
    remedy="可以不改。",
    why="栏目名和模板的写法不同，但看得出是哪一栏。",
)
COLUMN_MISSING = Notice(
    "列-01", "column-missing", Severity.ERROR,
    says="这张表没有「{title}」这一栏。",
    remedy="在栏目名那一行写上「{title}」；写成了别的名字的，就改成「{title}」。",
    why="这一栏是必须填的，少了它台账就不完整。", waivable=False,
)
COLUMN_TWICE = Notice(
    "列-03", "column-duplicated", Severity.ERROR,
    says="有两栏都叫「{title}」，另一栏在 {first}。",
    remedy="删去多余的一栏，或改成别的名字。",
    why="两栏同名时，程序不知道该印哪一栏。",
)
COLUMN_EMPTY = Notice(
    "列-05", "column-empty", Severity.ERROR,
    says="「{title}」整列没有填。",
    remedy="从这一格起往下填，例如「{example}」。",
    why="这一栏是必须填的。",
)
COLUMN_MISPLACED = Notice(
    "列-06", "column-misplaced", Severity.ERROR,
    says="「{title}」整列填的都不对，例如「{found}」。",
    remedy="看是不是贴错了一栏；这里应填如「{example}」。",
    why="整列一起不对，多半是复制粘贴时错开了一栏，不用一格一格地改。",
)
COLUMNS_SHIFTED = Notice(
    "列-07", "columns-shifted", Severity.ERROR,
    says="好几栏都对不上（{titles}），例如「{title}」里是「{found}」。",
    remedy="多半是整块贴错了一栏，移回原来的栏里，再检查一次。",
    why="内容错开一栏，每一格看着都不对，其实只要整块移回去；移好以前，这张表的别的内容没有检查。",
)
REQUIRED_EMPTY = Notice(
    "格-01", "required-empty", Severity.ERROR,
    says="没有填。",
    remedy="请填写，例如「{example}」。",
    why="这一栏在纸质台账里不能空着。",
)
FORMULA_ERROR = Notice(
    "格-09", "formula-error", Severity.ERROR,
    says="显示 {found}，公式算不出结果。",
    remedy="删去公式，直接填写结果。",
    why="公式引用的格子被删掉或移走了，印出来只会是一串符号。",
)
FORMULA_UNCOMPUTED = Notice(
    "格-18", "formula-uncomputed", Severity.ERROR,
    says="是公式，但文件里没有存下结果。",
    remedy="用 WPS 或 Excel 打开保存一次，或直接填写结果。",
    why="有的手机程序不把公式的结果存进文件，别的程序就看不到。",
)
PICTURE_LOST = Notice(
    "图-05", "photo-lost", Severity.ERROR,
    says="这里的照片在复制时丢了，文件里已经没有这张图。",
    remedy="请用「插入→图片」重新放一次。",
    why="嵌入单元格的照片，复制到别的文件、或用别的程序保存以后，常常只剩一个空格子。",
)
UNPRINTABLE = Notice(
    "格-12", "unprintable-characters", Severity.WARNING,
    says="有打印不出来的符号（{found}）。",
    remedy="删去或改成文字。",
    why="有些输入法的符号别的电脑没有，印出来是空白或方框。",
)
EXPECTED_EMPTY = Notice(
    "格-14", "expected-empty", Severity.WARNING,
    says="还没有填。",
    remedy="有就请补上，例如「{example}」。",
    why="这一栏最好填上，检查时会看；确实没有可以空着。",
)
ROW_HALF_FILLED = Notice(
    "行-02", "row-half-filled", Severity.ERROR,
    says="第 {row} 行填了「{done}」，没有填「{lacking}」。",
    remedy="请补上；不要这一行就全部清空。",
    why="一行只填了一部分，印出来会缺好几处。",
)
# fmt: on
