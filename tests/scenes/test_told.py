"""Every number that is read in a scene is one of its table's, rounded as it is shown.

The scenes are played with extreme parameters, and what stands in captions, subtitles and pictures
at the end of each beat is read as a viewer reads it: by its digits. ``SOAK=1`` plays many more.
"""

import re
from itertools import combinations, groupby

import numpy as np
import pytest
from hypothesis import given

import stage.story
from scenes import PROGRAMME
from stage.mobjects.text import Formula, Number, Words
from stage.narration import Narration
from stage.numbers import fields_of
from stage.parameters import read_parameters
from tests.scenes.belonging import belonging
from tests.scenes.extremes import extreme_parameters, played
from tests.scenes.playing import play
from tests.scenes.reading import (
    NUMBER,
    assert_two_are_told_apart,
    numbers_in,
    read,
    reads_as,
)

EVERY_SCENE = pytest.mark.parametrize("scene", PROGRAMME, ids=lambda scene: scene.name)

TYPED = [
    pytest.param(scene, typed, id=f"{scene.name}-{typed}")
    for scene in PROGRAMME
    for typed in belonging(scene, "TYPED")
]


# --- reading --------------------------------------------------------------------------------------


def values_of(story):
    """Of every field of the table, and of the parameters: its numbers, each once."""
    table = fields_of(story.numbers)
    for name, value in (table | story.parameters.model_dump()).items():
        try:
            numbers = np.unique(np.ravel(np.asarray(value, dtype=float)))
        except (TypeError, ValueError):
            continue  # words
        if not np.isnan(numbers).any():
            yield name, numbers


def is_true(match, columns):
    """Whether a number that is read is one of the table's: 1 only if it is 1, not nearly."""
    for numbers in columns:
        # Also what is told without its sign, because a minus stands before it.
        for value in (v for v in (*numbers, *-numbers) if reads_as(match, v)):
            certain = np.all((numbers >= 0) & (numbers <= 1)) and 0 < value < 1
            if not (certain and not match["bound"] and read(match[0]) == 1):
                return True
    return False


# --- playing --------------------------------------------------------------------------------------


def is_seen(mobject):
    """Whether any of its glyphs is."""
    return any(m.get_fill_opacity() > 0.05 for m in mobject.get_family() if len(m.points))


def told_by(scene, parameters):
    """A scene's story, its narrations, and what is read in its pictures at the end of each beat."""
    narrations, shown = [], set()

    class Kept(Narration):
        def __init__(self, *args, spoken=False):
            super().__init__(*args, spoken=spoken)
            if not spoken:
                narrations.append(self)

    def look(story):
        for mobject in story.get_mobject_family_members():
            if not is_seen(mobject):
                continue
            if isinstance(mobject, Number):
                shown.add(mobject.text)
            elif isinstance(mobject, Words) and NUMBER.fullmatch(mobject.words):
                shown.add(mobject.words)
            elif isinstance(mobject, Formula):  # what is not quoted belongs to the formula
                shown.update(re.findall(r'"([^"]*)"', mobject.markup))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stage.story, "Narration", Kept)
        story, _ = play(scene.scene_type(), parameters, fps=5, skip=True, look=look)
    return story, narrations, shown


def assert_no_digit_lies(scene, parameters):
    story, narrations, shown = told_by(scene, parameters)
    columns = [numbers for _, numbers in values_of(story)]
    names = {str(k + 1) for k in range(len(getattr(story.numbers, "names", ())))}
    for text in shown - names:
        for match in numbers_in(text):
            assert is_true(match, columns), f"{match[0]!r} in the picture's {text!r}"
    shown = (caption.text for beat in story.beats for caption in beat.captions)
    assert [n.text for n in narrations if n.text] == [text for text, _ in groupby(shown)]
    for narration in narrations:
        assert_caption_is_true(narration, columns)


def assert_caption_is_true(narration, columns):
    numbers = [
        (narration.numbers[field], text)
        for field, text in narration.told
        if isinstance(narration.numbers[field], float)
    ]
    for value, text in numbers:
        (match,) = numbers_in(text)
        assert reads_as(match, value), f"{text!r} for {value!r} in {narration.text!r}"
        assert is_true(match, columns), f"{text!r} in {narration.text!r}"
    for (one, text), (other, another) in combinations(numbers, 2):
        assert_two_are_told_apart(one, other, text, another)
    # A template's own numbers are whole ones.
    told = "".join(text for _, text in narration.told)
    for match in numbers_in(narration.text):
        if set(match[0]) & set(".×⁻"):
            assert match[0].strip("<>−+ ") in told, narration.text


# --- the trials -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("scene", "typed"), TYPED)
def test_no_digit_lies_in(scene, typed):
    assert_no_digit_lies(scene, read_parameters(scene.parameters_type(), typed))


@EVERY_SCENE
def test_no_digit_lies_with_extreme_parameters(scene):
    @played
    @given(extreme_parameters(scene))
    def check(parameters):
        assert_no_digit_lies(scene, parameters)

    check()
