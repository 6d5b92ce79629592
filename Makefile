# make run    open the dashboard on localhost:8501 (PORT= changes the port)
# make test   run the tests
# make check  format, lint, types, generated files, curated data
# make build  check, score and write the database
# make diff   what changed since the newest release, and why
# make bench  the benchmarks
.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c

PORT ?= 8501
HOST ?= localhost
VENV := .venv
PYTHON := $(VENV)/bin/python
# One stamp a database: a change of DATABASE_URL builds anew.
BUILT := .make/built-$(shell printf '%s' "$(DATABASE_URL)" | cksum | cut -d' ' -f1)
# What the database is made of is newer than its stamp: a file was changed, or a folder lost or gained one.
CHANGED := $(shell find data scorecard -newer $(BUILT) -not -path '*/__pycache__*' -not -name '*.md' -print -quit 2>&1)

.PHONY: help run test check build diff bench docs clean changed

help:
	@sed -n 's/^# \(make .*\)/  \1/p' Makefile

run: $(BUILT) .make/browser
	@echo "Pledgewatch opens at http://$(HOST):$(PORT); stop it with Ctrl-C."
	@$(PYTHON) -m streamlit run asgi.py --server.port $(PORT) --server.address $(HOST)

test: .make/dev
	$(PYTHON) -m pytest -n 2

check: .make/dev
	@failed=0; \
	for step in "ruff format --check ." "ruff check ." "mypy" "scorecard docs --check" "scorecard check"; do \
	  echo "== $$step"; $(PYTHON) -m $$step || failed=$$((failed + 1)); \
	done; \
	if [ $$failed -gt 0 ]; then echo "$$failed checks failed."; exit 1; fi

build: .make/run
	$(PYTHON) -m scorecard build

diff: .make/run
	@$(PYTHON) -m scorecard release diff

bench: .make/dev
	@for file in benchmarks/*.py; do echo "== $$file"; $(PYTHON) $$file; done

docs: .make/run
	$(PYTHON) -m scorecard docs

clean:
	rm -rf $(VENV) .make build .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(BUILT): .make/run $(if $(CHANGED),changed)
	@$(PYTHON) -m scorecard build >/dev/null
	@touch $@

.make/run: requirements.txt constraints.txt | .make/venv
	@echo "Installing what the app needs (requirements.txt) ..."
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.make/dev: requirements.txt constraints.txt requirements-dev.txt | .make/venv
	@echo "Installing what tests and checks need (requirements-dev.txt) ..."
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@ .make/run

# Looked for once; make clean looks again.
.make/browser:
	@mkdir -p .make
	@bash setup/find_browser.sh
	@touch $@

.make/venv:
	@mkdir -p .make
	@bash setup/make_venv.sh $(VENV)
	@touch $@
