"""Scenes that a renderer of damaged rectangles could get wrong, and a way to see their frames."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from manim import (
    BLUE,
    DOWN,
    GREEN,
    LEFT,
    ORIGIN,
    PI,
    RED,
    RIGHT,
    UP,
    UR,
    WHITE,
    YELLOW,
    Arc,
    CairoRenderer,
    Circle,
    Create,
    Dot,
    FadeIn,
    FadeOut,
    ImageMobject,
    Indicate,
    LaggedStart,
    Line,
    MovingCameraScene,
    NumberPlane,
    PMobject,
    Polygon,
    Rectangle,
    Rotate,
    Scene,
    SceneFileWriter,
    Square,
    Star,
    Transform,
    Triangle,
    ValueTracker,
    VGroup,
    VMobject,
    Write,
    linear,
    tempconfig,
)
from manim.constants import CapStyleType, LineJointType

from rendering.drawing.boxes import Box
from rendering.drawing.clip_renderer import ClipRenderer, Pixels
from stage.mobjects.text import Formula, Number, Words

# --- Seeing frames --------------------------------------------------------------------------------


class KeepingWriter(SceneFileWriter):
    """Keeps every frame, as often as it is shown."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.frames: list[Pixels] = []

    def write_frame(self, pixels: Pixels, *, repeat: int = 1) -> None:
        self.frames += [pixels] * repeat


class PatchingWriter(KeepingWriter):
    """Keeps one picture, and takes from a frame nothing but what is said to be damaged."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.picture: Pixels | None = None
        self.copied = 0

    def write_damaged_frame(self, pixels: Pixels, damage: Sequence[Box], repeat: int) -> None:
        if self.picture is None:
            self.picture = np.zeros_like(pixels)
        for box in damage:
            self.picture[box.slices] = pixels[box.slices]
            self.copied += box.area
        self.frames += [self.picture.copy()] * repeat


SMALL = {"pixel_width": 256, "pixel_height": 144, "frame_rate": 8}
LARGER = {"pixel_width": 640, "pixel_height": 360, "frame_rate": 5}
SQUARE = {"pixel_width": 126, "pixel_height": 126, "frame_rate": 7}


def played(
    scene: Callable[..., Scene],
    renderer: Callable[..., CairoRenderer],
    writer: type[KeepingWriter],
    **settings: Any,
) -> Scene:
    """The scene after it was played; its frames are in ``renderer.file_writer.frames``."""
    quiet = {
        "dry_run": True,
        "disable_caching": True,
        "progress_bar": "none",
        "verbosity": "WARNING",
    }
    with tempconfig({**quiet, **SMALL, **settings}):
        made = scene(renderer=renderer(file_writer_class=writer))
        made.render()
    return made


def frames_by_manim(scene: Callable[..., Scene], **settings: Any) -> list[Pixels]:
    return played(
        _with_own_camera(scene), CairoRenderer, KeepingWriter, **settings
    ).renderer.file_writer.frames  # type: ignore[no-any-return]


def _with_own_camera(scene: Callable[..., Scene]) -> Callable[..., Scene]:
    """A scene with a renderer as it would have made it for itself."""

    def make(renderer: CairoRenderer) -> Scene:
        plain = scene()
        renderer.camera = plain.renderer.camera
        return scene(renderer=renderer)

    return make


def differences(
    scene: Callable[..., Scene], writer: type[KeepingWriter] = PatchingWriter, **settings: Any
) -> list[str]:
    """Frames that are not manim's, described; none for an exact renderer."""
    wanted = frames_by_manim(scene, **settings)
    got = played(scene, ClipRenderer, writer, **settings).renderer.file_writer.frames
    assert len(got) == len(wanted) > 0
    found = []
    for k, (a, b) in enumerate(zip(wanted, got, strict=True)):
        if not np.array_equal(a, b):
            gap = np.abs(a.astype(int) - b)
            rows, columns = np.nonzero(gap.max(axis=2))
            found.append(
                f"frame {k}: {len(rows)} pixels by up to {gap.max()}, in "
                f"x {columns.min()}..{columns.max()}, y {rows.min()}..{rows.max()}"
            )
    return found


# --- Scenes ---------------------------------------------------------------------------------------


class OverlappingTransparency(Scene):
    def construct(self) -> None:
        discs = VGroup(
            *(
                Circle(1.4, color=c, fill_opacity=0.4, stroke_width=8, stroke_opacity=0.5)
                for c in (RED, GREEN, BLUE, YELLOW)
            )
        ).arrange(RIGHT, buff=-1.6)
        self.add(discs, Square(1.0, color=WHITE, fill_opacity=0.3))
        self.play(discs[1].animate.shift(UP), discs[2].animate.shift(0.7 * DOWN), run_time=0.7)
        self.wait(0.5)
        self.play(discs.animate.set_opacity(0.9), run_time=0.5)


class EveryJointAndCap(Scene):
    def construct(self) -> None:
        zigzags = VGroup()
        for joint in LineJointType:
            for cap in CapStyleType:
                for sharpness in (0.06, 0.2, 0.7):
                    zigzag = VMobject(stroke_width=22, joint_type=joint, cap_style=cap)
                    zigzag.set_points_as_corners(
                        [ORIGIN, [sharpness, 1, 0], [2 * sharpness, 0, 0], [3 * sharpness, 1.2, 0]]
                    )
                    zigzags.add(zigzag)
        zigzags.arrange_in_grid(rows=4, buff=0.35).scale_to_fit_width(13)
        self.add(zigzags)
        for k in range(0, len(zigzags), 5):
            self.play(Rotate(zigzags[k], 1.1), zigzags[k + 1].animate.set_color(RED), run_time=0.3)


class Mitres(Scene):
    """A corner that closes more and more, until the mitre is cut off."""

    def construct(self) -> None:
        corner = VMobject(stroke_width=40, joint_type=LineJointType.MITER)
        turn = ValueTracker(0.1)

        def fold(m: VMobject) -> None:
            end = 3 * np.array([np.cos(turn.get_value()), np.sin(turn.get_value()), 0])
            m.set_points_as_corners([3 * RIGHT, ORIGIN, end])

        corner.add_updater(fold)
        self.add(corner, turn)
        for angle in (0.02, 0.3, 3.1, 3.141, 0.2):
            self.play(turn.animate(rate_func=linear).set_value(angle), run_time=0.9)


class ComingAndGoing(Scene):
    def construct(self) -> None:
        square, disc = Square(2, fill_opacity=0.6, color=BLUE), Circle(0.9, color=RED)
        self.add(square, disc)
        self.wait(0.25)
        self.remove(square)
        self.wait(0.25)
        self.add(square)
        self.play(FadeOut(disc, shift=UP), run_time=0.6)
        self.play(FadeIn(disc, scale=2), run_time=0.6)
        self.play(Create(Triangle().shift(3 * LEFT)), run_time=0.6)
        self.clear()
        self.wait(0.25)
        self.play(Write(Star(color=YELLOW)), run_time=0.7)


class ReOrdered(Scene):
    def construct(self) -> None:
        a, b, c = (
            Square(2, color=k, fill_opacity=1).shift(0.6 * i * UR)
            for i, k in enumerate((RED, GREEN, BLUE))
        )
        self.add(a, b, c)
        dot = Dot(3 * LEFT)
        for change in (
            lambda: a.set_z_index(3),
            lambda: b.set_z_index(-2),
            lambda: self.bring_to_front(b),
            lambda: a.set_z_index(0),
            lambda: self.bring_to_back(c),
        ):
            change()
            self.wait(0.25)
            self.play(dot.animate.shift(0.3 * RIGHT), run_time=0.25)
        dot.add_updater(lambda m: a.set_z_index(-a.z_index or 1))
        self.play(dot.animate.shift(UP), c.animate.shift(UP), run_time=0.7)


class ReColoured(Scene):
    def construct(self) -> None:
        shape = Square(2, color=BLUE, fill_opacity=0.5)
        other = Circle(1.5, color=RED).set_background_stroke(color=GREEN, width=12)
        self.add(shape, other)
        self.play(shape.animate.set_fill(YELLOW, 1.0), run_time=0.5)
        self.play(other.animate.set_stroke(WHITE, width=20), run_time=0.5)
        self.play(Indicate(shape), run_time=0.5)
        other.set_stroke(opacity=0)
        self.wait(0.25)
        other.set_stroke(width=0)
        self.wait(0.25)
        other.set_background_stroke(color=RED, width=0)
        self.play(shape.animate.shift(LEFT), run_time=0.3)


class Updaters(Scene):
    def construct(self) -> None:
        clock = ValueTracker(0)
        hand = Line(ORIGIN, 2 * UP, stroke_width=9)
        hand.add_updater(lambda m: m.put_start_and_end_on(ORIGIN, self.at(clock)))
        trail = VMobject(color=YELLOW).set_points_as_corners([ORIGIN, UP])
        trail.add_updater(lambda m, dt: m.add_line_to(self.at(clock)))
        bystander = Square(1.2, fill_opacity=0.5).shift(2 * LEFT)
        self.add(bystander, trail, hand, clock)
        self.play(clock.animate.set_value(2 * PI), run_time=1.5)
        self.wait(0.5)
        trail.clear_updaters()
        hand.clear_updaters()
        self.wait(0.5)

    @staticmethod
    def at(clock: ValueTracker) -> np.ndarray:
        return 2 * np.array([np.cos(clock.get_value()), np.sin(clock.get_value()), 0])


class ShrunkToNothing(Scene):
    def construct(self) -> None:
        bar = Rectangle(width=1, height=3, fill_opacity=1, color=BLUE)
        line = Line(2 * LEFT, 2 * RIGHT, stroke_width=1)
        self.add(line, bar)

        def set_height(m: VMobject, alpha: float) -> None:
            height = 3 * abs(1 - 2 * alpha)
            m.set_points_as_corners(
                [[-1, 0, 0], [1, 0, 0], [1, height, 0], [-1, height, 0], [-1, 0, 0]]
            )

        self.play(_Set(bar, set_height), run_time=1.25)
        self.play(bar.animate.scale(0), run_time=0.5)
        self.wait(0.25)
        self.play(line.animate.set_points_as_corners([ORIGIN, ORIGIN]), run_time=0.5)


class Foreground(Scene):
    def construct(self) -> None:
        front = Square(1.5, color=RED, fill_opacity=0.8)
        self.add(Circle(2, color=BLUE, fill_opacity=0.5))
        self.add_foreground_mobjects(front)
        mover = Dot(3 * LEFT, radius=0.4)
        self.play(mover.animate.shift(6 * RIGHT), run_time=0.8)
        self.add(Triangle(fill_opacity=1))
        self.wait(0.25)
        self.remove_foreground_mobjects(front)
        self.play(mover.animate.shift(6 * LEFT), run_time=0.5)


class Images(Scene):
    def construct(self) -> None:
        ramp = np.arange(48, dtype=np.uint8).reshape(6, 8) * 5
        picture = ImageMobject(np.dstack([ramp, ramp.T.reshape(6, 8), 255 - ramp])).scale(8)
        dot = Dot(3 * LEFT, radius=0.3)
        self.add(picture, dot)
        self.play(dot.animate.shift(3 * RIGHT), run_time=0.5)
        self.play(picture.animate.shift(RIGHT), run_time=0.4)
        self.wait(0.25)
        self.remove(picture)
        self.play(dot.animate.shift(RIGHT), run_time=0.4)


class PointClouds(Scene):
    def construct(self) -> None:
        cloud = PMobject(stroke_width=3)
        cloud.add_points(np.random.default_rng(1).normal(size=(60, 3)), color=YELLOW)
        self.add(cloud)
        dot = Dot(3 * LEFT)
        self.play(dot.animate.shift(3 * RIGHT), run_time=0.4)
        self.play(cloud.animate.shift(RIGHT), run_time=0.4)


class Gradients(Scene):
    def construct(self) -> None:
        ball = Circle(1.2, fill_opacity=1, color=BLUE).set_sheen(-0.4, UR)
        stripe = Square(2.2, stroke_width=20).set_stroke([RED, YELLOW, GREEN]).shift(LEFT)
        dot = Dot(3 * LEFT, radius=0.3)
        self.add(stripe, ball, dot)
        self.play(dot.animate.shift(5 * RIGHT), run_time=0.8)
        self.play(ball.animate.shift(UP), run_time=0.4)
        family = VGroup(*(Square(0.5) for _ in range(4))).arrange(RIGHT)
        family.set_color_by_gradient(RED, BLUE)
        self.play(FadeIn(family), run_time=0.5)


class MovingCamera(MovingCameraScene):
    def construct(self) -> None:
        self.add(Square(), Dot(2 * RIGHT))
        self.play(self.camera.frame.animate.scale(0.6).shift(RIGHT), run_time=0.7)
        self.wait(0.25)


class ChangedBackground(Scene):
    def construct(self) -> None:
        dot = Dot(radius=0.5, fill_opacity=0.5)
        self.add(dot, Square())
        self.play(dot.animate.shift(RIGHT), run_time=0.4)
        self.camera.background_color = BLUE
        self.play(dot.animate.shift(RIGHT), run_time=0.4)
        self.camera.background[:40] = 200
        self.play(dot.animate.shift(RIGHT), run_time=0.4)
        self.wait(0.25)
        self.camera.cairo_line_width_multiple = 0.03
        self.play(dot.animate.shift(RIGHT), run_time=0.4)


class OwnWayOfDrawing(Scene):
    def construct(self) -> None:
        class Blinking(Square):  # type: ignore[misc]
            def get_fill_rgbas(self) -> Any:
                return np.array([[1.0, float(abs(self.get_center()[0]) % 0.5), 0.0, 1.0]])

        square = Blinking(1.5)
        self.add(Circle(2), square)
        self.play(square.animate.shift(2 * RIGHT), run_time=0.7)
        plain = Square().shift(2 * LEFT)
        plain.get_stroke_width = lambda background=False: 3.0 * (plain.get_center()[1] > 0)
        self.play(plain.animate.shift(UP), run_time=0.5)


class GlyphByGlyph(Scene):
    def construct(self) -> None:
        words = Words("one word at a time", font_size=60)
        self.play(Write(words), run_time=1.0)
        number = Number(0.5, lambda x: f"{x:.3f}", font_size=60).shift(1.5 * DOWN)
        self.add(number)
        self.play(_Set(number, lambda m, alpha: m.set_value(alpha)), run_time=1.0)
        formula = Formula("sum_i {{p_i : p}} / {{sqrt(q_i) : q}}", font_size=60).shift(2 * UP)
        self.play(FadeIn(formula), run_time=0.5)
        self.wait(0.5)
        glyphs = VGroup(*(Words(c, font_size=90).shift(RIGHT * k) for k, c in enumerate("abc")))
        self.play(LaggedStart(*(Write(g) for g in glyphs), lag_ratio=0.3), run_time=1.0)


class OffTheEdge(Scene):
    def construct(self) -> None:
        square = Square(3, fill_opacity=0.5, stroke_width=30).shift(6.5 * RIGHT + 3.5 * UP)
        far = Line(1e5 * LEFT, 1e5 * RIGHT, stroke_width=10).rotate(0.3)
        broken = Square().shift(DOWN)
        self.add(square, far, broken)
        self.play(square.animate.shift(3 * RIGHT), far.animate.rotate(0.2), run_time=0.6)
        broken.points[3] = np.nan
        self.play(square.animate.shift(5 * LEFT), run_time=0.6)


class Morphs(Scene):
    def construct(self) -> None:
        plane = NumberPlane()
        self.play(Create(plane, lag_ratio=0.1), run_time=0.8)
        shape = Square(fill_opacity=0.5)
        self.play(Transform(shape, Star(7, color=RED, fill_opacity=1)), run_time=0.6)
        self.play(plane.animate.apply_function(lambda p: p + 0.2 * np.sin(p[::-1])), run_time=0.6)
        arc = Arc(2, 0, 5, stroke_width=30).set_cap_style(CapStyleType.ROUND)
        self.play(Create(arc), FadeOut(plane), run_time=0.6)


class ReUsedMemory(Scene):
    """Mobjects that come and go in each frame: an id may be given twice."""

    def construct(self) -> None:
        group = VGroup()

        def refill(m: VGroup) -> None:
            for old in list(m.submobjects):
                m.remove(old)
            m.add(Polygon(*np.random.default_rng(len(self.seen)).normal(size=(4, 3))))
            self.seen.append(1)

        self.seen: list[int] = []
        group.add_updater(refill)
        self.add(Square(2), group)
        self.play(Rotate(Dot(RIGHT), PI, about_point=ORIGIN), run_time=1.5)


class NoPlay(Scene):
    def construct(self) -> None:
        self.add(Square())
        self.wait(0.25)


def _Set(mobject: VMobject, setter: Callable[[VMobject, float], Any]) -> Any:  # noqa: N802
    from manim import UpdateFromAlphaFunc

    return UpdateFromAlphaFunc(mobject, setter, rate_func=linear)


TORTURE: tuple[type[Scene], ...] = (
    OverlappingTransparency,
    EveryJointAndCap,
    Mitres,
    ComingAndGoing,
    ReOrdered,
    ReColoured,
    Updaters,
    ShrunkToNothing,
    Foreground,
    Images,
    PointClouds,
    Gradients,
    MovingCamera,
    ChangedBackground,
    OwnWayOfDrawing,
    GlyphByGlyph,
    OffTheEdge,
    Morphs,
    ReUsedMemory,
    NoPlay,
)
