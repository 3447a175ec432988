# make demo   build the example article, show what was found, serve it on 127.0.0.1:8000
# make test   all checks and tests, but for those of training
# make check  the checks alone: format, lint, types, direction of imports
# make test-training   the tests of training: installs torch (750 MB) and trains on a few made-up sentences
# make coverage   the tests, with the share of lines and branches of `graph` that they run; fails under 90 %, as CI does
# make bench  measure: NAME=polnear DATA=folder, see tests/benchmarks; without NAME, speed on the example article
# make lock   choose versions of all dependencies anew
#
# demo and test need Python 3.11 or newer and nothing else: what they install goes into .venv, from lock files with hashes.

VENV := .venv
BIN := $(VENV)/bin
COMPILE := $(BIN)/uv pip compile --quiet --generate-hashes --universal --python-version 3.11 \
           --no-header --no-annotate --no-emit-index-url
LOCK := $(COMPILE) pyproject.toml
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
PYTHON := $(shell for p in python3.11 python3.12 python3.13 python3.14 python3; do \
            $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
TORCH := torch==2.13.0
TRAINING := onnx safetensors transformers
PORT := 8000
NAME := speed
DATA := seeds/articles

.DEFAULT_GOAL := help
.PHONY: help demo check test test-training coverage bench lock clean

help:
	@sed -n 's/^# \(make .*\)/\1/p' Makefile

demo: $(VENV)/runtime
	@$(BIN)/hustings build seeds/articles --store .demo/store --show
	@$(BIN)/hustings serve --store .demo/store --host 127.0.0.1 --port $(PORT)

check: $(VENV)/development
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: check
	$(BIN)/pytest -n 2

test-training: $(VENV)/training
	$(BIN)/pytest tests/training

coverage: $(VENV)/development
	$(BIN)/pytest -n 2 --cov=graph --cov-report=term:skip-covered

bench: $(VENV)/development
	$(BIN)/python -m tests.benchmarks $(NAME) score --data $(DATA)

lock: $(VENV)/development
	$(LOCK) --extra dev --output-file requirements-dev.lock
	$(LOCK) --constraint requirements-dev.lock --output-file requirements.lock
	echo $(TRAINING) | tr ' ' '\n' | $(COMPILE) - --constraint requirements-dev.lock --output-file requirements-train.lock

clean:
	rm -rf $(VENV) .demo build dist *.egg-info

# The stamps: a second run installs again only when a lock file or the project's description has changed.
$(VENV)/runtime: requirements.lock pyproject.toml | $(BIN)/python
	@echo "installing Hustings into $(VENV) (about 450 MB)"
	@$(PIP) --require-hashes -r requirements.lock
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/development: requirements-dev.lock pyproject.toml | $(BIN)/python
	@echo "installing Hustings and its tools into $(VENV) (about 650 MB)"
	@$(PIP) --require-hashes -r requirements-dev.lock
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

# torch stands in no lock: which build of it fits depends on the machine, and the CPU build is enough.
$(VENV)/training: requirements-train.lock | $(VENV)/development
	@echo "installing what training needs into $(VENV) (about 900 MB)"
	@$(PIP) $(TORCH)
	@$(PIP) --require-hashes -r requirements-train.lock
	@touch $@

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Hustings needs Python 3.11 or newer: install it, then run make again" >&2; exit 2; }
	@$(PYTHON) -m venv $(VENV)
