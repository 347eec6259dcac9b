"""What TwoWaysDown shows, for those who cannot see it."""

from __future__ import annotations

from stage.description import UNTOLD, SceneWords, Words

__all__ = ["SEEN"]

_LOGITS = Words("The logits")
_WALL = Words("The wall")
_LOSS = Words("The loss")

SEEN = SceneWords(
    numbers={
        "logits": Words("The logits"),
        "target": Words("The true class", kind="class"),
        "step": Words("Logits are raised, or lowered, by"),
        "shares": Words("The shares, which are the softmax of the logits"),
        "wall": Words("The wall, the logarithm of the sum of e to the power of all logits, is at"),
        "gave": Words("The wall gives way by"),
        "came": Words("The gap from the true logit to the wall shrinks by"),
        "losses[0]": Words("The gap from the true logit to the wall, the loss, at first"),
        "losses[1]": Words("The loss at last, either way"),
        **dict.fromkeys(("raised", "lowered", "last", "slid"), _LOGITS),
        **{f"{name}_wall": _WALL for name in ("raised", "lowered", "last", "slid")},
        **{f"{name}_loss": _LOSS for name in ("raised", "lowered", "last")},
        # They follow from the gap, and the wall's way from where it is.
        **{f"{name}_q": UNTOLD for name in ("raised", "lowered", "last")},
        **{f"{name}_way": UNTOLD for name in ("raised", "lowered", "last")},
        "true_shares": Words(
            "The share of the true class, before and after", of=("before", "after")
        ),
    },
    seen={
        "the wall": "An axis of the logits, with a bead for each class. On each bead stands a "
        "stick, as high as its class's share, and one curve goes over the tops of all sticks. It "
        "comes to 1 at an upright line, the wall, which stands at the logarithm of the sum of e to "
        "the power of all logits. Copies of the sticks stack up along it to a height of 1.",
        "the loss": "A bar fills the gap from the bead of the true class to the wall. A "
        "formula: the loss is the wall less the true logit.",
        "two ways": "The picture makes room for a second one below it, which is its like.",
        "raise": "In the upper one the true bead is dragged to the right. The wall gives way, but "
        "less, and the gap shrinks.",
        "lower": "In the lower one all other beads are dragged to the left, the heaviest at last. "
        "The wall comes after them, and the gap shrinks as well.",
        "slide": "All beads of the lower picture go to the right, with their wall. Then each "
        "stands where it stands in the upper picture.",
        "the answer": "Upright dashes tie beads and walls to their twins in the other picture.",
    },
    also={
        "the wall": ("shares", "wall"),
        "the loss": ("losses[0]",),
        "the answer": ("true_shares",),
    },
)
