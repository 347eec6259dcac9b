"""What SumToOne shows, for those who cannot see it."""

from __future__ import annotations

from stage.description import UNTOLD, SceneWords, Words

__all__ = ["SEEN"]

_SHARES = Words("The shares q, the prediction", spelled=True)
_LOGIT = Words("The logit that is raised")
_LOSS = Words("The loss of the true class")

SEEN = SceneWords(
    numbers={
        "logits": Words("The logits, of which the shares are the softmax"),
        "target": Words("The true class", kind="class"),
        "raised": Words("The class whose logit is raised", kind="class"),
        "raised_class": Words("The class whose logit is raised"),
        "end": Words("Its logit is raised to"),
        "stop": Words("On its way it rests where the logit is"),
        **{f"{way}{part}": words for way in ("begin", "climb", "on")
           for part, words in {"": _SHARES, "_z": _LOGIT, "_loss": _LOSS}.items()},
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
        "that is dragged to the right. The true class's share is outlined, and above stand its "
        "logit and its loss. The strip, in a frame, goes along, and leaves its shares behind as "
        "the bands of a river.",
        "raise": "The logit is dragged on. The bands below become narrower, the one at the top "
        "becomes wider by as much, and the river is as wide as before.",
        "the loss": "The logit is dragged to its end. The band of the true class becomes narrower, "
        "and the loss rises. The logit of the true class stays as it is.",
        "the sum": "A formula: each share is e to the power of its logit, divided by the sum of "
        "these of all classes. What was taken out comes back, and so does its term of the sum.",
        "the answer": "What all the others had at the source slides along the rays as one block, "
        "which is as high as the rays are apart, to the river's end, where it is what they have. "
        "Above runs the factor by which it has shrunk. The room that it leaves is what the band at "
        "the top has won. Brackets tell how high the block was, and is. On the true class's band "
        "stands what its loss was, and is.",
    },
    seen_moving={
        "without it": "The band at the top is taken out all along the river. The others widen in "
        "proportion until they fill it: now all of them run straight.",
        "one point": "The strip goes. The axis of the logit, with its ticks, is stretched and "
        "pressed until the band at the top widens evenly. "
        "Now the edges of all the others are straight, too: rays that go on, dashed, to one point "
        "on the lower bank.",
    },
    also={
        "raise": ("stop",),
        "without it": ("among",),
        "the loss": ("losses[0]", "losses[1]"),
        "the answer": ("together[0]", "together[1]", "factor"),
    },
)  # fmt: skip
