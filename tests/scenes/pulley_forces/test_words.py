"""What ``PulleyForces`` says is so with these numbers."""

import pytest

from scenes import entry
from scenes.pulley_forces import words
from stage.digits import write


def told(**parameters):
    scene = entry("PulleyForces")
    return scene.numbers_type().compute(scene.parameters_type()(**parameters), 5)


def test_the_rope_thins_only_if_it_is_seen_to():
    assert "the rope thins" in words.drag(told())  # .685 to .305
    assert "hardly" in words.drag(told(drag=0.1))
    assert "hardly" in words.drag(told(logits=[30, -30, 0, 5], target=1))  # 1 to 1


def test_the_loss_falls_as_it_is_told():
    assert words.step(told(), 1.0).endswith("the loss falls.")  # 1.157 to .482
    assert words.step(told(learning_rate=1e-12), 1e-12).endswith("the loss hardly falls.")
    n = told(logits=(-1e9, 0))  # 1e9 to 1e9 - 2
    assert words.step(n, 1.0).endswith("the loss falls.")
    assert write(n.losses[0], n.loss_form) != write(n.losses[2], n.loss_form)


def test_a_step_of_1_is_as_long_as_the_pull():
    assert "each moves by its pull" in words.step(told(), 1.0)
    assert "{rate:exact} times its pull" in words.step(told(), 0.5)


def test_the_logit_that_is_dragged_is_named():
    assert words.drag(told()).startswith("Lower z₃: q₁ grows")
    assert words.drag(told(target=2)).startswith("Lower z₁: q₃ grows")


def test_of_two_classes_both_are_pulled():
    n = told(logits=[1, 2])
    assert "pulls both logits" in words.wrong(n)
    assert words.answer(n) == "{{arrow.l q_2:left}} = {{1:one}} - {{q_1:own}} {{arrow.r:right}}"


def test_the_loop_is_that_of_the_true_class():
    assert "q₃ cancels part of the 1" in words.loop(told(target=2))
    assert words.loop(told(target=2)).endswith("1 − q₃ is left.")


def test_few_probabilities_are_told_one_by_one_and_many_by_the_first_and_the_last():
    assert words.whole(told(target=1)) == "q_1 + q_3 + q_4"
    assert words.whole(told(logits=[0] * 10)) == "q_2 + dots.c + q_(10)"
    assert words.every(told(logits=[0] * 10)) == "q_1 + dots.c + q_(10)"


@pytest.mark.parametrize("logits", [[1, 2], [2.5, -1, 3.2, 0.5], [0] * 10])
@pytest.mark.parametrize("target", [0, 1])
def test_captions_have_ninety_characters_at_most(logits, target):
    n = told(logits=logits, target=target)
    said = [
        getattr(words, name)(n) for name in ("question", "wrong", "true", "loop", "drag", "reason")
    ]
    said.append(words.step(n, 0.12345).replace("{rate:exact}", "0.12345"))
    assert max(map(len, said)) <= 90
