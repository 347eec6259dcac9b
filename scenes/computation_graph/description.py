"""Descriptions of what ``ComputationGraph`` shows, for those who cannot see it."""

from __future__ import annotations

from stage.description import Description, Quantity

__all__ = ["DESCRIPTION"]

DESCRIPTION = Description(
    quantities={
        "target": Quantity("The true class", kind="class"),
        "pushed": Quantity("The class whose score is pushed first", kind="class"),
        "logits": Quantity("The scores, or logits"),
        "push": Quantity("How far a score is pushed"),
        "moved": Quantity("What the loss moves by in the first push"),
        "share_moved": Quantity("What the true share moves by in the first push"),
        "share_by": Quantity("What the true share moves by, per unit of push"),
        "loss_by": Quantity("What the loss moves by, per unit of push"),
        "measured": Quantity("The rates of the loss in all scores, as the pushes measure them"),
        "share": Quantity("The true share"),
        "by_true": Quantity("The factor of the logarithm: the rate of the loss in the true share"),
        "factors": Quantity("The factors of the softmax: the rates of that share in all scores"),
        "products": Quantity("What the walk back brings to each score"),
        "rate": Quantity("The rate of the loss in the pushed score"),
        "rates": Quantity("The rates of the loss in all scores, its gradient"),
    },
    undescribed={
        "pushed_class",
        "tried",
        "back.share_by",
        "others.share_by",
        "back.loss_by",
        "others.loss_by",
    },
    visible={
        "forward": "A graph runs round the frame: wires from all scores, at the left, meet at the "
        "softmax; along the top a wire leads over the true share to ln 1/share, and down to the "
        "loss, at the right. Pulses run forward from all scores, and one comes to the loss.",
        "push": "The score of the likeliest wrong class is pushed up. A pulse runs along its wire: "
        "the true share moves, then the loss, each with what it has moved by. That of the loss "
        "comes to stand over the push. Their ratio is the length of an outline, which travels back "
        "and stays at that score as an empty frame; the arrow of the push goes into a tally.",
        "others": "The other scores are pushed, one after the other. Each push leaves an empty "
        "frame, as long as its rate: to the right where the loss goes up, to the left where it "
        "goes down. The tally has a mark for each push.",
        "guess": "Below the number of pushes stands a question mark for the number of walks.",
        "walk": "A block of length 1 comes out of the loss. A copy of it goes round to the other "
        "side of ln 1/share, where it is stretched by that function's factor, and stays.",
        "all": "Copies of that run through the softmax to all scores at once. There each is shrunk "
        "by the factor at its wire, turned over if that is negative, slides into the frame, and "
        "fits. Under the number of pushes stands: 1 walk.",
        "cost": "All frames are full.",
    },
    also={
        "forward": ("target", "share"),
        "push": ("pushed", "push", "moved", "share_moved", "rate"),
        "others": ("measured",),
        "walk": ("by_true",),
        "all": ("factors", "products", "rates"),
    },
)
