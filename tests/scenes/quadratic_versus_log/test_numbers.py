"""The numbers of ``QuadraticVersusLog``, against plain arithmetic, SciPy and the source note."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import expit, logit

from scenes.quadratic_versus_log.numbers import (
    QuadraticVersusLogNumbers,
    QuadraticVersusLogParameters,
    percent,
    short,
)
from stage.digits import write

same_everywhere = settings(derandomize=True, deadline=None, max_examples=40)
unit = st.floats(0.001, 0.45)


def computed(**parameters):
    return QuadraticVersusLogNumbers.compute(QuadraticVersusLogParameters(**parameters), 15)


def test_slopes_are_the_four_lines_of_the_note():
    n = computed()
    assert n.steps == pytest.approx([0.01, 0.02, 0.98, 0.99])
    assert n.slopes[0] == pytest.approx([-100, -50, -1 / 0.98, -1 / 0.99], rel=1e-12)
    assert n.slopes[0][2:] == pytest.approx([-1.0204, -1.0101], abs=5e-5)
    assert n.slopes[1] == pytest.approx([-1.98, -1.96, -0.04, -0.02], abs=1e-12)


def test_numbers_are_those_of_the_clip_and_are_written_with_few_digits():
    n = computed()
    assert n.steep == pytest.approx([100, 1.98], rel=1e-12)
    assert n.gate == pytest.approx(0.0099, rel=1e-12)
    assert n.pulls == pytest.approx([0.99, 0.019602], rel=1e-12)
    assert [write(steep, short(steep)) for steep in n.steep] == ["100", "1.98"]
    assert write(n.gate, short(n.gate)) == "0.0099"
    assert [write(pull, short(pull)) for pull in n.pulls] == ["0.99", "0.0196"]
    assert [write(end, percent(end)) for end in n.ends] == ["90 %", "1.4 %"]
    assert [write(q, n.share_form) for q in (0.01, 0.98)] == ["1 %", "98 %"]


@pytest.mark.parametrize("wrong", [1e-5, 0.01, 0.4])
def test_pull_is_the_slope_over_the_score_and_steepness_times_gate(wrong):
    n = computed(wrong=wrong, right=0.9)
    z, near = math.log(wrong / (1 - wrong)), 1e-4
    for k, loss in enumerate((lambda q: -math.log(q), lambda q: (1 - q) ** 2)):
        slope = (loss(expit(z + near)) - loss(expit(z - near))) / (2 * near)
        assert n.pulls[k] == pytest.approx(-slope, rel=1e-6)
    assert n.gate == pytest.approx((expit(z + near) - expit(z - near)) / (2 * near), rel=1e-6)
    assert n.pulls == pytest.approx(n.steep * n.gate, rel=1e-9)


@pytest.mark.parametrize(
    ("wrong", "ratio", "text", "is_over"),
    [
        (0.01, 1 / (2 * 0.01 * 0.99), "50", True),
        (0.4, 1 / (2 * 0.4 * 0.6), "2", True),
        (0.5, 2.0, "2", False),
        (1e-5, 1 / (2 * 1e-5 * 0.99999), "5.00×10⁴", False),
    ],
)
def test_ratio_of_the_pulls_is_written_as_over_its_whole_part(wrong, ratio, text, is_over):
    n = computed(wrong=wrong)
    assert n.pulls[0] / n.pulls[1] == pytest.approx(ratio, rel=1e-9)
    assert write(n.times, n.times_form) == text
    assert n.is_over == is_over


def test_words_are_chosen_by_the_numbers():
    assert (computed().is_ramp, computed().is_plateau, computed().is_sure) == (True, True, True)
    close = computed(wrong=0.4, right=0.9)
    assert (close.is_ramp, close.is_plateau, close.is_sure) == (False, False, False)
    assert computed(wrong=0.15).is_ramp  # .85, against .217: a fourth of it
    assert not computed(wrong=0.15).is_plateau


@pytest.mark.parametrize(
    ("parameters", "reach"),
    [
        ({}, 1.15 * math.log(99)),
        ({"wrong": 0.4, "right": 0.9}, 5.0),
        ({"wrong": 0.4, "right": 0.999, "step": 0.001}, 1.15 * math.log(999)),
    ],
)
def test_ruler_of_the_score_holds_both_shares_and_the_losses_end_with_it(parameters, reach):
    n = computed(**parameters)
    assert n.reach == pytest.approx(reach, rel=1e-12)
    assert n.ceiling == pytest.approx(math.log1p(math.exp(reach)), rel=1e-12)


@pytest.mark.parametrize("parameters", [{}, {"wrong": 0.4, "right": 0.9}, {"wrong": 1e-100}])
def test_curves_are_the_losses_over_the_share_and_over_its_score(parameters):
    n = computed(**parameters)
    expected = (lambda z: np.logaddexp(0, -z), lambda z: expit(-z) ** 2)
    for (q, z, losses), loss_of in zip(n.curves, expected, strict=True):
        assert q == pytest.approx(expit(z), rel=1e-12)
        assert losses == pytest.approx(loss_of(z), rel=1e-9, abs=1e-15)
        assert z[0] == -n.reach
        assert q[-1] == 1
        assert np.all(np.diff(z) > 0)


def test_ruler_is_marked_by_tenths_of_the_share_and_by_whole_scores():
    n = computed()
    assert n.ticks[0] == pytest.approx([0.01, *np.arange(1, 10) / 10, 0.99])
    assert n.ticks[1] == pytest.approx(logit(n.ticks[0]))
    assert n.ticks[2] == pytest.approx(-np.log(n.ticks[0]))
    assert n.marks[1] == pytest.approx(np.arange(-5, 6))
    assert n.marks[0] == pytest.approx(expit(np.arange(-5, 6)))
    assert computed(wrong=1e-5).marks[1] == pytest.approx(np.arange(-12, 13, 2))


@pytest.mark.parametrize("wrong", [0.001, 0.01, 0.4])
def test_hills_have_no_corners_over_the_share_and_over_the_score(wrong):
    # Turning by less than 6 degrees from point to point, they look round.
    n = computed(wrong=wrong, right=0.9)
    for q, z, losses in n.curves:
        for x in (q, (z / n.reach + 1) / 2):
            steps = np.diff(np.column_stack([x, losses / n.ceiling])[x <= 1], axis=0)
            visible = steps[np.hypot(*steps.T) > 1e-3]
            angles = np.unwrap(np.arctan2(visible[:, 1], visible[:, 0]))
            assert np.abs(np.diff(angles)).max() < 0.1


@same_everywhere
@given(unit, unit)
def test_tracks_of_score_loss_and_pull_are_functions_of_the_share(wrong, right):
    n = computed(wrong=wrong, right=0.5 + right)
    losses = (lambda q: -np.log(q), lambda q: (1 - q) ** 2)
    pulls = (lambda q: 1 - q, lambda q: 2 * q * (1 - q) ** 2)
    for motion in (n.fall, n.learn):
        assert motion.z == pytest.approx(logit(motion.q), abs=1e-9)
        for k in range(2):
            q = motion.q[:, k]
            assert motion.loss[:, k] == pytest.approx(losses[k](q), rel=1e-9, abs=1e-12)
            assert motion.pull[:, k] == pytest.approx(pulls[k](q), rel=1e-9, abs=1e-12)
    assert n.fall.q[[0, -1]].tolist() == [[0.5 + right] * 2, [wrong] * 2]
    assert n.learn.q[0].tolist() == [wrong, wrong]  # begins just where the fall ends


def test_share_falls_in_even_ratios_so_slower_where_it_is_steep():
    log_share = np.log(computed().fall.q[:, 0])
    middle = log_share[len(log_share) // 2]
    assert middle == pytest.approx((math.log(0.98) + math.log(0.01)) / 2, abs=0.3)
    assert np.all(np.diff(log_share) < 0)


def test_dots_are_gradient_descent_by_the_score_after_every_tenth_of_100_steps():
    n = computed()
    assert (n.epochs, n.apart) == (100, 10)
    z = np.full(2, logit(0.01))
    dots = [z]
    for step in range(1, 101):
        q = expit(z)
        z = z + n.rate * np.array([1 - q[0], 2 * q[1] * (1 - q[1]) ** 2])
        if step % 10 == 0:
            dots.append(z)
    assert n.dots[1] == pytest.approx(np.array(dots), abs=1e-9)
    assert n.dots[0] == pytest.approx(expit(n.dots[1]))
    assert n.dots[2, :, 0] == pytest.approx(-np.log(n.dots[0, :, 0]))
    assert n.dots[2, :, 1] == pytest.approx((1 - n.dots[0, :, 1]) ** 2)
    assert n.learn.z[-1] == pytest.approx(n.dots[1, -1])
    assert n.ends == pytest.approx(expit(n.dots[1, -1]))


def test_learning_rate_takes_cross_entropy_to_90_percent():
    # In a unit of time its score moves by 1 - q: logit(.9) - logit(.01) + 9 - 1/99 = 15.8.
    assert computed().rate == 0.16
    assert computed().ends == pytest.approx([0.9, 0.0145], abs=0.005)


@same_everywhere
@given(st.floats(1e-6, 0.9))
def test_one_guess_is_near_the_final_share_and_guesses_are_apart(wrong):
    n = computed(wrong=wrong, right=0.95, step=0.01)
    assert min(abs(n.guesses - n.ends[1])) <= 0.05
    assert np.all(np.diff(n.guesses) >= 0.1 - 1e-12)


def test_guesses_are_the_start_the_middle_and_the_other_balls_final_share():
    assert computed().guesses == pytest.approx([0.01, 0.5, 0.9], abs=0.005)
