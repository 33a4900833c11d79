# Two commands matter: `make run` and `make test`. Both do all set-up on a fresh Debian with python3 and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready

.PHONY: run test setup system check lock words docs clean

run: setup
	@$(BIN)/maatje run

setup: $(STAMP)

$(STAMP): requirements-dev.txt pyproject.toml tools/setup.sh
	@PYTHON=$(PYTHON) sh tools/setup.sh $(VENV)
	@touch $(STAMP)

system:
	@sh tools/system.sh

test: setup system
	@sh tools/check.sh $(BIN)

check: test

# Makes the lock files again after a change in pyproject.toml. They name hashes, never an address.
lock: setup
	$(BIN)/uv pip compile --universal --generate-hashes --python-version 3.11 -q pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile --universal --generate-hashes --python-version 3.11 -q --group dev pyproject.toml -o requirements-dev.txt

# Brings the catalogues up to date with every sentence in the code, the templates and the flows.
words: setup
	PYTHONPATH=. $(BIN)/pybabel -q extract -F babel.cfg --add-location=file --width=120 -o $(VENV)/messages.pot bot care documents flows portal
	$(BIN)/pybabel -q update -i $(VENV)/messages.pot -o locales/nl/LC_MESSAGES/messages.po -l nl --no-fuzzy-matching --ignore-obsolete --width=120

# Makes the drawn and tabled parts of the documentation again.
docs: setup
	@$(BIN)/python -m tools.docs

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
