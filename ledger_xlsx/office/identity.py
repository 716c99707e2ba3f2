"""Whose ledger a workbook is: by what stands in it and what it was made for, never by its file's name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from unicodedata import normalize

from ledger_xlsx.office.results import Identity
from ledger_xlsx.office.roster import Group
from ledger_xlsx.sheets.basics import Basics
from ledger_xlsx.sheets.ledger import Ledger
from ledger_xlsx.sheets.people import Person, parts

GROUP_WORDS = re.compile("(?:备课组|教研组|组)+$")


def identity(ledger: Ledger, groups: Sequence[Group], *, stamped: str = "", template: str = "") -> Identity:
    """The identity of a workbook among the groups of a roster.

    A group is one of its subject with all its grades; where 年级 or 学科 says nothing, one of its 备课组名称. Where
    several are, the name and then the leader decide, if they can.
    """
    basics = ledger.basics
    grades = tuple(sorted(basics.grade.numbers)) if basics.grade else ()
    fitting = [group for group in groups if fits(group, basics)] or [
        group for group in groups if is_named(group, basics)
    ]
    for decides in (has_same_grades, is_named, has_leader):
        if len(fitting) > 1:
            fitting = [group for group in fitting if decides(group, basics)] or fitting
    group = fitting[0] if len(fitting) == 1 else None
    return Identity(
        group=group.name if group else "",
        candidates=tuple(one.name for one in fitting) if len(fitting) > 1 else (),
        title=f"{basics.show(Basics.grade)}{basics.subject}",
        grades=grades,
        subject=basics.subject,
        term=str(basics.shown()["学年学期"]),
        stamped=stamped,
        leader_known=leader_known(group, basics) if group else None,
        template=template,
    )


def fits(group: Group, basics: Basics) -> bool:
    """Whether a workbook's subject is the group's, and its grades are among the group's."""
    subject = bare(basics.subject)
    grades = basics.grade.numbers if basics.grade else frozenset[int]()
    return bool(subject and grades) and subject == bare(group.subject) and grades <= frozenset(group.grades)


def has_same_grades(group: Group, basics: Basics) -> bool:
    """Whether a workbook is for all grades of the group."""
    return basics.grade is not None and basics.grade.numbers == frozenset(group.grades)


def is_named(group: Group, basics: Basics) -> bool:
    """Whether a workbook's 备课组名称 is the group's name."""
    return bool(basics.group_name) and bare(basics.group_name) == bare(group.name)


def has_leader(group: Group, basics: Basics) -> bool:
    """Whether a workbook names the group's leader."""
    return bool(leader_known(group, basics))


def leader_known(group: Group, basics: Basics) -> bool | None:
    """Whether one of a workbook's leaders is one of the group's; None where one of the two names nobody."""
    ours = {Person.of(name).name for name in parts(group.leader) if name}
    theirs = {person.name for person in basics.leader}
    return bool(ours & theirs) if ours and theirs else None


def bare(name: str) -> str:
    """A name of a group or subject as it is compared: 五年级数学备课组 and 五年级 数学 are one."""
    return GROUP_WORDS.sub("", "".join(normalize("NFKC", name).split()))
