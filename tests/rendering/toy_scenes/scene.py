"""The toys themselves: a bar in two beats, with spoken words, and five ways to go wrong."""

from __future__ import annotations

import os
import secrets
import signal
from pathlib import Path

from manim import Rectangle

from stage.drawing.canvas import Canvas
from stage.drawing.figure import Figure, number
from stage.numbers import Motion
from stage.story import Story
from toy_scenes.numbers import ToyBarNumbers


class Pillar(Figure):
    """One bar in the middle of its zone."""

    height = number(0.0)

    def sketch(self, draw: Canvas) -> None:
        z = self.zone
        draw.rectangle(
            "bar", left=z.x - 0.5, right=z.x + 0.5, bottom=z.bottom,
            top=z.bottom + self.height / 4 * z.height, color="#E69F00",
            measures=("y", self.height), allow={"pop": "it comes when it is called"},
        )  # fmt: skip


class ToyBar(Story[ToyBarNumbers]):
    def make_figure(self) -> Pillar:
        return Pillar("the toy")

    def construct(self) -> None:
        with self.beat("grow", "{label} grows to {height:.2f}.", poster=True):
            self.follow(Motion(height=self.numbers.up))
        with self.beat("shrink", "And {label} goes."):
            self.go_wrong()
            self.follow(Motion(height=self.numbers.down))

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
    def construct(self) -> None:
        with self.beat(
            "grow",
            "Push {label} up.",
            "It is up.",
            says="Here is {label}. Now push it {move} up to {height:.1f}.",
            poster=True,
        ):
            self.follow(Motion(height=self.numbers.up))
        with self.beat("shrink", "And down?", says="And down it goes. There it is again."):
            self.follow(Motion(height=self.numbers.down))
