"""The pictures of docs/vocabulary.md, drawn by the snippets of that page: ``make pictures``.

A snippet is run on a small stage, with numbers of a softmax; what then can be seen is its picture:
``docs/vocabulary/<Name>.png``, or ``<name>.webp`` where something moves.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
from manim import CairoRenderer, tempconfig
from PIL import Image

import stage.drawing.figure
import stage.drawing.shares
from docs.readme_pictures import without_repeats
from stage.cast import CAST
from stage.digits import writer
from stage.drawing.canvas import Canvas
from stage.drawing.figure import Figure
from stage.numbers import FloatArray, Motion, Numbers, ease
from stage.theme import DARK, Zone, Zones, use_theme
from stage.verbs import Stage
from xe_math import log_softmax, softmax

__all__ = ["PAGE", "Entry", "entries", "frames_of"]

PAGE = Path(__file__).with_name("vocabulary.md")
PICTURES = Path(__file__).with_name("vocabulary")

WIDTH, HEIGHT, UNIT = 480, 270, 60
"""Of a picture, and of a manim unit, in pixels."""

FPS = 10
RESTS = 8
"""Frames for which a moving picture stays as it begins, and as it ends."""


@dataclass(frozen=True)
class Entry:
    """What the page says of something: its names, the picture's file, and the snippet."""

    section: str
    names: tuple[str, ...]
    picture: str
    snippet: str


def entries() -> list[Entry]:
    """All that is on the page, in its order."""
    found = []
    for section in re.split(r"^## ", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        for text in re.split(r"^### ", section, flags=re.MULTILINE)[1:]:
            names = tuple(re.findall(r"`(\w+)`", text.partition("\n")[0]))
            (picture,) = re.findall(r"!\[.*?\]\(vocabulary/(.*?)\)", text)
            (snippet,) = re.findall(r"^```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
            found.append(Entry(section.partition("\n")[0], names, picture, snippet))
    return found


@dataclass(frozen=True, slots=True, eq=False)
class Example(Numbers):
    """The numbers that snippets draw: the softmax of four logits, one of which is raised."""

    names: tuple[str, ...]
    q: FloatArray
    loss: float
    up: Motion

    @classmethod
    def compute(cls, parameters: Any, fps: float) -> Example:
        """From ``xe_math``; ``parameters`` count for nothing."""
        logits = np.array([2.5, -1.0, 3.2, 0.5])
        raised = logits + ease(2.0, fps)[:, None] * np.array([2.0, 0.0, 0.0, 0.0])
        q, loss = softmax(raised), -log_softmax(raised)[:, 0]
        return cls(names=CAST, q=q[0], loss=float(loss[0]), up=Motion(q=q, loss=loss))


class _Pieces(Figure):
    """What the snippet of a piece draws."""

    def __init__(self, snippet: str, names: dict[str, Any]) -> None:
        super().__init__("the picture")
        self._snippet, self._names = snippet, names

    def sketch(self, draw: Canvas) -> None:
        exec(self._snippet, {**self._names, "draw": draw, "z": self.zone})  # our own page


class _Sketch(Stage):
    """A small stage on which the snippet of an entry is run."""

    def __init__(self, shown: Entry, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.fps = FPS
        self.numbers = Example.compute(None, FPS)
        x, y = WIDTH / UNIT / 2 - 0.2, HEIGHT / UNIT / 2 - 0.15
        nothing = Zone(-x, x, y, y)
        self.zones = Zones(nothing, Zone(-x, x, -y, y), nothing)
        self._shown = shown
        modules = (stage.drawing.figure, stage.drawing.shares)
        self._names: dict[str, Any] = {
            **{name: getattr(module, name) for module in modules for name in module.__all__},
            "n": self.numbers,
            "np": np,
            "t": DARK,
            "writer": writer,
            "Zone": Zone,
            "self": self,
        }

    def setup(self) -> None:
        self.prepare()

    def make_figure(self) -> Figure:
        """What the snippet draws; for a verb, the figure at the top of the page."""
        if self._shown.section == "Pieces":
            return _Pieces(self._shown.snippet, self._names)
        exec(entries()[0].snippet, self._names)
        figure: Figure = self._names["figure"]
        return figure

    def construct(self) -> None:
        if self._shown.section == "Verbs":
            exec(self._shown.snippet, self._names)
        else:
            self.wait(1 / FPS)


class _Keeper:
    """Stands where manim's file writer does, and keeps all frames."""

    def __init__(self, settings: Any, *_args: Any, **_kwargs: Any) -> None:
        self.output_spec = settings.plan.output
        self.sections: list[Any] = [SimpleNamespace(name="", skip_animations=False)]
        self.frames: list[Image.Image] = []

    def write_frame(self, frame: Any, repeat: int = 1) -> None:
        self.frames += [Image.fromarray(frame[..., :3].copy())] * repeat

    def is_already_cached(self, _hash: str) -> bool:
        return False

    def _ignore(self, *_args: Any, **_kwargs: Any) -> None:
        pass

    next_section = add_partial_movie_file = begin_animation = end_animation = _ignore
    finish = abort_encode_jobs = save_image = _ignore


def frames_of(shown: Entry) -> list[Image.Image]:
    """All frames of its picture, ten a second."""
    settings = {
        "pixel_width": WIDTH,
        "pixel_height": HEIGHT,
        "frame_width": WIDTH / UNIT,
        "frame_height": HEIGHT / UNIT,
        "frame_rate": FPS,
        "background_color": DARK.background,
        "disable_caching": True,
        "dry_run": True,
        "progress_bar": "none",
        "verbosity": "WARNING",
    }
    use_theme(DARK)
    with tempconfig(settings):
        renderer = CairoRenderer(file_writer_class=_Keeper)
        _Sketch(shown, renderer=renderer).render()
        frames: list[Image.Image] = renderer.file_writer.frames
    return frames


def main() -> None:
    """Draw every picture of the page."""
    PICTURES.mkdir(exist_ok=True)
    for shown in entries():
        frames = frames_of(shown)
        path = PICTURES / shown.picture
        if path.suffix == ".png":
            frames[-1].quantize(64).save(path, optimize=True)
            continue
        (first, *others), durations = without_repeats(
            [frames[0]] * RESTS + frames + [frames[-1]] * RESTS, 1000 // FPS
        )
        first.save(
            path, save_all=True, append_images=others, duration=durations, loop=0, quality=50,
            method=4,
        )  # fmt: skip


if __name__ == "__main__":
    main()
