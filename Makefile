# Habiter. `make help` lists what can be done; `make demo` serves the portal from nothing.
# Needs: make, and python3 ≥ 3.12 or a pyenv or uv that can give one. Everything else is made here.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

PORT ?= 8000
HOST ?= 127.0.0.1
DATA_DIR ?= var
DJANGO_SETTINGS_MODULE ?= portal.settings.development
export PORT HOST DATA_DIR DJANGO_SETTINGS_MODULE
export UV_NO_PROGRESS := 1
# The system's certificates: an office network may have its own.
export UV_SYSTEM_CERTS := 1

PY := .venv/bin/python
MANAGE := $(PY) manage.py
UV = $(shell command -v uv || echo .tools/bin/uv)
say = @printf '  %-11s %s\n' "$(1)" "$(2)"

CATALOGUES := $(wildcard portal/locale/*/LC_MESSAGES/*.po)
STATIC_FILES := $(shell find static */static -type f 2>/dev/null)
CSS_SOURCES := $(shell find assets/css -name '*.css' 2>/dev/null)
STATIC_STAMP = $(DATA_DIR)/.static-collected

##@ Everyday

.PHONY: help
help: ## this list
	@awk 'BEGIN {FS = ":.*## "} \
	  /^##@ / {printf "\n%s\n", substr($$0, 5)} \
	  /^[a-z-]+:.*## / {printf "  make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
	@printf '\nVariables: PORT=8000 HOST=127.0.0.1 DATA_DIR=var DATABASE_URL=… DEMO_PASSWORD=… (README has the whole table)\n'

.PHONY: setup
setup: venv catalogues css static ## install and compile everything; no data, no server

.PHONY: demo
demo: setup migrate ## from nothing to a served portal with sample content (Ctrl-C stops it)
	@SITE_URL="$${SITE_URL:-http://localhost:$(PORT)}" $(PY) tools/serve.py --demo

.PHONY: run
run: setup migrate ## serve what is there: one worker, one web server
	@SITE_URL="$${SITE_URL:-http://localhost:$(PORT)}" $(PY) tools/serve.py

.PHONY: test
test: setup browser vnu postgres pdf-libs lint ## everything that CI runs: lint, tests on SQLite and on PostgreSQL, a real browser
	$(call say,tests,on SQLite$(comma) with the browser$(comma) then on PostgreSQL)
	@failed=0; \
	  $(IN_TEST) env -u DATABASE_URL $(PY) -m pytest $(SHARED) $(ARGS) || failed=1; \
	  $(IN_TEST) $(PY) -m tests.support.postgres run $(PY) -m pytest $(SHARED) -m "not browser" $(ARGS) || failed=1; \
	  $(if $(ARGS),,$(IN_TEST) $(PY) -m tools.budgets || failed=1;) \
	  exit $$failed

##@ Parts

.PHONY: tools
tools: ## uv, in .tools/, where the machine has none
	@if ! [ -x "$(UV)" ] && ! command -v "$(UV)" >/dev/null; then \
	  printf '  %-11s %s\n' tools "installing uv in .tools/"; \
	  python=$$(tools/find_python.sh any); \
	  "$$python" -m venv --clear .tools >/dev/null 2>&1 || { \
	    echo "Missing: Python's venv module. Get it with: apt-get install python3-venv" >&2; exit 1; }; \
	  .tools/bin/python -m pip install --quiet --quiet --disable-pip-version-check uv || { \
	    echo "Missing: uv, and pip could not install it. Get it from your system, or check the network and run make again." >&2; exit 1; }; \
	fi

.PHONY: venv
venv: .venv/.synced ## .venv with the locked, hashed requirements

.venv/.synced: requirements.txt .python-version | tools
	$(call say,venv,installing the requirements in .venv/)
	@$(PY) -c 'import sys; sys.exit(not (3, 12) <= sys.version_info[:2] <= (3, 14))' >/dev/null 2>&1 || { \
	  python=$$(tools/find_python.sh) && $(UV) venv --quiet --clear --no-project --python "$$python" .venv; }
	@$(UV) pip sync --quiet --compile-bytecode --require-hashes --python $(PY) requirements.txt
	@touch $@

.PHONY: catalogues
catalogues: $(CATALOGUES:.po=.mo) ## compile the interface translations (needs no gettext)

%.mo: %.po tools/compile_messages.py | .venv/.synced
	$(call say,catalogues,$<)
	@$(PY) tools/compile_messages.py $<

.PHONY: css
css: static/css/habiter.css ## build the style sheet

static/css/habiter.css: tools/build_css.py $(CSS_SOURCES) | .venv/.synced
	$(call say,css,$@)
	@$(PY) tools/build_css.py >/dev/null
	@touch $@

.PHONY: static
static: $(STATIC_STAMP) ## gather the static files, compressed, under DATA_DIR

$(STATIC_STAMP): .venv/.synced static/css/habiter.css $(STATIC_FILES) portal/settings/base.py
	$(call say,static,gathering files in $(DATA_DIR)/static/)
	@mkdir -p "$(DATA_DIR)"
	@$(MANAGE) collectstatic --noinput --clear --verbosity 0
	@touch $@

.PHONY: migrate
migrate: venv ## bring the database up to date
	$(call say,migrate,bringing the database up to date)
	@$(MANAGE) migrate --noinput --verbosity 0

.PHONY: worker
worker: setup ## the worker alone: messages, reminders, waiting lists
	@exec $(MANAGE) worker

.PHONY: browser
browser: venv ## see to a Chromium for the tests
	$(call say,browser,Chromium)
	@$(PY) -m tests.support.browser see-to

.PHONY: vnu
vnu: venv ## see to the checker of HTML and CSS, and to a Java for it
	$(call say,vnu,the checker of HTML and CSS)
	@$(PY) -m tests.support.vnu see-to

.PHONY: postgres
postgres: venv ## see to a PostgreSQL for the tests
	$(call say,postgres,PostgreSQL)
	@$(PY) -m tests.support.postgres see-to

.PHONY: pdf-libs
pdf-libs: venv ## see to the libraries that lay out PDF documents
	$(call say,pdf-libs,Pango and HarfBuzz)
	@$(PY) -m tests.support.pdf_libs see-to

##@ Developers

.PHONY: lint
lint: venv ## ruff, import layers, dependencies, templates
	$(call say,lint,code$(comma) layers$(comma) dependencies$(comma) templates)
	@.venv/bin/ruff check --quiet --output-format concise
	@.venv/bin/ruff format --check --quiet || { echo "Formatting differs: run make format" >&2; exit 1; }
	@.venv/bin/lint-imports --no-logo >/dev/null || { .venv/bin/lint-imports --no-logo >&2; exit 1; }
	@.venv/bin/deptry . 2>&1 | { grep -vE '^(Scanning|Success|$$)' || true; } >&2
	@.venv/bin/djlint --lint --quiet templates */templates >&2

.PHONY: budgets
budgets: setup browser ## weigh every kind of page in a browser, and fail past the budgets of a first view
	$(call say,budgets,the demo$(comma) page by page$(comma) on a phone)
	@$(IN_TEST) $(PY) -m tools.budgets

.PHONY: format
format: venv ## format the Python code and mend what ruff can
	@.venv/bin/ruff check --fix --quiet || true
	@.venv/bin/ruff format --quiet

.PHONY: screenshots
screenshots: setup browser ## take the style guide's screenshots again (look at them before you commit)
	$(call say,screenshots,tests/screenshots/)
	@$(IN_TEST) TAKE_SCREENSHOTS=1 $(PY) -m pytest --quiet tests/test_screenshots.py
	@git --no-pager diff --stat -- tests/screenshots

.PHONY: messages
messages: venv ## gather the strings to translate into portal/locale (needs gettext)
	@command -v xgettext >/dev/null || { echo "Missing: gettext. Get it with: apt-get install gettext" >&2; exit 1; }
	$(call say,messages,portal/locale)
	@$(MANAGE) makemessages $(MESSAGES_OPTIONS) --locale fr --locale ar

.PHONY: lock
lock: tools ## recompile requirements.txt from pyproject.toml (FLAGS=--upgrade for newer versions)
	$(call say,lock,requirements.txt)
	@$(UV) pip compile --quiet --universal --generate-hashes --python-version 3.12 --no-annotate --no-header \
	  --extra production --group dev pyproject.toml -o requirements.txt $(FLAGS)
	@! grep -nE '://|^--|^-[a-z]' requirements.txt || { echo "requirements.txt names an address" >&2; exit 1; }

.PHONY: clean
clean: ## remove what was made, but not the data in DATA_DIR
	@$(if $(wildcard $(PY)),$(PY) -m tests.support.postgres stop || true)
	@rm -rf .venv .tools .pytest_cache .ruff_cache .import_linter_cache "$(DATA_DIR)/static" "$(STATIC_STAMP)"
	@rm -f portal/locale/*/LC_MESSAGES/*.mo
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Two processes share the tests, each with a database and a folder of its own; a module stays whole.
SHARED := --numprocesses 2 --dist loadfile
# Tests see nothing of the demo's or production's environment. DATABASE_URL, if PostgreSQL, serves the second run.
IN_TEST := env -u DATA_DIR -u SECRET_KEY -u REDIS_URL -u SITE_URL -u ALLOWED_HOSTS -u DJANGO_SETTINGS_MODULE
MESSAGES_OPTIONS := --add-location file --no-wrap --no-obsolete --ignore '.*' --ignore var --ignore tests
comma := ,
