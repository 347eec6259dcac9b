"""``docs/vocabulary.md`` shows all pieces and verbs, and its snippets draw them."""

import inspect

import numpy as np
import pytest
from PIL import Image

import stage.drawing.shares
from docs.vocabulary_pictures import PAGE, entries, frames_of
from stage.drawing.canvas import Canvas
from stage.verbs import Stage

EVERY_ENTRY = pytest.mark.parametrize("entry", entries(), ids=lambda entry: entry.names[0])


def shown(section):
    return {name for entry in entries() if entry.section == section for name in entry.names}


def public(kind):
    functions = {name for name, value in vars(kind).items() if inspect.isfunction(value)}
    return {name for name in functions if not name.startswith("_")}


def test_every_piece_is_shown():
    drawn = {name for name in stage.drawing.shares.__all__ if name.startswith("draw_")}
    assert shown("Pieces") == public(Canvas) | drawn


def test_every_verb_is_shown():
    # What makes the figure, and what is done before the first frame, are no verbs.
    assert shown("Verbs") == public(Stage) - {"make_figure", "prepare", "shows"}


@EVERY_ENTRY
def test_entry_has_a_small_picture_that_moves_if_it_is_to(entry):
    path = PAGE.parent / "vocabulary" / entry.picture
    assert path.stat().st_size < 100_000
    with Image.open(path) as picture:
        assert picture.size == (480, 270)
        assert (getattr(picture, "n_frames", 1) > 1) == (path.suffix == ".webp")


def test_there_are_no_pictures_of_anything_else():
    files = {path.name for path in (PAGE.parent / "vocabulary").iterdir()}
    assert files == {entry.picture for entry in entries()}


@EVERY_ENTRY
def test_snippet_draws_a_picture_that_moves_if_it_is_to(entry):
    first, *_, last = (np.asarray(frame) for frame in [*frames_of(entry)] * 2)
    assert len(np.unique(last)) > 2, "nothing is seen"
    if entry.picture.endswith(".webp"):
        assert not np.array_equal(first, last)
