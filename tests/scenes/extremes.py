"""Parameters that try how numbers are told: powers of ten, what is nearly certain, nearly equal."""

from __future__ import annotations

import math
from typing import Any

from hypothesis import HealthCheck, Phase, reject, settings
from hypothesis import strategies as st

from scenes import Entry
from stage.parameters import ParameterError, Parameters, read_parameters
from tests.sampling import SOAK

__all__ = ["extreme_parameters", "often", "played", "sometimes"]


_by_chance = settings(
    derandomize=not SOAK,
    deadline=None,
    # Some scenes take few of the parameters that are drawn; to draw others costs little.
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
played = settings(
    _by_chance,
    max_examples=100 if SOAK else 2,
    phases=[phase for phase in Phase if phase not in (Phase.shrink, Phase.explain)],
)
"""For a test that plays a scene: to look for a simpler example would take minutes."""

sometimes = settings(_by_chance, max_examples=1000 if SOAK else 20)
"""For a test that computes a scene's numbers."""

often = settings(_by_chance, max_examples=1000 if SOAK else 40)

tiny = st.integers(1, 12).map(lambda power: float(f"1e-{power}"))
"""Exact powers of ten."""

shares = st.one_of(st.floats(0, 1), tiny, tiny.map(lambda x: 1 - x))


@st.composite
def distributions(draw: Any, classes: int) -> list[float]:
    weights = st.one_of(tiny, st.floats(0, 1), st.just(0.0))
    row = draw(st.lists(weights, min_size=classes, max_size=classes).filter(any))
    return [value / math.fsum(row) for value in row]


@st.composite
def extreme_parameters(draw: Any, scene: Entry) -> Parameters:
    """For any scene that takes some of the usual parameters."""
    classes = draw(st.integers(2, 10))
    logit = st.one_of(st.floats(-5, 5), st.sampled_from([0.0, 25.0, -700.0, 700.0, 1e9, 20001.0]))
    right = draw(shares.filter(lambda x: 1e-12 <= x <= 1 - 1e-12))
    values = {
        "p": draw(distributions(classes)),
        "q": draw(distributions(classes)),
        "logits": draw(st.lists(logit, min_size=classes, max_size=classes)),
        "target": draw(st.integers(0, classes - 1)),
        "nudge": draw(st.one_of(tiny, st.floats(1e-3, 5), st.sampled_from([1e6, 1 / 3]))),
        "wrong": right * draw(shares),
        "right": right,
        "step": (1 - right) * draw(shares),
    }
    parameters_type = scene.parameters_type()
    raw = {name: value for name, value in values.items() if name in parameters_type.model_fields}
    try:
        return read_parameters(parameters_type, raw)
    except ParameterError:
        reject()
