import pytest

from scenes import entry
from scenes.two_distributions import words
from stage.narration import Narration
from stage.numbers import fields_of


def told(**parameters):
    scene = entry("TwoDistributions")
    return scene.numbers_type().compute(scene.parameters_type()(**parameters), 5)


def said(n, template):
    return Narration(template, fields_of(n)).text


def test_average_of_a_hundred_is_not_said_to_be_that_of_all_if_it_is_another():
    assert "long run" not in words.blocks(told())
    thirds = told(p=[1 / 3, 2 / 3], q=[0.9, 0.1])  # 33 and 67 of a hundred: 1.58, and not 1.57
    assert "long run" in words.blocks(thirds)


def test_without_end_is_said_only_of_what_is_infinite():
    infinite = told(p=[0.5, 0.5, 0], q=[0.5, 0, 0.5])
    assert "no end" in words.paying(infinite)
    assert "without end" in words.answer(infinite)
    # So seldom that none of a hundred draws is one of them.
    rare = told(p=[0.999, 0.001], q=[1, 0])
    assert "no end" not in words.paying(rare)
    assert "without end" in words.answer(rare)
    assert "end" not in words.paying(told()) + words.answer(told())


def test_sum_of_many_is_told_by_its_first_and_last_term():
    formula = words.sum_of(told(p=[0.1] * 10, q=[0.1] * 10))
    assert "p_1:p" in formula
    assert "q_10" in formula
    assert formula.endswith("=")


@pytest.mark.parametrize(
    "parameters",
    [
        {},
        {"p": [1, 0], "q": [0, 1]},
        {"p": [0.73, 0.27], "q": [0, 1]},
        {"p": [1 / 3, 2 / 3], "q": [0.9, 0.1]},
    ],
)
def test_captions_have_ninety_characters_at_most(parameters):
    n = told(**parameters)
    templates = [
        words.PRICE, words.COMING, words.paying(n), words.blocks(n), words.FIT,
        words.answer(n),
    ]  # fmt: skip
    assert max(len(said(n, template)) for template in templates) <= 90
