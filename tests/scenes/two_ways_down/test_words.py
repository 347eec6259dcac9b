import pytest

from scenes import entry
from scenes.two_ways_down import words
from stage.narration import Narration
from stage.numbers import fields_of


def told(**parameters):
    scene = entry("TwoWaysDown")
    return scene.numbers_type().compute(scene.parameters_type()(**parameters), 5)


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ({}, "z₂ and z₄ hardly move the wall, z₃ brings it"),
        ({"logits": [1, 9, -3]}, "z₃ hardly moves the wall, z₂ brings it"),
        ({"logits": [0] * 9 + [9]}, "the others hardly move the wall, z₁₀ brings it"),
        ({"logits": [1, 1, 1, 1]}, "each brings what it holds of the wall"),
        ({"logits": [1, 2]}, "pull the other one back by {step:exact}: the wall comes after it"),
    ],
)
def test_what_the_others_bring_is_told_by_how_much_it_is(parameters, said):
    assert said in words.lowering(told(**parameters))


def test_the_wall_is_not_said_to_give_way_only_so_far_where_that_is_nearly_all():
    assert "gives way by {gave:{way_form}}, so" in words.raising(told())
    assert "nearly as far, for z₁ holds nearly all of it" in words.raising(told(logits=[9, 0]))
    # By 19.3 of 20, though it holds only half of it at first.
    assert "holds nearly all" not in words.raising(told(logits=[0, 0], step=20))
    assert "the wall hardly gives way" in words.raising(told(logits=[0, 1e9]))


@pytest.mark.parametrize(
    ("parameters", "end"),
    [
        ({}, "the loss falls from 1.16 to 0.40."),
        ({"logits": [1e9, 1e9], "step": 1e-12}, "the loss falls by 5.00×10⁻¹³."),
        ({"logits": [0, 1e9]}, "the loss falls as far."),
        (
            {"logits": [0, 1e9], "target": 1},
            "the loss falls by the same.",
        ),  # e^(-10⁹), as a float 0
    ],
)
def test_the_loss_is_told_to_fall_by_what_it_falls_where_its_digits_do_not_tell(parameters, end):
    n = told(**parameters)
    assert Narration(words.last(n), fields_of(n)).text.endswith(end)


def test_the_ways_of_the_wall_are_told_apart():
    n = told(logits=[1, 1], step=0.0989)  # ln((1 + e^.0989) / 2) = .05067, and the rest of it
    said = Narration(words.raising(n), fields_of(n)).text
    assert "by 0.051, so the gap shrinks by 0.048." in said


def test_two_classes_have_one_other():
    assert "the other one back" in words.question(told(logits=[1, 2]))
    assert "all the others back" in words.question(told())


def test_the_wall_is_told_as_what_it_is_of_few_classes_and_of_many():
    assert words.wall(told(logits=[1, 2])) == '"wall" = ln(e^(z_1) + e^(z_2)) ='
    assert words.wall(told(logits=[0] * 10)) == '"wall" = ln(e^(z_1) + ... + e^(z_10)) ='


def test_lines_are_titled_by_what_is_moved():
    titles = [title for title, _ in words.titles(told(target=1)).values()]
    assert titles == ['"raise" z_2', '"lower" z_1, z_3, z_4']
    assert words.titles(told(logits=[0] * 5))["the lower line"][0] == '"lower" "all others"'


@pytest.mark.parametrize(
    "parameters",
    [{}, {"logits": [0] * 10, "target": 9}, {"logits": [0] * 9 + [9]}, {"step": 1e-9}],
)
def test_captions_have_ninety_characters_at_most(parameters):
    n = told(**parameters)
    said = [
        words.WALL, words.loss(n), words.question(n), words.raising(n), words.lowering(n),
        words.SLIDE, words.last(n), words.ANSWER,
    ]  # fmt: skip
    lengths = [len(Narration(template, fields_of(n)).text) for template in said]
    assert max(lengths) <= 90
