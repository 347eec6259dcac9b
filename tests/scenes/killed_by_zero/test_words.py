"""What ``KilledByZero`` says is so with these numbers."""

import pytest

from scenes import entry
from scenes.killed_by_zero import words


def told(**parameters):
    scene = entry("KilledByZero")
    return scene.numbers_type().compute(scene.parameters_type()(**parameters), 5)


def test_probabilities_are_told_by_their_number():
    assert "q₃" in words.wrong(told())
    assert "q₁" in words.true(told())
    n = told(target=2)
    assert "q₁" in words.wrong(n)
    assert "q₃" in words.true(n)


def test_as_many_are_killed_as_there_are_wrong_ones():
    assert "three slopes are killed" in words.killed(told())
    assert "kills the other slope" in words.killed(told(logits=[1, 2]))
    assert "nine slopes are killed" in words.killed(told(logits=[0] * 10))


def test_gradient_is_written_out_where_it_is_short():
    assert words.formulas(told())[2].endswith('= ({{"−3.18":value}}, 0, 0, 0)')
    assert words.formulas(told(logits=[0, 0], target=1))[2].endswith('= (0, {{"−2.00":value}})')
    assert words.formulas(told(logits=[0] * 10))[2].endswith("{{q:below}}")


@pytest.mark.parametrize("logits", [[1, 2], [2.5, -1, 3.2, 0.5], [0] * 10])
@pytest.mark.parametrize("target", [0, 1])
def test_captions_have_ninety_characters_at_most(logits, target):
    n = told(logits=logits, target=target)
    said = [
        getattr(words, name)(n) for name in ("wrong", "true", "gates", "rates", "killed", "last")
    ]
    assert max(len(text.replace("{wrong_class}", "W" * 12)) for text in said) <= 90
