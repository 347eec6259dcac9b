"""Descriptions of what ``SoftVersusHard`` shows, for those who cannot see it."""

from __future__ import annotations

from stage.description import Description, Quantity

__all__ = ["DESCRIPTION"]

DESCRIPTION = Description(
    quantities={
        "logits": Quantity("The scores, of which the shares are the softmax"),
        "target": Quantity("The true class", kind="class"),
        "hot": Quantity("The highest temperature"),
        "cold": Quantity("The lowest temperature"),
        "odds[1]": Quantity("The odds of the two highest classes"),
        "shares": Quantity("The shares q, the prediction", all_entries=True),
        "odds": Quantity("The odds of the two highest classes"),
        "temperature": Quantity("The temperature"),
    },
    undescribed={"true_class", "gaps", "place", "reached"},
    visible={
        "half": "An upright bar of length 1 is cut into the shares of all classes. It stands on a "
        "rail of temperatures, from hot at the left to cold at the right, above a ring at 1. On a "
        "line at the top the scores are beads, the highest at the right end. The ring goes to a "
        "half and takes the bar along. The gaps between the beads double; each length of the first "
        "gap between the two highest multiplies their odds by the same number.",
        "guess": "In the list of odds a question mark stands at a quarter, and three guesses at it "
        "stand at the right.",
        "quarter": "The ring goes to a quarter, and the gaps double once more. The four lengths "
        "become two pairs, each of which multiplies the odds by the odds at a half, and their "
        "product takes the place of the question mark.",
        "hot": "The ring goes to the hot end; the beads run together, and the pieces of the bar "
        "become more alike.",
        "cool": "The line of scores goes, and the bar becomes a line over the full height. The "
        "ring goes to the cold end. The line runs above it over the full width and leaves the "
        "shares behind as bands: the weak ones thin out first, and at last the highest score's "
        "band has all of the height.",
        "surer": "The line goes over all bands once more, from the hot end to the cold one. Above "
        "them stand the answer, which is the same class all the way, and the true class, each with "
        "its share.",
    },
)
