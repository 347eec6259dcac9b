"""Title cards come out of the background, are read, and go; each of its own exact length."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest

from rendering.exporting.published import Clip
from rendering.filming.contents import Part, contents
from rendering.filming.title_cards import draw, encode
from rendering.planning.settings import Settings
from rendering.publishing.publish import check_video
from stage.theme import THEMES, rgb

FPS = 10


def parts(*, is_whole: bool = True) -> list[Part]:
    """A film of two chapters, the first of which is three times as long as the second."""
    clips = [
        Clip(name, chapter, Path(f"{name}.mp4"), {"title": f"{name}?", "frames": frames})
        for chapter, name, frames in (("One", "a", 200), ("One", "b", 100), ("Two", "c", 100))
    ]
    return contents(clips, FPS, is_whole=is_whole)


def ground(theme: str) -> list[int]:
    return [round(255 * level) for level in rgb(THEMES[theme].background)]


@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize("size", [(160, 90), (90, 160), (96, 96), (256, 64)])
def test_cards_have_the_size_and_the_ground_of_the_clips_and_nothing_leaves_them(
    size: tuple[int, int], theme: str
) -> None:
    whole = parts()
    for part in whole:
        if part.kind == "clip":
            continue
        for picture in draw(part, whole, Settings(*size, FPS, theme)):
            assert picture.shape == (size[1], size[0], 4)
            edges = [picture[0], picture[-1], picture[:, 0], picture[:, -1]]
            assert all((edge[:, :3] == ground(theme)).all() for edge in edges)
            assert (picture[..., :3] != ground(theme)).any()


def test_chapters_are_pieces_of_a_bar_as_wide_as_they_are_long() -> None:
    whole = parts()
    card = next(part for part in whole if part.title == "Two")
    (picture,) = draw(card, whole, Settings(960, 540, FPS))
    # The row of the bar has the most pixels that are not ground.
    inked = (picture[..., :3] != ground("dark")).any(axis=2)
    row = picture[inked.sum(axis=1).argmax()]
    first, second = (
        (row[:, :3] == colour).all(axis=1).sum()
        for colour in {tuple(pixel[:3]) for pixel in row} - {tuple(ground("dark"))}
        if (row[:, :3] == colour).all(axis=1).sum() > 50
    )
    wide, narrow = max(first, second), min(first, second)
    assert wide / narrow == pytest.approx(3, rel=0.03)


def test_card_is_dark_at_its_end_full_in_between_and_as_long_as_its_part(tmp_path: Path) -> None:
    whole = parts()
    settings = Settings(128, 72, FPS)
    opening = whole[0]
    pictures = draw(opening, whole, settings)
    assert len(pictures) == 2
    encode(opening, pictures, settings, tmp_path / "card.mp4")
    check_video(tmp_path / "card.mp4", settings, opening.frames)
    with av.open(str(tmp_path / "card.mp4")) as container:
        shown = [f.to_ndarray(format="rgb24").astype(int) for f in container.decode(video=0)]

    def off(frame: int, picture: np.ndarray) -> float:
        return float(abs(shown[frame] - picture[..., :3].astype(int)).mean())

    assert off(opening.said - 1, pictures[0]) < 2  # of 255
    assert off(opening.frames - 10, pictures[1]) < 2
    assert abs(shown[-1] - ground("dark")).mean() < 2
    assert off(opening.frames - 10, pictures[0]) > 2
