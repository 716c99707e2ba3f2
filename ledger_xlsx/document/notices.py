"""What can be wrong with a finished Word ledger (family 印): the requirements' own 格式要求, in a teacher's words.

Slips of type and spacing are 建议改, for the ledger can be read all the same; a missing item, a wrong order and paper
that is not A4 are 必须改.
"""

from __future__ import annotations

from ledger_xlsx.findings import Notice, Severity

# fmt: off
NOT_DOCX = Notice(
    "印-01", "word-not-docx", Severity.ERROR,
    says="不是 .docx 文档，打不开。",
    remedy="用 WPS 或 Word 打开原文件，「另存为」选「Word 文档(*.docx)」再查。",
    why="只改文件名的后缀，里面还是原来的东西；工作簿、PDF 和网页也不是 Word 文档。", waivable=False,
)
OLD_WORD = Notice(
    "印-02", "word-old-format", Severity.ERROR,
    says="是旧格式（.doc 或 .wps）。",
    remedy="在 WPS 或 Word 里另存为「Word 文档(*.docx)」，看一遍版面没有变，再查。",
    why="旧格式里的字体和版面，别的程序读不完整。", waivable=False,
)
WORD_PASSWORD = Notice(
    "印-03", "word-password", Severity.ERROR,
    says="设了打开密码。",
    remedy="在「文件→文档加密」取消密码，保存后再查。",
    why="有密码的文件，程序看不到里面的内容。", waivable=False,
)
WORD_DAMAGED = Notice(
    "印-04", "word-damaged", Severity.ERROR,
    says="已损坏或没传完（「{part}」读不出）。",
    remedy="重新发送一次；仍不行就在 WPS 里打开并另存。",
    why="文件在传送时断了，或者存盘时没有存完，就会这样。", waivable=False,
)
WORD_UNSAFE = Notice(
    "印-05", "word-unsafe", Severity.ERROR,
    says="展开后比正常的文档大得多，没有读取。",
    remedy="先压缩照片再保存；还是这样，发给教务处看一看。",
    why="有人用这样的文件让电脑死机，所以先不打开。", waivable=False,
)
WORD_UNAVAILABLE = Notice(
    "印-06", "word-unavailable", Severity.ERROR,
    says="找不到，或者没有权限读取。",
    remedy="核对文件名和所在的文件夹；文件正开着就先关上，再试一次。",
    why="文件可能被移走、改了名，或者正被别的程序占着。", waivable=False,
)
NOT_LEDGER = Notice(
    "印-07", "word-not-ledger", Severity.ERROR,
    says="里面没有找到台账的任何一项。",
    remedy="是不是选错了文件？换一份再试；标题请照要求里的写。",
    why="程序按「备课组活动记录」「每日一议」这些标题找内容，一个也没有，就不是台账。", waivable=False,
)
ITEM_MISSING = Notice(
    "印-10", "print-item-missing", Severity.ERROR,
    says="没有找到第 {number} 项「{item}」。",
    remedy="补上这一项，标题照要求里的写。",
    why="台账一共十项，检查时要呈现纸质稿；第 9、10 项期末才要。",
)
WRONG_ORDER = Notice(
    "印-11", "print-order", Severity.ERROR,
    says="各项的次序现在是 {found}，应是 {expected}。",
    remedy="按十项的次序把内容移好，再更新一次目录。",
    why="次序照学校的资料要求，检查的人一项一项往下翻。",
)
EXCERPT = Notice(
    "印-12", "print-excerpt", Severity.HINT,
    says="只有第 {found} 项，按抽出来的几项检查，没有查缺哪一项。",
    remedy="只交这几项可以不管；要交整本，就把其余几项也放进来。",
    why="只印几项时，少了的不算缺；整本的才逐项查。",
)
NO_CONTENTS = Notice(
    "印-13", "print-no-contents", Severity.WARNING,
    says="没有找到目录。",
    remedy="在封面后面加一页「目录」，写上各项和页码。",
    why="整本台账有几十页，没有目录不好查。",
)
NOT_ON_NEW_PAGE = Notice(
    "印-14", "print-new-page", Severity.WARNING,
    says="有 {count} 项没有从新的一页开始（{found}）。",
    remedy="把光标放在标题前面，按 Ctrl+回车（插入分页）；不要用空行顶。",
    why="每一项另起一页，添一页、换一页都不动别的。",
)
FONT = Notice(
    "印-20", "print-font", Severity.WARNING,
    says="{part}有 {count} 处不是宋体（现为 {found}），第一处是「{sample}」。",
    remedy="选中这些字，「中文字体」选宋体。",
    why="要求一律用宋体；标题、正文、表格都算。",
)
SIZE = Notice(
    "印-21", "print-size", Severity.WARNING,
    says="{part}有 {count} 处字号是{found}，应是{expected}，第一处是「{sample}」。",
    remedy="选中这些字，字号改成{expected}。",
    why="大标题三号，副标题四号，正文小四；成员、表1 到表3、单元分析和第 6 到 9 项的表格可以小到五号。",
)
BOLD = Notice(
    "印-22", "print-bold", Severity.WARNING,
    says="{part}有 {count} 处没有加粗，第一处是「{sample}」。",
    remedy="选中整行标题，按 Ctrl+B 加粗。",
    why="要求大标题和小标题加粗，一眼看得出层次。",
)
ALIGNMENT = Notice(
    "印-23", "print-alignment", Severity.WARNING,
    says="{part}有 {count} 处是{found}，应是{expected}，第一处是「{sample}」。",
    remedy="光标放在这一行，按「{expected}」；前面的空格删掉。",
    why="要求大标题居中、副标题右对齐；用空格顶出来的，换台电脑就歪了。",
)
SPACING = Notice(
    "印-24", "print-line-spacing", Severity.WARNING,
    says="{part}有 {count} 处行距是{found}，应是{expected}，第一处是「{sample}」。",
    remedy="选中这些段，在「段落」里把行距改成{expected}。",
    why="要求行间距 1.5 倍；可以用五号字的表格，行距也可以小到单倍。",
)
PAPER = Notice(
    "印-30", "print-paper", Severity.ERROR,
    says="纸张是 {found}，应是 A4（21 × 29.7 厘米）。",
    remedy="在「页面布局→纸张大小」选 A4，应用于整篇文档。",
    why="纸不一样大，印出来装订不齐。",
)
MARGINS = Notice(
    "印-31", "print-margins", Severity.WARNING,
    says="页边距只有 {found} 厘米，印的时候边上会缺字。",
    remedy="在「页面布局→页边距」改成 2 厘米以上，左边留出装订的地方。",
    why="打印机印不到纸边，左边还要打孔装订。",
)
NO_PAGE_NUMBER = Notice(
    "印-32", "print-page-number", Severity.WARNING,
    says="页面上没有页码。",
    remedy="在「插入→页码」选页脚居中，应用于整篇文档。",
    why="有页码，目录才用得上，散了也排得回去。",
)
COVER_NUMBER = Notice(
    "印-33", "print-cover-number", Severity.WARNING,
    says="封面上印着页码。",
    remedy="双击封面的页脚，勾上「首页不同」，删掉封面的页码。",
    why="封面不印页码。",
)
HEAD_ROW = Notice(
    "印-34", "print-head-row", Severity.WARNING,
    says="有 {count} 个长表格换页后没有表头，第一个的表头是「{sample}」。",
    remedy="选中表头那几行，在「表格工具」里点「标题行重复」。",
    why="表格跨了页，后一页没有表头就不知道哪一列是什么。",
)
CUT_ROWS = Notice(
    "印-35", "print-cut-rows", Severity.HINT,
    says="有 {count} 行在换页时可能被切成两半，第一行是「{sample}」。",
    remedy="可以不管；要改就选中整个表格，在「表格属性→行」去掉「允许跨页断行」。",
    why="一行切成两半，前后两页都看不完整。",
)
# fmt: on
NOTICES = (
    NOT_DOCX,
    OLD_WORD,
    WORD_PASSWORD,
    WORD_DAMAGED,
    WORD_UNSAFE,
    WORD_UNAVAILABLE,
    NOT_LEDGER,
    ITEM_MISSING,
    WRONG_ORDER,
    EXCERPT,
    NO_CONTENTS,
    NOT_ON_NEW_PAGE,
    FONT,
    SIZE,
    BOLD,
    ALIGNMENT,
    SPACING,
    PAPER,
    MARGINS,
    NO_PAGE_NUMBER,
    COVER_NUMBER,
    HEAD_ROW,
    CUT_ROWS,
)  # fmt: skip
"""All of them, in the order of their codes."""
