# make setup  install into .venv (once; again only when the pinned versions change)
# make run    read raw_docs/, write outputs/
# make docs   write the pages made from the models, and what docs/notebook.md prints
# make fuzz   run FUZZ_FILES broken files (5,000) through mubiao run; FUZZ_SEED makes others
# make test   set-up, test tools, ruff, mypy, all tests
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
RUNTIME := requirements/runtime.txt requirements/constraints.txt pyproject.toml
# The stamps carry a checksum of what was installed, so that a changed pin, and nothing else, installs again.
RUNTIME_STAMP := $(VENV)/.runtime-$(shell cat $(RUNTIME) | cksum | cut -d' ' -f1)
TESTING := requirements/test.txt requirements/cluster.txt
TEST_STAMP := $(VENV)/.test-$(shell cat $(RUNTIME) $(TESTING) | cksum | cut -d' ' -f1)

.PHONY: setup setup-test run docs test fuzz lint types clean

setup: $(RUNTIME_STAMP)

setup-test: $(TEST_STAMP)

$(RUNTIME_STAMP): $(RUNTIME)
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 is needed; say where it is: make PYTHON=/path/to/python3.11"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing the pinned packages into $(VENV) (a minute or two, once) …"
	@$(PIP) install -q -r requirements/runtime.txt -c requirements/constraints.txt
	@$(PIP) install -q --no-build-isolation --no-deps -e .
	@rm -f $(VENV)/.runtime-* && touch $@

$(TEST_STAMP): $(RUNTIME_STAMP) $(TESTING)
	@echo "Installing the test tools …"
	@$(PIP) install -q -r requirements/test.txt -r requirements/cluster.txt -c requirements/constraints.txt
	@rm -f $(VENV)/.test-* && touch $@

run: setup
	@$(BIN)/mubiao run raw_docs --out outputs

docs: run
	$(BIN)/python -m pipeline.formats.dictionary > docs/data-dictionary.md
	$(BIN)/python -m pipeline.formats.settings_page > docs/settings.md
	$(BIN)/python tests/notebook.py

lint: setup-test
	$(BIN)/ruff check .

types: setup-test
	$(BIN)/mypy

# All three are run, whatever the first ones say; the tests come last, so that their closing line does.
test: setup-test
	@status=0; \
	$(BIN)/ruff check . || status=1; \
	$(BIN)/mypy || status=1; \
	$(BIN)/python -m pytest || status=1; \
	exit $$status

FUZZ_FILES ?= 5000
FUZZ_SEED ?= 1

fuzz: setup-test
	PYTHONPATH=tests $(BIN)/python -u -m benchmarks.fuzz $(FUZZ_FILES) $(FUZZ_SEED)

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache *.egg-info
