# Everything is set up in .venv from requirements.lock by plain pip; nothing else on the machine is touched.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
SOURCES := main.py core gui tests resources

.DEFAULT_GOAL := help
.PHONY: help setup demo run test check format lint types contracts translations texts tests bench soak screenshots lock clean

help: ## list what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

$(READY): requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' \
		|| { echo "Python 3.11 to 3.13 is needed; name one: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "Run: apt install python3-venv"; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

setup: $(READY) ## make .venv with everything pinned

demo: $(READY) ## open the console on a built-in Replicate with sample data
	@$(BIN)/python main.py demo

run: $(READY) ## open the console on your own data
	@$(BIN)/python main.py

test: check ## set up, then run all checks and tests

check: lint types contracts translations tests ## everything the gate asks for

format: $(READY) ## put all code into shape
	$(BIN)/ruff format $(SOURCES)
	$(BIN)/ruff check --fix $(SOURCES)

lint: $(READY)
	$(BIN)/ruff format --check $(SOURCES)
	$(BIN)/ruff check $(SOURCES)

types: $(READY)
	$(BIN)/mypy

contracts: $(READY)
	$(BIN)/lint-imports

translations: $(READY) ## check that every text is there in Russian
	$(BIN)/python -m resources.i18n.update --check

texts: $(READY) ## gather what is to be translated, and compile the translations
	$(BIN)/python -m resources.i18n.update

tests: $(READY)
	$(BIN)/python -m pytest -n 3 --dist worksteal

bench: $(READY) ## print the table of ratios
	@$(BIN)/python -m tests.benchmarks

soak: $(READY) ## the long sizes, by hand
	$(BIN)/python -m pytest -m soak

screenshots: $(READY) ## every page in both themes and languages, into screenshots/
	$(BIN)/python -m resources.demo.screenshots

lock: ## compile requirements.lock anew (needs uv)
	uv pip compile --universal --generate-hashes --python-version 3.11 --group dev --no-header --no-emit-index-url \
		pyproject.toml -o requirements.lock

clean:
	rm -rf $(VENV) screenshots .mypy_cache .ruff_cache .hypothesis .import_linter_cache
