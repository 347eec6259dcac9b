"""Every refusal of every public function, word for word, and what all their results share."""

import copy
import re
from dataclasses import fields

import numpy as np
import pytest

import xe_math
from xe_math import checks
from xe_math.arrays import read_only

INF, NAN = float("inf"), float("nan")

NUMBERS = [
    (NAN, "{name} must be finite; got nan"),
    ([0.5, NAN], "{name} must be finite; got nan at index 1"),
    ([[0.5, 0.5], [-INF, 0.5]], "{name} must be finite; got -inf at index (1, 0)"),
    ([], "{name} must not be empty; got an array of shape (0,)"),
    (np.ones((0, 4)), "{name} must not be empty; got an array of shape (0, 4)"),
    ([[1, 2], [3]], "{name} must be a rectangular array; got [[1, 2], [3]]"),
    ("cat", "{name} must be real numbers; got 'cat', of type <U3"),
    ([True, False], "{name} must be real numbers; got [True, False], of type bool"),
    ([1j, 0], "{name} must be real numbers; got [1j, 0], of type complex128"),
    (None, "{name} must be real numbers; got None, of type object"),
]
LOGITS = [
    *NUMBERS[1:],
    (2.5, "{name} must have its classes on a last axis; got the single number 2.5"),
]
PROBABILITIES = [
    *NUMBERS,
    (-0.25, "{name} must be in [0, 1]; got -0.25"),
    ([0, 1.5], "{name} must be in [0, 1]; got 1.5 at index 1"),
    (1 + 1e-15, f"{{name}} must be in [0, 1]; got {1 + 1e-15}"),
    (-5e-324, "{name} must be in [0, 1]; got -5e-324"),
]
DISTRIBUTION = [
    *LOGITS,
    ([-0.25, 1.25], "{name} must be in [0, 1]; got -0.25 at index 0"),
    ([0.5, 0.25], "{name} must sum to 1 within 1e-09; got a sum of 0.75"),
    ([[0.5, 0.5], [0.5, 0.75]], "{name} must sum to 1 within 1e-09; got a sum of 1.25 at index 1"),
]
POSITIVE = [
    *NUMBERS,
    (0, "{name} must be positive; got 0.0"),
    ([1, -2], "{name} must be positive; got -2.0 at index 1"),
]
ONE_POSITIVE = [
    *POSITIVE,
    ([1, 2], "{name} must be a single number; got an array of shape (2,)"),
]
CLASS = [  # of four
    (bad, f"{{name}} must be an integer in [0, 4); got {came}")
    for bad, came in [
        (-1, "-1"),
        (4, "4"),
        ([0, 7], "7 at index 1"),
        ([[3, -2]], "-2 at index (0, 1)"),
        (1.0, "1.0"),
        (NAN, "nan"),
        (True, "True"),
        ("0", "'0'"),
        (None, "None"),
        ([], "[]"),
        (np.arange(0), "array([], dtype=int64)"),
    ]
] + [([[1, 2], [3]], "{name} must be a rectangular array; got [[1, 2], [3]]")]


def counts(least):
    return [
        (bad, f"{{name}} must be an integer of at least {least}; got {bad!r}")
        for bad in (least - 1, 2.0, NAN, True, "3", None, [], np.arange(0))
    ] + [([3, 4], "{name} must be a single number; got an array of shape (2,)")]


POSITIONS = [  # None means one place after the other
    *(refusal for refusal in LOGITS if refusal[0] is not None),
    (
        [0, 1, 2],
        "{name} must have one number a class, shape (4,); got shape (3,)",
    ),
    (
        [0, 1, 2, 3, 4],
        "{name} must have one number a class, shape (4,); got shape (5,)",
    ),
    (
        [[0, 1, 2, 3]],
        "{name} must have one number a class, shape (4,); got shape (1, 4)",
    ),
]

Z = [2.5, -1.0, 3.2, 0.5]
P = [0.1, 0.4, 0.3, 0.2]
TRUTH = {"logits": (Z, LOGITS), "target": (0, CLASS)}
PAIR = {"p": (P, DISTRIBUTION), "q": ([0.25] * 4, DISTRIBUTION)}
PLACES = {"positions": ([3, 1, 2, 0], POSITIONS)}
TEMPERED = {"logits": (Z, LOGITS), "temperature": (0.5, POSITIVE)}
ERROR = {"prediction": (0.5, NUMBERS), "target": (1, NUMBERS)}

FUNCTIONS = {
    "one_hot": {"index": (1, CLASS), "num_classes": (4, counts(1))},
    "entropy": {"p": (P, DISTRIBUTION)},
    "cross_entropy": PAIR,
    "cross_entropy_terms": PAIR,
    "kl_divergence": PAIR,
    "wasserstein_distance": PAIR | PLACES,
    "softmax": TEMPERED,
    "log_softmax": TEMPERED,
    "log_sum_exp": {"logits": (Z, LOGITS)},
    "log_sum_exp_change": {"logits": (Z, LOGITS), "delta": (P, LOGITS)},
    "hardmax": {"logits": (Z, LOGITS)},
    "softmax_jacobian": {"logits": (Z, LOGITS)},
    "nudge_logit": {"logits": (Z, LOGITS), "index": (0, CLASS), "delta": (0.4, NUMBERS)},
    "softmax_cross_entropy": TRUTH,
    "probability_gradient": {"probabilities": (P, DISTRIBUTION), "target": (0, CLASS)},
    "logit_gradient": TRUTH,
    "quadratic_loss": ERROR,
    "quadratic_loss_gradient": ERROR,
    "log_loss": {"q": (0.5, PROBABILITIES)},
    "log_loss_gradient": {"q": (0.5, PROBABILITIES)},
    "swept_areas": {"way": ([Z, P], LOGITS), "target": (0, CLASS)},
    "descend_logits": TRUTH | {"learning_rate": (0.5, ONE_POSITIVE), "steps": (2, counts(0))},
    "train_neuron": {
        "weight": (2, NUMBERS),
        "bias": (2, NUMBERS),
        "x": (1, NUMBERS),
        "y": (0, PROBABILITIES),
        "learning_rate": (0.15, ONE_POSITIVE),
        "epochs": (2, counts(0)),
        "loss": (
            "quadratic",
            [("mse", '{name} must be "quadratic" or "cross_entropy"; got \'mse\'')],
        ),
    },
    "distance_weighted_gradient": TRUTH | PLACES,
    "wasserstein_logit_gradient": TRUTH | PLACES,
    "sigmoid": {"z": (1, NUMBERS)},
    "sigmoid_derivative": {"z": (1, NUMBERS)},
}
"""Arguments of each public function: a good value, and what is refused in its place and how."""


def good_arguments(function):
    return {name: good for name, (good, _) in FUNCTIONS[function].items()}


def arrays_of(result):
    if isinstance(result, np.ndarray | np.float64):
        return [result]
    return [getattr(result, field.name) for field in fields(result)]


def test_every_public_function_is_in_the_table():
    public = {name for name in xe_math.__all__ if name[0].islower()}
    assert set(FUNCTIONS) == public


@pytest.mark.parametrize(
    ("function", "argument", "bad", "message"),
    [
        pytest.param(function, name, bad, message.format(name=name), id=f"{function}-{name}-{n}")
        for function, arguments in FUNCTIONS.items()
        for name, (_, refusals) in arguments.items()
        for n, (bad, message) in enumerate(refusals)
    ],
)
def test_a_bad_argument_is_refused_by_its_name_the_rule_and_what_came(
    function, argument, bad, message
):
    arguments = good_arguments(function) | {argument: bad}
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        getattr(xe_math, function)(**arguments)


@pytest.mark.parametrize("function", FUNCTIONS)
def test_results_are_read_only_float64_and_the_callers_arrays_stay_as_they_were(function):
    arguments = {
        name: value if isinstance(value, str) else np.array(value)
        for name, value in good_arguments(function).items()
    }
    results = arrays_of(getattr(xe_math, function)(**arguments))
    for array in results:
        assert array.dtype == np.float64
        assert not array.flags.writeable or isinstance(array, np.float64)
    for name, value in arguments.items():
        if isinstance(value, np.ndarray):
            assert value.flags.writeable
            assert value.tolist() == good_arguments(function)[name]
            assert not any(np.shares_memory(value, array) for array in results)


@pytest.mark.parametrize("function", ["nudge_logit", "descend_logits", "train_neuron"])
def test_results_of_several_arrays_hold_nothing_else_and_equal_only_themselves(function):
    result = getattr(xe_math, function)(**good_arguments(function))
    assert result != copy.copy(result)  # == of their arrays would be ambiguous
    assert not hasattr(result, "__dict__")


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: xe_math.cross_entropy([0.5, 0.5], P),
            "p and q must have as many classes as each other; got 2 and 4",
        ),
        (
            lambda: xe_math.kl_divergence([1], P),
            "p and q must have as many classes as each other; got 1 and 4",
        ),
        (
            lambda: xe_math.wasserstein_distance([P] * 2, [P] * 3),
            "p and q must broadcast; got shapes (2, 4) and (3, 4)",
        ),
        (
            lambda: xe_math.softmax([Z] * 2, [1, 2, 3]),
            "temperature must broadcast with the leading axes of logits; got shapes (3,) and (2,)",
        ),
        (
            lambda: xe_math.softmax_cross_entropy([Z] * 2, [0, 1, 2]),
            "target must broadcast with the leading axes of logits; got shapes (3,) and (2,)",
        ),
        (
            lambda: xe_math.logit_gradient([Z] * 2, [0, 1, 2]),
            "target must broadcast with the leading axes of logits; got shapes (3,) and (2,)",
        ),
        (
            lambda: xe_math.descend_logits([Z] * 2, [0, 1, 2], 0.5, 2),
            "target must broadcast with the leading axes of logits; got shapes (3,) and (2,)",
        ),
        (
            lambda: xe_math.wasserstein_logit_gradient([Z] * 2, [0, 1, 2]),
            "target must broadcast with the leading axes of logits; got shapes (3,) and (2,)",
        ),
        (
            lambda: xe_math.probability_gradient([P] * 2, [0, 1, 2]),
            "target must broadcast with the leading axes of probabilities; "
            "got shapes (3,) and (2,)",
        ),
        (
            lambda: xe_math.nudge_logit([Z] * 2, [0, 1, 2], 0.4),
            "index must broadcast with the leading axes of logits; got shapes (3,) and (2,)",
        ),
        (
            lambda: xe_math.nudge_logit([Z] * 2, 0, [1, 2, 3]),
            "delta must broadcast with the leading axes of logits; got shapes (3,) and (2,)",
        ),
        (
            lambda: xe_math.nudge_logit(Z, [0, 1], [1, 2, 3]),
            "index and delta must broadcast; got shapes (2,) and (3,)",
        ),
        (
            lambda: xe_math.quadratic_loss([1, 2], [1, 2, 3]),
            "prediction and target must broadcast; got shapes (2,) and (3,)",
        ),
        (
            lambda: xe_math.quadratic_loss_gradient([1, 2], [1, 2, 3]),
            "prediction and target must broadcast; got shapes (2,) and (3,)",
        ),
    ],
)
def test_shapes_that_do_not_match_are_refused_by_the_names_of_both(call, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        call()


@pytest.mark.parametrize("off", [-0.9e-9, 0, 0.9e-9])
def test_a_sum_within_a_billionth_of_one_is_taken_as_it_came(off):
    p = [0.25, 0.75 + off]
    assert checks.distribution("p", p).tolist() == p


@pytest.mark.parametrize("off", [-1.1e-9, 1.1e-9])
def test_a_sum_further_than_a_billionth_from_one_is_refused(off):
    with pytest.raises(ValueError, match=r"p must sum to 1 within 1e-09; got a sum of"):
        checks.distribution("p", [0.25, 0.75 + off])


def test_the_ends_of_each_range_are_in_it():
    assert checks.probabilities("q", [0, 1]).tolist() == [0, 1]
    assert checks.class_index("target", [0, 3], 4).tolist() == [0, 3]
    assert checks.count("steps", 0, least=0) == 0
    assert checks.positive("temperature", 5e-324) == 5e-324


def test_integers_of_any_width_are_classes_and_numbers():
    for kind in (np.int8, np.uint64):
        assert checks.class_index("target", kind(3), 4).dtype == np.int64
        assert checks.real("x", kind(3)).dtype == np.float64
    assert type(checks.count("steps", np.uint8(3), least=0)) is int
    assert type(checks.positive_number("rate", np.float32(0.5))) is float


def test_a_long_argument_is_cut_short_in_the_message():
    with pytest.raises(ValueError, match=r"^x must be real numbers; .{,90}$"):
        checks.real("x", ["cat"] * 1000)


def test_frozen_arrays_are_taken_as_arguments():
    assert xe_math.softmax(read_only(Z)).tolist() == xe_math.softmax(Z).tolist()


def test_no_overflow_lets_everything_else_through():
    with pytest.raises(KeyError), checks.no_overflow("rule", "came"):
        raise KeyError
    with checks.no_overflow("rule", "came"):
        assert np.float64(1) + np.float64(1) == 2


def test_inf_minus_inf_is_an_overflow_too():
    with pytest.raises(ValueError, match=r"^rule; got came$"), checks.no_overflow("rule", "came"):
        np.float64(INF) - np.float64(INF)
