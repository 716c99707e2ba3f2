"""Column type for names: one or several people in a cell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import normalize

from ledger_xlsx.sheets.cells import Cell
from ledger_xlsx.sheets.fields import Field
from ledger_xlsx.sheets.group import Group

EVERYONE = re.compile(r"(?:本组|备课组)?(?:全体|全组)(?:成员|教师|老师|组员|人员)?")
REMARK = re.compile(r"[(（][^)）]*[)）]?")
BETWEEN_PEOPLE = re.compile(r"[、，,；;/／\n]")
TITLED = 4
"""A name with 老师 behind it has at least so many characters, or it would be a surname alone."""
APART = 2
"""A surname written apart makes two pieces of a name."""


@dataclass(frozen=True)
class Person:
    """Somebody named in a cell: as printed (张思月（特邀）), and by bare name for matching."""

    shown: str
    name: str

    @classmethod
    def of(cls, shown: str) -> Person:
        """A person from a name with its remarks."""
        bare = "".join(normalize("NFKC", REMARK.sub("", shown)).split())
        return cls(shown, bare.removesuffix("老师") if len(bare) >= TITLED else bare)

    @property
    def guest(self) -> bool:
        """Whether marked as invited from outside (特邀)."""
        return "特邀" in self.shown

    @property
    def absent(self) -> bool:
        """Whether marked as excused (请假)."""
        return "请假" in self.shown

    @property
    def everyone(self) -> bool:
        """Whether this stands for all members (全体)."""
        return bool(EVERYONE.fullmatch(self.name))

    def __str__(self) -> str:
        return self.shown


@dataclass(frozen=True, kw_only=True)
class People(Field[tuple[Person, ...]]):
    """Names split on 、，,；;/ and blanks; 张 思月 is one person when that is a member (FORMS).

    The template offers the members' names, unless the column usually names `several`.
    """

    blank: tuple[Person, ...] = ()
    example: str = "张思月"
    width: float = 12
    several: bool = False

    def parse(self, cell: Cell, group: Group) -> tuple[Person, ...]:
        return tuple(Person.of(name) for part in parts(cell.text) for name in names(part, group))

    def show(self, value: tuple[Person, ...]) -> str:
        return "、".join(person.shown for person in value)


def parts(text: str) -> Iterator[str]:
    """The text between separators; those inside brackets (请假、下午) separate nothing."""
    start = depth = 0
    for index, character in enumerate(text):
        depth = max(0, depth + (character in "(（") - (character in ")）"))
        if not depth and BETWEEN_PEOPLE.match(character):
            yield text[start:index].strip()
            start = index + 1
    yield text[start:].strip()


def names(part: str, group: Group) -> Iterator[str]:
    """The names in a text that only blanks can divide.

    Neighbouring pieces are one name when together they are a member, or when the first is a single character: a
    surname written apart.
    """
    # A blank before a bracket, or within one, divides no names.
    pieces = re.findall(r"[^\s(（]+(?:\s*[(（][^)）]*[)）]?)*|[(（][^)）]*[)）]?", part)
    while pieces:
        for size in range(len(pieces), 1, -1):
            joined = "".join(pieces[:size])
            if Person.of(joined).name in group.members or (size == APART and len(pieces[0]) == 1):
                yield joined
                del pieces[:size]
                break
        else:
            yield pieces.pop(0)
