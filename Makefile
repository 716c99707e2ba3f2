# Every target works from a clean clone: it needs Python 3.11 and what it installs into .venv itself.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo school test lint format generated golden pictures bench wheel

demo: .venv/installed
	$(BIN)/ledger-xlsx convert samples/五年级数学.xlsx -o out --force

school: .venv/installed
	$(BIN)/ledger-xlsx batch samples/全校/收件 --roster samples/全校/名单.xlsx --calendar samples/全校/校历.xlsx --as-of 2024-04-26 -o out/全校 --force

test: .venv/developing
	$(BIN)/python -m pytest -n 2 --dist loadfile

lint: .venv/developing
	$(BIN)/ruff check . && $(BIN)/ruff format --check .
	$(BIN)/mypy && $(BIN)/lint-imports

format: .venv/developing
	$(BIN)/ruff format . && $(BIN)/ruff check --fix .

generated: .venv/developing
	$(BIN)/python -m ledger_xlsx.generate
	$(BIN)/python -m samples.build

golden: .venv/developing
	$(BIN)/python -m pytest --regen

pictures: .venv/developing
	$(BIN)/python -m docs.pictures

bench: .venv/developing
	$(BIN)/python -m benchmarks

wheel: .venv/developing
	$(BIN)/python -m build --wheel && $(BIN)/python -m pytest tests/test_wheel.py

.venv/installed: pyproject.toml
	$(PYTHON) -m venv .venv && $(BIN)/python -m pip install --quiet --editable . && touch $@

.venv/developing: pyproject.toml
	$(PYTHON) -m venv .venv && $(BIN)/python -m pip install --quiet --editable '.[dev]' && touch $@ .venv/installed
