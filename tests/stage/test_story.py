"""A story keeps its promises: row k at frame k, beats long enough to read, nothing over nothing."""

import json
from dataclasses import dataclass

import numpy as np
import pytest
from manim import Add, Dot, FadeIn, Square, Wait

import stage.entry
from scenes import Entry
from stage.mobjects.text import Paragraph, Words
from stage.numbers import FloatArray, Motion, Numbers, ease
from stage.parameters import Labels, Parameters, Positive, read_parameters
from stage.story import REST, Story, entry_of, seconds_of
from stage.theme import DARK
from stage.verbs import CHANGE
from tests.scenes.playing import play
from tests.stage.small_figures import Pillar

RATES = [10, 12, 15, 24, 25, 30, 48, 49, 50, 60, 120, 240]
FPS = 10  # of a story that is played here, unless it says otherwise


# --- A story as small as can be ---------------------------------------------------------------


class ToyParameters(Parameters):
    height: Positive = 2.0
    labels: Labels = None


@dataclass(frozen=True, slots=True, eq=False)
class ToyNumbers(Numbers):
    height: float
    name: str
    rise: FloatArray
    explosion: FloatArray

    @classmethod
    def compute(cls, parameters, fps):
        rise = parameters.height * ease(1.0, fps)
        explosion = np.append(rise[:-1], np.inf)
        return cls(parameters.height, (parameters.labels or ["bar"])[0], rise, explosion)


class ToyEntry(Entry):
    __slots__ = ()

    def parameters_type(self):
        return ToyParameters

    def numbers_type(self):
        return ToyNumbers


@pytest.fixture(autouse=True)
def programme(monkeypatch):
    toy = ToyEntry("Toy", "Toys", "A toy with a title", "0. Nowhere", 5.0, ())
    monkeypatch.setattr(stage.entry, "_REGISTERED", {toy.name: toy})


def told(construct, parameters=None, fps=FPS, **settings):
    """The toy story that ``construct`` tells, and the writer that saw its frames."""
    toy = type("Toy", (Story,), {"construct": construct, "make_figure": lambda self: Pillar()})
    return play(toy, parameters, fps=fps, **settings)


def each_frame(story, look):
    """Call ``look`` whenever a frame of ``story`` is written; once for a frame that is held."""
    writer = story.renderer.file_writer
    write = writer.write_frame

    def write_and_look(frame, repeat=1):
        write(frame, repeat)
        look()

    writer.write_frame = write_and_look


# --- Whole frames -----------------------------------------------------------------------------


@pytest.mark.parametrize("fps", RATES)
def test_motion_has_as_many_frames_as_it_asks_for_by_manims_count(fps):
    for frames in range(1, 1500):
        times = np.arange(0, seconds_of(frames, fps), 1 / fps)  # Scene.get_time_progression
        assert len(times) == frames


@pytest.mark.parametrize("fps", RATES)
def test_rest_has_as_many_frames_as_it_asks_for_by_manims_count(fps):
    for frames in range(1, 1500):
        seconds = seconds_of(frames, fps, still=True)
        assert int(seconds / (1 / fps)) == frames  # CairoRenderer.freeze_current_frame


@pytest.mark.parametrize("fps", RATES)
def test_motion_is_never_too_short_for_manim(fps):
    assert all(seconds_of(frames, fps) >= 1 / fps for frames in range(1, 10))


@pytest.mark.parametrize("fps", [10, 15, 24, 30, 49, 60])
def test_motions_and_rests_that_are_played_have_the_frames_asked_for(fps):
    counted = []

    def construct(self):
        writer = self.renderer.file_writer
        dot = Dot()

        def count(play, frames):
            before = writer.frames
            play()
            counted.append((writer.frames - before, frames))

        count(lambda: self.play(FadeIn(dot), run_time=7 / fps), 7)
        count(lambda: self.play(dot.animate.shift([1, 0, 0]), run_time=1 / fps), 1)
        count(lambda: self.play(dot.animate.shift([1, 0, 0]), run_time=23 / fps), 23)
        count(lambda: self.play(dot.animate(run_time=23 / fps).shift([1, 0, 0])), 23)
        count(lambda: self.play(FadeIn(Dot())), fps)  # manim's motions last a second
        count(lambda: self.follow(Motion(height=np.linspace(0, 1, 24))), 23)
        count(lambda: self.move(lean=1.0, seconds=23 / fps), 23)
        count(lambda: self.wait(23 / fps), 23)
        count(lambda: self.wait(), fps)
        count(lambda: self.play(Wait(23 / fps)), 23)
        count(lambda: self.play(Add(Dot())), 1)  # which by itself takes no time
        assert self.frame == writer.frames

    told(construct, fps=fps)
    assert [frames for frames, _ in counted] == [asked for _, asked in counted]


@pytest.mark.parametrize("fps", [10, 15, 49, 60])
def test_beats_of_a_story_that_is_only_skimmed_are_those_of_the_played_one(fps):
    def construct(self):
        with self.beat("one", "A short one."):
            self.follow(Motion(height=self.numbers.rise))
        with self.beat("two", "Another."):
            self.move(tall=2.0, seconds=23 / fps)
            self.play(FadeIn(Dot()))
        with self.beat("three", "A longer one, of which there is more to read."):
            self.wait(0.7)

    played, writer = told(construct, fps=fps)
    skimmed, nothing = told(construct, fps=fps, skip=True)
    assert nothing.frames == 0
    assert writer.frames == played.beats[-1].end
    assert [(b.name, b.start, b.end) for b in skimmed.beats] == [
        (b.name, b.start, b.end) for b in played.beats
    ]


# --- Beats ------------------------------------------------------------------------------------

LONG = "A long narration, of which there is so much to read that the motion is over long before."


def test_opening_is_looked_at_for_two_seconds_before_anything_moves():
    frames = []

    def construct(self):
        with self.beat("first", "Short."):
            frames.append(self.frame)
        with self.beat("second", "Short."):
            frames.append(self.frame - self.beats[0].end)

    told(construct)
    # The cue is read while the opening is looked at; later there is the cue alone, which fades in.
    assert frames == [REST * FPS, (CHANGE + 1.2) * FPS]


def test_beats_follow_each_other_without_a_gap():
    def construct(self):
        for name in ("one", "two", "three"):
            with self.beat(name, f"This is beat {name}."):
                self.play(Dot().animate.shift([1, 0, 0]), run_time=0.7)

    story, writer = told(construct)
    assert [beat.name for beat in story.beats] == ["one", "two", "three"]
    assert [beat.start for beat in story.beats] == [0, *(beat.end for beat in story.beats[:-1])]
    assert story.beats[-1].end == writer.frames == story.frame


def test_two_beats_of_the_same_name_are_refused():
    def construct(self):
        for _ in range(2):
            with self.beat("again", "Words."):
                pass

    with pytest.raises(ValueError, match=r"different names; got 'again' twice. Rename one."):
        told(construct)


def test_beat_says_what_its_template_is_filled_with():
    def construct(self):
        with self.beat("filled", "{name} grows to {height:.2f} in {steps}.", steps=3):
            pass

    story, _ = told(construct, ToyParameters(height=1.25, labels=("*cat*", "dog")))
    assert story.beats[0].narration == "*cat* grows to 1.25 in 3."
    assert dict(story.beats[0].numbers) == {"name": "*cat*", "height": 1.25, "steps": 3}


def test_beat_holds_the_numbers_it_said_and_the_tracks_it_showed():
    def construct(self):
        with self.beat("one", "It grows to {height:.1f}."):
            self.follow(Motion(height=self.numbers.rise))
        with self.beat("two", "It starts anew, and grows without end."):
            self.follow(Motion(hidden=self.numbers.explosion))
        with self.beat("three", "Nothing is said of numbers, and what moves is of no table."):
            self.move(lean=1.0)
            self.follow(Motion(pair=np.zeros((5, 2))))

    one, two, three = (dict(beat.numbers) for beat in told(construct)[0].beats)
    assert one == {"height": 2.0, "rise": {"frames": 11, "start": 20, "last": 2.0}}
    assert two == {"explosion": {"frames": 11, "start": 23, "last": "inf"}}
    assert three == {}
    assert json.loads(json.dumps([one, two, three], allow_nan=False)) == [one, two, three]


def test_beat_says_in_which_of_its_frames_a_track_begins():
    heights = []

    def construct(self):
        writer = self.renderer.file_writer
        write = writer.write_frame

        def write_and_measure(frame, repeat=1):
            write(frame, repeat)
            heights.extend([float(self.figure.values["height"])] * repeat)

        writer.write_frame = write_and_measure
        with self.beat("one", "It waits."):
            pass
        with self.beat("two", "It grows, though not at once."), self.at_once():
            self.move(lean=1.0)
            self.after(0.7)
            self.follow(Motion(height=self.numbers.rise))

    story, _ = told(construct)
    beat, rise = story.beats[1], story.numbers.rise
    start = beat.start + beat.numbers["rise"]["start"]
    assert heights[start - 1 : start + 10] == [0.0, *rise[:10]]


def test_numbers_of_a_beat_cannot_be_changed_afterwards():
    def construct(self):
        with self.beat("one", "It is {height:.1f} high."):
            pass

    story, _ = told(construct)
    with pytest.raises(TypeError):
        story.beats[0].numbers["height"] = 3


def test_poster_is_the_beat_that_says_so():
    def construct(self):
        for name in ("one", "two", "three"):
            stands_for_the_clip = {"poster": True} if name == "two" else {}
            with self.beat(name, "Words.", **stands_for_the_clip):
                pass

    assert [beat.poster for beat in told(construct)[0].beats] == [False, True, False]


def test_end_of_each_beat_is_told_in_order_when_its_last_frame_is_drawn():
    ended = []

    def construct(self):
        writer = self.renderer.file_writer
        self.beat_ended = lambda beat: ended.append((beat, writer.frames))
        for name in ("one", "two"):
            with self.beat(name, "Words."):
                pass

    story, _ = told(construct)
    assert [beat for beat, _ in ended] == story.beats
    assert all(beat.end == drawn for beat, drawn in ended)


def test_beat_that_fails_is_not_among_those_that_were_played():
    story = []

    def construct(self):
        story.append(self)
        with self.beat("sound", "Words."):
            pass
        with self.beat("broken", "Words."):
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        told(construct)
    assert [beat.name for beat in story[0].beats] == ["sound"]


def test_beat_is_a_section_and_a_subtitle_of_manims():
    def construct(self):
        for name in ("one", "two"):
            with self.beat(name, f"This is beat {name}."):
                pass

    story, writer = told(construct)
    assert [section.name for section in writer.sections[1:]] == ["one", "two"]
    assert [said.content for said in writer.subcaptions] == [
        "This is beat one.",
        "This is beat two.",
    ]
    for said, beat in zip(writer.subcaptions, story.beats, strict=True):
        assert said.start.total_seconds() == pytest.approx(beat.start / FPS, abs=1e-3)
        assert said.end.total_seconds() == pytest.approx(beat.end / FPS, abs=1e-3)


# --- Captions ---------------------------------------------------------------------------------


def captions_on_stage(story):
    """The opacity of every text in the caption's zone that can be seen at all."""
    zone = story.zones.caption
    shown = {}
    for mobject in story.mobjects:
        if zone.bottom <= mobject.get_center()[1] <= zone.top:
            opacities = [
                part.get_fill_opacity() for part in mobject.get_family() if len(part.points)
            ]
            if max(opacities) > 0.001:
                shown[id(mobject)] = max(opacities)
    return shown


def test_caption_comes_only_when_the_one_before_has_gone():
    frames = []

    def construct(self):
        each_frame(self, lambda: frames.append(captions_on_stage(self)))
        for name in ("one", "two", "three"):
            with self.beat(name, f"This is beat {name}."):
                pass

    told(construct, fps=60)
    assert all(len(shown) <= 1 for shown in frames)
    full = {caption for shown in frames for caption, opacity in shown.items() if opacity == 1}
    assert len(full) == 3  # each was there, and whole
    assert any(not shown for shown in frames[60:])  # and between them there was none


def test_beat_is_told_where_all_of_its_caption_is_there_and_nothing_has_moved():
    frames = []

    def construct(self):
        write = self.renderer.file_writer.write_frame

        def write_and_look(frame, repeat=1):
            write(frame, repeat)
            seen = tuple(captions_on_stage(self).items()), float(self.figure.values["height"])
            frames.extend([seen] * repeat)

        self.renderer.file_writer.write_frame = write_and_look
        with self.beat("one", "It grows."):
            self.follow(Motion(height=self.numbers.rise))
        with self.beat("two", "It shrinks."):
            self.follow(Motion(height=self.numbers.rise[::-1]))

    story, writer = told(construct)
    assert len(frames) == writer.frames
    for beat in story.beats:
        assert beat.start < beat.readable < beat.end
        before, at, last = (frames[k] for k in (beat.readable - 1, beat.readable, beat.end - 1))
        assert at[0] == last[0] != before[0]  # its own caption, and none before this frame
        assert at[0][0][1] == 1
        assert at[1] == frames[beat.start][1] != last[1]


def test_beat_without_a_caption_is_told_at_its_start():
    def construct(self):
        for name in ("one", "two"):
            with self.beat(name, "It is said in subtitles alone."):
                self.wait()

    toy = type("Toy", (Story,), {"construct": construct, "make_figure": lambda self: Pillar()})
    story, _ = play(toy, fps=FPS, captions=False)
    assert [beat.readable for beat in story.beats] == [beat.start for beat in story.beats]


@pytest.mark.parametrize(("width", "height"), [(64, 36), (36, 36), (36, 64)])
def test_caption_of_two_lines_lies_within_its_zone(width, height):
    boxes = []

    def construct(self):
        with self.beat("words", "{name} is what it is called; p₁ and H(p, q)."):
            zone = self.zones.caption
            (caption,) = (m for m in self.mobjects if isinstance(m, Paragraph))
            boxes.append((zone, caption.get_corner([-1, -1, 0]), caption.get_corner([1, 1, 0])))

    told(construct, ToyParameters(labels=("W" * 12, "b")), width=width, height=height)
    ((zone, (left, bottom, _), (right, top, _)),) = boxes
    assert zone.left <= left < right <= zone.right
    assert zone.bottom <= bottom < top <= zone.top + 1e-9
    assert (left + right) / 2 == pytest.approx(zone.x, abs=1e-6)


# --- Stage ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("width", "height"), [(64, 36), (36, 36), (36, 64), (84, 36)])
def test_pixels_are_square_in_a_frame_of_any_shape(width, height):
    def construct(self):
        square = Square(8, fill_opacity=1, color="#FFFFFF", stroke_width=0)
        self.add(square)
        self.wait(0.1)

    _, writer = told(construct, width=width, height=height)
    assert writer.last.shape[:2] == (height, width)
    lit = writer.last[:, :, 1] > 250
    assert lit.any(axis=0).sum() == lit.any(axis=1).sum() == 36  # 8 units: the shorter side


def test_background_is_the_themes():
    def construct(self):
        self.wait(0.1)

    _, writer = told(construct)
    assert "#{:02X}{:02X}{:02X}".format(*writer.last[-1, 0, :3]) == DARK.background


@pytest.mark.parametrize(("width", "height"), [(64, 36), (36, 64)])
@pytest.mark.parametrize(
    "title", ["Short", "A title of so many words that it fits no frame at all"]
)
def test_title_stands_in_its_zone_however_long_it_is(monkeypatch, title, width, height):
    toy = ToyEntry("Toy", "Toys", title, "0. Nowhere", 5.0, ())
    monkeypatch.setattr(stage.entry, "_REGISTERED", {toy.name: toy})
    on_stage = []

    def construct(self):
        on_stage.extend(self.mobjects)
        self.wait(0.1)

    story, _ = told(construct, width=width, height=height)
    words, _ = on_stage
    zone = story.zones.title
    assert isinstance(words, Words)
    assert words.words == title
    assert zone.left - 1e-9 <= words.get_left()[0] < words.get_right()[0] <= zone.right + 1e-9
    assert zone.bottom <= words.get_bottom()[1] < words.get_top()[1] <= zone.top


def test_parameters_are_the_scenes_own_unless_given():
    def construct(self):
        self.wait(0.1)

    assert told(construct)[0].parameters == ToyParameters()
    own = read_parameters(ToyParameters, {"height": "3"})
    story, _ = told(construct, own)
    assert story.parameters is own
    assert story.numbers.height == 3.0


def test_table_is_computed_once_and_before_anything_is_drawn(monkeypatch):
    events = []
    compute = ToyNumbers.compute.__func__

    def spy(cls, parameters, fps):
        events.append(("computed", fps))
        return compute(cls, parameters, fps)

    monkeypatch.setattr(ToyNumbers, "compute", classmethod(spy))

    def construct(self):
        events.append("constructed")
        with self.beat("one", "Words."):
            self.follow(Motion(height=self.numbers.rise))

    told(construct, fps=15)
    assert events == [("computed", 15), "constructed"]


# --- A story that is in no programme -----------------------------------------------------------


class OwnNumbers(ToyNumbers):
    """The same, of parameters that ``compute`` says it takes."""

    __slots__ = ()

    @classmethod
    def compute(cls, parameters: ToyParameters, fps: float):
        return super().compute(parameters, fps)


@dataclass(frozen=True, slots=True, eq=False)
class NumbersOfNothing(Numbers):
    always: float

    @classmethod
    def compute(cls, parameters, fps):
        assert type(parameters) is Parameters
        return cls(1.0)


class Own(Story[OwnNumbers]):
    def make_figure(self):
        return Pillar()

    def construct(self):
        with self.beat("rise", "{name} rises to {height:.2f}."):
            self.follow(Motion(height=self.numbers.rise))


def test_story_of_ones_own_is_played_from_the_numbers_that_it_says():
    story, writer = play(Own)
    assert [beat.narration for beat in story.beats] == ["bar rises to 2.00."]
    assert story.entry.title == "Own"
    assert writer.frames > 0
    story, _ = play(Own, ToyParameters(height=3.0), skip=True)
    assert story.numbers.height == 3.0


def test_subclass_tells_the_story_of_its_scene():
    class Another(Own):
        pass

    assert entry_of(Another).numbers_type() is OwnNumbers
    toy = type("Toy", (Story,), {})
    assert entry_of(type("Mine", (toy,), {})) is stage.entry.entry("Toy")


def test_numbers_of_ones_own_may_need_no_parameters():
    entry = entry_of(Still)
    assert entry.numbers_type().compute(entry.parameters_type()(), FPS).always == 1.0


class Still(Story[NumbersOfNothing]):
    pass


def test_story_that_says_no_numbers_is_refused_by_name():
    nameless = type("Nameless", (Story,), {})
    with pytest.raises(ValueError, match=r"Write class Nameless\(Story\[NamelessNumbers\]\)\."):
        entry_of(nameless)
