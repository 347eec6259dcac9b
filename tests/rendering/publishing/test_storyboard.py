"""A contact sheet holds every picture, and words that look like markup stay words."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
from PIL import Image

from rendering.publishing.storyboard import COLUMNS, Picture, contact_sheet

COLORS = [(230, 0, 0), (0, 230, 0), (0, 0, 230), (230, 230, 0)]


def pictures(folder: Path, count: int, name: str = "beat") -> list[Picture]:
    made = []
    for number in range(count):
        path = folder / f"{number}.png"
        Image.new("RGB", (128, 72), COLORS[number]).save(path)
        made.append(Picture(path, name, 15 * (number + 1)))
    return made


def sheet(folder: Path, count: int, name: str = "beat", title: str = "A title") -> np.ndarray:
    png = contact_sheet(pictures(folder, count, name), title=title, fps=15, root=folder)
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB"))


def middle(image: np.ndarray, color: tuple[int, int, int]) -> tuple[float, float]:
    rows, columns = np.nonzero((image == color).all(axis=-1))
    return float(rows.mean()), float(columns.mean())


def test_pictures_stand_in_rows_in_their_order(tmp_path: Path) -> None:
    image = sheet(tmp_path, COLUMNS + 1)
    places = [middle(image, color) for color in COLORS]
    assert places[0][0] == places[1][0] == places[2][0] < places[3][0]
    assert places[0][1] < places[1][1] < places[2][1]
    assert abs(places[3][1] - places[0][1]) < 1


def test_sheet_of_one_picture_is_as_wide_as_it(tmp_path: Path) -> None:
    assert sheet(tmp_path, 1).shape[1] < 1.2 * 640


def test_markup_in_names_is_shown_and_not_obeyed(tmp_path: Path) -> None:
    plain = sheet(tmp_path, 1, "xxxxxx", "yyyyyyy")
    marked = sheet(tmp_path, 1, '*b* #read("/etc/passwd") \\ "', "$x$ [ ] // y")
    assert plain.shape[1] == marked.shape[1]
    assert (marked != plain).any()
