import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.integrate import quad
from scipy.special import log_softmax, softmax

from xe_math import descend_logits, swept_areas

Z = np.array([2.5, -1.0, 3.2, 0.5])
TRUTH = np.eye(4)[0]


@pytest.mark.parametrize(
    ("k", "way", "area"),
    [(0, 0.4, 0.2562), (1, -0.4, 0.0031), (2, -0.4, 0.2342), (3, -0.4, 0.0141)],
)
def test_a_nudge_of_one_logit_sweeps_what_quadpack_integrates(k, way, area):
    end = Z + way * np.eye(4)[k]
    swept = swept_areas([Z, end], 0)[-1]
    expected, _ = quad(lambda x: (TRUTH - softmax(Z + x * np.eye(4)[k]))[k], 0, way)
    assert swept[k] == pytest.approx(expected, abs=1e-13)
    assert swept[k] == pytest.approx(area, abs=5e-5)
    assert np.delete(swept, k).tolist() == [0, 0, 0]


def test_areas_of_the_first_of_twenty_steps_and_of_all():
    swept = swept_areas(descend_logits(Z, 0, learning_rate=1.0, steps=20).logits, 0)
    assert swept[1] == pytest.approx([0.3671, 0.0001, 0.3059, 0.0018], abs=5e-5)
    assert swept[-1] == pytest.approx([0.632, 0.0005, 0.484, 0.008], abs=6e-4)


@given(arrays(np.float64, (5, 3), elements=st.floats(-2, 2)), st.integers(0, 2))
def test_all_areas_together_are_the_fall_of_the_loss_on_any_way(way, target):
    loss = -log_softmax(way, axis=1)[:, target]
    np.testing.assert_allclose(swept_areas(way, target).sum(axis=1), loss[0] - loss, atol=1e-12)


@pytest.mark.parametrize(
    ("way", "target", "match"),
    [(Z, 0, "two axes"), ([Z, [1, 2, 3, np.inf]], 0, "way"), ([Z, Z], 4, "target")],
)
def test_a_way_that_is_none_is_refused(way, target, match):
    with pytest.raises(ValueError, match=match):
        swept_areas(way, target)
