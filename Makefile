# On a fresh machine `make videos` or `make test` is all it takes: both set up first.
# The tools run as modules of .venv's Python, so the folder may be moved.

PYTHON := .venv/bin/python
SET_UP := .venv/set-up

.PHONY: videos test soak setup lint bench clean pictures

videos: setup
	$(PYTHON) render.py

test: lint
	$(PYTHON) -m pytest -n 2

# The tests that leave something to chance, many more times: docs/reliability.md.
soak: setup
	SOAK=1 $(PYTHON) -m pytest -n 2 -rP tests/rendering/test_faults.py \
		tests/rendering/test_incremental.py

setup: $(SET_UP)

# The stamp lies inside .venv, so that whoever deletes the one deletes the other.
$(SET_UP): pyproject.toml requirements.lock Makefile .ci/setup
	.ci/setup
	@touch $@

lint: setup
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy

bench: setup
	$(PYTHON) -m benchmarks.bench

# The animated pictures of README.md, after a change of the scenes.
pictures: setup
	$(PYTHON) render.py -ql
	$(PYTHON) -m docs.readme_pictures

# Leaves .venv and the pictures that README.md shows.
clean:
	if [ -d media ]; then find media -mindepth 1 -maxdepth 1 ! -name readme -exec rm -rf {} +; fi
	rm -rf build mutants .pytest_cache .hypothesis .mypy_cache .ruff_cache
	find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +
