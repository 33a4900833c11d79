# Two commands matter: `make run` and `make test`. Both do all set-up on a fresh Debian with python3 and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready

.PHONY: run test setup system check lock clean

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

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
