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
        "count": Words("How many classes there are"),
        "order": UNTOLD,
        "logits": Words("The scores, or logits"),
        "q": Words("The shares q, softmax of the scores"),
        "push": Words("A hair, by which a score is pushed"),
        "first.pushed_by": UNTOLD,
        "first.share_by": Words("How far the true share moves, in hairs"),
        "sink.pushed_by": UNTOLD,
        "sink.share_by": UNTOLD,
        "again.pushed_by": UNTOLD,
        "again.share_by": UNTOLD,
        "again.loss_by": Words("How far the loss moves, in hairs"),
        "rest.pushed_by": UNTOLD,
        "rest.share_by": UNTOLD,
        "rest.loss_by": UNTOLD,
        "tries.tried": UNTOLD,
        "tries.pushes": Words("How many pushes were made"),
        "tries.share_by": UNTOLD,
        "tries.loss_by": UNTOLD,
        "back.walks": Words("How many walks back were made"),
        "by_true": Words("The factor of the logarithm: the rate of the loss in the true share"),
        "between": Words("The factor of the softmax: the rate of that share in the pushed score"),
        "rate": Words("The rate of the loss in the pushed score"),
        "rates": Words("The rates of the loss in all scores, its gradient"),
    },
    seen={
        "share": "A disc is the score of the likeliest wrong class. A lever grows from it over a "
        "fulcrum, softmax, to a disc for the share of the true class. The score goes up by one "
        "hair, on a tall block; the other arm is short, and the share goes down on a low one. What "
        "it moved by comes to the fulcrum as its factor.",
        "loss": "All goes back. A second lever comes, over a fulcrum, ln 1/q, from the share to "
        "the loss, with the longer arm at the loss. The score goes up by the same hair, the share "
        "goes down, the loss goes up. The second factor comes to its fulcrum. The block at the "
        "loss becomes a tag, travels back and hangs at the score: measured.",
        "walk": "The levers go back to rest. A 1 leaves the loss, comes to the second fulcrum, "
        "collects its factor, and is multiplied by it.",
        "same": "It goes on to the first fulcrum, collects that factor too, is multiplied by it, "
        "and goes on to the score. It comes down on the tag that was measured, and says the same.",
        "guess": "The other scores come, above and below the first, with wires that all meet at "
        "the softmax. Each has an empty tag. Two answers stand side by side: a walk for each "
        "score, or one walk.",
        "count": "One score after the other is pushed: a signal runs to the share, both ends of "
        "the second lever move, and a rate comes back to the score, while the pushes are counted. "
        "Then one 1 leaves the loss, is multiplied, and splits at the softmax: to every score "
        "comes what was measured there, and one walk is counted.",
    },
    also={
        "share": ("target", "pushed", "push", "between"),
        "loss": ("rate", "by_true"),
        "same": ("rate",),
        "count": ("rates",),
    },
)
