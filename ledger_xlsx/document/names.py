"""What each shipped template may name, from the file that lies beside them (made by `make generated`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from jinja2 import nodes
from jinja2.sandbox import SandboxedEnvironment

from ledger_xlsx.forms import OWN, Chart, OwnColumns, paths
from ledger_xlsx.pictures import Picture

LEDGER, PAGE, REQUIRED, PICTURE, CHART = "台账", "表", "必填", "图片", "图表"
GLOBALS = frozenset(SandboxedEnvironment().globals) | {"loop"}
# Filters that give the same elements, perhaps in another order.
SAME_ELEMENTS = ("reverse", "sort", "list", "unique")


@dataclass(frozen=True)
class Known:
    """The names of one template: all of them with example values, those that must be filled in, those of 台账 apart."""

    values: Mapping[str, Any]
    required: frozenset[str]

    def has(self, path: str) -> bool:
        """Whether a template may name this: whatever stands behind 本校 is the school's own."""
        parent, own, rest = path.partition(f".{OWN}.")
        return path in self.values or bool(own and "." not in rest and self.holds(parent))

    def holds(self, parent: str) -> bool:
        """Whether something has names of its own: 台账, 表, an element of a list."""
        return parent in (LEDGER, PAGE) or any(path.startswith(f"{parent}.") for path in self.values)

    def is_list(self, path: str) -> bool:
        """Whether it is printed element by element."""
        return isinstance(self.values.get(path), list | tuple | Mapping)

    def is_text(self, path: str) -> bool:
        """Whether it is printed as it stands."""
        return isinstance(self.values.get(path), str | int)

    def is_pictures(self, path: str) -> bool:
        """Whether it is a list of pictures."""
        value = self.values.get(path)
        return isinstance(value, list) and bool(value) and isinstance(value[0], Picture)


def decoded(values: Mapping[str, Any]) -> Any:
    """JSON's objects as what pages hold: pictures, charts, and columns of a school's own."""
    if set(values) == {CHART}:
        return Chart(values[CHART], ["例"], {"例": [Decimal(1)]})
    if set(values) == {PICTURE}:
        return Picture(values[PICTURE], bytes)
    return {key: OwnColumns(value) if key == OWN else value for key, value in values.items()}


def known(content: Mapping[str, Any]) -> dict[str, Known]:
    """The names of every form by its name, those of 台账 among them; under 台账 those alone."""
    shared = dict(paths(LEDGER, content[LEDGER]))
    own = {name: dict(paths(PAGE, data)) for name, data in content[PAGE].items()}
    required = content[REQUIRED]
    alone = frozenset(required[LEDGER])
    found = {name: Known({**shared, **values}, frozenset(required[name]) | alone) for name, values in own.items()}
    return {LEDGER: Known(shared, alone), **found}


def path_of(node: nodes.Node, scope: Mapping[str, str]) -> str:
    """What an expression names, as 表.周[][].课时; "" for what is no name, or cannot be followed."""
    match node:
        case nodes.Name():
            return scope.get(node.name, node.name)
        case nodes.Getattr():
            parent = path_of(node.node, scope)
            return f"{parent}.{node.attr}" if parent else ""
        case nodes.Getitem(arg=nodes.Const(value=str() as key)):
            parent = path_of(node.node, scope)
            return f"{parent}.{key}" if parent else ""
        case nodes.Getitem():
            parent = path_of(node.node, scope)
            return f"{parent}[]" if parent else ""
        case nodes.Filter(node=nodes.Node() as inner, name=name) if name in SAME_ELEMENTS:
            return path_of(inner, scope)
    return ""


def named(node: nodes.Node) -> Iterator[nodes.Expr]:
    """The names in an expression, each with all that stands behind its dots."""
    if isinstance(node, nodes.Name | nodes.Getattr | nodes.Getitem):
        yield node
        inner: Any = node
        while isinstance(inner, nodes.Getattr | nodes.Getitem):
            if isinstance(inner, nodes.Getitem):
                yield from named(inner.arg)
            inner = inner.node
        if not isinstance(inner, nodes.Name):
            yield from named(inner)
        return
    for child in node.iter_child_nodes():
        yield from named(child)


def shown(node: nodes.Node) -> str:
    """A name as it was typed."""
    match node:
        case nodes.Name():
            return node.name
        case nodes.Getattr():
            return f"{shown(node.node)}.{node.attr}"
        case nodes.Getitem(arg=nodes.Const(value=str() as key)):
            return f'{shown(node.node)}["{key}"]'
    return "…"
