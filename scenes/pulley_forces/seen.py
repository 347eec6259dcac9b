"""What PulleyForces shows, for those who cannot see it."""

from __future__ import annotations

from stage.description import UNTOLD, SceneWords, Words

__all__ = ["SEEN"]

_LOGITS = Words("The logits")
_Q = Words("q, the softmax of the logits")
_PULL = Words("How hard the true logit is pulled: 1 minus its q")
_FLAG = Words("Where the flag stands, in units of pull: above 0 the truth pulls harder")

SEEN = SceneWords(
    numbers={
        "logits": _LOGITS,
        "target": Words("The true class", kind="class"),
        "drag": Words("How far the likeliest wrong logit is dragged down"),
        "true_class": UNTOLD,
        "dragged_class": UNTOLD,
        "alone.flag": _FLAG,
        "join.hooked": UNTOLD,
        "join.flag": _FLAG,
        "missing.hooked": UNTOLD,
        "missing.flag": _FLAG,
        "mended.hooked": UNTOLD,
        "mended.flag": _FLAG,
        "drag.logits": _LOGITS,
        "drag.q": _Q,
        "drag.pull": _PULL,
        # They go back to what has been told.
        "back.logits": UNTOLD,
        "back.q": UNTOLD,
        "back.pull": UNTOLD,
    },
    seen={
        "truth": "One upright rail for each logit, with a bead at its value. On the right, halfway "
        "up, a flag. A band of width 1 goes from the bead of the true class up, over wheels along "
        "the top, and down to the flag, which jumps up.",
        "prediction": "From each bead another band runs down, along the bottom and up to the flag "
        "from below; each is as wide as its q. With each the flag comes down by its share, and "
        "with the last it stands halfway up. Both sides are equally wide.",
        "missing": "The band of the likeliest wrong class flies back from the flag. It leaves a "
        "gap among the others, and the flag jerks up.",
        "mended": "The band runs out to the flag again, which comes back to where it stood.",
        "guess": "Three flags are guesses: up, where it is, and down.",
        "drag": "The likeliest wrong bead is dragged down. Its band gets thinner, the others "
        "wider; side by side they are as wide as before, and the flag stands. The bead goes back.",
        "loop": "The prediction's band to the true bead and as much of the truth's are a closed "
        "loop: its outline lights up, and it fades out. What is left is equally wide on both "
        "sides: minus the gradient, p minus q.",
    },
)
