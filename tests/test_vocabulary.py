"""``docs/vocabulary.md`` shows all parts, arrangements and verbs, and its snippets draw them."""

import inspect

import numpy as np
import pytest
from PIL import Image

import stage.layout
from docs.vocabulary_pictures import PAGE, entries, frames_of, parts
from stage.verbs import Stage

EVERY_ENTRY = pytest.mark.parametrize("entry", entries(), ids=lambda entry: entry.names[0])


def shown(section):
    return {name for entry in entries() if entry.section == section for name in entry.names}


def test_every_part_is_shown():
    drawn = {part.__name__ for part in parts()} - {"Part"}
    # And what a Plot is made of.
    assert shown("Parts") == drawn | {"Foot", "Line", "Mark"}


def test_every_arrangement_is_shown():
    exported = [getattr(stage.layout, name) for name in stage.layout.__all__]
    placing = {
        kind.__name__
        for kind in exported
        if hasattr(kind, "place") and not getattr(kind, "_is_protocol", False)
    }
    # A Having is made by a part's own ``having``.
    assert shown("Arrangements") == placing - {"Having"} | {"having", "Scale"}


def test_every_verb_is_shown():
    public = {
        name
        for name, value in vars(Stage).items()
        if inspect.isfunction(value) and not name.startswith("_")
    }
    # What a scene says of itself, and what is done before the first frame, are no verbs; with
    # tables that hold Motions, docs/design.md shows how what moves is bound and followed.
    assert shown("Verbs") == public - {
        *("layout", "scales", "prepare", "shows", "reads", "bind", "follow", "set")
    }


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
