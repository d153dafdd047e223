# `make run` and `make test` need nothing but this folder: they set up what is missing.
.PHONY: help run test test-fast matrix random bench lint format requirements outdated schema image
.DEFAULT_GOAL := help

help: ## Show this list
	@sed -n 's/^\([a-z-]*\):.*## /make \1|/p' $(MAKEFILE_LIST) | column -t -s '|'

run: ## Set up and serve the site on http://localhost:8000/ (another port: make run PORT=8001)
	@PORT=$(or $(PORT),8000) .ci/serve

test: ## Set up and run the tests, on SQLite and on PostgreSQL
	@.ci/test

test-fast: ## For in between: without browser, PostgreSQL, random inputs and coverage, in three minutes
	@.ci/test fast

matrix: ## Make every form of a pledge in every script, read it back with four programs, and have it judged by three
	@.ci/setup test && DEBUG=1 .venv/bin/python -m pytest --numprocesses=auto --dist=loadfile tests/matrix tests/exports/pdf/test_layout.py

random: ## Try fresh random inputs, ROUNDS times over (3 unless told: make random ROUNDS=20)
	@.ci/setup test && for round in $$(seq $(or $(ROUNDS),3)); do \
		DEBUG=1 .venv/bin/python -m pytest --numprocesses=auto -m "hypothesis and not (e2e or matrix)" --hypothesis-profile=fresh || exit 1; \
	done

bench: ## Measure pages, saving, lists and the PDF against plain alternatives and limits
	@.ci/setup bench && DEBUG=1 .venv/bin/python -m tests.bench
	@DEBUG=1 PAPER_WITHIN=2000 .venv/bin/python -m pytest -q tests/e2e/test_paper.py -k each_field_is_saved
	@DEBUG=1 .ci/with-postgres .venv/bin/python -m tests.bench dashboard

lint: ## Check format, lint, types, migrations and the settings for deploying
	@.ci/lint

format: ## Format code and templates, and fix what can be fixed by itself
	@.ci/setup test && .venv/bin/ruff format . && .venv/bin/ruff check --fix . && .venv/bin/djlint --reformat --quiet templates

outdated: ## Say which packages have a newer release; change nothing
	@.ci/setup run && .venv/bin/python .ci/outdated

schema: ## Write pledge.schema.json from the declared fields
	@.ci/setup test && DEBUG=1 .venv/bin/python manage.py write_schema

image: ## Run the steps of the Dockerfile on a plain Debian tree, without Docker, and serve the site from it (as root)
	@.ci/image

requirements: ## Compile requirements.txt and requirements-dev.txt from pyproject.toml
	@.ci/requirements
