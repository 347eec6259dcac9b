"""What ``LogitsFeelIt`` says is so with these numbers."""

import pytest

from scenes import entry
from scenes.logits_feel_it import words


def told(**parameters):
    scene = entry("LogitsFeelIt")
    return scene.numbers_type().compute(scene.parameters_type()(**parameters), 5)


def test_a_push_costs_only_if_it_is_seen_to():
    assert "the sum swells, q₁ shrinks, it costs" in words.push(told())  # 1.157 to 1.731
    assert "hardly" in words.push(told(step=0.01))
    assert "hardly" in words.push(told(logits=[30, -30, 0, 5]))  # the loss stays next to 0


def test_the_true_and_the_pushed_class_are_named():
    n = told(target=2)
    assert "z₁: the sum swells, q₃ shrinks" in words.push(n)
    assert words.nudge(n).startswith("Nudge z₁")
    assert "grows at a rate of q₁ of itself, so q₃ shrinks at that" in words.nudge(n)
    assert "z₃'s strand balances all the others" in words.fan(n)
    assert "−1/q₃" in words.cancel(n)


def test_formulas_end_on_what_is_left_of_q():
    n = told()
    *_, together, left = words.true(n)
    assert together.endswith("{{-:minus}} {{(q_2 + q_3 + q_4):rest}}")
    assert left.endswith("{{-:minus}} {{(1 - q_1):rest}}")
    assert words.wrong(n)[-1].endswith("{{q_3:own}}")


def test_the_sum_that_divides_is_written_with_the_pushed_term_named():
    assert words.true(told())[0] == (
        "q_1 = e^(z_1)\\/\\(e^(z_1) + e^(z_2) + {{e^(z_3):own}} + e^(z_4)\\)"
    )
    assert words.true(told(logits=[0] * 10))[0].endswith("(... + {{e^(z_2):own}} + ...\\)")
    assert words.wrong(told())[1].endswith('{{= "−0.199":number}}')


def test_what_a_nudge_took_is_told_as_a_quotient_if_it_can_be_told():
    assert words.wrong(told())[0].endswith('{{-:minus}} {{"0.020"\\/"0.1":quotient}}')
    assert "quotient" not in words.wrong(told(logits=[30, -30, 0, 5]))[0]


def test_many_wrong_classes_together_are_told_by_the_first_and_the_last():
    assert "(q_1 + dots.c + q_(10))" in words.true(told(logits=[0] * 10, target=4))[-2]
    assert words.true(told(logits=[1, 2]))[-2].endswith("{{q_2:rest}}")


def test_of_two_classes_there_is_one_wrong_one():
    n = told(logits=[1, 2])
    assert "each" not in words.strip(n)
    assert words.answer(n).startswith("The wrong logit")
    assert "others" not in words.answer(n) + words.fan(n)


@pytest.mark.parametrize("logits", [[1, 2], [2.5, -1, 3.2, 0.5], [0] * 10])
@pytest.mark.parametrize("parameters", [{"target": 0}, {"target": 1, "step": 1e-9}])
def test_captions_have_ninety_characters_at_most(logits, parameters):
    n = told(logits=logits, **parameters)
    said = [
        getattr(words, name)(n) for name in ("push", "nudge", "fan", "cancel", "strip", "answer")
    ]
    assert max(map(len, said)) <= 90
