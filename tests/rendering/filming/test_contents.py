"""What comes when in a film, and chapter marks as video sites want them."""

from __future__ import annotations

from pathlib import Path

import pytest

import scenes
from rendering.drawing.splicing import Mark
from rendering.exporting.published import Clip
from rendering.filming.contents import contents, marks

FPS = 10


def clips(*told: tuple[str, str, int]) -> list[Clip]:
    """Clips by chapter, title and frames."""
    return [
        Clip(title, chapter, Path(f"{title}.mp4"), {"title": title, "frames": frames})
        for chapter, title, frames in told
    ]


def test_card_comes_before_each_chapter_and_words_before_and_after_the_whole() -> None:
    made = contents(
        clips(("One", "a?", 200), ("One", "b?", 300), ("Two", "c?", 400)), FPS, is_whole=True
    )
    kinds = [(part.kind, part.title) for part in made]
    assert kinds == [
        ("opening", "Introduction"),
        ("chapter", "One"),
        ("clip", "a?"),
        ("clip", "b?"),
        ("chapter", "Two"),
        ("clip", "c?"),
        ("ending", "What to take along"),
    ]
    assert [part.start for part in made[1:]] == [part.end for part in made[:-1]]
    assert made[0].words == scenes.INTRODUCTION
    assert made[-1].words == scenes.ENDING
    # 16 characters a second, and one second to find them.
    for part in (made[0], made[-1]):
        assert (part.frames - part.said) / FPS >= 1 + len(part.words) / 16


def test_film_of_some_clips_says_nothing_of_all() -> None:
    made = contents(clips(("One", "a?", 200)), FPS, "pets", is_whole=False)
    assert [(part.kind, part.title, part.words) for part in made] == [
        ("opening", "pets", ""),
        ("chapter", "One", ""),
        ("clip", "a?", ""),
    ]


def test_each_clip_is_a_mark_that_begins_with_the_card_of_its_chapter() -> None:
    made = contents(
        clips(("One", "a?", 200), ("One", "b?", 300), ("Two", "c?", 400)), FPS, is_whole=True
    )
    found = marks(made, FPS)
    assert [mark.title for mark in found] == [
        *("Introduction", "a?", "b?", "c?", "What to take along")
    ]
    assert [mark.start for mark in found] == [
        part.start for part in made if part.title in ("Introduction", "One", "b?", "Two")
        or part.kind == "ending"
    ]  # fmt: skip
    assert found[-1].end == made[-1].end


@pytest.mark.parametrize(
    ("lengths", "wanted"),
    [
        # Each card takes 4 seconds, an opening 4 more.
        ([100, 100], [Mark("a", 0, 180), Mark("b", 180, 280)]),
        ([100, 99], [Mark("a / b", 0, 279)]),
        ([20, 20, 150], [Mark("a", 0, 100), Mark("b / c", 100, 270)]),
        # By whole seconds, rounded up: from second 11 to 20.
        ([22, 95, 100], [Mark("a", 0, 102), Mark("b / c", 102, 297)]),
        ([5], [Mark("a", 0, 85)]),
    ],
)
def test_mark_of_less_than_ten_seconds_is_one_with_its_neighbour(
    lengths: list[int], wanted: list[Mark]
) -> None:
    made = clips(*(("One", name, frames) for name, frames in zip("abc", lengths, strict=False)))
    assert marks(contents(made, FPS, is_whole=False), FPS) == wanted
