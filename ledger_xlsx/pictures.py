"""A picture of the workbook, as it travels from the cell to the page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Picture:
    """A picture by the name of its part (xl/media/image1.jpeg); its bytes are read only when it is printed."""

    name: str
    load: Callable[[], bytes] = field(repr=False, compare=False)
