# make report        the report as HTML and PDF in build/
# make chapter N=2   one chapter of it (0 to 6), alone
# make test          all tests
# make lab           the notebooks in JupyterLab
# make bench         timings, as a table
# make clean         removes build/ and .venv/
#
# PYTHON=python3.12 make report   uses another Python (3.11 or later)

PYTHON ?= python3
SHELL := /bin/sh
.DEFAULT_GOAL := report
.DELETE_ON_ERROR:
.SUFFIXES:

venv := .venv
bin := $(venv)/bin
ready := $(venv)/.ready
report := build/report.html

# The same in every language, and in a folder whose name has letters beyond ASCII.
export LC_ALL := C.UTF-8
export PYTHONUTF8 := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# Compiled modules are kept for the next run, whatever the settings of the shell.
unexport PYTHONDONTWRITEBYTECODE

# A name with a blank or another sign that make would read as its own is left out: the folder itself stands for it, as
# for what is added to it or taken away, and Python says what is wrong with it.
inputs := $(wildcard data) $(shell find notebooks helpers data -type f ! -path '*/.*' ! -path '*/__pycache__/*' \
  ! -path 'notebooks/*.png' ! -name '*[!A-Za-z0-9._-]*' 2>/dev/null)

.PHONY: report chapter test lab bench clean

report: $(report)

$(report): $(ready) $(inputs)
	@$(bin)/python -m helpers.export

chapter: $(report)
	@$(bin)/python -m helpers.export.chapter "$(N)"

test: $(report)
	@$(bin)/python -m pytest -q -n 2 --dist loadfile --no-loadscope-reorder --nbval

lab: $(ready)
	@$(bin)/python -m jupyterlab $(if $(filter 0,$(shell id -u)),--allow-root) notebooks

bench: $(report)
	@$(bin)/python -m tests.bench

clean:
	rm -rf build $(venv)

# The last line but one makes `helpers` importable from every folder, by a path that holds wherever this folder is moved.
$(ready): requirements.lock
	@command -v $(PYTHON) >/dev/null || \
	  { echo "This needs Python 3.11 or later, and no $(PYTHON) was found: install it (on Debian and Ubuntu: apt install python3 python3-venv)." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "This needs Python 3.11 or later, and $(PYTHON) is $$($(PYTHON) -V 2>&1): install a later one and name it, as in make PYTHON=python3.12." >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || \
	  { echo "This needs Python's venv module, which $(PYTHON) lacks: install it (on Debian and Ubuntu: apt install python3-venv)." >&2; exit 1; }
	@echo "Setting up $(venv) (a minute or two, once)"
	@$(PYTHON) -m venv --clear $(venv)
	@$(bin)/python -m pip install --quiet --no-compile --only-binary :all: --require-hashes --no-deps -r requirements.lock || \
	  { echo "The packages in requirements.lock could not be installed (see above): check the network connection and run make again." >&2; exit 1; }
	@$(bin)/python -W ignore -m compileall -qq -j 0 $(venv)/lib || true
	@MPLCONFIGDIR=$(venv)/cache/matplotlib $(bin)/python -c "import matplotlib.font_manager"
	@for packages in $(venv)/lib/python3*/site-packages; do echo ../../../.. > $$packages/report.pth; done
	@touch $@
