# On a fresh machine `make videos` or `make test` is all it takes: both set up first.
# The tools run as modules of .venv's Python, so the folder may be moved. Which Python it is made
# with can be said: make test PYTHON=python3.13

RUN := .venv/bin/python
SET_UP := .venv/set-up$(addprefix -,$(notdir $(PYTHON)))

.PHONY: videos test soak setup lint fix bench clean pictures

videos: setup
	$(RUN) render.py

test: lint
	$(RUN) -m pytest -n 2 --dist worksteal -m "not soak"

# The tests that leave something to chance, many more times, and all pictures of all examples:
# docs/reliability.md.
soak: setup
	SOAK=1 $(RUN) -m pytest -n 2 --dist worksteal -rP tests/rendering/test_faults.py \
		tests/rendering/test_incremental.py tests/rendering/running/test_parts.py \
		tests/rendering/test_interrupted_exports.py tests/scenes/test_told.py \
		tests/scenes/test_judging.py tests/scenes/test_references.py \
		tests/scenes/test_pictures.py \
		tests/scenes/test_programme.py tests/rendering/drawing/test_clip_renderer.py \
		tests/test_plain_manim.py tests/test_hostile_calls.py

setup: $(SET_UP)

# The stamp lies inside .venv, so that whoever deletes the one deletes the other.
$(SET_UP): pyproject.toml requirements.lock Makefile .ci/setup
	.ci/setup
	@touch $@

lint: setup
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(RUN) -m mypy

# What a machine can mend of what lint finds.
fix: setup
	$(RUN) -m ruff check --fix .
	$(RUN) -m ruff format .

bench: setup
	$(RUN) -m benchmarks.bench

# The animated pictures of README.md, and those of docs/vocabulary.md, after a change of the scenes.
pictures: setup
	$(RUN) render.py -ql
	$(RUN) -m docs.readme_pictures
	$(RUN) -m docs.vocabulary_pictures

# Leaves .venv, and in media/ whatever was not published there by a run.
clean:
	if [ -x $(PYTHON) ]; then $(PYTHON) render.py clean; fi
	rm -rf build mutants .pytest_cache .hypothesis .mypy_cache .ruff_cache
	find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +
