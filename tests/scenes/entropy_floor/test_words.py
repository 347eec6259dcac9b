"""What is said holds for the numbers that are shown."""

import pytest

from scenes import entry
from scenes.entropy_floor import words
from stage.narration import Narration
from stage.numbers import fields_of


def told(**parameters):
    scene = entry("EntropyFloor")
    return scene.numbers_type().compute(scene.parameters_type()(**parameters), 5)


def said(template, n):
    return Narration(template, fields_of(n)).text


def test_of_two_classes_there_is_one_other():
    assert words.shares(told()) == ('"class 2"', '"the others"')
    assert "the others share the rest as in p" in words.closer(told())
    assert "the other takes the rest" in words.closer(told(p=[0.3, 0.7], q=[0.6, 0.4]))
    assert words.shares(told(p=[0.3, 0.7], q=[0.6, 0.4]))[1] == '"the other"'


def test_probability_is_called_by_its_number():
    assert "over q₂ alone" in words.closer(told())
    assert "Less q₃," in words.valley(told(p=[0.1, 0.2, 0.7], q=[0.2, 0.2, 0.6]))


@pytest.mark.parametrize(
    "parameters", [{}, {"p": [0.3, 0.7], "q": [0.7, 0.3]}, {"p": [0.5, 0.5], "q": [1e-99, 1.0]}]
)
def test_captions_have_ninety_characters_at_most(parameters):
    n = told(**parameters)
    templates = (words.QUESTION, words.closer(n), words.valley(n), words.VALLEYS, words.ANYWHERE,
                 words.GAP, words.ANSWER)  # fmt: skip
    assert max(len(said(template, n)) for template in templates) <= 90
