import pytest

from scenes import entry
from scenes.narration import Narration
from scenes.numbers import fields_of
from scenes.two_distributions import words
from scenes.two_distributions.words import spelled


def told(**parameters):
    scene = entry("TwoDistributions")
    return scene.numbers_type().compute(scene.parameters_type()(**parameters), 5)


def test_those_who_find_no_room_are_counted_in_words():
    n = told()
    assert words.misfit(n).startswith("Thirty find no room, and thirty places stay empty.")
    assert words.counted(n) == ('{{30 "over":p}}', '{{30 "empty":q}}')


def test_one_alone_finds_no_room():
    n = told(p=[0.5, 0.5], q=[0.51, 0.49])
    assert words.misfit(n).startswith("One finds no room, and one place stays empty.")


def test_where_all_fit_nobody_is_said_to_be_left():
    n = told(p=[0.25] * 4, q=[0.25] * 4)
    assert words.misfit(n).startswith("Every draw finds a place")


@pytest.mark.parametrize(
    ("number", "word"),
    [(1, "one"), (12, "twelve"), (20, "twenty"), (45, "forty-five"), (99, "ninety-nine"),
     (100, "a hundred")],
)  # fmt: skip
def test_numbers_are_spelled(number, word):
    assert spelled(number) == word


def test_average_of_a_hundred_is_not_said_to_be_that_of_all_if_it_is_another():
    assert "long run" not in words.summed(told())
    thirds = told(p=[1 / 3, 2 / 3], q=[0.9, 0.1])  # 33 and 67 of a hundred: 1.58, and not 1.57
    assert "long run" in words.summed(thirds)


def test_without_end_is_said_only_of_what_is_infinite():
    infinite = told(p=[0.5, 0.5, 0], q=[0.5, 0, 0.5])
    assert "without end" in words.paying(infinite)
    assert "without end" in words.answer(infinite)
    # So seldom that none of a hundred draws is one of them.
    rare = told(p=[0.999, 0.001], q=[1, 0])
    assert "without end" not in words.paying(rare)
    assert "without end" in words.answer(rare)
    assert "without end" not in words.paying(told()) + words.answer(told())


def test_sum_of_many_is_told_by_its_first_and_last_term():
    formula = words.summed_up(told(p=[0.1] * 10, q=[0.1] * 10))
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
    said = [
        words.COMING, words.misfit(n), words.PRICE, words.paying(n), words.summed(n),
        words.answer(n),
    ]  # fmt: skip
    assert max(len(Narration(template, fields_of(n)).text) for template in said) <= 90
