"""What ComputationGraph shows, for those who cannot see it."""

from __future__ import annotations

from stage.description import UNTOLD, SceneWords, Words

__all__ = ["SEEN"]

SEEN = SceneWords(
    numbers={
        "a": UNTOLD,
        "b": UNTOLD,
        "target": Words("The true class", kind="class"),
        "pushed": Words("The class whose score is pushed", kind="class"),
        "true_class": UNTOLD,
        "pushed_class": UNTOLD,
        "terms": UNTOLD,
        "c": Words("a plus b"),
        "add.a": Words("a"),
        "add.c": Words("c, which is a plus b"),
        "logits": Words("The scores, or logits"),
        "q": Words("The shares q, softmax of the scores"),
        "loss": Words("The loss"),
        "up.pushed_by": UNTOLD,
        "middle.share_by": Words("How far the true share moves, per unit of push"),
        "end.loss_by": Words("How far the loss moves, per unit of push"),
        "by_true": Words("The rate of the loss in the true class's share"),
        "between": Words("The rate of that share in the pushed score"),
        "rate": Words("The rate of the loss in the pushed score"),
        "rates": Words("The rates of the loss in all scores, its gradient"),
    },
    seen={
        "rate": "Columns as high as two numbers, a over b, are wired through a plus to a column "
        "c, their sum. a rises by 1 and c by as much; that becomes a tag at a: plus 1.",
        "measure": "These go, and a chain comes from left to right: a column for the score of "
        "the likeliest wrong class; through a box, softmax, one for the share of the true class; "
        "through a box, ln 1/q, one for the loss. Much magnified, a block grows on the first; a "
        "pulse runs on, and a piece goes from the second; a pulse runs on, and a block grows on "
        "the loss. That block becomes a tag, travels back and hangs under the score: measured.",
        "guess": "The blocks sink. Three dashed tags over the score are guesses at what arrives "
        "there.",
        "walk": "A 1 leaves the loss and goes back along the wire. Over each box it is multiplied "
        "by the rate of that function, which is written below it. It comes to the score, sinks "
        "onto the tag that was measured, and says the same.",
        "why": "A formula: minus 1/q of the true class, times minus that q times q of the pushed "
        "class. Both q of the true class are struck out. The other q remains, and is ringed where "
        "it is in the row of all classes.",
        "all": "The chain opens to the whole graph: all scores, all shares, the loss. Pulses run "
        "from the softmax to the other scores, and each gets a tag with its rate.",
    },
    also={
        "measure": ("q", "loss", "target", "pushed"),
        "walk": ("rate",),
        "why": ("q",),
        "all": ("rates",),
    },
)
