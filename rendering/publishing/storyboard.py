"""The contact sheet of a scene: the last frame of each beat, with its name and time below.

Findings are outlined and numbered on the pictures, and listed below all pictures. Typst sets the
sheet, so it has the fonts of the clips on every machine. This module knows nothing about scenes,
nor where the pictures and the findings come from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import typst
from PIL import Image

from stage.theme import DARK, Theme
from stage.typesetting import FONTS, Font, literal

__all__ = ["Note", "Picture", "contact_sheet"]

COLUMNS = 3
_PICTURE_WIDTH = 640  # in points; a point is one pixel of the sheet

_SHEET = """
#set page(width: auto, height: auto, margin: 24pt, fill: rgb("{background}"))
#set text(size: 22pt, font: ({fonts}), fill: rgb("{text}"))
#stack(spacing: 20pt,
  text(size: 32pt, {title}),
  grid(columns: {columns}, column-gutter: 20pt, row-gutter: 24pt, {cells}),
  {notes}
)
"""

_CELL = """
block(width: {width}pt, stack(spacing: 8pt,
  block(stroke: 1pt + rgb("{muted}"), clip: true, {{
    image({path}, width: {width}pt)
    {marks}
  }}),
  grid(columns: (1fr, auto), column-gutter: 12pt, {name}, text(fill: rgb("{muted}"), {time})),
))"""


_MARK = """
    place(top + left, dx: {left:.1f}pt, dy: {top:.1f}pt, block(
      width: {width:.1f}pt, height: {height:.1f}pt, stroke: 3pt + rgb("{alarm}"),
      place(bottom + right, box(fill: rgb("{alarm}"), inset: 4pt, text(fill: white, {number}))),
    ))
"""

_NOTE = """
    text(fill: rgb("{alarm}"), {number}), text(fill: rgb("{muted}"), {when}), {what},"""

_NOTES = """grid(columns: (auto, auto, {width}pt), column-gutter: 16pt, row-gutter: 10pt, {rows})"""

_ALARM = "#D81B60"  # not a colour of any theme, so it never looks like part of a picture


@dataclass(frozen=True, slots=True)
class Note:
    """A finding in a picture.

    Attributes
    ----------
    beat
        The beat in which the fault is first visible; empty if that is before the first beat.
    second
        The time in seconds at which the fault is first visible.
    what
        The fault and its remedy.
    box
        The position: left, top, width and height as fractions of the picture's size.
    """

    beat: str
    second: float
    what: str
    box: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Picture:
    """The last frame of a beat: a file, the beat's name, and the frame at which it ends."""

    path: Path
    name: str
    end: int


def contact_sheet(
    pictures: Sequence[Picture],
    *,
    title: str,
    fps: float,
    root: Path,
    theme: Theme = DARK,
    font: Font | None = None,
    notes: Sequence[Note] = (),
) -> bytes:
    """Return a PNG of all ``pictures`` under ``title``; their files are in ``root``.

    ``font`` is for characters that the embedded fonts do not have, since notes can contain names.
    """
    columns = min(COLUMNS, len(pictures))
    cells = ",".join(
        _CELL.format(
            width=_PICTURE_WIDTH,
            muted=theme.muted,
            path=_string(picture.path.relative_to(root).as_posix()),
            name=_string(picture.name),
            time=_string(f"{picture.end / fps:.2f} s"),
            marks="".join(
                _mark(number, note, picture)
                for number, note in enumerate(notes, start=1)
                if note.beat == picture.name
            ),
        )
        for picture in pictures
    )
    sheet = _SHEET.format(
        background=theme.background,
        text=theme.text,
        fonts=", ".join(map(_string, (*FONTS, *([font.family] if font else ())))),
        title=_string(title),
        columns=columns,
        cells=cells,
        notes=_list(notes, theme, columns) if notes else "",
    )
    source = root / "storyboard.typ"
    source.write_text(sheet, encoding="utf-8")
    png = typst.compile(
        source,
        root=root,
        format="png",
        ppi=72.0,
        ignore_system_fonts=True,
        font_paths=[font.file.parent] if font else [],
    )
    if not isinstance(png, bytes):
        raise ValueError(f"a storyboard must fit one page; got {len(png or ())} pages")
    return png


def _mark(number: int, note: Note, picture: Picture) -> str:
    with Image.open(picture.path) as image:
        across, down = _PICTURE_WIDTH, _PICTURE_WIDTH * image.height / image.width
    left, top, width, height = np.multiply(note.box, (across, down, across, down))
    return _MARK.format(
        left=left, top=top, width=width, height=height, alarm=_ALARM, number=_string(str(number))
    )


def _list(notes: Sequence[Note], theme: Theme, columns: int) -> str:
    rows = "".join(
        _NOTE.format(
            alarm=_ALARM,
            muted=theme.muted,
            number=_string(str(number)),
            when=_string(f"{note.beat}, {note.second:.2f} s"),
            what=_string(note.what),
        )
        for number, note in enumerate(notes, start=1)
    )
    return _NOTES.format(width=columns * _PICTURE_WIDTH - 300, rows=rows)


def _string(text: str) -> str:
    return literal(text).removeprefix("#")
