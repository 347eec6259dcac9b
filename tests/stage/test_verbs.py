"""What a scene says of its figure happens: row by row, together, and without a jump."""

from dataclasses import dataclass

import numpy as np
import pytest
from manim import tempconfig

import stage.entry
from scenes import Entry
from stage.drawing.figure import Figure, look, number
from stage.numbers import Motion, Numbers, ease
from stage.parameters import Parameters
from stage.story import Story, seconds_of
from stage.verbs import Channel, Follow
from tests.scenes.playing import play
from tests.stage.small_figures import Pillar

FPS = 10


@dataclass(frozen=True, slots=True, eq=False)
class ToyNumbers(Numbers):
    rise: Motion

    @classmethod
    def compute(cls, parameters, fps):
        rise = 2.0 * ease(1.0, fps)
        return cls(Motion(height=rise, pair=np.column_stack((rise, -rise))))


class ToyEntry(Entry):
    __slots__ = ()

    def parameters_type(self):
        return Parameters

    def numbers_type(self):
        return ToyNumbers


@pytest.fixture(autouse=True)
def programme(monkeypatch):
    toy = ToyEntry("Toy", "Toys", "A toy with a title", "0. Nowhere", 5.0, ())
    monkeypatch.setattr(stage.entry, "_REGISTERED", {toy.name: toy})


def told(construct, *, figure=Pillar, fps=FPS, **settings):
    """The story that ``construct`` tells of a figure, and the writer that saw its frames."""
    said = {"construct": construct, "make_figure": lambda self: figure()}
    return play(type("Toy", (Story,), said), fps=fps, **settings)


def frames_of(construct, look_at, **told_as):
    """What ``look_at`` sees of the figure in every frame; once in a rest."""
    seen = []

    def watched(story):
        writer = story.renderer.file_writer
        write = writer.write_frame

        def write_and_look(frame, repeat=1):
            write(frame, repeat)
            seen.append(look_at(story.figure))

        writer.write_frame = write_and_look
        construct(story)

    told(watched, **told_as)
    return seen


def height_of(figure):
    return float(figure.values["height"])


def opacity_of_word(figure):
    return figure.pieces["word",][0].get_fill_opacity()


# --- Row by row -----------------------------------------------------------------------------------


@pytest.mark.parametrize("fps", [10, 15, 24, 30, 49, 60, 120])
def test_row_k_is_shown_at_frame_k_by_manims_count(fps):
    with tempconfig({"frame_rate": fps}):
        for frames in [*range(1, 40), 100, 240, 599]:
            pillar = Pillar()
            pillar.draw = lambda of=pillar: of.drawn.append(height_of(of))
            motion = Follow(pillar, {"height": Channel(np.arange(frames + 1.0))}, frames, fps)
            motion.run_time = seconds_of(frames, fps)
            motion.begin()
            for time in np.arange(0, motion.run_time, 1 / fps):
                motion.interpolate(time / motion.run_time)  # Scene.update_to_time
            motion.finish()
            assert pillar.drawn == [*range(frames), frames]  # row 0 also as it begins: the same


def test_row_k_is_shown_while_frame_k_is_drawn_and_the_last_one_stays():
    def construct(self):
        self.follow(self.numbers.rise)
        self.wait(1)

    rise = (2.0 * ease(1.0, FPS)).tolist()
    # The rest, being still, is written at once.
    assert frames_of(construct, height_of) == [*rise[:-1], rise[-1]]


def test_track_of_two_rows_is_a_motion_of_one_frame():
    story, writer = told(lambda self: self.follow(Motion(height=[0.0, 4.0])))
    assert writer.frames == 1
    assert story.figure.drawn[-1] == 4.0


def test_skimming_shows_the_last_row_and_draws_little():
    story, writer = told(lambda self: self.follow(self.numbers.rise), skip=True)
    assert writer.frames == 0
    assert set(story.figure.drawn) == {0.0, 2.0}


def test_rows_of_a_track_may_be_arrays():
    story, _ = told(lambda self: self.follow(self.numbers.rise))
    assert story.figure.values["pair"].tolist() == [2.0, -2.0]


def test_look_is_eased():
    seen = frames_of(lambda self: self.move(lean=1.0, seconds=1.0), lambda f: f.lean)
    assert seen == pytest.approx(ease(1.0, FPS)[:-1].tolist())


def test_look_that_is_there_already_takes_no_time():
    assert told(lambda self: self.move(lean=0.0))[1].frames == 0


def test_what_is_said_at_once_is_played_at_once_and_after_delays_what_follows():
    def construct(self):
        with self.at_once():
            self.follow(Motion(height=np.linspace(0, 1, 5)))
            self.after(0.3)
            self.move(lean=1.0, seconds=0.5)

    seen = frames_of(construct, lambda f: (f.height, f.lean))
    assert [height for height, _ in seen] == pytest.approx([min(k / 4, 1.0) for k in range(8)])
    assert [lean for _, lean in seen] == pytest.approx([*[0] * 3, *ease(0.5, FPS)[:-1]])


# --- What is refused ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("match", "act"),
    [
        (
            r"height of the pillar would jump: it is 0.0, and its track starts at 0.5. Start the",
            lambda self: self.follow(Motion(height=[0.5, 1.0])),
        ),
        (
            "a quantity that moves must be shown; got width, which is no value of the pillar. ",
            lambda self: self.follow(Motion(width=[0.5, 1.0])),
        ),
        (
            "what is eased must be a look of the pillar, lean, tall; got height. A number moves",
            lambda self: self.move(height=1.0),
        ),
    ],
)
def test_what_cannot_move_so_is_refused(match, act):
    with pytest.raises(ValueError, match=match):
        told(act)


def test_quantity_that_stands_still_need_not_be_shown():
    assert told(lambda self: self.follow(Motion(width=[1, 1], height=[0.0, 1.0])))[1].frames == 1


def test_track_may_start_where_the_value_is_but_for_a_rounding_error():
    story, writer = told(
        lambda self: self.follow(Motion(height=[0.1 + 0.2, 1.0])),
        figure=lambda: Pillar(height=0.3),
    )
    assert writer.frames == 1
    assert story.figure.height == 1.0


def test_two_changes_of_one_value_at_once_are_refused():
    def construct(self):
        with self.at_once():
            self.move(lean=1.0)
            self.move(lean=0.5)

    with pytest.raises(
        ValueError, match=r"lean of the pillar is changed twice at once\. Change it"
    ):
        told(construct)


# --- Text and its room ----------------------------------------------------------------------------


def test_text_without_room_fades_with_it_and_rests_whole_or_not_at_all():
    def construct(self):
        self.follow(Motion(height=np.linspace(1.0, 1.6, 21)))
        self.wait(1)

    seen = frames_of(
        construct, lambda f: (f.height, opacity_of_word(f)), figure=lambda: Pillar(height=1.0)
    )
    assert seen[0] == (1.0, 0.0)
    for height, opacity in seen[4:17]:  # a quarter of a second from both ends
        assert opacity == pytest.approx(height - 1)
    assert seen[-1] == (1.6, 1.0)
    assert np.all(np.diff([opacity for _, opacity in seen]) >= -1e-9)


class Quick(Pillar):
    """Its word fades in its own time."""

    fading = ("word",)


def test_text_that_fades_in_its_own_time_is_gone_when_its_room_is_and_never_before_its_time():
    # Its room goes from one frame to the next, and comes back.
    track = np.repeat([2.0, 0.0, 2.0], [13, 12, 16])
    seen = frames_of(
        lambda self: self.follow(Motion(height=track)), opacity_of_word,
        figure=lambda: Quick(height=2.0), fps=16,  # a quarter of a second is 4 frames
    )  # fmt: skip
    wanted = [1] * 9 + [1, 0.75, 0.5, 0.25] + [0] * 12 + [0.25, 0.5, 0.75, 1]
    assert seen[: len(wanted)] == pytest.approx(wanted)
    assert seen[len(wanted) :] == pytest.approx([1] * (len(seen) - len(wanted)))


def test_text_that_hardly_had_room_as_a_motion_begins_or_ends_fades_in_its_time_all_the_same():
    track = np.repeat([2.0, 0.0, 2.0], [1, 12, 1])
    seen = frames_of(
        lambda self: self.follow(Motion(height=track)), opacity_of_word,
        figure=lambda: Quick(height=2.0), fps=16,
    )  # fmt: skip
    assert seen[:13] == pytest.approx([1, 0.75, 0.5, 0.25, *[0] * 6, 0.25, 0.5, 0.75])


def test_nobody_looks_ahead_in_a_motion_that_is_skipped():
    story, _ = told(
        lambda self: self.follow(Motion(height=np.linspace(1.0, 2.0, 101))),
        figure=lambda: Quick(height=1.0), skip=True,
    )  # fmt: skip
    assert set(story.figure.drawn) == {1.0, 2.0}


# --- A figure -------------------------------------------------------------------------------------


def test_values_are_read_as_attributes_and_not_written():
    pillar = Pillar(height=1.5)
    assert (pillar.height, pillar.lean) == (1.5, 0.0)
    with pytest.raises(AttributeError, match="height of the pillar is moved by the story; got 2"):
        pillar.height = 2


def test_value_without_a_default_must_be_given():
    class Bare(Figure):
        height = number()

    with pytest.raises(TypeError, match="the bare one needs height"):
        Bare("the bare one")


def test_value_cannot_be_called_as_an_attribute_of_every_figure():
    with pytest.raises(RuntimeError) as refused:
        type("Wrong", (Figure,), {"zone": look(0.0)})
    assert "zone is an attribute of every figure" in str(refused.value.__cause__)


def test_piece_is_drawn_from_the_first_frame_on_and_once_a_frame():
    class Late(Pillar):
        def sketch(self, draw):
            super().sketch(draw)
            if self.height > 0:
                draw.words("late", text="late", at=(0, 0))

    class Twice(Pillar):
        def sketch(self, draw):
            super().sketch(draw)
            draw.words("word", text="again", at=(0, 0))

    with pytest.raises(ValueError, match="all pieces are drawn from the first frame on; got"):
        told(lambda self: self.follow(self.numbers.rise), figure=Late)
    with pytest.raises(ValueError, match="a piece is drawn once a frame; got"):
        told(lambda self: None, figure=Twice)
