"""What ``ForceFadesAsItLearns`` says is so with these numbers."""

import pytest

from scenes import entry
from scenes.force_fades_as_it_learns import words
from stage.narration import Narration
from stage.numbers import fields_of


def told(**parameters):
    scene = entry("ForceFadesAsItLearns")
    return scene.numbers_type().compute(scene.parameters_type()(**parameters), 5)


def test_the_pull_fades_only_if_it_is_seen_to():
    assert "the pull fades" in words.flight(told())  # .685 to .063
    assert "fades a little" in words.flight(told(steps=2, learning_rate=0.25))  # .685 to .554
    assert "hardly fades" in words.flight(told(steps=2, learning_rate=0.01))
    assert "the pull full" in words.flight(told(logits=[30, -30, 0, 5], target=1))
    assert "hardly pulls" in words.flight(told(logits=[30, -30, 0, 5]))


def test_the_second_flight_fades_only_if_it_comes_so_far():
    assert "then it fades" in words.second_flight(told())
    assert "not enough" in words.second_flight(told(steps=2))
    assert "the pull hardly fades" in words.second_flight(told(drag=0.1, learning_rate=1e-3))
    assert "hardly pulls" in words.second_flight(told(logits=[30, -30, 0, 5]))


def test_it_is_told_how_many_times_as_large_loss_and_pull_become_where_these_part():
    n = told()
    assert "how many times the loss" in words.worse(n)
    assert (words.times(n.loss_times), words.times(n.pull_times)) == ("×4.6", "×1.5")
    n = told(drag=0.1)  # 1 - 1 / (1 + .685 / .315 * e^.1)
    assert "the loss becomes 1.23, the pull 0.707" in Narration(words.worse(n), fields_of(n)).text
    assert "the loss becomes" in words.worse(told(drag=1e6))


def test_it_is_far_worse_only_if_the_pull_is_near_full():
    assert "far worse" in words.room(told())
    assert "far worse" not in words.room(told(drag=0.1))
    assert "far worse" not in words.room(told(logits=[30, -30, 0, 5], target=1))
    assert "far worse" not in words.room(told(logits=[1, 2.9], drag=0.4))  # .870 to .909


@pytest.mark.parametrize("logits", [[1, 2], [2.5, -1, 3.2, 0.5], [0] * 10, [30, -30, 0, 5]])
@pytest.mark.parametrize("target", [0, 1])
@pytest.mark.parametrize("steps", [2, 20])
def test_captions_have_ninety_characters_at_most(logits, target, steps):
    n = told(logits=logits, target=target, steps=steps)
    said = [
        words.question,
        words.loss,
        words.flight,
        words.room,
        words.worse,
        words.second_flight,
        words.reason,
    ]
    assert (
        max(len(Narration(say(n), fields_of(n) | {"learning_rate": 0.5}).text) for say in said)
        <= 90
    )
