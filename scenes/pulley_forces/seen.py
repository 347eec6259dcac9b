"""What PulleyForces shows, for those who cannot see it."""

from __future__ import annotations

from stage.description import UNTOLD, SceneWords, Words

__all__ = ["SEEN"]

_LOGITS = Words("The logits")
_Q = Words("q, the softmax of the logits")
_PULL = Words("How hard the true logit is pulled: 1 minus its q")

SEEN = SceneWords(
    numbers={
        "logits": _LOGITS,
        "target": Words("The true class", kind="class"),
        "drag": Words("How far the likeliest wrong logit is dragged down"),
        "learning_rate": Words("The size of the step"),
        "true_class": UNTOLD,
        "dragged_class": UNTOLD,
        "least_class": UNTOLD,
        "follow.ride": UNTOLD,
        "drag.logits": _LOGITS,
        "drag.q": _Q,
        "drag.pull": _PULL,
        # They go back to what has been told.
        "back.logits": UNTOLD,
        "back.q": UNTOLD,
        "back.pull": UNTOLD,
        "slide.logits": _LOGITS,
        "slide.loss": Words("The loss"),
        "relax.q": _Q,
        "relax.pull": _PULL,
        "start": Words("The loss before the step"),
        "stepped": Words("The loss after the step"),
    },
    seen={
        "pull back": "One rail for each logit, with a bead at its value, which a pin holds. From "
        "the bead of the true class a band of width 1 goes right, round a wheel, and along "
        "the top to a post in the middle. From the post run other bands, one for each bead, round "
        "wheels on the left; each is as wide as its q, and hooks onto its bead.",
        "guess": "A flag rises on the post; dashed flags left and right of it are guesses.",
        "follow": "Fronts run from all beads along the bands, which light up behind them. Those of "
        "the prediction come to lie side by side, and meet that of the truth at the post: both "
        "sides are equally wide. The post drops out, and the flag stands still.",
        "drag": "The likeliest wrong bead is dragged to the left. Its band gets thinner, the "
        "others wider; side by side they are as wide as before, and the flag stands.",
        "loop": "The bead goes back. The prediction's band to the true bead and as much of the "
        "truth's are a closed loop: it comes forward and fades out. What is left sinks onto the "
        "wheels, equally wide on both sides. The formula: pull is p minus q, minus the gradient.",
        "let go": "The pins fly up, and all beads slide, each by its pull: the true one to the "
        "right, the others to the left. The loss falls.",
        "answer": "The bands get as wide as they pull now, equally wide on both sides, and the "
        "flag has not moved.",
    },
)
