"""The toys themselves: a bar in two beats, and five ways for it to go wrong."""

from __future__ import annotations

import os
import secrets
import signal
from pathlib import Path
from typing import Self

import numpy as np
from manim import Rectangle

from scenes.mobjects.declared import allow, named
from scenes.mobjects.measured import carry
from scenes.story import Story
from toy_scenes.numbers import ToyBarNumbers


class Bar(Rectangle):
    def set_height(self, height: float) -> Self:
        corners = [(-0.5, 0), (0.5, 0), (0.5, height), (-0.5, height), (-0.5, 0)]
        self.set_points_as_corners([(x, y, 0) for x, y in corners])
        carry(self, "length", origin=np.zeros(2), unit=(0.0, 1.0), values=[height])
        return self


class ToyBar(Story[ToyBarNumbers]):
    def construct(self) -> None:
        bar = Bar(fill_opacity=1, color="#E69F00").set_height(0.0)
        allow("pop", "it comes when it is called", named("the toy's bar", bar))
        self.add(bar)
        with self.beat("grow", "{label} grows to {height:.2f}.", poster=True):
            self.play(self.follow(bar.set_height, self.numbers.up))
        with self.beat("shrink", "And {label} goes."):
            self.go_wrong()
            self.play(self.follow(bar.set_height, self.numbers.down))

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
