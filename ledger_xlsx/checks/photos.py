"""The pictures: those that cannot be printed, those too small, those larger than need be (RULES: 图-02, 图-03, 图-04)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ledger_xlsx.findings import Finding, Notice, Place, Severity
from ledger_xlsx.items.activities import PHOTO_SIZE, ActivityRow
from ledger_xlsx.items.exercises import FULL_PAGE, ExerciseRow, designs
from ledger_xlsx.items.homework import WORK_SIZE, WorkRow
from ledger_xlsx.pictures import LEAST_DOTS_PER_INCH, Header, Obstacle, Picture
from ledger_xlsx.rules import RuleBook
from ledger_xlsx.sheets.fields import Pictures
from ledger_xlsx.sheets.ledger import Ledger

RULES = RuleBook()

# fmt: off
PHOTO_LARGE = Notice(
    "图-02", "photo-large", Severity.HINT,
    says="照片约 {size} MB，打印时会自动缩小，这个文件里的照片没有改动。",
    remedy="不用改；文件太大发不出去时，再选中照片「压缩图片」。",
    why="手机拍的照片比纸上用得着的大好多倍，台账里放的是缩小了的。",
)
PHOTO_BLURRY = Notice(
    "图-03", "photo-blurry", Severity.WARNING,
    says="照片偏小（{found}），印出来只有 {width} 厘米宽，看不清楚。",
    remedy="有原图就换上原图；没有可以不换。",
    why="聊天里的缩略图、网页上的小图只有很少几个点，放大了是糊的，所以只印这么大。",
)
PHOTO_FORMAT = Notice(
    "图-04", "photo-format", Severity.ERROR,
    says="这里的照片是{found}，印不出来。",
    remedy="把照片用微信发给自己（不选「原图」），存下来再插入；图形可以截图再插入。",
    why="打印只认 JPG、PNG 这些常见的照片；苹果手机的 HEIC、画图软件的图形、传坏了的照片都打不开。",
)
# fmt: on

LARGE = 2_000_000
"""A photo of so many bytes is worth a word: what a chat program has passed on has a tenth of it."""
MEGABYTE = 1_000_000
ENOUGH_DOTS_PER_INCH = 100
"""Below this in its frame, a photo is small on paper; one of 800×600 that a chat passed on has more in every form."""
CENTIMETRES = 2.54
"""In an inch."""


def pictured(ledger: Ledger) -> Iterator[tuple[Place, Sequence[Picture]]]:
    """Every cell that holds pictures; a merged one once."""
    found: dict[Place, Sequence[Picture]] = {}
    for kind, rows in ledger.tables.items():
        for column in kind.columns:
            if isinstance(column.field, Pictures):
                for row in rows:
                    if row.values[column.name]:
                        found.setdefault(row.at(column), row.values[column.name])
    yield from found.items()


@RULES.rule(
    PHOTO_LARGE,
    hits=[
        """
        【学生作品】
        作业名称   | 学生姓名 | 班级 | 作品图片               | 展评
        蒜叶生长记 | 林小禾   | 五2  | [图 4000×3000 6MB] ← | 描点准确。
                   | 周乐言   | 五3  | [图 1080×1440 0.3MB]   | 图形规范。
        """
    ],
    near_misses=[
        """
        【学生作品】
        作业名称   | 学生姓名 | 班级 | 作品图片             | 展评
        蒜叶生长记 | 林小禾   | 五2  | [图 1080×1440 1.2MB] | 描点准确。
        """
    ],
)
def photo_large(ledger: Ledger) -> Iterator[Finding]:
    """Photos as a telephone takes them are printed smaller; the teacher's file stays as it is. Silent for what is not printed at all."""
    for place, pictures in pictured(ledger):
        headers = [picture.look() for picture in pictures]
        size = sum(header.size for header in headers if header.size >= LARGE and header.obstacle is None)
        if size:
            yield PHOTO_LARGE.at(place, size=round(size / MEGABYTE))


@RULES.rule(
    PHOTO_BLURRY,
    hits=[
        """
        【学生作品】
        作业名称   | 学生姓名 | 班级 | 作品图片           | 展评
        蒜叶生长记 | 林小禾   | 五2  | [图 160×120] ←   | 描点准确。
                   | 周乐言   | 五3  | [图][图 90×120] ← | 图形规范。
        """,
        """
        【活动记录】
        活动次序   | 活动时间   | 照片
        第一次活动 | 2024-02-22 | [图 240×180] ←
        """,
        """
        【有效练习】
        周次 | 练习内容 | 命制人 | 审核人 | 题目 | 配图
        3    | 认识方程 | 张思月 | 恽蝶   |      | [图 420×560] ←
        """,
    ],
    near_misses=[
        """
        【学生作品】
        作业名称   | 学生姓名 | 班级 | 作品图片    | 展评
        蒜叶生长记 | 林小禾   | 五2  | [图 800×600] | 描点准确。
                   | 周乐言   | 五3  | [图 300×400] | 图形规范。
                   | 沈子墨   | 五1  | [图 160×640] | 数据完整。
        """,
        """
        【有效练习】
        周次 | 练习内容 | 命制人 | 审核人 | 题目               | 配图
        3    | 认识方程 | 张思月 | 恽蝶   | 看图写出方程。     | [图 120×90]
             |          |        |        | 天平两边一样重吗？ | [图 96×96]
        """,
        """
        【基本信息】
        封面图片 | [图 120×120]
        """,
    ],
)
def photo_blurry(ledger: Ledger) -> Iterator[Finding]:
    """A photo has pixels enough for its place on paper, where it is the matter itself: works, activities, a whole exercise sheet.

    A figure beside a question and the badge on the cover may be small. Silent for what is not printed at all.
    """
    framed = [
        *((row.at(WorkRow.pictures), row.pictures, WORK_SIZE) for row in ledger.rows(WorkRow)),
        *((row.at(ActivityRow.photos), row.photos, PHOTO_SIZE) for row in ledger.rows(ActivityRow)),
        *(
            (design.rows[0].at(ExerciseRow.figures), design.rows[0].figures, FULL_PAGE)
            for design in designs(ledger)
            if design.is_full_page
        ),
    ]
    said: set[Place] = set()
    for place, pictures, frame in framed:
        small = next((size for picture in pictures if too_small(size := printable_size(picture), frame)), None)
        if small and place not in said:
            said.add(place)
            width = small[0] * CENTIMETRES / LEAST_DOTS_PER_INCH
            yield PHOTO_BLURRY.at(place, found=f"{small[0]}×{small[1]}", width=f"{width:.1f}")


def printable_size(picture: Picture) -> tuple[int, int]:
    """The pixels that are printed, across and down; 0 where they are not known, and for a picture that is not printed."""
    return picture.shown_size if picture.look().obstacle is None else (0, 0)


def too_small(size: tuple[int, int], frame: tuple[float, float]) -> bool:
    """Whether so many pixels could fill a frame (in centimetres) neither across nor down; not where they are unknown."""
    return max(size) > 0 and all(
        pixels < length / CENTIMETRES * ENOUGH_DOTS_PER_INCH for pixels, length in zip(size, frame, strict=True)
    )


@RULES.rule(
    PHOTO_FORMAT,
    hits=[
        """
        【学生作品】
        作业名称   | 学生姓名 | 班级 | 作品图片             | 展评
        蒜叶生长记 | 林小禾   | 五2  | [图 HEIC] ←         | 描点准确。
                   | 周乐言   | 五3  | [图][图 损坏] ←     | 图形规范。
                   | 沈子墨   | 五1  | [图 30000×20000] ← | 数据完整。
        """,
        """
        【有效练习】
        周次 | 练习内容 | 命制人 | 审核人 | 题目           | 配图
        3    | 认识方程 | 张思月 | 恽蝶   | 看图写出方程。 | [图 EMF] ←
        """,
        """
        【基本信息】
        封面图片 | [图 HEIC] ←
        """,
    ],
    near_misses=[
        """
        【学生作品】
        作业名称   | 学生姓名 | 班级 | 作品图片        | 展评
        蒜叶生长记 | 林小禾   | 五2  | [图]            | 描点准确。
                   | 周乐言   | 五3  | [图 9000×12000] | 图形规范。
                   | 沈子墨   | 五1  | [丢图]          | 数据完整。
        """,
    ],
)
def photo_format(ledger: Ledger) -> Iterator[Finding]:
    """Every picture can be opened and printed; of several in a cell the first that cannot is named."""
    for place, pictures in pictured(ledger):
        broken = next((header for picture in pictures if (header := picture.look()).obstacle), None)
        if broken:
            yield PHOTO_FORMAT.at(place, found=called(broken))


def called(header: Header) -> str:
    """What a teacher calls a picture that cannot be printed."""
    if header.obstacle is Obstacle.PIXELS:
        return "一张大得打不开的图"
    return f" {header.kind} 格式" if header.kind else "传坏了的（打不开）"
