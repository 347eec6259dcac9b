"""What SoftVersusHard shows, for those who cannot see it."""

from __future__ import annotations

from stage.description import UNTOLD, SceneWords, Words

__all__ = ["SEEN"]

_SHARES = Words("The shares q, the prediction", spelled=True)
_ODDS = Words("The odds of the two highest classes")
_TEMPERATURE = Words("The temperature")
_MOTIONS = ("half", "quarter", "heat", "cool", "hotter", "sweep")

SEEN = SceneWords(
    numbers={
        "logits": Words("The scores, of which the shares are the softmax"),
        "target": Words("The true class", kind="class"),
        "hot": Words("The highest temperature"),
        "cold": Words("The lowest temperature"),
        "odds[1]": _ODDS,
        "true_class": UNTOLD,
        "top_class": UNTOLD,
        "second_class": UNTOLD,
        **{f"{motion}.shares": _SHARES for motion in _MOTIONS},
        **{f"{motion}.odds": _ODDS for motion in _MOTIONS},
        **{f"{motion}.temperature": _TEMPERATURE for motion in _MOTIONS},
        **{f"{motion}.gaps": UNTOLD for motion in _MOTIONS},
        **{f"{motion}.place": UNTOLD for motion in _MOTIONS},
        "cool.reached": UNTOLD,
    },
    seen={
        "half": "An upright bar of length 1 is cut into the shares of all classes. It stands on a "
        "rail of temperatures, from hot at the left to cold at the right, above a ring at 1. On a "
        "line at the top the scores are beads, the highest at the right end. The ring goes to a "
        "half and takes the bar along. The gaps between the beads double; each length of the first "
        "gap between the two highest multiplies their odds by the same number.",
        "guess": "Three odds are guesses at those at a quarter.",
        "quarter": "The ring goes to a quarter, the gaps double once more, and the odds come to "
        "the last of the guesses.",
        "hot": "The ring goes to the hot end; the beads run together, and the pieces of the bar "
        "become more alike.",
        "cool": "The line of scores goes, and the bar becomes taller. The ring goes to the cold "
        "end. The bar runs above it over the full width and leaves its shares behind as bands: the "
        "weak ones thin out first, and at last the highest score's band fills the bar.",
        "surer": "The true class gets its tag. A cut goes over all bands from the hot end to the "
        "cold one. On it the answer stands in the widest band, which belongs to the same class all "
        "the way, with its share.",
    },
)
