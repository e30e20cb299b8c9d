# Everything a newcomer needs: `make run` starts a newsroom, `make test` runs every test.
PYTHON ?= python3
BIN := .venv/bin
STAMPS := .venv/.stamps

.PHONY: run test install lint bench gates lock clean help

help:            ## say what there is
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 12

run: install     ## start gathering, checking and serving; prints the address
	@exec $(BIN)/newsroom run

install: $(STAMPS)/run  ## everything to run, into .venv

$(STAMPS)/venv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Stet needs Python 3.11 or newer: make PYTHON=python3.12 …"; exit 1; }
	$(PYTHON) -m venv .venv
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/run: requirements.lock pyproject.toml | $(STAMPS)/venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(STAMPS)/dev: requirements-dev.lock $(STAMPS)/run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-dev.lock
	@touch $@

# Browser tests drive Debian's Chromium. Where it is missing we install it if we may, and say what to do if not.
$(STAMPS)/chromium: | $(STAMPS)/venv
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null; \
	  else echo "Chromium is missing: install it (Debian: apt-get install chromium), or the browser tests are skipped."; fi; }
	@touch $@

test: $(STAMPS)/dev $(STAMPS)/chromium  ## install what tests need and run them all
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n auto

gates: $(STAMPS)/dev  ## measure quality against the floors (needs the data sets: STET_DATA)
	$(BIN)/python -m gates

bench: $(STAMPS)/dev  ## measure speed and memory, with peers in the same run
	$(BIN)/python -m bench

lock: $(STAMPS)/dev  ## write the lock files again from pyproject.toml
	$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --quiet --output-file requirements.lock
	$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --quiet --constraints requirements.lock --output-file requirements-dev.lock

clean:           ## remove what make made, but no data
	rm -rf .venv build src/*.egg-info
