# Two commands are enough: `make run` and `make test`. The first one that needs it makes .venv and installs; later ones start at once.
PYTHON ?= python3
PORT ?= 8501
WAREHOUSE ?=
ARGS ?=

VENV := .venv
PY := $(VENV)/bin/python
MADE := $(VENV)/.made
RUNTIME := $(VENV)/.runtime-installed
TOOLS := $(VENV)/.tools-installed
SOURCES := dashboard data_loaders sample_data pages tests

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export TZ := UTC

.PHONY: help run test check fix journeys bench sample-data docs screenshot gallery clean

help:
	@echo "make run          open the dashboard on the sample data (PORT=8501, WAREHOUSE=path)"
	@echo "make test         run the tests (ARGS='-k funnel')"
	@echo "make check        formatting, lint, types, import contracts, SQL"
	@echo "make fix          let the tools repair what they can"
	@echo "make journeys     the tests in a real browser; fails where there is none"
	@echo "make bench        the speed tables: metrics at 1,000,000 deals, loading 1,000,000 rows, a page"
	@echo "make sample-data  write the sample files anew, byte for byte the same"
	@echo "make docs         write docs/metrics.md and its Chinese twin anew from the code"
	@echo "make gallery      pictures of every page and of every component in every state: both languages, light and dark, desk and phone (ARGS='--only funnel')"
	@echo "make screenshot   take docs/overview.png from the running product"

$(MADE):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
		|| { echo "Python 3.11 or newer is needed: install it, or name one with PYTHON=/path/to/python3."; exit 1; }
	@$(PYTHON) -m venv --clear $(VENV) >/dev/null 2>&1 \
		|| { $(PYTHON) -m venv --clear --without-pip $(VENV) && $(PYTHON) -m pip --python $(PY) install --quiet pip; } 2>/dev/null \
		|| { rm -rf $(VENV); echo "Python cannot make a virtual environment here: run 'sudo apt install python3-venv', then this again."; exit 1; }
	@touch $@

$(RUNTIME): requirements.txt pyproject.toml $(MADE)
	@echo "Installing what the dashboard needs (once, a minute or two) …"
	@$(PY) -m pip install --quiet -r requirements.txt
	@touch $@

$(TOOLS): requirements-dev.txt $(RUNTIME)
	@echo "Installing what the tests and checks need (once) …"
	@$(PY) -m pip install --quiet -r requirements-dev.txt
	@touch $@

run: $(RUNTIME)
	@$(PY) -m dashboard serve --sample --port $(PORT) $(if $(WAREHOUSE),--warehouse "$(WAREHOUSE)") $(ARGS)

test: $(TOOLS)
	@$(PY) -m pytest $(ARGS)

check: $(TOOLS)
	$(PY) -m ruff format --check $(SOURCES)
	$(PY) -m ruff check $(SOURCES)
	$(PY) -m mypy --strict
	$(VENV)/bin/lint-imports
	$(PY) -m sqlfluff lint --disable-progress-bar dashboard data_loaders

fix: $(TOOLS)
	$(PY) -m ruff format $(SOURCES)
	$(PY) -m ruff check --fix $(SOURCES)
	$(PY) -m sqlfluff fix --disable-progress-bar dashboard data_loaders

journeys: $(TOOLS)
	@CI=true $(PY) -m pytest tests/journeys $(ARGS)

bench: $(TOOLS)
	@$(PY) -m tests.benchmarks $(ARGS)
	@$(PY) -m tests.benchmarks load
	@$(PY) -m tests.benchmarks pages
	@$(PY) -m tests.benchmarks redraw
	@$(PY) -m tests.benchmarks crowd

sample-data: $(RUNTIME)
	@$(PY) -m sample_data $(ARGS)

docs: $(RUNTIME)
	@$(PY) -m dashboard.cli.metrics_page

screenshot: $(TOOLS)
	@$(PY) -m tests.journeys.screenshot $(ARGS)

gallery: $(TOOLS)
	@$(PY) -m tests.journeys.gallery $(ARGS)

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis *.egg-info
