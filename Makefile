# make          what can be done here
# The first target that needs Python sets everything up; later calls start at once.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
APT := python3-venv libglib2.0-0 libgl1 libegl1 libdbus-1-3 libfontconfig1 libxkbcommon0 libxcb-cursor0 \
       libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxcb-xkb1 libxkbcommon-x11-0 fonts-dejavu-core

# What building an installer takes besides: the interpreter as a library, Debian's tools, all that Qt is linked with.
APT_BUILD = libpython$(shell $(PYTHON) -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) \
       binutils dpkg-dev libwayland-cursor0

.PHONY: help demo run test lint gallery two-sides ideas harms interactions case catalogue evidence-docs bench \
  installers try-installers system clean
.DEFAULT_GOAL := help

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /  make \1 — /p' $(MAKEFILE_LIST)

system: ## install missing system packages (Debian, Ubuntu), or say which
	@sh packaging/system-packages.sh $(APT)

$(VENV)/.stamp: pyproject.toml
	@sh packaging/system-packages.sh $(APT)
	@echo "Setting up $(VENV) (once; a minute or two)"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@# As an installed wheel has it: the window opens sooner when nothing has to be compiled first.
	@$(BIN)/python -m compileall -q reviewapp
	@touch $@

demo: $(VENV)/.stamp ## the main job on a sample team, into demo/; opens the app when there is a screen
	@$(BIN)/python -m reviewapp demo demo
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] && [ -z "$$CI" ]; then \
	  REVIEWAPP_VAULT=demo/vault REVIEWAPP_PASSPHRASE="$$(cat demo/passphrase.txt)" $(BIN)/python -m reviewapp; fi

run: $(VENV)/.stamp ## open the desktop
	@$(BIN)/python -m reviewapp

test: $(VENV)/.stamp ## all tests, without a screen
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -q -n auto

lint: $(VENV)/.stamp ## ruff and mypy --strict
	@$(BIN)/ruff check .
	@$(BIN)/mypy

gallery: $(VENV)/.stamp ## pictures of every screen, into docs/gallery/
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m reviewapp gallery docs/gallery

two-sides: $(VENV)/.stamp ## two people with a window each, request to final PDF, into docs/two-sides/
	@/usr/bin/python3 tests/helpers/two_windows.py $(abspath $(BIN)/python) docs/two-sides

ideas: $(VENV)/.stamp ## which of the ideas A1-A94 a test claims
	@QT_QPA_PLATFORM=offscreen $(BIN)/python tests/helpers/ideas.py

harms: $(VENV)/.stamp ## write docs/harms.md: what could go wrong, what stands against it, which test proves it
	@PYTHONPATH=. $(BIN)/python tests/helpers/harms.py

interactions: $(VENV)/.stamp ## write docs/interactions.md: how many acts everyday tasks take
	@PYTHONPATH=. $(BIN)/python tests/helpers/interactions.py

case: $(VENV)/.stamp ## the pharmacy case lived through, in pictures, into docs/case/ (CASE=folder with its files)
	@QT_QPA_PLATFORM=offscreen PYTHONPATH=. $(BIN)/python tests/helpers/case_pictures.py $(CASE) docs/case

catalogue: $(VENV)/.stamp ## collect the sentences to translate, into resources/locale/
	@PYTHONPATH=. $(BIN)/python tests/helpers/catalogue.py

evidence-docs: $(VENV)/.stamp ## write docs/evidence-check.md from the rules of the evidence check
	@PYTHONPATH=. $(BIN)/python tests/helpers/evidence_docs.py

bench: $(VENV)/.stamp ## measure, and write docs/benchmarks.md
	@$(BIN)/python tests/benchmarks/run.py

installers: ## a folder that runs by itself and a .deb, into dist/ (Debian, Ubuntu)
	@sh packaging/system-packages.sh $(APT) $(APT_BUILD)
	@sh packaging/build.sh $(PYTHON)

try-installers: ## install the .deb in a bare Debian, use it and remove it again (root, debootstrap; some minutes)
	@sh packaging/linux/try.sh $(wildcard dist/reviewapp_*.deb)

clean: ## remove what the targets above made
	rm -rf $(VENV) demo build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
