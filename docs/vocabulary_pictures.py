"""The pictures of docs/vocabulary.md, drawn by the snippets of that page: ``make pictures``.

The page reads from top to bottom: first parts are made, then they are arranged, then verbs tell
what happens to them. A snippet is run after those before it, on a small stage, with numbers of
``OneHotCollapse``; what then can be seen is its picture: ``docs/vocabulary/<Name>.png``, or
``<name>.webp`` where something moves.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import SimpleNamespace
from typing import Any

import numpy as np
from manim import CairoRenderer, tempconfig
from PIL import Image

import stage.layout
import stage.parts
from docs.readme_pictures import without_repeats
from stage.digits import writer
from stage.layout import Arrangement, Scale
from stage.mobjects.shapes import nice_ticks
from stage.numbers import FloatArray, Numbers, ease
from stage.parts.part import Part
from stage.parts.plot import Foot, Line, Mark
from stage.theme import DARK, Zone, Zones, use_theme
from stage.verbs import Stage
from xe_math import log_softmax, one_hot

__all__ = ["PAGE", "Entry", "entries", "frames_of", "parts"]

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


def parts() -> list[type[Part]]:
    """All parts that modules of ``stage.parts`` export."""
    modules = (import_module(f"stage.parts.{m.name}") for m in iter_modules(stage.parts.__path__))
    exported = (getattr(module, name) for module in modules for name in module.__all__)
    return [kind for kind in exported if isinstance(kind, type) and issubclass(kind, Part)]


@dataclass(frozen=True, slots=True, eq=False)
class Example(Numbers):
    """The numbers that snippets draw: four classes, one of which becomes certain."""

    names: tuple[str, ...]
    logits: FloatArray
    target: int
    q: FloatArray
    surprise: FloatArray
    loss: float
    p: FloatArray
    terms: FloatArray
    total: FloatArray
    top: float
    curve: FloatArray
    up_x: FloatArray
    up_y: FloatArray
    sure: FloatArray
    sure_loss: FloatArray
    q_form: str = ".3p"
    sum_form: str = ".3f"

    @classmethod
    def compute(cls, parameters: Any, fps: float) -> Example:
        """From the softmax of four logits; ``parameters`` count for nothing."""
        logits = np.array([2.5, -1.0, 3.2, 0.5])
        surprise, share = -log_softmax(logits), ease(4.0, fps)[:, None]
        p = (1 - share) * np.array([0.1, 0.4, 0.3, 0.2]) + share * one_hot(0, 4)
        rise = np.exp(-surprise[0]) + ease(2.0, fps)[:, None] * 0.5
        heights = np.linspace(5.0, 0.0, 400)
        sure = np.array([0.01, 0.9])
        return cls(
            names=tuple("1234"), logits=logits, target=0, q=np.exp(-surprise), surprise=surprise,
            loss=float(surprise[0]), p=p, terms=p * surprise, total=(p * surprise).sum(axis=-1),
            top=5.0, curve=np.stack((np.exp(-heights), heights)), up_x=rise, up_y=-np.log(rise),
            sure=sure, sure_loss=-np.log(sure),
        )  # fmt: skip


class _Sketch(Stage):
    """A small stage on which the snippet of an entry is run, after those that it builds upon."""

    def __init__(self, shown: Entry, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.fps = FPS
        self.numbers = Example.compute(None, FPS)
        x, y = WIDTH / UNIT / 2 - 0.2, HEIGHT / UNIT / 2 - 0.15
        nothing = Zone(-x, x, y, y)
        self.zones = Zones(nothing, Zone(-x, x, -y, y), nothing)
        self._shown = shown
        self._names: dict[str, Any] = {
            **{part.__name__: part for part in parts()},
            **{kind.__name__: kind for kind in (Foot, Line, Mark)},
            **{name: getattr(stage.layout, name) for name in stage.layout.__all__},
            "n": self.numbers,
            "t": DARK,
            "writer": writer,
            "nice_ticks": nice_ticks,
            "self": self,
            "layout": {},
            "scales": (),
        }

    def setup(self) -> None:
        self.prepare()

    def layout(self) -> Mapping[str, Arrangement]:
        """What the snippets arrange; a part alone, where none does."""
        order = entries()
        before = order[: order.index(self._shown)]
        if self._shown.section == "Arrangements":
            before = [e for e in before if e.section == "Parts"]
        for snippet in [e.snippet for e in before if e.section != "Verbs"]:
            exec(snippet, self._names)  # the project's own page
        if self._shown.section != "Verbs":
            exec(self._shown.snippet, self._names)
        found: dict[str, Arrangement] = self._names["layout"]
        self._last = [value for value in self._names.values() if isinstance(value, Part)][-1]
        return found or {"alone": self._last}

    def scales(self) -> Sequence[Scale]:
        return tuple(self._names["scales"])

    def construct(self) -> None:
        if self._shown.section == "Verbs":
            exec(self._shown.snippet, self._names)
            return
        self.opens(list(self.placed)[-1])
        if self._shown.section == "Parts":
            self.show(*self._last.all("mark"))
        if self._shown.section == "Parts" and self._last not in self.parts:
            self.show(self._last)  # what ties others together is not arranged
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
