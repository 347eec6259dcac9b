"""What SoftVersusHard shows, for those who cannot see it."""

from __future__ import annotations

from stage.description import UNTOLD, SceneWords, Words

__all__ = ["SEEN"]

_SHARES = Words("The shares q, the prediction", spelled=True)
_ODDS = Words("The odds of the two highest classes")
_TEMPERATURE = Words("The temperature")
_MOTIONS = ("first", "again", "heat", "cool", "back")

SEEN = SceneWords(
    numbers={
        "logits": Words("The scores, of which the shares are the softmax"),
        "target": Words("The true class", kind="class"),
        "hot": Words("The highest temperature"),
        "cold": Words("The lowest temperature"),
        "odds[0]": _ODDS,
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
        "stretch": "An upright bar of length 1 is cut into the shares of all classes. Beside it "
        "the scores are beads on a line, the highest at the right end. The others go to the left, "
        "until every gap has doubled, and the bar follows.",
        "guess": "Three small bars are guesses at the odds of the two highest after the gaps are "
        "doubled again.",
        "again": "The gaps double again, and the bar meets the last of the guesses.",
        "hot": "A rail of temperatures, hot at the left, comes in below. Its ring goes to the hot "
        "end; the beads run together, and the pieces of the bar become more alike.",
        "cool": "The ring goes to the cold end. The bar runs above it over the full width and "
        "leaves its shares behind as bands: the weak ones thin out first, and at last the highest "
        "score's band fills the bar.",
        "surer": "A cut goes from the cold end back to temperature 1, with a ring on the band of "
        "the highest score, which is the widest all the way. The true class has its tag.",
    },
)
