"""What is offered to be looked at over time has a name that a reader knows, and moves."""

from __future__ import annotations

from typing import Any

from rendering.exporting.facts import Facts
from rendering.exporting.offered import offers


def offered(scene: str, table: dict[str, Any], *beats: list[str], labels: Any = None) -> list[Any]:
    """Beats and names of what is offered; each beat shows these tracks of the table."""

    def row(name: str) -> dict[str, Any]:
        track = table[name.partition("[")[0]]
        track = track[int(name[-2])] if name.endswith("]") else track
        return {"frames": len(track), "start": 10, "last": track[-1]}

    card: dict[str, Any] = {
        "scene": scene,
        "parameters": {"labels": labels},
        "numbers": table,
        "beats": [
            {
                "name": f"beat {k}",
                "start_frame": 100 * k,
                "end_frame": 100 * k + 100,
                "numbers": {name: row(name) for name in names},
            }
            for k, names in enumerate(beats)
        ],
    }
    return [(offer.beat, offer.name) for offer in offers(card, Facts(card, number=str))]


def test_number_has_the_words_of_its_scene_and_the_label_of_its_class() -> None:
    table = {"nudged": [[[0.7, 0.3], [0.6, 0.4]], [[0.7, 0.3], [0.8, 0.2]]]}
    told = offered("LogitNudges", table, [], ["nudged[0]"], ["nudged[1]"], labels=["cat", "dog"])
    assert told == [(beat, f"The shares: {label}") for beat in (1, 2) for label in ("cat", "dog")]


def test_what_stays_and_what_no_reader_can_place_is_not_offered() -> None:
    table = {
        "nudged_logits": [[[2.5, -1.0], [2.9, -1.0]]],
        "back_true": [[0.4, 0.3]],  # without words, since another number tells it
        "unheard_of": [0.4, 0.3],
        "place": [[0.0, 1.0], [1.0, 0.0]],  # an order, of which nobody wants a plot
    }
    shown = ["nudged_logits[0]", "back_true[0]", "unheard_of", "place"]
    assert offered("LogitNudges", table, shown) == [(0, "The logits: class 1")]


def test_what_goes_back_the_way_it_came_in_its_beat_is_not_offered_again() -> None:
    table = {"out": [0.0, 0.3, 1.0], "home": [1.0, 0.3, 0.0]}
    assert offered("Unheard", table, ["out", "home"]) == [(0, "Out")]
    assert offered("Unheard", table, ["out"], ["home"]) == [(0, "Out"), (1, "Home")]


def test_what_moves_twice_in_a_beat_is_told_apart() -> None:
    table = {"nudged_logits": [[[1.0], [2.0]], [[1.0], [3.0]]]}
    assert offered("LogitNudges", table, ["nudged_logits[0]", "nudged_logits[1]"]) == [
        (0, "The logits (first time)"),
        (0, "The logits (second time)"),
    ]


def test_number_that_several_share_is_one_and_equal_classes_are_two() -> None:
    fall = {"fall.q": [[0.9, 0.9], [0.5, 0.5]]}
    assert offered("QuadraticVersusLog", fall, ["fall.q"]) == [(0, "The share q")]
    alike = {"nudged": [[[0.5, 0.5], [0.4, 0.4]]]}
    assert len(offered("LogitNudges", alike, ["nudged[0]"])) == 2


def test_scene_without_words_has_the_names_of_its_table() -> None:
    assert offered("Unheard", {"mass_of_it": [[1.0, 2.0], [2.0, 1.0]]}, ["mass_of_it"]) == [
        (0, "Mass of it: class 1"),
        (0, "Mass of it: class 2"),
    ]
