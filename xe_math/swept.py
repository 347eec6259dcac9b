"""The area that each logit's pull sweeps on a way: how much of a fall of the loss is whose."""

import numpy as np
from numpy.typing import ArrayLike

from xe_math import checks
from xe_math.arrays import FloatArray, read_only
from xe_math.classification import logit_gradient

_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(16)


def swept_areas(way: ArrayLike, target: int) -> FloatArray:
    """``∫ (one_hot(t) - softmax(z))_k dz_k`` for each class k, from the start of a way to each row.

    The sum over the classes is the fall of the loss, ``loss(z_0) - loss(z_n)``, on any way; how it
    is divided among the classes depends on the way. Between rows the way is straight, and the
    integral a Gauss quadrature of 16 points: to rounding where a row is at most 4 from the next
    in each logit.

    Parameters
    ----------
    way : array_like, shape (N, K)
        z in each row, finite.
    target : int
        t, the true class, in [0, K).

    Returns
    -------
    numpy.ndarray, shape (N, K)
        In nats; the first row is 0. An area is negative where a logit went against its pull.

    Raises
    ------
    ValueError
        A logit is not finite, ``way`` does not have two axes, or ``target`` is not an integer in
        [0, K).

    Examples
    --------
    The cat's logit is raised by 0.4; then each logit makes a step as long as it is pulled.

    >>> print(swept_areas([[2.5, -1, 3.2, 0.5], [2.9, -1, 3.2, 0.5]], target=0)[-1].round(4))
    [0.2562 0.     0.     0.    ]
    """
    z = checks.per_class("way", way)
    if z.ndim != 2:
        raise ValueError(f"way must have two axes, rows and classes, got shape {z.shape}")
    true_class = int(checks.class_index("target", target, z.shape[-1]))
    steps = np.diff(z, axis=0)
    shares = (_NODES + 1) / 2
    between = z[:-1, None] + shares[:, None] * steps[:, None]
    pull = -logit_gradient(between, true_class)
    pieces = np.einsum("s,nsk->nk", _WEIGHTS / 2, pull) * steps
    start = np.zeros((1, z.shape[-1]))
    return read_only(np.cumsum(np.concatenate((start, pieces)), axis=0))
