"""What ComputationGraph shows, for those who cannot see it."""

from __future__ import annotations

from stage.description import UNTOLD, SceneWords, Words

__all__ = ["SEEN"]

SEEN = SceneWords(
    numbers={
        "target": Words("The true class", kind="class"),
        "pushed": Words("The class whose score is pushed first", kind="class"),
        "true_class": UNTOLD,
        "pushed_class": UNTOLD,
        "rows": UNTOLD,
        "turns": UNTOLD,
        "logits": Words("The scores, or logits"),
        "push": Words("How far a score is pushed"),
        "first.tried": UNTOLD,
        "first.share_by": Words("What the true share moves by, per unit of push"),
        "first.loss_by": Words("What the loss moves by, per unit of push"),
        "others.tried": UNTOLD,
        "others.share_by": UNTOLD,
        "others.loss_by": UNTOLD,
        "measured": Words("The rates of the loss in all scores, as the pushes measure them"),
        "enter.given": UNTOLD,
        "fill.spent": UNTOLD,
        "fill.filled": Words("What the walk back has brought to each score"),
        "by_true": Words("The factor of the logarithm: the rate of the loss in the true share"),
        "factors": Words("The factors of the softmax: the rates of that share in all scores"),
        "rate": Words("The rate of the loss in the pushed score"),
        "rates": Words("The rates of the loss in all scores, its gradient"),
    },
    seen={
        "push": "A graph runs round the frame: wires from all scores, at the left, meet at the "
        "softmax; along the top a wire leads over the true share to ln 1/q, and down to the loss, "
        "at the right. The score of the likeliest wrong class is pushed up. A pulse runs along "
        "its wire: the true share moves, then the loss. What the loss has moved by, per unit of "
        "push, becomes an outline, which travels back and stays at that score as an empty frame.",
        "others": "The other scores are pushed, one after the other. Each push leaves an empty "
        "frame, as long as its rate: to the right where the loss goes up, to the left where it "
        "goes down.",
        "guess": "Two answers stand side by side: one frame is filled, or all are.",
        "walk": "A block of length 1 comes out of the loss and goes up into ln 1/q. It comes out "
        "at the other side longer, by that function's factor, and fills the wire to the softmax. "
        "There it goes in, and comes out on all wires at once, on each by its own factor. All "
        "frames fill together, and are full, exactly, when all of the block has gone in.",
    },
    also={
        "push": ("target", "pushed", "push", "rate"),
        "others": ("measured",),
        "walk": ("by_true", "factors", "rates"),
    },
)
