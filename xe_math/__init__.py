"""The mathematics of cross entropy, from logits to gradients: pure NumPy, and nothing else.

Classes are the last axis and leading axes broadcast, so a quantity that moves is one call on an
array with one row a frame. Logarithms are natural: losses and entropies are in nats. Results are
float64 arrays that cannot be overwritten. An argument that is not what its docstring asks for is
refused with a ValueError; no argument is clamped, rounded or renormalised.

Indices count from 0: the source note's z_1 is ``logits[..., 0]``.

It knows nothing of drawing, frames or files.
"""

from xe_math.classification import (
    logit_gradient,
    probability_gradient,
    softmax_cross_entropy,
)
from xe_math.descent import Descent, descend_logits
from xe_math.distances import (
    distance_weighted_gradient,
    wasserstein_distance,
    wasserstein_logit_gradient,
)
from xe_math.distributions import (
    cross_entropy,
    cross_entropy_terms,
    entropy,
    kl_divergence,
    one_hot,
)
from xe_math.losses import log_loss, log_loss_gradient, quadratic_loss, quadratic_loss_gradient
from xe_math.neuron import NeuronTraining, sigmoid, sigmoid_derivative, train_neuron
from xe_math.softmax import (
    NudgeResponse,
    hardmax,
    log_softmax,
    log_sum_exp,
    log_sum_exp_change,
    nudge_logit,
    softmax,
    softmax_jacobian,
)
from xe_math.swept import swept_areas

__all__ = [
    "Descent",
    "NeuronTraining",
    "NudgeResponse",
    "cross_entropy",
    "cross_entropy_terms",
    "descend_logits",
    "distance_weighted_gradient",
    "entropy",
    "hardmax",
    "kl_divergence",
    "log_loss",
    "log_loss_gradient",
    "log_softmax",
    "log_sum_exp",
    "log_sum_exp_change",
    "logit_gradient",
    "nudge_logit",
    "one_hot",
    "probability_gradient",
    "quadratic_loss",
    "quadratic_loss_gradient",
    "sigmoid",
    "sigmoid_derivative",
    "softmax",
    "softmax_cross_entropy",
    "softmax_jacobian",
    "swept_areas",
    "train_neuron",
    "wasserstein_distance",
    "wasserstein_logit_gradient",
]
