"""Descriptions of what ``SumToOne`` shows, for those who cannot see it."""

from __future__ import annotations

from stage.description import Description, Quantity

__all__ = ["DESCRIPTION"]

DESCRIPTION = Description(
    quantities={
        "logits": Quantity("The logits, of which the shares are the softmax"),
        "target": Quantity("The true class", kind="class"),
        "raised": Quantity("The class whose logit is raised", kind="class"),
        "end": Quantity("Its logit is raised to"),
        "z": Quantity("The logit that is raised"),
        "shares": Quantity("The shares q, the prediction", all_entries=True),
        "loss": Quantity("The loss of the true class"),
        "losses[0]": Quantity("The loss of the true class at first"),
        "losses[1]": Quantity("The loss of the true class at last"),
        "kept": Quantity("Of the share of each of the others is left, as a factor"),
        "arrived": Quantity("The share of the raised class where the rest is"),
        "rest": Quantity("The shares of the others there"),
        "factor": Quantity("The rest is as high as at first, times"),
    },
    undescribed={"true_class", "raised_class", "likeliest_class"},
    visible={
        "guess": "An upright bar of length 1, cut into the shares of all classes, the true one's "
        "at the bottom with its loss beside it, and that of the class whose logit is raised at the "
        "top. At the right there are guesses at the bar when that class has more: only the class "
        "with the largest share pays, or all pay the same amount, or all by the same factor.",
        "pay": "The guesses move to the right. A rail appears below the bar, with a ring at the "
        "logit. The ring goes to the right with the bar, which leaves its shares behind as bands. "
        "The band at the top widens, all others narrow.",
        "match": "Dashes go from the bar's edges to the guesses, and meet those of the last one, "
        "which slides onto the bar. Beside each class that pays is the same factor.",
        "cost": "The ring goes on. The band of the true class narrows further, and its loss rises.",
        "warp": "The bar goes. The ticks of the rail slide until the way is that of the raised "
        "class's share: all edges are straight now, and the bands run on to one point on the "
        "lower edge, where the raised class has all.",
        "slide": "A bar of all others, as high as what is left to them, slides along the bands to "
        "the point, and shrinks with their edges; how much of it is left stands above it, and the "
        "raised class's share below it. It leaves prints on its way, and vanishes in the point.",
        "answer": "The bands are bright again, with the prints and the point. At each print stand "
        "the raised class's share and the factor by which the others have shrunk.",
    },
    also={"pay": ("kept",)},
)
