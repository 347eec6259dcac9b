"""What a voice says has nothing in it that a voice leaves out or misreads, whatever the numbers."""

import re

import pytest
from hypothesis import given

from scenes import PROGRAMME
from tests.scenes.extremes import extreme_parameters, played
from tests.scenes.playing import play

SAYABLE = re.compile(r"(?:[A-Za-z]+(?:['’-][A-Za-z]+)*[.,:;?!]?(?: |$))*")
"""Words of plain letters, parted by single spaces; a voice drops symbols and misreads digits."""

EVERY_SCENE = pytest.mark.parametrize("scene", PROGRAMME, ids=lambda scene: scene.name)


def unsayable(scene, parameters):
    """By beat, what is left of its spoken words from the first that cannot be said."""
    story, _ = play(scene.scene_type(), parameters, fps=2, skip=True)
    rests = {beat.name: beat.says[SAYABLE.match(beat.says).end() :] for beat in story.beats}
    return {name: rest for name, rest in rests.items() if rest}


@EVERY_SCENE
def test_spoken_words_of_the_default_example_can_be_said(scene):
    assert unsayable(scene, scene.parameters_type()()) == {}


@EVERY_SCENE
def test_spoken_words_of_extreme_examples_can_be_said(scene):
    @played
    @given(extreme_parameters(scene))
    def check(parameters):
        assert unsayable(scene, parameters) == {}

    check()


@pytest.mark.parametrize(
    "said", ["x₁ grows.", "It is 3.", "p = q", "∑ of it", "10⁻⁹", "a  b", "–1"]
)
def test_symbols_and_digits_cannot_be_said(said):
    assert not SAYABLE.fullmatch(said)
