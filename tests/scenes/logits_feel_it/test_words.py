"""What ``LogitsFeelIt`` says is so with these numbers."""

import pytest

from scenes import entry
from scenes.logits_feel_it import words


def told(**parameters):
    scene = entry("LogitsFeelIt")
    return scene.numbers_type().compute(scene.parameters_type()(**parameters), 5)


def test_a_push_shrinks_only_what_is_seen_to():
    assert "the sum swells, q₁ shrinks." in words.push(told())  # 1.157 to 1.731
    assert "hardly" in words.push(told(step=0.01))
    assert "hardly" in words.push(told(logits=[30, -30, 0, 5]))  # the loss stays next to 0


def test_the_true_and_the_pushed_class_are_named():
    n = told(target=2)
    assert "a wrong z₁: the sum swells, q₃ shrinks" in words.push(n)
    assert words.nudge(n).startswith("Nudge z₁")
    assert "· q₁ of itself; q₃ shrinks alike" in words.nudge(n)
    assert "q₃ loses q₁ · q₃ per unit of z₁. So thick is z₁'s strand" in words.strand(n)
    assert "z₃'s strand balances all others" in words.fan(n)
    assert "−1/q₃" in words.cancel(n)


def test_formulas_end_on_what_is_left_of_q():
    n = told()
    *_, together, left = words.true(n)
    assert together.endswith("{{-:minus}} {{(q_2 + q_3 + q_4):rest}}")
    assert left == f"{together} = {{{{q_1:all}}}} - 1"
    assert words.wrong(n)[-1].endswith("{{q_3:own}}")


def test_the_sum_that_divides_is_written_with_the_pushed_term_named():
    assert words.true(told())[0] == (
        "{{q_1:of}} {{=:equals}} e^(z_1)\\/\\(e^(z_1) + e^(z_2) + {{e^(z_3):own}} + e^(z_4)\\)"
    )
    assert words.true(told(logits=[0] * 10))[0].endswith("(... + {{e^(z_2):own}} + ...\\)")
    assert words.wrong(told())[2].endswith('{{= "−0.199":number}}')


def test_what_a_nudge_added_is_told_as_a_share_of_the_sum_if_that_is_told():
    nudged = "{{0.1:nudge}} {{dot:dot}} {{q_3:own}}"
    sum_, own = words.wrong(told())[:2]
    assert sum_.endswith(f'"sum" = "2.58"\\/"38.73" {{{{approx:equals}}}} {nudged}')
    assert own.endswith(f"{{{{approx:equals}}}} {{{{-:minus}}}} {nudged}")
    assert words.wrong(told(logits=[30, -30, 0, 5], target=1))[0].endswith(
        '"sum" {{approx:equals}} {{0.1:nudge}} {{dot:dot}} {{q_1:own}}'
    )


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
    names = ("push", "nudge", "strand", "fan", "cancel", "strip", "answer")
    said = [getattr(words, name)(n).replace("{nudge:.1f}", "0.1") for name in names]
    assert max(map(len, said)) <= 90
