# Two commands on a fresh machine: `make demo` and `make test`. Python 3.11+ is all that must be there.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
OUT    ?= out

.PHONY: demo test slow spark check lint docs bench bench-names mutants golden lock clean help
.DEFAULT_GOAL := help

help: ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

$(VENV)/run.stamp: requirements/run.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "interdict needs Python 3.11 or newer; set PYTHON=/path/to/python3.11")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "installing into $(VENV) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev.stamp: $(VENV)/run.stamp requirements/dev.txt
	@echo "installing the developers' tools into $(VENV) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

$(VENV)/mutants.stamp: $(VENV)/dev.stamp requirements/mutants.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/mutants.txt
	@touch $@

demo: $(VENV)/run.stamp ## run the main job on the example carrier and say where the report is
	@$(BIN)/python examples/prairie-wireless/demo.py --out $(OUT)/prairie-wireless

test: $(VENV)/dev.stamp ## run the test suite (under ten minutes)
	@$(BIN)/python -m pytest -m "not slow and not spark" -n 2 --dist loadfile

slow: $(VENV)/dev.stamp ## run the tests that take longer
	@$(BIN)/python -m pytest -m "slow and not spark" -n 2 --dist loadfile

$(VENV)/spark.stamp: $(VENV)/dev.stamp requirements/spark.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/spark.txt
	@touch $@

spark: $(VENV)/spark.stamp ## run the tests of the engine for clusters; needs Java 17, JAVA_HOME where it is not the default
	@$(BIN)/python -m pytest -m spark -rs

lint: $(VENV)/dev.stamp ## formatting, ruff, types, import contracts, docstring coverage
	@$(BIN)/ruff format --check src tests benchmarks examples docs tools
	@$(BIN)/ruff check src tests benchmarks examples docs tools
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/interrogate -q src/interdict

check: lint docs test ## exactly what CI runs before the slow tests

docs: $(VENV)/dev.stamp ## write the generated reference and build the site into site/
	@$(BIN)/python docs/generate.py
	@$(BIN)/sphinx-build -q -W -b html docs site

bench: $(VENV)/dev.stamp ## measure identification and the main job
	@$(BIN)/python benchmarks/identify.py $${INTERDICT_CORPUS:-../shared/corpus}
	@$(BIN)/python benchmarks/bars.py $${INTERDICT_CORPUS:-../shared/corpus}
	@$(BIN)/python benchmarks/scan.py --devices 1000000

bench-names: $(VENV)/dev.stamp ## measure names; CASES and NOMENKLATURA_PYTHON add what they are measured beside
	@$(BIN)/python benchmarks/names.py $(if $(CASES),--cases $(CASES)) $(if $(NOMENKLATURA_PYTHON),--nomenklatura-python $(NOMENKLATURA_PYTHON))

mutants: $(VENV)/mutants.stamp ## change the code of the law and see that tests fail; MUTANTS="interdict.law.due*" for a part
	@$(BIN)/mutmut run --max-children $${CHILDREN:-2} $(if $(MUTANTS),'$(MUTANTS)')
	@$(PYTHON) tools/mutants.py

golden: $(VENV)/dev.stamp ## rewrite golden documents and the outputs on pages; review the diff
	@INTERDICT_WRITE_GOLDEN=1 $(BIN)/python -m pytest -m "not slow" tests -k golden
	@$(BIN)/python docs/transcripts.py --write docs/tutorial docs/how-to

lock: ## write the hash-locked requirements (needs uv)
	@uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate requirements/run.in -o requirements/run.txt
	@uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate requirements/dev.in -o requirements/dev.txt
	@uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate -c requirements/dev.txt requirements/mutants.in -o requirements/mutants.txt
	@uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate -c requirements/dev.txt requirements/spark.in -o requirements/spark.txt

clean: ## remove what make made
	@rm -rf $(VENV) $(OUT) site mutants
