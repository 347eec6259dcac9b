"""The toys themselves: a bar in two beats, with spoken words, and five ways to go wrong."""

from __future__ import annotations

import os
import secrets
import signal
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from manim import Rectangle

from stage.layout import Arrangement, Size
from stage.mobjects.declared import allow
from stage.parts.part import Bar, Part, Pose
from stage.story import Story
from stage.theme import Zone
from toy_scenes.numbers import ToyBarNumbers


class Pillar(Part):
    """One bar in the middle of its zone."""

    numbers = ("height",)

    def __init__(self, name: str, height: float) -> None:
        super().__init__(name, height=height)
        allow("pop", "it comes when it is called", self.own("bar", of=Bar("#E69F00")))

    def least(self, room: Size) -> Size:
        return Size(1.0, 1.0)

    def span(self, axis: str) -> float:
        return 4.0

    def figure(self, *key: Any) -> Pose:
        foot = (self.zone.x, self.zone.bottom)
        return Pose(foot, 90.0, float(self.values["height"]), self.unit("y"), 1.0, "#E69F00")

    def draw(self, zone: Zone) -> None:
        pass


class ToyBar(Story[ToyBarNumbers]):
    def layout(self) -> Mapping[str, Arrangement]:
        self.bar = Pillar("the toy", 0.0)
        return {"all": self.bar}

    def construct(self) -> None:
        self.opens("all")
        with self.beat("grow", "{label} grows to {height:.2f}.", poster=True):
            self.move(self.bar.to(height=self.numbers.up))
        with self.beat("shrink", "And {label} goes."):
            self.go_wrong()
            self.move(self.bar.to(height=self.numbers.down))

    def go_wrong(self) -> None:
        pass


class ToyBroken(ToyBar):
    def go_wrong(self) -> None:
        print(f"the toy {self.numbers.label} prints")
        raise ZeroDivisionError("a toy broke\nover two lines")


class ToyDying(ToyBar):
    def go_wrong(self) -> None:
        os.kill(os.getpid(), signal.SIGKILL)


class ToyFainting(ToyBar):
    """Dies twice, and counts that in a file."""

    def go_wrong(self) -> None:
        faints = Path(os.environ["TOY_FAINTS"])
        before = faints.read_text() if faints.exists() else ""
        if len(before) < 2:
            faints.write_text(before + "x")
            os.kill(os.getpid(), signal.SIGKILL)


class ToyFickle(ToyBar):
    def go_wrong(self) -> None:
        self.add(Rectangle(width=4, height=2, fill_opacity=1).set_color(f"#{secrets.token_hex(3)}"))


class ToySlow(ToyBar):
    def go_wrong(self) -> None:
        self.wait(3600)


class ToyTalk(ToyBar):
    directed = True

    def construct(self) -> None:
        self.opens("all")
        with self.beat(
            "grow",
            "Push {label} up.",
            "It is up.",
            says="Here is {label}. Now push it {move} up to {height:.1f}.",
            poster=True,
        ):
            self.move(self.bar.to(height=self.numbers.up))
        with self.beat("shrink", "And down?", says="And down it goes. There it is again."):
            self.move(self.bar.to(height=self.numbers.down))
