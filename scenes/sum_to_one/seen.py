"""What SumToOne shows, for those who cannot see it."""

from __future__ import annotations

from scenes.seen import UNTOLD, SceneWords, Words

__all__ = ["SEEN"]

_SHARES = Words("The shares q, the prediction", spelled=True)
_LOGIT = Words("The logit that is raised")

SEEN = SceneWords(
    numbers={
        "logits": Words("The logits, of which the shares are the softmax"),
        "target": Words("The true class", kind="class"),
        "raised": Words("The class whose logit is raised", kind="class"),
        "raised_class": Words("The class whose logit is raised"),
        "end": Words("Its logit is raised to"),
        "stop": Words("On its way it is looked at where the logit is"),
        **{f"{way}{part}": words for way in ("begin", "climb", "on", "swing")
           for part, words in {"": _SHARES, "_z": _LOGIT}.items()},
        # There and back: where it has been is told before, and the loss by both its ends.
        "swing": UNTOLD,
        "swing_z": UNTOLD,
        "swing_loss": UNTOLD,
        "losses[0]": Words("The loss of the true class at first"),
        "losses[1]": Words("The loss of the true class at last"),
        "among": Words("Of what the raised class leaves, the others have"),
        "out": UNTOLD,
        "back": UNTOLD,
        "factor": Words("What is left of the share of each of the others"),
    },
    seen={
        "the question": "An upright strip of length 1 stands at the left between two level lines. "
        "It is cut into shares, the true class's at the bottom, which is outlined, and that of the "
        "class whose logit is raised at the top. Below is an axis of that logit, with a ring on it "
        "that is dragged to the right. The strip goes along, and leaves its shares behind as the "
        "bands of a river.",
        "raise": "The logit is dragged on. The bands below become narrower, the one at the top "
        "becomes wider by as much, and the river is as wide as before.",
        "on": "The logit is dragged to its end.",
        "the sum": "A formula: each share is e to the power of its logit, divided by the sum of "
        "these of all classes. What was taken out comes back.",
        "the loss": "The band of the true class lights up. The logit that was raised goes back, "
        "and the strip with it, and up again, while the loss falls and rises. The logit of the "
        "true class stays as it is.",
        "the answer": "The band at the top is lit again, and what it has won is marked. Beside the "
        "strip stands what each of the others has: one factor, times what it had.",
    },
    seen_moving={
        "without it": "The band at the top is taken out all along the river. The others widen in "
        "proportion until they fill it: now all of them run straight.",
    },
    also={
        "on": ("stop",),
        "without it": ("among",),
        "the loss": ("losses[0]", "losses[1]"),
        "the answer": ("factor",),
    },
)  # fmt: skip
