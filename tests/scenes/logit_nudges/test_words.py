import pytest

from scenes import entry
from scenes.logit_nudges import words


def told(**parameters):
    scene = entry("LogitNudges")
    return scene.numbers_type().compute(scene.parameters_type()(**parameters), 5)


@pytest.mark.parametrize(
    ("parameters", "end"),
    [
        ({}, "the wrong one believed most: nearly as much."),  # .0830 of .0918
        ({"logits": [1, 2]}, "the wrong one: just as much."),
        ({"logits": [1, 1, 1, 1]}, "one of the wrong ones believed most: less than half as much."),
        ({"nudge": 1e6}, "the wrong one believed most: not as much."),  # .543 of .685
        ({"logits": [0] * 10}, "one of the wrong ones believed most: far less."),  # about 1 of 9
    ],
)
def test_how_much_the_likeliest_gives_is_said_by_its_gain(parameters, end):
    assert words.of_the_likeliest(told(**parameters)).endswith(end)


def test_others_have_next_to_nothing_only_if_they_have_and_give_a_twentieth_at_most():
    assert "next to nothing" in words.of_the_others(told())
    assert "next to nothing" not in words.of_the_others(told(logits=[1, 1, 1, 1]))
    assert "next to nothing" not in words.of_the_others(told(logits=[0] * 10))  # each has a tenth


def test_the_answer_names_a_wrong_logit_only_if_that_gives_half_as_much():
    assert "lower the wrong one" in words.answer(told())
    assert "no wrong one" in words.answer(told(logits=[1, 1, 1, 1]))
    assert "the same" in words.answer(told(logits=[1, 2]))


@pytest.mark.parametrize("target", [0, 2])
def test_captions_have_ninety_characters_at_most(target):
    n = told(target=target)
    said = [
        words.question(n), words.of_the_true(n), words.of_the_likeliest(n),
        words.of_the_others(n), words.rule(n), words.REASON,
    ]  # fmt: skip
    assert max(map(len, said)) <= 90


def test_the_first_order_is_spoken_of_only_where_gains_are_near_it():
    assert words.rule(told()).startswith("For a small nudge, it is about a₁")
    assert "about" not in words.rule(told(nudge=1e6))
