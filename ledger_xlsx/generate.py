"""`python -m ledger_xlsx.generate` (make generated): the files of a checkout that are made from the declarations.

The Word templates, the distributed workbook and the page of rules. They are committed; `tests/test_generated.py` says
when they no longer agree with the code.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from ledger_xlsx import api, catalogue, vocabulary
from ledger_xlsx.document import generate as document
from ledger_xlsx.document.manual import manual
from ledger_xlsx.document.templates import MANUAL, NAMES
from ledger_xlsx.item import Item
from ledger_xlsx.items import ITEMS
from ledger_xlsx.workbook.template import FILE, template

CHECKOUT = Path(__file__).parent.parent
WORD_TEMPLATES, WORKBOOK, RULES_PAGE = "docx_templates", "workbook_template", "docs/规则.md"


def word_templates(items: Sequence[Item]) -> dict[str, bytes]:
    """The Word templates of these items by file name, the base among them."""
    forms = [form for item in items for form in item.forms]
    return {f"{name}.docx": data for name, data in document.generated(forms).items()}


def names(items: Sequence[Item]) -> dict[str, bytes]:
    """What the Word templates of these items may name: for people, and for `templates check`."""
    ledger, forms = vocabulary.of_ledger(), vocabulary.of_forms(items)
    drawn = {form.name: form for item in items for form in item.forms}
    return {f"{MANUAL}.docx": manual(ledger, forms, drawn), NAMES: vocabulary.file(ledger, forms)}


def generated(items: Sequence[Item] = ITEMS) -> dict[str, bytes]:
    """Every generated file by its path in the checkout; the same bytes every time."""
    files = {**word_templates(items), **names(items)}
    words = {f"{WORD_TEMPLATES}/{name}": data for name, data in files.items()}
    return {**words, f"{WORKBOOK}/{FILE}": template(items), RULES_PAGE: catalogue.page(api.rules()).encode()}


def stale(files: dict[str, bytes], checkout: Path) -> Iterator[Path]:
    """Files in the folders of generated files that nothing generates any more, such as a form's old name."""
    for folder in (WORD_TEMPLATES, WORKBOOK):
        for path in sorted((checkout / folder).glob("*")):
            # A name in front with ~$ is Office's own mark of an open file.
            if f"{folder}/{path.name}" not in files and not path.name.startswith("~$"):
                yield path


def main() -> int:
    """Write every generated file into the checkout and remove those of old names."""
    files = generated()
    for name, data in files.items():
        path = CHECKOUT / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        sys.stdout.write(f"{name}\n")
    for path in stale(files, CHECKOUT):
        path.unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main())
