"""What ``LogitNudges`` draws: each logit nudged in its turn, and what the true class gains."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
from pydantic import model_validator

from scenes.digits import Form, apart, decimals_that_add, write
from scenes.numbers import (
    FloatArray,
    Numbers,
    ease,
    frames_in,
    never_certain,
    ranked,
    staggered,
)
from scenes.parameters import (
    ClassIndex,
    Labels,
    Logits,
    Parameters,
    Positive,
    class_names,
    require_same_length,
    require_target_in_range,
)
from xe_math import nudge_logit, softmax

NUDGE = 2.0
"""Seconds of a nudge that is watched alone."""

NUDGES = 4.8
"""Seconds of all the others, one after the other, each at least half a second."""

MOST = 4
"""Decimals of a probability, at most."""

SMALLEST = 1e-300
"""Below that a float does not hold all digits: two gains cannot be compared."""

GROWTH = 2.0
"""Seconds in which the bars of the gains grow."""


class LogitNudgesParameters(Parameters):
    """The logits, the true class, the size of the nudge in nats, and names."""

    logits: Logits = (2.5, -1.0, 3.2, 0.5)
    target: ClassIndex = 0
    nudge: Positive = 0.4
    labels: Labels = None

    @model_validator(mode="after")
    def _same_classes(self) -> Self:
        require_same_length(logits=self.logits, labels=self.labels)
        require_target_in_range(self.target, len(self.logits))
        return self


@dataclass(frozen=True, slots=True, eq=False)
class LogitNudgesNumbers(Numbers):
    """Arrays of shape (K,) unless said otherwise.

    Attributes
    ----------
    names, logits, target
        Of the classes; the network's last layer; the true class, counted from 0.
    deltas
        The nudge that each logit gets: up for the true class, down for the others.
    before
        softmax of the logits, as are all probabilities here; none is 0 or 1, since no softmax is.
    raised, raised_logits
        The probabilities and the logits while the true logit is raised; tracks, (frames, K).
    lowered, lowered_logits
        The same while wrong logit k is lowered; tracks, (K, frames, K). Row ``target`` rests.
    rest_lowered, rest_lowered_logits
        The same while all wrong logits are lowered at once; tracks, (frames, K).
    after, gains
        What the true class's probability becomes, and by how much it rose, for a nudge of
        each logit.
    ranking
        The logits from the largest gain to the smallest; those that gain the same, in order.
    probability_form, gain_form
        How the true class's probability and the gains are told: with the decimals with which each
        gain is the difference that is seen, if there are some.
    growing
        The gains in that order, growing from 0 one after the other; a track, (frames, K).
    """

    names: tuple[str, ...]
    logits: FloatArray
    target: int
    deltas: FloatArray
    before: FloatArray
    raised: FloatArray
    raised_logits: FloatArray
    lowered: FloatArray
    lowered_logits: FloatArray
    rest_lowered: FloatArray
    rest_lowered_logits: FloatArray
    after: FloatArray
    gains: FloatArray
    ranking: tuple[int, ...]
    probability_form: Form
    gain_form: Form
    growing: FloatArray

    @classmethod
    def compute(cls, parameters: LogitNudgesParameters, fps: float) -> Self:
        """Everything, from ``xe_math``."""
        logits = np.array(parameters.logits)
        target, classes = parameters.target, len(logits)
        deltas = np.full(classes, -parameters.nudge)
        deltas[target] = parameters.nudge
        slow, quick = ease(NUDGE, fps), ease(max(0.5, min(NUDGE, NUDGES / (classes - 1))), fps)
        wrong = np.flatnonzero(np.arange(classes) != target)
        before = never_certain(softmax(logits))
        lowered = np.tile(before, (classes, len(quick), 1))
        lowered_logits = np.tile(logits, (classes, len(quick), 1))
        for k in wrong:
            lowered[k] = never_certain(nudge_logit(logits, k, deltas[k] * quick).after)
            lowered_logits[k, :, k] += deltas[k] * quick
        raised_logits = np.tile(logits, (len(slow), 1))
        raised_logits[:, target] += deltas[target] * slow
        rest_lowered_logits = np.tile(logits, (len(slow), 1))
        rest_lowered_logits[:, wrong] += deltas[wrong] * slow[:, None]
        nudged = nudge_logit(logits, np.arange(classes), deltas)
        after = never_certain(nudged.after[:, target])
        # Every nudge helps, be it by less than a float can hold.
        gains = np.maximum(nudged.change[:, target], np.nextafter(0.0, 1.0))
        ranking = ranked(gains)
        probability_form, gain_form = _forms(float(before[target]), gains, after)
        return cls(
            names=class_names(parameters.labels, classes),
            logits=logits,
            target=target,
            deltas=deltas,
            before=before,
            raised=never_certain(nudge_logit(logits, target, deltas[target] * slow).after),
            raised_logits=raised_logits,
            lowered=lowered,
            lowered_logits=lowered_logits,
            rest_lowered=never_certain(softmax(rest_lowered_logits)),
            rest_lowered_logits=rest_lowered_logits,
            after=after,
            gains=gains,
            ranking=ranking,
            probability_form=probability_form,
            gain_form=gain_form,
            growing=staggered(classes, frames_in(GROWTH, fps)) * gains[list(ranking)],
        )


def _forms(before: float, gains: FloatArray, after: FloatArray) -> tuple[Form, Form]:
    """How probabilities and gains are told: with one number of decimals, if none is tiny.

    With the fewest with which the gains differ and are the differences that are seen; if there
    are none, with ``MOST``.
    """
    if gains.max() < SMALLEST:
        return f".{MOST}p", f"+.{MOST}f"
    decimals = min(int(apart(gains, kind="+f")[2:-1]), MOST)
    sums = np.column_stack([np.full_like(gains, before), gains])
    adding = decimals_that_add(sums, after, kind="p", least=decimals, most=MOST) or MOST
    tiny = write(before, f".{adding}p").startswith("<") and max(after) < 0.01
    gain_form = apart(gains, kind="+f", least=adding, most=MOST)
    return ".3g" if tiny else f".{adding}p", gain_form
