# make run · make ask Q="…" · make test · make bench: each sets up what it needs, once, and again when the requirements change.
# make bench-peers measures other libraries beside ours, each in an environment of its own under build/peers (some 8 GB).
# The environment is .venv; PYTHON names the interpreter that makes it (3.11 or newer).

PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
DOWNLOAD := Some hundred megabytes are downloaded, or gigabytes without PyTorch's CPU build (see README): a minute or more…
EVAL ?= $(wildcard $(CURDIR)/../shared/eval)
export EVAL
export Q

.PHONY: run ask test pytest browser bench bench-peers lint clean
.DEFAULT_GOAL := run

run: $(VENV)/.run
	@$(PY) app.py

# Status 1 says "not in this transcript", which is an answer.
ask: $(VENV)/.run
	@$(PY) -m bot ask -- "$$Q" || [ $$? -eq 1 ]

# With --jobs 2 the code is looked at while the tests run.
test: lint pytest

pytest: $(VENV)/.dev browser
	$(PY) -m pytest --numprocesses auto --dist loadfile --no-loadscope-reorder

browser:
	@sh tests/browser/install.sh

lint: $(VENV)/.dev
	$(VENV)/bin/ruff check
	$(VENV)/bin/ruff format --check
	$(VENV)/bin/mypy

bench: $(VENV)/.dev
	$(PY) -m bench questions
	$(PY) -m bench evaluate data/near-misses/test
	$(PY) -m bench.latency
	$(PY) -m bench page
	$(PY) -m bench reading --most 100000
	$(PY) -m bench quotes $(addprefix --set ,$(patsubst %/docs,%,$(wildcard $(EVAL)/qmsum/docs)))
	$(PY) -m bench quotes --speed
	$(if $(wildcard $(EVAL)/*/questions.jsonl),$(PY) -m bench evaluate --elsewhere $(dir $(wildcard $(EVAL)/*/questions.jsonl)))

bench-peers: $(VENV)/.dev
	$(PY) -m bench.peers --out build/peers/figures.json

clean:
	rm -rf $(VENV) build .pytest_cache .mypy_cache .ruff_cache .hypothesis

# What is done to set up is told on standard error: an answer's standard output is the answer.
$(PY):
	@$(PYTHON) -c 'import sys; v = sys.version_info; sys.exit(v < (3, 11) and f"expected Python 3.11 or newer; found {v.major}.{v.minor}")'
	@echo "Making an environment in $(VENV)…" >&2
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements.txt | $(PY)
	@echo "Installing what requirements.txt names into $(VENV), once. $(DOWNLOAD)" >&2
	@$(PY) -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt requirements-mcp.txt $(VENV)/.run
	@echo "Installing what requirements-dev.txt names besides, for the tests…" >&2
	@$(PY) -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@
