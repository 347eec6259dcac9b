"""What may come in: each function returns its argument as an array, or refuses it.

A refusal is a ValueError that names the argument, the rule and what came. It happens once, where
a public function receives its arguments; nothing is clamped, rounded or renormalised to fit.
"""

import reprlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

import numpy as np
from numpy.typing import ArrayLike, NDArray

from xe_math.arrays import FloatArray, IntArray

SUM_TOLERANCE = 1e-9
"""How far from 1 the probabilities of a distribution may sum."""


def real(name: str, value: ArrayLike) -> FloatArray:
    """Finite real numbers of any shape, a single one too, as float64.

    Booleans, complex numbers, text and objects are refused rather than converted.

    Examples
    --------
    >>> real("prediction", [0.5, float("nan")])
    Traceback (most recent call last):
    ...
    ValueError: prediction must be finite; got nan at index 1
    """
    numbers = _rectangular(name, value)
    if numbers.dtype.kind not in "iuf":
        raise ValueError(
            f"{name} must be real numbers; got {reprlib.repr(value)}, of type {numbers.dtype}"
        )
    if numbers.size == 0:
        raise ValueError(f"{name} must not be empty; got an array of shape {numbers.shape}")
    array = numbers.astype(np.float64)
    _refuse_any(~np.isfinite(array), name, "be finite", array)
    return array


def per_class(name: str, value: ArrayLike) -> FloatArray:
    """Finite real numbers with the classes on the last axis, of shape (..., K).

    Examples
    --------
    >>> per_class("logits", 2.5)
    Traceback (most recent call last):
    ...
    ValueError: logits must have its classes on a last axis; got the single number 2.5
    """
    array = real(name, value)
    if array.ndim == 0:
        raise ValueError(
            f"{name} must have its classes on a last axis; got the single number {array}"
        )
    return array


def probabilities(name: str, value: ArrayLike) -> FloatArray:
    """Numbers in [0, 1] of any shape, that need not sum to anything.

    Examples
    --------
    >>> probabilities("q", 1.5)
    Traceback (most recent call last):
    ...
    ValueError: q must be in [0, 1]; got 1.5
    """
    array = real(name, value)
    _refuse_any((array < 0) | (array > 1), name, "be in [0, 1]", array)
    return array


def distribution(name: str, value: ArrayLike) -> FloatArray:
    """Probabilities of shape (..., K) that sum to 1 over the classes, to ``SUM_TOLERANCE``.

    Examples
    --------
    >>> distribution("p", [0.5, 0.25])
    Traceback (most recent call last):
    ...
    ValueError: p must sum to 1 within 1e-09; got a sum of 0.75
    """
    array = probabilities(name, per_class(name, value))
    sums = np.asarray(array.sum(axis=-1))
    off = np.abs(sums - 1) > SUM_TOLERANCE
    _refuse_any(off, name, f"sum to 1 within {SUM_TOLERANCE}", sums, came="a sum of ")
    return array


def positive(name: str, value: ArrayLike) -> FloatArray:
    """Finite numbers above 0, of any shape.

    Examples
    --------
    >>> positive("temperature", 0)
    Traceback (most recent call last):
    ...
    ValueError: temperature must be positive; got 0.0
    """
    array = real(name, value)
    _refuse_any(array <= 0, name, "be positive", array)
    return array


def positive_number(name: str, value: float) -> float:
    """One finite number above 0.

    Examples
    --------
    >>> positive_number("learning_rate", -0.5)
    Traceback (most recent call last):
    ...
    ValueError: learning_rate must be positive; got -0.5
    """
    return float(_single(name, positive(name, value)))


def class_index(name: str, value: ArrayLike, num_classes: int) -> IntArray:
    """Integers in [0, K), of any shape. A boolean is no integer, and neither is 1.0.

    Examples
    --------
    >>> class_index("target", 7, 4)
    Traceback (most recent call last):
    ...
    ValueError: target must be an integer in [0, 4); got 7
    """
    rule = f"be an integer in [0, {num_classes})"
    array = _integers(name, rule, value)
    _refuse_any((array < 0) | (array >= num_classes), name, rule, array)
    return array.astype(np.int64)


def count(name: str, value: int, *, least: int) -> int:
    """One integer, not below ``least``.

    Examples
    --------
    >>> count("steps", -1, least=0)
    Traceback (most recent call last):
    ...
    ValueError: steps must be an integer of at least 0; got -1
    """
    rule = f"be an integer of at least {least}"
    array = _integers(name, rule, value)
    _refuse_any(array < least, name, rule, array)
    return int(_single(name, array))


def same_classes(**arrays: FloatArray) -> None:
    """Refuse two named arrays of shape (..., K) that do not have one K or do not broadcast.

    Examples
    --------
    >>> same_classes(p=np.zeros(4), q=np.zeros(3))
    Traceback (most recent call last):
    ...
    ValueError: p and q must have as many classes as each other; got 4 and 3
    """
    names = " and ".join(arrays)
    classes = [array.shape[-1] for array in arrays.values()]
    # A single class would broadcast against many, and mean something else.
    if len(set(classes)) > 1:
        raise ValueError(
            f"{names} must have as many classes as each other; "
            f"got {' and '.join(map(str, classes))}"
        )
    broadcast(**arrays)


def per_row(name: str, array: NDArray[Any], of: str, rows: FloatArray) -> tuple[int, ...]:
    """Leading shape to which an array, such as of targets, broadcasts with rows (..., K).

    Examples
    --------
    >>> per_row("target", np.zeros(5), "logits", np.zeros((5, 4)))
    (5,)
    >>> per_row("target", np.zeros(2), "logits", np.zeros((5, 4)))
    Traceback (most recent call last):
    ...
    ValueError: target must broadcast with the leading axes of logits; got shapes (2,) and (5,)
    """
    leading = rows.shape[:-1]
    try:
        return np.broadcast_shapes(array.shape, leading)
    except ValueError:
        raise ValueError(
            f"{name} must broadcast with the leading axes of {of}; "
            f"got shapes {array.shape} and {leading}"
        ) from None


def broadcast(**arrays: NDArray[Any]) -> tuple[int, ...]:
    """Shape to which the named arrays broadcast.

    Examples
    --------
    >>> broadcast(prediction=np.zeros((2, 1)), target=np.zeros(3))
    (2, 3)
    >>> broadcast(prediction=np.zeros(2), target=np.zeros(3))
    Traceback (most recent call last):
    ...
    ValueError: prediction and target must broadcast; got shapes (2,) and (3,)
    """
    shapes = [array.shape for array in arrays.values()]
    try:
        return np.broadcast_shapes(*shapes)
    except ValueError:
        raise ValueError(
            f"{' and '.join(arrays)} must broadcast; got shapes {' and '.join(map(str, shapes))}"
        ) from None


@contextmanager
def no_overflow(rule: str, came: object) -> Iterator[None]:
    """Refuse, by the rule and what came, arguments whose arithmetic leaves float64's range.

    Examples
    --------
    >>> with no_overflow("delta must keep the logits finite", 1e308):
    ...     np.float64(1e308) + np.float64(1e308)
    Traceback (most recent call last):
    ...
    ValueError: delta must keep the logits finite; got 1e+308
    """
    try:
        with np.errstate(over="raise", invalid="raise"):
            yield
    except FloatingPointError:
        raise ValueError(f"{rule}; got {came}") from None


def _rectangular(name: str, value: ArrayLike) -> NDArray[Any]:
    try:
        return np.asarray(value)
    except ValueError:
        raise ValueError(f"{name} must be a rectangular array; got {reprlib.repr(value)}") from None


def _integers(name: str, rule: str, value: ArrayLike) -> NDArray[Any]:
    array = _rectangular(name, value)
    if array.dtype.kind not in "iu" or array.size == 0:
        raise ValueError(f"{name} must {rule}; got {reprlib.repr(value)}")
    return array


def _single(name: str, array: NDArray[Any]) -> Any:
    if array.ndim:
        raise ValueError(f"{name} must be a single number; got an array of shape {array.shape}")
    return array.item()


def _refuse_any(
    bad: NDArray[np.bool_], name: str, rule: str, array: NDArray[Any], came: str = ""
) -> None:
    """Refuse the array for the first of its elements that is bad, and say where that one is."""
    if bad.any():
        _refuse_first(bad, name, rule, array, came)


def _refuse_first(
    bad: NDArray[np.bool_], name: str, rule: str, array: NDArray[Any], came: str
) -> NoReturn:
    index = tuple(int(i) for i in np.argwhere(bad)[0])
    place = f" at index {index[0] if len(index) == 1 else index}" if index else ""
    raise ValueError(f"{name} must {rule}; got {came}{array[index].item()}{place}")
