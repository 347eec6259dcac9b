"""What ``ForceFadesAsItLearns`` says is so with these numbers."""

import pytest

from scenes import entry
from scenes.force_fades_as_it_learns import words
from scenes.narration import Narration
from scenes.numbers import fields_of


def told(**parameters):
    scene = entry("ForceFadesAsItLearns")
    return scene.numbers_type().compute(scene.parameters_type()(**parameters), 5)


def test_the_pull_fades_only_if_it_is_seen_to():
    assert "the pull fades" in words.flight(told())  # .685 to .063
    assert "fades a little" in words.flight(told(steps=2))  # .685 to .416
    assert "as hard as ever" in words.flight(told(logits=[30, -30, 0, 5], target=1))
    assert "hardly pulls" in words.flight(told(logits=[30, -30, 0, 5]))


def test_the_second_flight_fades_only_if_it_comes_so_far():
    assert "then it fades" in words.second_flight(told())
    assert "not enough" in words.second_flight(told(steps=2))
    assert "hardly pulls" in words.second_flight(told(logits=[30, -30, 0, 5]))


def test_the_loss_is_told_at_both_starts():
    n = told()
    said = Narration(words.worse(n), fields_of(n)).text
    assert "5.28, not 1.16; the pull 0.995" in said
    assert "0.685, from 5.28 by 0.995, fading" in Narration(words.reason(n), fields_of(n)).text


def test_it_is_far_worse_only_if_the_pull_is_near_full():
    assert "far worse" in words.worse(told())
    assert "far" not in words.worse(told(drag=0.1))
    assert "far" not in words.worse(told(logits=[30, -30, 0, 5], target=1))  # both pull at full


@pytest.mark.parametrize("logits", [[1, 2], [2.5, -1, 3.2, 0.5], [0] * 10, [30, -30, 0, 5]])
@pytest.mark.parametrize("target", [0, 1])
@pytest.mark.parametrize("steps", [2, 20])
def test_captions_have_ninety_characters_at_most(logits, target, steps):
    n = told(logits=logits, target=target, steps=steps)
    said = [
        words.question,
        words.learn,
        words.flight,
        words.worse,
        words.second_flight,
        words.reason,
    ]
    assert (
        max(len(Narration(say(n), fields_of(n) | {"learning_rate": 0.5}).text) for say in said)
        <= 90
    )
