"""The title cards between the clips of a film: their pictures and their videos.

The Typst template ``title_card.typ`` beside this module lays them out in the type and the colours
of the clips, with the same result on every machine. They are encoded like clips, so that they can
be joined with them in one stream. This module uses the parts of a film. It does not depend on where
they are published.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
import typst
from numpy.typing import NDArray
from PIL import Image

from rendering.drawing.boxes import Box
from rendering.drawing.encoder import ClipEncoder
from rendering.filming.contents import TITLE, Part, clips_of, length, told_length
from rendering.filming.films import TEMPLATE
from rendering.planning.settings import Settings
from stage.cast import CAST, outlines
from stage.language import wording
from stage.theme import THEMES, Theme, rgb
from stage.typesetting import FONTS, WEIGHT

__all__ = ["draw", "encode"]

_SEEN, _TAKEN_FOR = "cat", "fox"
"""The animal in the camera of the introduction, and the animal for which it is mistaken."""

_FADE = 0.35
"""Seconds in which words appear or disappear."""

_SHADE = 0.3
"""Fraction of its full colour in which a chapter other than the current one is drawn."""

RGBA = NDArray[np.uint8]


def draw(part: Part, parts: Sequence[Part], settings: Settings, own: str = "") -> list[RGBA]:
    """Return the pictures of a title card, each of shape (height, width, 4).

    The first shows only the title. A card with words has a second picture that shows them, too.

    Parameters
    ----------
    part
        The title card, which is one of ``parts``.
    parts
        All parts of the film.
    settings
        Settings of the film's clips.
    own
        A user's name of the example; empty for a film of the default clips.
    """
    theme = THEMES[settings.theme]
    about = {
        "width": settings.width,
        "height": settings.height,
        "background": theme.background,
        "text": theme.text,
        "muted": theme.muted,
        "fonts": [family for family in FONTS if "Mono" not in family],
        "weight": WEIGHT,
        "title": "",
        "size": 9,
        "above": "",
        "below": "",
        "words": part.words,
        "finder": None,
        "bar": [],
        **_words_of(part, parts, settings, own, theme),
    }
    with tempfile.TemporaryDirectory(prefix="title-card-") as folder:
        root = Path(folder)
        (root / f"{_SEEN}.svg").write_text(_picture(_SEEN, theme), encoding="utf-8")
        pictures = [_set(root, about | {"says": False})]
        if part.words:
            pictures.append(_set(root, about | {"says": True}))
    return pictures


def _words_of(
    part: Part, parts: Sequence[Part], settings: Settings, own: str, theme: Theme
) -> dict[str, Any]:
    if part.kind == "chapter":
        chapters = list(dict.fromkeys(p.chapter for p in parts if p.chapter))
        number = chapters.index(part.chapter) + 1
        return {
            "above": str(number) if len(chapters) > 1 else "",
            "title": part.title,
            "bar": _bar(part, parts, theme) if len(chapters) > 1 else [],
        }
    # At the end of the film, the camera has learnt the right answer.
    says = _TAKEN_FOR if part.kind == "opening" else _SEEN
    finder = {
        "picture": f"{_SEEN}.svg",
        "label": wording().text(says) + ("?" if part.kind == "opening" else ""),
        "colour": theme.of_class(CAST.index(says)),
    }
    if part.kind == "ending":
        return {"finder": finder}
    how_long = told_length(len(clips_of(parts)), length(parts) / settings.fps)
    return {
        "title": wording().shared(TITLE),
        "size": 11,
        "below": f"{own}: {how_long}" if own else how_long,
        "finder": None if own else finder,
    }


def _bar(part: Part, parts: Sequence[Part], theme: Theme) -> list[dict[str, Any]]:
    """Return a bar of all chapters with the lengths of their clips; the current one is bright."""
    bar = []
    clips = [one for one, _ in clips_of(parts)]
    for number, (chapter, of_one) in enumerate(groupby(clips, key=lambda one: one.chapter)):
        lengths = [one.frames for one in of_one]
        colour = theme.of_class(number)
        if chapter != part.chapter:
            colour = _mixed(colour, theme.background, _SHADE)
        bar.append({"share": sum(lengths), "clips": lengths, "colour": colour})
    return bar


def _mixed(color: str, with_other: str, share: float) -> str:
    mixed = [
        share * one + (1 - share) * other
        for one, other in zip(rgb(color), rgb(with_other), strict=True)
    ]
    return "#" + "".join(f"{round(255 * level):02X}" for level in mixed)


def _picture(name: str, theme: Theme) -> str:
    """Return a pictogram of the cast as SVG, in the colour of its class."""
    colour = theme.of_class(CAST.index(name))
    paths = "".join(f'<path fill="{colour}" d="{path}"/>' for path in outlines(name))
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">{paths}</svg>'


def _set(root: Path, about: dict[str, Any]) -> RGBA:
    (root / "card.json").write_text(json.dumps(about), encoding="utf-8")
    source = root / TEMPLATE.name
    source.write_bytes(TEMPLATE.read_bytes())
    png = typst.compile(
        source,
        root=root,
        ignore_system_fonts=True,
        package_path=root,
        package_cache_path=root,
        format="png",
        ppi=72,
    )
    if not isinstance(png, bytes):
        raise TypeError("a title card is one page")
    with Image.open(BytesIO(png)) as image:
        return np.array(image.convert("RGBA"))


# --- The videos of title cards --------------------------------------------------------------------


def encode(part: Part, pictures: Sequence[RGBA], settings: Settings, path: Path) -> None:
    """Write the video of a title card to ``path``.

    The card fades in from the background at the start, and out to it at the end.
    """
    fade = max(1, round(_FADE * settings.fps))
    ground = np.empty_like(pictures[0])
    ground[...] = (*(round(255 * level) for level in rgb(THEMES[settings.theme].background)), 255)
    # Pairs of a picture and the frame at which it begins to fade in.
    changes = [(0, pictures[0])]
    if len(pictures) > 1:
        changes = [(0, pictures[0]), (part.said, pictures[1])] if part.said else [(0, pictures[1])]
    changes.append((part.frames - fade, ground))
    with ClipEncoder(
        path, width=settings.width, height=settings.height, fps=settings.fps
    ) as encoder:
        before = ground
        for number, (begin, picture) in enumerate(changes):
            end = changes[number + 1][0] if number + 1 < len(changes) else part.frames
            box = _difference(before, picture)
            one, other = Image.fromarray(before), Image.fromarray(picture)
            for k in range(1, fade + 1):
                between = np.asarray(Image.blend(one, other, k / fade))
                encoder.write(between, damage=[box] if encoder.frames else None)
            if end - begin > fade:
                encoder.write(picture, repeat=end - begin - fade, damage=[])
            before = picture
        encoder.finish()


def _difference(one: RGBA, other: RGBA) -> Box:
    """Return a box around all differences of two pictures, with even coordinates."""
    differs = (one != other).any(axis=2)
    rows, columns = np.flatnonzero(differs.any(axis=1)), np.flatnonzero(differs.any(axis=0))
    if not len(rows):
        return Box(0, 0, 2, 2)
    top, left = rows[0] // 2 * 2, columns[0] // 2 * 2
    return Box(int(left), int(top), int(columns[-1] // 2 * 2 + 2), int(rows[-1] // 2 * 2 + 2))
