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
        **{f"{way}{part}": words for way in ("begin", "climb", "on", "fall", "rise")
           for part, words in {"": _SHARES, "_z": _LOGIT}.items()},
        # There and back: where it has been is told before, and the loss by both its ends.
        **{f"{way}{part}": UNTOLD for way in ("fall", "rise") for part in ("", "_z", "_loss")},
        "losses[0]": Words("The loss of the true class at first"),
        "losses[1]": Words("The loss of the true class at last"),
        "among": Words("Of what the raised class leaves, the others have"),
        "out": UNTOLD,
        "back": UNTOLD,
        "together[0]": Words("All others together have at first"),
        "together[1]": Words("All others together have at last"),
        "squeeze": UNTOLD,
        "factor": Words("What is left of the share of each of the others"),
    },
    seen={
        "the question": "An upright strip of length 1 stands at the left between two level lines. "
        "It is cut into shares, the true class's at the bottom, and that of the class whose logit "
        "is raised at the top. Below is an axis of that logit, with a ring on it "
        "that is dragged to the right. The strip goes along, and leaves its shares behind as the "
        "bands of a river.",
        "raise": "The logit is dragged on. The bands below become narrower, the one at the top "
        "becomes wider by as much, and the river is as wide as before.",
        "on": "The logit is dragged to its end.",
        "the sum": "A formula: each share is e to the power of its logit, divided by the sum of "
        "these of all classes. What was taken out comes back, and so does its term of the sum.",
        "the loss": "The band of the true class lights up and is outlined. The logit that was "
        "raised goes back, and the strip with it, rests, and goes up again, while the loss falls "
        "and rises. The logit of the true class stays as it is.",
        "the answer": "The band at the top is lit again. A copy of what all the others had at the "
        "source slides to the strip as one block, and is squeezed there until it is what they "
        "have. The room that it leaves is what the band at the top has won. Brackets tell how "
        "high the block was, and is, and a formula divides the one by the other.",
    },
    seen_moving={
        "without it": "The band at the top is taken out all along the river. The others widen in "
        "proportion until they fill it: now all of them run straight.",
    },
    also={
        "on": ("stop",),
        "without it": ("among",),
        "the loss": ("losses[0]", "losses[1]"),
        "the answer": ("together[0]", "together[1]", "factor"),
    },
)  # fmt: skip
