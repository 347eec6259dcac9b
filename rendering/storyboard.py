"""The contact sheet of a scene: the last frame of each beat, its name and time below.

Typst sets the sheet, so it has the fonts of the clips on every machine. Knows nothing of
scenes or of who took the pictures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import typst

from scenes.theme import DARK, Theme
from scenes.typesetting import FONTS, literal

__all__ = ["Picture", "contact_sheet"]

COLUMNS = 3
_PICTURE_WIDTH = 640  # points, and pixels of the sheet

_SHEET = """
#set page(width: auto, height: auto, margin: 24pt, fill: rgb("{background}"))
#set text(size: 22pt, font: ({fonts}), fill: rgb("{text}"))
#stack(spacing: 20pt,
  text(size: 32pt, {title}),
  grid(columns: {columns}, column-gutter: 20pt, row-gutter: 24pt, {cells}),
)
"""

_CELL = """
block(width: {width}pt, stack(spacing: 8pt,
  block(stroke: 1pt + rgb("{muted}"), image({path}, width: {width}pt)),
  grid(columns: (1fr, auto), column-gutter: 12pt, {name}, text(fill: rgb("{muted}"), {time})),
))"""


@dataclass(frozen=True, slots=True)
class Picture:
    """The last frame of a beat: a file, the beat's name, and the frame at which it ends."""

    path: Path
    name: str
    end: int


def contact_sheet(
    pictures: Sequence[Picture], *, title: str, fps: int, root: Path, theme: Theme = DARK
) -> bytes:
    """PNG of all ``pictures`` under ``title``; their files lie in ``root``."""
    cells = ",".join(
        _CELL.format(
            width=_PICTURE_WIDTH,
            muted=theme.muted,
            path=_string(picture.path.relative_to(root).as_posix()),
            name=_string(picture.name),
            time=_string(f"{picture.end / fps:.2f} s"),
        )
        for picture in pictures
    )
    sheet = _SHEET.format(
        background=theme.background,
        text=theme.text,
        fonts=", ".join(_string(font) for font in FONTS),
        title=_string(title),
        columns=min(COLUMNS, len(pictures)),
        cells=cells,
    )
    source = root / "storyboard.typ"
    source.write_text(sheet, encoding="utf-8")
    png = typst.compile(
        source, root=root, format="png", ppi=72.0, ignore_system_fonts=True, font_paths=[]
    )
    if not isinstance(png, bytes):
        raise ValueError(f"a storyboard must fit one page; got {len(png or ())} pages")
    return png


def _string(text: str) -> str:
    return literal(text).removeprefix("#")
