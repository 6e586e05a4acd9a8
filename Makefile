PY := .venv/bin/python
.DEFAULT_GOAL := help
# The tests start hundreds of processes: each would compile all of the code for itself.
unexport PYTHONDONTWRITEBYTECODE
.PHONY: help setup test lint test-faults demo browser screenshots bench lock clean

CHROMIUM = $(firstword $(foreach name,$(or $(HADIR_BROWSER),chromium chromium-browser google-chrome),$(shell command -v $(name) 2>/dev/null)))
OFFICE = $(shell command -v soffice 2>/dev/null)
DEBIAN = $(if $(CHROMIUM),,chromium) $(if $(OFFICE),,libreoffice-calc) fonts-liberation2 fonts-noto-color-emoji fonts-dejavu-core

# In the order in which they lie: by number of tests, the few long ones would come last and alone.
BY_FILE = --dist loadfile --no-loadscope-reorder

help:            ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

setup: .venv/.ready  ## .venv with everything, from the lock file

.venv/.ready: requirements-dev.txt pyproject.toml
	python3 -m venv .venv
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

lint: setup      ## format, lint, types, import contracts
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/lint-imports

test: lint browser  ## lint, then the whole suite
	.venv/bin/pytest -n auto $(BY_FILE) --ignore tests/browser
	# Half of their time these wait, for a page or for a process that starts: they share processors.
	.venv/bin/pytest -n 3 $(BY_FILE) -m "fault or browser" tests/faults tests/browser

test-faults: setup  ## only the tests in which processes die
	.venv/bin/pytest -m fault -n 2 tests/faults

demo: setup      ## try it in the browser: people, their chats, a map and a clock
	.venv/bin/hadir demo --keep demo

browser:         ## Chromium, LibreOffice and fonts for the tests: what is here, or Debian's if root
	@dpkg -s $(DEBIAN) >/dev/null 2>&1 || test "$$(id -u)" != 0 || { apt-get -qq update \
		&& DEBIAN_FRONTEND=noninteractive apt-get -qq install --no-upgrade --no-install-recommends $(DEBIAN); \
	} >/dev/null 2>&1 || true  # without them their tests say what to install

screenshots: setup browser  ## the pictures of the README, taken from the page
	$(PY) -m tests.browser.screenshots

bench: setup     ## speed, as ratios to this machine's floors
	$(PY) -m tests.bench

lock: setup      ## refresh the lock files
	.venv/bin/uv pip compile --quiet --upgrade --generate-hashes --no-emit-index-url --no-header --python-version 3.11 pyproject.toml --group build -o requirements.txt
	.venv/bin/uv pip compile --quiet --upgrade --generate-hashes --no-emit-index-url --no-header --python-version 3.11 pyproject.toml --group dev -o requirements-dev.txt

clean:           ## what can be made again
	rm -rf .venv build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
