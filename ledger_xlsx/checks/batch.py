"""What the office is told of many workbooks together (family 批): who is missing, what was handed in twice or mixed up."""

from __future__ import annotations

from ledger_xlsx.findings import Notice, Severity
from ledger_xlsx.rules import RuleBook

# fmt: off
NOT_SUBMITTED = Notice(
    "批-01", "group-not-submitted", Severity.ERROR,
    says="{group}还没有交{what}{deadline}。",
    remedy="请催组长交来；这次不用交的，在名单里删去。",
    why="名单里的每个备课组都要交台账工作簿。", waivable=False,
)
GROUP_CONFLICT = Notice(
    "批-02", "group-conflict", Severity.ERROR,
    says="{group}交了 {count} 份不同的文件。",
    remedy="请组长确认用哪一份，另外的移走。",
    why="两份不一样，程序不知道该印哪一份。", waivable=False,
)
SAME_AS_OTHER = Notice(
    "批-03", "same-as-other-group", Severity.WARNING,
    says="{group}和{other}的文件几乎一样。",
    remedy="可能交错了，请两位组长各看一眼。",
    why="两个组的计划、记录和设计不会一样，多半是发错了文件，或者复制后忘了改。",
)
UNCHANGED = Notice(
    "批-04", "resubmitted-unchanged", Severity.HINT,
    says="{group}第 {number} 次交的文件和上次完全一样，问题都还在。",
    remedy="可以告诉组长，看是不是发成了旧的那一份。",
    why="改好以后没有存盘，或者发错了文件，就会这样。",
)
WAIVER_EXPIRED = Notice(
    "批-12", "waiver-expired", Severity.WARNING,
    says="给{group}的免检（{rule}）{until} 到期了，这次照常检查。",
    remedy="还要免检就改「有效期至」，不要了就删去这一行。",
    why="免检只管到写明的那一天。",
)
GROUP_UNKNOWN = Notice(
    "批-13", "group-unknown", Severity.WARNING,
    says="写的是「{found}」，对不上名单里的任何一个备课组。",
    remedy="核对「基本信息」的年级和学科，或在名单里补一行。",
    why="对不上的工作簿也检查了，但不算任何组交的。",
)
GROUP_AMBIGUOUS = Notice(
    "批-14", "group-ambiguous", Severity.WARNING,
    says="写的是「{found}」，名单里有几个备课组都像（{groups}）。",
    remedy="核对「基本信息」的年级、学科和组长。",
    why="分不清是哪个组的，就不算任何组交的。",
)
STAMP_DIFFERS = Notice(
    "批-15", "group-stamp-differs", Severity.WARNING,
    says="原是发给「{expected}」的工作簿，现在写的是「{found}」。",
    remedy="请看是不是拿错了别组的文件；确实是借用的，可以不管。",
    why="程序按里面写的来认；拿别组的文件改，常有没改到的地方。",
)
LEADER_DIFFERS = Notice(
    "批-16", "leader-differs", Severity.WARNING,
    says="{group}的组长和名单里的不一样。",
    remedy="核对「基本信息」的备课组组长，或改名单。",
    why="组长不一样，可能交错了，也可能名单旧了。",
)
TEMPLATE_DIFFERS = Notice(
    "批-17", "template-differs", Severity.WARNING,
    says="用的是第 {found} 版模板，学校要的是第 {expected} 版。",
    remedy="请换成学校发的那一版，把内容复制过去；这次可以先用。",
    why="版本不同，栏目可能不一样。",
)
TERM_DIFFERS = Notice(
    "批-21", "term-differs", Severity.WARNING,
    says="写的是{found}，别的组多是{expected}。",
    remedy="看是不是把上学期或去年的交来了；是就请他交这学期的。",
    why="拿错了学期的一本，里面的日期和活动都对不上，只是因为它是旧的。",
)
TIMED_OUT = Notice(
    "批-18", "too-slow", Severity.ERROR,
    says="{seconds} 秒还没有查完，先放下了，别的都照常检查。",
    remedy="多半是照片太大，压缩以后再交；仍不行就单独检查这一本。",
    why="一本工作簿不能让别的都等着。", waivable=False,
)
DIED = Notice(
    "批-19", "worker-died", Severity.ERROR,
    says="没有查完：用的内存太多，或者程序中途停了，别的都照常检查。",
    remedy="照片压缩以后再交；仍不行就请发给管程序的人看一看。",
    why="一本工作簿出了问题，不能影响别的。", waivable=False,
)
FAULT = Notice(
    "批-20", "our-fault", Severity.ERROR,
    says="程序出错了（编号 {number}），不是老师填错了。",
    remedy="请把这个编号和工作簿发给管程序的人。",
    why="这是程序的毛病，改好程序再检查。", waivable=False,
)
# fmt: on
RULES = RuleBook()
RULES.opening(
    NOT_SUBMITTED,
    GROUP_CONFLICT,
    SAME_AS_OTHER,
    UNCHANGED,
    WAIVER_EXPIRED,
    GROUP_UNKNOWN,
    GROUP_AMBIGUOUS,
    STAMP_DIFFERS,
    LEADER_DIFFERS,
    TEMPLATE_DIFFERS,
    TERM_DIFFERS,
    TIMED_OUT,
    DIED,
    FAULT,
)
