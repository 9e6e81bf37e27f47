# Everything a person does with OMA. `make help` lists it.
PYTHON ?= python3
BRIEFING ?= examples/launch.json

VENV := .venv
RUN := $(VENV)/bin/python
STAMP := $(VENV)/.set-up
CODE := contracts chassis gateway script_agent visual_agent voice_agent render_agent deploy benchmarks tests
SERVICES := gateway script visual voice render
COMPILE = $(VENV)/bin/uv pip compile -q --no-config --generate-hashes --no-emit-index-url --universal \
          --python-version 3.11 --custom-compile-command "make lock" pyproject.toml

.DEFAULT_GOAL := help
.PHONY: help setup video serve doctor test check bench bench-gateway lock schemas clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(STAMP) ## Make the virtual environment with exactly the locked packages

$(STAMP): requirements.lock pyproject.toml
	@PYTHON="$(PYTHON)" sh deploy/local/setup.sh $(VENV)
	@touch $@

video: setup ## Make a film of a briefing: make video [BRIEFING=examples/launch.json]
	@$(RUN) -m deploy.local.film "$(BRIEFING)"

serve: setup ## Keep the API and all services up: make serve [API_PORT=8000]
	@$(RUN) -m deploy.local.serve

doctor: setup ## Check the settings, and key, models and credit of the paid provider with one cheap call
	@$(RUN) -m deploy.local.doctor

test: setup ## Run all tests: make test [OMA_TEST_INFRA=embedded|apache|containers|urls]
	$(RUN) -m pytest

check: setup ## Check style, types, the import rules and the committed schemas
	$(RUN) -m ruff check $(CODE)
	$(RUN) -m ruff format --check $(CODE)
	$(RUN) -m mypy $(CODE)
	$(VENV)/bin/lint-imports
	$(RUN) -m contracts.schemas --check

bench: setup ## Measure how long films take, and how fast the API answers
	$(RUN) -m benchmarks

bench-gateway: setup ## Measure how fast the API answers
	$(RUN) -m benchmarks gateway

lock: setup ## Resolve the dependencies anew, each with its hashes
	$(COMPILE) --all-extras -o requirements.lock
	for service in $(SERVICES); do $(COMPILE) --extra $$service -o requirements-$$service.lock || exit 1; done

schemas: setup ## Write the JSON Schemas of events and documents
	$(RUN) -m contracts.schemas

clean: ## Remove what was made here, films excepted
	rm -rf $(VENV) build dist .oma .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
