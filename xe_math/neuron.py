"""One sigmoid neuron that learns one example: Nielsen's demonstration, the note's section 2.

The neuron has a weight w and a bias b. Its weighted input is ``z = wx + b`` and its activation
``a = σ(z)``. With the quadratic loss a neuron that is badly wrong learns slowly, because the
slope σ'(z) is a factor of the gradient; with cross entropy that factor cancels.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from xe_math import checks
from xe_math.arrays import FloatArray, read_only

NeuronLoss: TypeAlias = Literal["quadratic", "cross_entropy"]


def sigmoid(z: ArrayLike) -> FloatArray:
    """Share of 1 that grows with z: ``σ(z) = 1 / (1 + e^-z)``, the softmax of z against 0.

    Parameters
    ----------
    z : array_like, shape (...)
        Finite.

    Returns
    -------
    FloatArray, shape (...)
        In [0, 1], accurate in both tails.

    Raises
    ------
    ValueError
        ``z`` is not finite, or empty.

    References
    ----------
    Nielsen, Neural Networks and Deep Learning, chapter 1.

    Examples
    --------
    >>> print(sigmoid([-1000, 0, 4]).round(3))
    [0.    0.5   0.982]
    """
    z = checks.real("z", z)
    decay = np.exp(-np.abs(z))  # never of a positive number, which could overflow
    return read_only(np.where(z < 0, decay, 1) / (1 + decay))


def sigmoid_derivative(z: ArrayLike) -> FloatArray:
    """Slope of the sigmoid, ``σ'(z) = σ(z) σ(-z)``: a quarter at 0, and next to nothing far out.

    Parameters
    ----------
    z : array_like, shape (...)
        Finite.

    Returns
    -------
    FloatArray, shape (...)

    Raises
    ------
    ValueError
        ``z`` is not finite, or empty.

    References
    ----------
    Nielsen, Neural Networks and Deep Learning, chapter 3.

    Examples
    --------
    >>> print(sigmoid_derivative([0, 4]).round(4))
    [0.25   0.0177]
    """
    z = checks.real("z", z)
    return read_only(sigmoid(z) * sigmoid(-z))  # not σ(1 - σ), which is 0 from z = 37 on


@dataclass(frozen=True, slots=True, eq=False)  # eq=False: == of arrays is ambiguous
class NeuronTraining:
    """Each epoch of a training, the start first: row k is the state after k epochs. Read-only.

    All have shape (epochs + 1, ...). ``weight_gradient`` is ∂C/∂w; that of row k is the one that
    leads to row k + 1.
    """

    weight: FloatArray
    bias: FloatArray
    activation: FloatArray
    loss: FloatArray
    weight_gradient: FloatArray


def train_neuron(
    weight: ArrayLike,
    bias: ArrayLike,
    *,
    x: ArrayLike,
    y: ArrayLike,
    learning_rate: float,
    epochs: int,
    loss: NeuronLoss,
) -> NeuronTraining:
    """Descent of a sigmoid neuron's weight and bias on a single example.

    With the quadratic loss ``C = (a - y)²/2`` the gradient is ``∂C/∂w = (a - y) σ'(z) x``; with
    cross entropy ``C = -(y ln a + (1 - y) ln(1 - a))`` it is ``∂C/∂w = (a - y) x``. That by the
    bias is the same without x. Nielsen's ½ is in this quadratic loss; ``quadratic_loss`` is the
    note's, which has none.

    Parameters
    ----------
    weight, bias : array_like, shape (...)
        w and b at the start, finite. Several starts are trained side by side.
    x : array_like, shape (...)
        The input, finite.
    y : array_like, shape (...)
        The desired activation, in [0, 1].
    learning_rate : float
        η, positive and finite.
    epochs : int
        At least 0.
    loss : {"quadratic", "cross_entropy"}
        What is descended.

    Returns
    -------
    NeuronTraining

    Raises
    ------
    ValueError
        An argument is not as above, the shapes do not broadcast, or the weighted input leaves
        float64's range.

    References
    ----------
    Nielsen, Neural Networks and Deep Learning, chapter 3; source note, section 2. Nielsen's page
    steps its cross-entropy demonstration by 1/(1 - a); the step here is the true gradient.

    Examples
    --------
    >>> slow = train_neuron(2, 2, x=1, y=0, learning_rate=0.15, epochs=300, loss="quadratic")
    >>> print(slow.activation[[0, 150, 200, 300]].round(3))
    [0.982 0.933 0.789 0.203]

    How many epochs it takes to do better than to guess, with one loss and with the other:

    >>> fast = train_neuron(2, 2, x=1, y=0, learning_rate=0.15, epochs=300, loss="cross_entropy")
    >>> print((slow.activation < 0.5).argmax(), (fast.activation < 0.5).argmax())
    232 17
    """
    w_start, b_start = checks.real("weight", weight), checks.real("bias", bias)
    x, y = checks.real("x", x), checks.probabilities("y", y)
    shape = checks.broadcast(weight=w_start, bias=b_start, x=x, y=y)
    rate = checks.positive_number("learning_rate", learning_rate)
    epochs = checks.count("epochs", epochs, least=0)
    if loss not in ("quadratic", "cross_entropy"):
        raise ValueError(f'loss must be "quadratic" or "cross_entropy"; got {loss!r}')

    w, b = np.empty((2, epochs + 1, *shape))
    w[0], b[0] = w_start, b_start
    with checks.no_overflow(
        "weight, bias, x and learning_rate must keep the weighted input finite",
        f"{w_start}, {b_start}, {x} and {rate}",
    ):
        for k in range(epochs):
            bias_gradient = _slope(w[k] * x + b[k], y, loss)
            w[k + 1] = w[k] - rate * bias_gradient * x
            b[k + 1] = b[k] - rate * bias_gradient
        z = w * x + b
    return NeuronTraining(
        weight=read_only(w),
        bias=read_only(b),
        activation=sigmoid(z),
        loss=read_only(_loss(z, y, loss)),
        weight_gradient=read_only(_slope(z, y, loss) * x),
    )


def _error(z: FloatArray, y: FloatArray) -> FloatArray:
    """How far the activation is above the desired one: a - y."""
    # From both tails of the sigmoid, as 1 - a alone would round to 0 from z = 37 on.
    return (1 - y) * sigmoid(z) - y * sigmoid(-z)


def _loss(z: FloatArray, y: FloatArray, loss: NeuronLoss) -> FloatArray:
    if loss == "quadratic":
        return _error(z, y) ** 2 / 2
    # -ln a = ln(1 + e^-z) and -ln(1 - a) = ln(1 + e^z), both finite for a saturated neuron.
    return y * np.logaddexp(0, -z) + (1 - y) * np.logaddexp(0, z)


def _slope(z: FloatArray, y: FloatArray, loss: NeuronLoss) -> FloatArray:
    """∂C/∂z, which is ∂C/∂b."""
    if loss == "quadratic":
        return _error(z, y) * sigmoid_derivative(z)
    return _error(z, y)
