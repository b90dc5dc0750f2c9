# make report                the report as HTML and PDF in build/   (PAPER=letter for US paper)
# make page                  the HTML page alone, for whoever is writing
# make nationality N=India   a sheet on one nationality, several ("India, China") or all of them
# make test                  all tests;  make test-fast: those that take no browser, PDF or build
# make live                  the chapters as a site that runs in a reader's own browser, in build/live/
#                            (PYODIDE=folder puts that copy of Pyodide's distribution into it)
# make lab                   the chapters in JupyterLab, with data/ and helpers/ one folder up
# make bench                 timings, as a table
# make clean                 removes build/ and .venv/
#
# PYTHON=python3.12 make report   uses another Python (3.11 or later)
# VERBOSE=1 make report           shows where a fault arose that the build has no sentence for

PYTHON ?= python3
PAPER ?= a4
SHELL := /bin/sh
.DEFAULT_GOAL := report
.SUFFIXES:
.PHONY: report page nationality live test test-fast lab bench clean report-packages all-packages

venv := .venv
# -E -s: the same in every environment, whatever PYTHON... variables and packages of one's own are set
python := $(venv)/bin/python -E -s

# The same in every language, and in a folder whose name has letters beyond ASCII.
export LC_ALL := C.UTF-8
export PIP_DISABLE_PIP_VERSION_CHECK := 1
unexport PYTHONPATH PYTHONOPTIMIZE PYTHONHOME N PAPER

# What was typed for a variable, as one word for the shell: neither make nor the shell runs what stands in it.
typed = '$(subst ','\'',$(value $(1)))'

# Whether anything is to be done is decided by content: see helpers/export/kept.py.
report: report-packages
	@$(python) -m helpers.export --paper $(call typed,PAPER)

page: report-packages
	@$(python) -m helpers.export --page

nationality: report-packages
	@$(python) -m helpers.export.sheets $(call typed,N)

live: all-packages report
	@$(python) -m helpers.export.live

# Two at once, file by file, in the order that tests/conftest.py gives.
side_by_side := -n 2 --dist loadfile --no-loadscope-reorder

test: all-packages report
	@$(python) -m pytest -q $(side_by_side) --nbval

test-fast: all-packages
	@$(python) -m pytest -q $(side_by_side) -m "not slow" tests

lab: all-packages
	@mkdir -p my-notebooks
	@$(python) -m jupyterlab $(if $(filter 0,$(shell id -u)),--allow-root) --LabApp.default_url=/lab/tree/notebooks/00_key_findings.ipynb

bench: all-packages report
	@$(python) tools/bench.py

clean:
	rm -rf build $(venv)

# requirements.lock has two parts: what the report needs, and what tests and JupyterLab need beside it. A part is
# installed when .venv/ lacks the note that it is there as it stands now.
report-packages:
	@test -f requirements.lock || { echo "requirements.lock is missing; git restore brings it back." >&2; exit 1; }
	@sed '/^# --- /,$$d' requirements.lock | cmp -s - $(venv)/report.installed || { \
	  $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	    { echo "This needs Python 3.11 or later, and $(PYTHON) is $$($(PYTHON) -V 2>/dev/null || echo missing): install one and name it, as in PYTHON=python3.12 make report." >&2; exit 1; }; \
	  $(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || \
	    { echo "This needs Python's venv module, which $(PYTHON) lacks: install it (on Debian and Ubuntu: apt install python3-venv)." >&2; exit 1; }; \
	  echo "Setting up $(venv) (about a minute, once)"; \
	  $(PYTHON) -m venv --clear $(venv) && \
	  sed '/^# --- /,$$d' requirements.lock > $(venv)/report.wanted && \
	  $(call install,$(venv)/report.wanted) && \
	  for packages in $(venv)/lib/python3*/site-packages; do echo ../../../.. > $$packages/report.pth; done && \
	  MPLCONFIGDIR=$(venv)/cache/matplotlib $(python) -c "import matplotlib.font_manager" && \
	  mv $(venv)/report.wanted $(venv)/report.installed; }

all-packages: report-packages
	@cmp -s requirements.lock $(venv)/all.installed || { \
	  echo "Adding what tests and JupyterLab need (once)"; \
	  $(call install,requirements.lock) && cp requirements.lock $(venv)/all.installed; }

# Only finished packages, of known content; compiled by all cores at once, which pip does with one.
define install
{ $(python) -m pip install --quiet --no-compile --only-binary :all: --require-hashes --no-deps -r $(1) || \
    { echo "The packages in requirements.lock could not be installed (see above): check the network connection and run make again." >&2; exit 1; }; } && \
  { $(python) -W ignore -m compileall -qq -j 0 $(venv)/lib || true; }
endef
