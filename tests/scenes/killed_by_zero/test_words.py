"""What ``KilledByZero`` says is so with these numbers."""

import pytest

from scenes import entry
from scenes.killed_by_zero import words
from stage.narration import Narration
from stage.numbers import fields_of


def told(**parameters):
    scene = entry("KilledByZero")
    return scene.numbers_type().compute(scene.parameters_type()(**parameters), 5)


def test_probabilities_are_told_by_their_number():
    assert "q₃" in words.wrong(told())
    assert "q₁" in words.gates(told())
    n = told(target=2)
    assert "q₁" in words.wrong(n)
    assert "q₃" in words.gates(n)


def test_as_many_are_killed_as_there_are_wrong_ones():
    assert "a 0 kills three slopes" in words.killed(told())
    assert "kills the other slope" in words.killed(told(logits=[1, 2]))
    assert "a 0 kills nine slopes" in words.killed(told(logits=[0] * 10))


def test_gradient_is_written_out_where_it_is_short():
    assert words.formulas(told())[4].endswith('= ({{"−3.18":value}}, 0, 0, 0)')
    assert words.formulas(told(logits=[0, 0], target=1))[4].endswith('= (0, {{"−2.00":value}})')
    assert words.formulas(told(logits=[0] * 10))[4].endswith("{{q:below}}")


def test_it_is_told_at_last_how_far_the_true_one_and_the_loss_have_gone():
    assert words.formulas(told())[-2:] == (
        '{{q_1:q}} : "0.3145" arrow.r "0.1258"', '"loss" : "1.157" arrow.r "2.073"',
    )  # fmt: skip


def test_quotient_is_written_with_its_parts_if_it_is_the_slope():
    assert '"−0.000318"\\/"0.0001" = {{"−3.18":value}}' in words.formulas(told())[1]
    flat = words.formulas(told(logits=(700, 0, -700), target=2))
    assert flat[1] == flat[2]


def test_push_is_told_if_it_is_one_for_all():
    said = Narration(words.pushed(told()), fields_of(told())).text
    assert said.startswith("Push every q by 0.0001,")
    assert "a little," in words.pushed(told(logits=(30, -30, 0, 5)))
    assert [words.write_push(push) for push in (0.0001, -0.0001)] == ["+0.0001", "−0.0001"]


def test_last_words_say_which_way_the_true_one_goes():
    assert "Only through q₁: q sums to 1, so lift q₃, q₁ sinks," in words.last(told())
    assert "lower q₁, q₂ rises, and the loss falls" in words.last(
        told(logits=(30, -30, 0, 5), target=1)
    )


@pytest.mark.parametrize("logits", [[1, 2], [2.5, -1, 3.2, 0.5], [0] * 10])
@pytest.mark.parametrize("target", [0, 1])
def test_captions_have_ninety_characters_at_most(logits, target):
    n = told(logits=logits, target=target)
    said = [
        getattr(words, name)(n)
        for name in ("wrong", "gates", "other", "pushed", "quotient", "killed", "last")
    ]
    assert max(len(text.replace("{wrong_class}", "W" * 12)) for text in said) <= 90
