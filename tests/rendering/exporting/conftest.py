"""Words for the numbers of the small cards, which say that they are of ``LogitNudges``."""

from collections.abc import Iterator

import pytest

import scenes.logit_nudges.seen
from stage.description import UNTOLD, SceneWords, Words

SMALL = SceneWords(
    numbers={
        "logits": Words("The logits"),
        "target": Words("The true class", kind="class"),
        "nudge": Words("The nudge"),
        "nudged_logits": Words("The logits"),
        "nudged": Words("The shares", spelled=True),
        "nudged_true": UNTOLD,
        "back_true": UNTOLD,
        "gains": Words("What the true class gains by a nudge of each logit"),
        "place": Words("Sorted, the gains are those by the logits of", kind="places"),
        "first_order": Words("The gains to first order"),
    },
    seen={"raise": "The bar of a logit is dragged, and the shares change with it."},
    seen_moving={"the others": "The same with all that are left, downwards, one by one."},
    also={"the others": ("gains",)},
)


OWN = scenes.logit_nudges.seen.SEEN


@pytest.fixture(scope="module", autouse=True)
def _words_of_small_cards() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scenes.logit_nudges.seen, "SEEN", SMALL)
        yield


@pytest.fixture
def own_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """The words of the scene itself."""
    monkeypatch.setattr(scenes.logit_nudges.seen, "SEEN", OWN)
