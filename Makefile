# A fresh machine needs Python 3.11 or newer, make and a network. Everything else is fetched into .venv.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
LOCK := $(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--quiet --custom-compile-command "make lock"
# One test at a time to each process: long ones stand together at the end, and both have their share of them. Those with
# one costly stage for a whole module stay in one process.
PYTEST := $(BIN)/python -m pytest -n 2 --dist loadgroup --durations=20 $(ARGS)
SYSTEM := $(BIN)/python -m pytest -n 0 --override-ini addopts="--strict-markers --strict-config -ra" --durations=20 $(ARGS)

# Debian's packages, where we may install them; fails quietly where we may not.
apt-get = { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && export DEBIAN_FRONTEND=noninteractive \
	&& apt-get update -qq && apt-get install -y -qq --no-install-recommends $(1) >/dev/null; }

# Without compiled files every process that a test starts compiles the portal anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test test-system audit licences sbom faults bench bench-exports bench-files bench-curation bench-load quality lint format lock pictures clean

run: $(VENV)/runtime
	@exec $(BIN)/python manage.py serve

# Every rule on SQLite, and on PostgreSQL a part of what it may answer otherwise; of many cases a part, others each day. ARGS goes to pytest: make test ARGS="-k search"
test: $(VENV)/dev
	@rm -rf var/test
	PORTAL_VAR=var/test $(PYTEST)
	PORTAL_VAR=var/test $(BIN)/python tests/postgres.py -- $(PYTEST)

# What starts servers, browsers and processes, one test at a time: these are whole machines by themselves; at most half an
# hour. Then what several processes do at once on PostgreSQL, and the whole of what `make test` takes a part of.
test-system: $(VENV)/dev
	@command -v chromium >/dev/null || command -v google-chrome >/dev/null || $(call apt-get,chromium fonts-dejavu-core) \
		|| { echo "Chromium is not installed: the browser tests cannot run."; [ "$$CI" != true ]; }
	@rm -rf var/test-system
	PORTAL_VAR=var/test-system $(SYSTEM) tests/system
	EXHAUSTIVE=1 PORTAL_VAR=var/test-system $(BIN)/python tests/postgres.py -- $(SYSTEM) tests/system/concurrency
	EXHAUSTIVE=1 PORTAL_VAR=var/test-system $(PYTEST) -m sampled
	EXHAUSTIVE=1 PORTAL_VAR=var/test-system $(BIN)/python tests/postgres.py -- $(PYTEST)

# Long series of killed processes, into docs/faults.md. KILLS on each database: make faults KILLS=50
faults: $(VENV)/dev
	$(BIN)/python -m tests.faults $(or $(KILLS),200)

# Search beside bare Tantivy, modelsearch and Datasette, into docs/benchmarks.md. SIZE adds one: make bench SIZE=1000000
bench: $(VENV)/runtime
	$(BIN)/python -m tests.bench 10000 100000 $(SIZE)

# Exports over HTTP beside COPY, Django's own means and django-import-export, into docs/benchmarks-exports.md.
bench-exports: $(VENV)/runtime
	$(BIN)/python -m tests.bench.exports $(or $(ROWS),1000000)

# Search in files and extraction of their text, into docs/benchmarks-files.md. DOCUMENTS names a directory of PDFs.
bench-files: $(VENV)/dev
	$(BIN)/python -m tests.bench.files $(or $(SIZE),100000) $(if $(DOCUMENTS),--documents $(DOCUMENTS))

# The pages of the back office over many laws, and a large spreadsheet, into docs/benchmarks-curation.md.
bench-curation: $(VENV)/dev
	$(BIN)/python -m tests.bench.curation $(or $(LAWS),100000)

# Mixed traffic at 1x, 2x and 5x of capacity on PostgreSQL, beside a minimal Django application, into docs/benchmarks-load.md.
bench-load: $(VENV)/dev
	$(BIN)/python -m tests.bench.load $(or $(MINUTES),20) $(or $(ENTRIES),100000)

lint: $(VENV)/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/djlint --quiet --lint templates

format: $(VENV)/dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# Writes both requirements files anew from pyproject.toml, with the newest versions it allows.
lock: $(VENV)/runtime
	@$(BIN)/python -m pip install --quiet uv
	$(LOCK) --upgrade --output-file requirements.txt >/dev/null
	$(LOCK) --upgrade --group dev --constraints requirements.txt --output-file requirements-dev.txt >/dev/null

# The lock compared with known advisories, where these can be had; it says so where they cannot, and takes two minutes at most.
audit:
	@$(PYTHON) -m tools.audit

# The licences of all dependencies, into docs/licences.md.
licences: $(VENV)/dev
	$(BIN)/python -m tools.make_licences

# The bill of materials of a release (CycloneDX), into var/sbom.cdx.json: a file to publish beside the release.
sbom: $(VENV)/runtime
	$(BIN)/python -m tools.make_sbom var/sbom.cdx.json

# How well the labelled queries and questions are answered, into docs/search-quality.md. Of another set of questions the
# figures alone are printed: make quality QUESTIONS=file.json
quality: $(VENV)/dev
	$(BIN)/python -m tests.search.quality_page $(QUESTIONS)

# The documentation's pictures, from a portal that runs at PORTAL (make run in another window). Those of the back office
# are taken when PICTURES_NAME and PICTURES_PASSWORD are in the environment.
PORTAL ?= http://127.0.0.1:8000
pictures: $(VENV)/dev
	$(BIN)/python tools/make_pictures.py $(PORTAL)

clean:
	rm -rf $(VENV) .pytest_cache .ruff_cache .mypy_cache .hypothesis .coverage htmlcov
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Made from nothing each time the lock changes, and stamped last: one that was cut short is made again.
$(VENV)/runtime: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
		|| { echo "The portal needs Python 3.11 or newer: make run PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || $(call apt-get,python3-venv) \
		|| { echo "This Python cannot make environments: install python3-venv."; exit 1; }
	@echo "Installing what the portal needs into $(VENV) (once, under a minute) ..."
	@rm -rf $(VENV) && $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/dev: requirements-dev.txt $(VENV)/runtime
	@echo "Installing what the tests need into $(VENV) (once, about a minute) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@
