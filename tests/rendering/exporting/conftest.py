"""Descriptions of the numbers of the small cards, which say that they are of ``LogitNudges``."""

from collections.abc import Iterator

import pytest

import scenes.logit_nudges.description
from stage.description import Description, Quantity

SMALL = Description(
    quantities={
        "logits": Quantity("The logits"),
        "target": Quantity("The true class", kind="class"),
        "nudge": Quantity("The nudge"),
        "nudged_logits": Quantity("The logits"),
        "nudged": Quantity("The shares", all_entries=True),
        "gains": Quantity("What the true class gains by a nudge of each logit"),
        "place": Quantity("Sorted, the gains are those by the logits of", kind="places"),
        "first_order": Quantity("The gains to first order"),
    },
    undescribed={"nudged_true", "back_true"},
    visible={"raise": "The bar of a logit is dragged, and the shares change with it."},
    visible_if_moving={"the others": "The same with all that are left, downwards, one by one."},
    also={"the others": ("gains",)},
)


OWN = scenes.logit_nudges.description.DESCRIPTION


@pytest.fixture(scope="module", autouse=True)
def _descriptions_of_small_cards() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scenes.logit_nudges.description, "DESCRIPTION", SMALL)
        yield


@pytest.fixture
def own_description(monkeypatch: pytest.MonkeyPatch) -> None:
    """The description of the scene itself."""
    monkeypatch.setattr(scenes.logit_nudges.description, "DESCRIPTION", OWN)
