# Each target is one line of uv. uv comes from the PATH, or else from .tools/, which this file makes.
UV := $(or $(shell command -v uv 2>/dev/null),.tools/bin/uv)
PORT ?= 8000
export UV_PYTHON_DOWNLOADS := never
export UV_SYSTEM_CERTS := 1
# Nothing outside this folder is touched, uv's cache included.
export UV_CACHE_DIR ?= $(CURDIR)/.tools/cache
DEV := $(UV) run --quiet --group dev

.PHONY: demo test check bench format messages client states vendored
demo: $(UV)
	@$(UV) run --quiet fairwitness demo --port $(PORT)

test: $(UV)
	@$(DEV) pytest -n auto -q $(TESTS)

check: $(UV)
	@$(DEV) python scripts/check.py

bench: $(UV)
	@$(DEV) python bench/all.py

format: $(UV)
	@$(DEV) python scripts/check.py --fix

messages: $(UV)
	@$(DEV) python scripts/catalogues.py

client: $(UV)
	@$(DEV) python scripts/client.py

states: $(UV)
	@$(DEV) python scripts/states.py

vendored: $(UV)
	@$(DEV) python scripts/vendor.py --check

.tools/bin/uv:
	@python3 -c 'import ensurepip, venv' 2>/dev/null || { echo "Python's venv module is missing. On Debian and Ubuntu: sudo apt install python3-venv"; exit 1; }
	@python3 -m venv .tools && .tools/bin/pip install --quiet --no-cache-dir --disable-pip-version-check uv==0.13.9
