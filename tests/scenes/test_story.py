"""A story keeps its promises: row k at frame k, beats long enough to read, nothing over nothing."""

import json
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from manim import Add, Dot, FadeIn, Rectangle, Square, VGroup, VMobject, Wait, tempconfig

import scenes
from scenes import Entry
from scenes.mobjects.text import Words
from scenes.narration import reading_seconds
from scenes.numbers import FloatArray, Numbers, ease
from scenes.parameters import Labels, Parameters, Positive, read_parameters
from scenes.story import CHANGE, Dim, Follow, Story, seconds_of
from scenes.theme import DARK
from tests.scenes.playing import play

RATES = [10, 12, 15, 24, 25, 30, 48, 49, 50, 60, 120, 240]
FPS = 10  # of a story that is played here, unless it says otherwise

same_everywhere = settings(derandomize=True, deadline=None, max_examples=60)


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


class Bar(Rectangle):
    """Remembers every height it was given."""

    def __init__(self):
        super().__init__(fill_opacity=0.8, stroke_opacity=0.4)
        self.heights = []

    def set_value(self, height, *others):
        self.heights.append((height, *others) if others else height)


@pytest.fixture(autouse=True)
def programme(monkeypatch):
    toy = ToyEntry("Toy", "Toys", "A toy with a title", "0. Nowhere", 5.0, ())
    monkeypatch.setattr(scenes, "PROGRAMME", (toy,))


def told(construct, parameters=None, fps=FPS, **settings):
    """The toy story that ``construct`` tells, and the writer that saw its frames."""
    return play(type("Toy", (Story,), {"construct": construct}), parameters, fps=fps, **settings)


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

        count(lambda: self.fade_in(dot, run_time=7 / fps), 7)
        count(lambda: self.play(dot.animate.shift([1, 0, 0]), run_time=1 / fps), 1)
        count(lambda: self.play(dot.animate.shift([1, 0, 0]), run_time=23 / fps), 23)
        count(lambda: self.play(dot.animate(run_time=23 / fps).shift([1, 0, 0])), 23)
        count(lambda: self.play(FadeIn(Dot())), fps)  # manim's motions last a second
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
        bar = Bar()
        with self.beat("one", "A short one."):
            self.play(self.follow(bar.set_value, self.numbers.rise))
        with self.beat("two", "Another."):
            self.play(bar.animate(run_time=23 / fps).shift([1, 0, 0]))
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


# --- Follow -----------------------------------------------------------------------------------


@pytest.mark.parametrize("fps", [10, 15, 24, 30, 49, 60, 120])
def test_row_k_is_shown_at_frame_k_by_manims_count(fps):
    with tempconfig({"frame_rate": fps}):
        for frames in [*range(1, 40), 100, 240, 599, 1000]:
            bar = Bar()
            motion = Follow(bar.set_value, np.arange(frames + 1), run_time=seconds_of(frames, fps))
            motion.begin()
            for time in np.arange(0, motion.run_time, 1 / fps):
                motion.interpolate(time / motion.run_time)  # Scene.update_to_time
            motion.finish()
            assert bar.heights == [0, *range(frames), frames]


def test_row_k_is_shown_while_frame_k_is_drawn_and_the_last_one_stays():
    seen = []

    def construct(self):
        bar = Bar()
        each_frame(self, lambda: seen.append(bar.heights[-1]))
        self.play(self.follow(bar.set_value, self.numbers.rise))
        self.wait(1)

    story, _ = told(construct)
    rise = story.numbers.rise.tolist()
    assert seen == [*rise[:-1], rise[-1]]  # the rest, being still, is written at once


def test_track_of_two_rows_is_a_motion_of_one_frame():
    bar = Bar()

    def construct(self):
        self.play(self.follow(bar.set_value, np.array([3.0, 4.0])))

    _, writer = told(construct)
    assert writer.frames == 1
    assert bar.heights[-1] == 4.0


def test_skimming_shows_the_last_row():
    bar = Bar()

    def construct(self):
        self.play(self.follow(bar.set_value, self.numbers.rise))

    story, _ = told(construct, skip=True)
    assert bar.heights[-1] == story.numbers.rise[-1]


def test_tracks_are_followed_together_row_by_row():
    bar = Bar()

    def construct(self):
        backwards = self.numbers.rise[::-1]
        self.play(self.follow(bar.set_value, self.numbers.rise, backwards))

    story, _ = told(construct)
    rise = story.numbers.rise
    assert all(a == pytest.approx(2.0 - b) for a, b in bar.heights)
    assert bar.heights[-1] == (rise[-1], rise[0])


def test_rows_of_a_track_may_be_arrays():
    rows = []

    def construct(self):
        track = np.column_stack([self.numbers.rise, -self.numbers.rise])
        self.play(self.follow(rows.append, track, moves=Dot()))

    story, _ = told(construct)
    assert rows[-1].tolist() == [2.0, -2.0]
    assert len(rows) == 1 + len(story.numbers.rise)  # once more as it begins


def test_what_a_plain_function_moves_is_drawn():
    def construct(self):
        square = Square(8, fill_opacity=1, color="#00FF00", stroke_width=0).set_opacity(0)
        self.add(square)
        self.play(self.follow(square.set_opacity, self.numbers.rise / 2, moves=square))

    _, writer = told(construct)
    assert writer.last[18, 32, 1] > 200  # by the last frame but one of the motion it is there


@pytest.mark.parametrize("rows", [(11, 12), (11, 11, 3), (1, 1), (0,), ()])
def test_tracks_of_different_lengths_or_of_no_motion_are_refused(rows):
    def construct(self):
        self.follow(Bar().set_value, *(np.zeros(n) for n in rows))

    with pytest.raises(ValueError, match="must have the same number of rows, at least 2; got"):
        told(construct)


def test_setter_that_belongs_to_no_mobject_is_refused():
    def construct(self):
        self.follow(lambda height: None, self.numbers.rise)

    with pytest.raises(TypeError, match=r"must know what moves; got .*moves=\.\.\."):
        told(construct)


# --- Beats ------------------------------------------------------------------------------------

LONG = "A long narration, of which there is so much to read that the motion is over long before."


@pytest.mark.parametrize("fps", [10, 15, 60])
def test_beat_lasts_as_long_as_its_words_take_to_read(fps):
    def construct(self):
        with self.beat("words", LONG):
            pass

    story, writer = told(construct, fps=fps)
    (beat,) = story.beats
    assert (beat.start, beat.end) == (0, writer.frames)
    longer = beat.end / fps - reading_seconds(LONG)
    assert 0 <= longer < CHANGE + 1 / fps  # in which the caption appears


@pytest.mark.parametrize("fps", [10, 15, 60])
def test_beat_rests_a_second_and_a_half_after_its_last_motion(fps):
    moved = []

    def construct(self):
        bar = Bar()
        with self.beat("short", "Short."):
            self.play(bar.animate.shift([1, 0, 0]), run_time=4.0)
            moved.append(self.frame)

    story, writer = told(construct, fps=fps)
    assert 0 <= (story.beats[0].end - moved[0]) / fps - 1.5 < 1 / fps
    assert writer.frames == story.beats[0].end


def test_rest_that_a_scene_takes_counts_as_rest():
    def construct(self):
        with self.beat("short", "Short."):
            self.play(Bar().animate.shift([1, 0, 0]), run_time=4.0)
            self.wait(1.0)

    story, _ = told(construct)
    assert story.beats[0].end == FPS * (0.5 + 4.0 + 1.5)  # caption, motion, rest


def test_longer_rest_is_not_made_longer():
    def construct(self):
        with self.beat("short", "Short."):
            self.play(Bar().animate.shift([1, 0, 0]), run_time=4.0)
            self.wait(3.0)

    story, _ = told(construct)
    assert story.beats[0].end == FPS * (0.5 + 4.0 + 3.0)


def test_beats_follow_each_other_without_a_gap():
    def construct(self):
        for name in ("one", "two", "three"):
            with self.beat(name, f"This is beat {name}."):
                self.play(Bar().animate.shift([1, 0, 0]), run_time=0.7)

    story, writer = told(construct)
    assert [beat.name for beat in story.beats] == ["one", "two", "three"]
    assert [beat.start for beat in story.beats] == [0, *(beat.end for beat in story.beats[:-1])]
    assert story.beats[-1].end == writer.frames == story.frame


def test_two_beats_of_the_same_name_are_refused():
    def construct(self):
        for _ in range(2):
            with self.beat("again", "Words."):
                pass

    with pytest.raises(ValueError, match=r"names of their own; got 'again' twice. Rename one."):
        told(construct)


def test_beat_has_the_hero_that_was_declared_within_it():
    def construct(self):
        bar, dot = Square(), Dot()
        self.add(bar, dot)
        with self.beat("first", "One."):
            self.hero(bar, dot)
        with self.beat("second", "Two."):
            assert self.playing == "second"

    story, _ = told(construct)
    assert list(story.heroes) == ["first"]
    assert [type(hero) for hero in story.heroes["first"]] == [Square, Dot]
    assert story.playing == ""
    with pytest.raises(ValueError, match="Declare it within a beat"):
        story.hero(Dot())


def test_beat_says_what_its_template_is_filled_with():
    def construct(self):
        with self.beat("filled", "{name} grows to {height:.2f} in {steps}.", steps=3):
            pass

    story, _ = told(construct, ToyParameters(height=1.25, labels=("*cat*", "dog")))
    assert story.beats[0].narration == "*cat* grows to 1.25 in 3."
    assert dict(story.beats[0].numbers) == {"name": "*cat*", "height": 1.25, "steps": 3}


def test_beat_holds_the_numbers_it_said_and_the_tracks_it_showed():
    def construct(self):
        bar = Bar()
        with self.beat("one", "It grows to {height:.1f}."):
            self.play(self.follow(bar.set_value, self.numbers.rise))
        with self.beat("two", "It grows without end."):
            self.play(self.follow(bar.set_value, self.numbers.explosion))
        with self.beat("three", "Nothing moves, nothing is said of numbers."):
            self.play(self.follow(bar.set_value, np.zeros(5)))  # of no table

    one, two, three = (dict(beat.numbers) for beat in told(construct)[0].beats)
    assert one == {"height": 2.0, "rise": {"frames": 11, "last": 2.0}}
    assert two == {"explosion": {"frames": 11, "last": "inf"}}
    assert three == {}
    assert json.loads(json.dumps([one, two, three], allow_nan=False)) == [one, two, three]


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


@pytest.mark.parametrize(("width", "height"), [(64, 36), (36, 36), (36, 64)])
def test_caption_of_two_lines_lies_within_its_zone(width, height):
    boxes = []

    def construct(self):
        with self.beat("words", "{name} is what it is called; p₁ and H(p, q)."):
            zone, caption = self.zones.caption, self.mobjects[-1]
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
        self.fade_in(square)
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
    monkeypatch.setattr(scenes, "PROGRAMME", (toy,))
    on_stage = []

    def construct(self):
        on_stage.extend(self.mobjects)
        self.wait(0.1)

    story, _ = told(construct, width=width, height=height)
    (words,) = on_stage
    zone = story.zones.title
    assert isinstance(words, Words)
    assert words.words == title
    assert zone.left - 1e-9 <= words.get_left()[0] < words.get_right()[0] <= zone.right + 1e-9
    assert zone.bottom <= words.get_bottom()[1] < words.get_top()[1] <= zone.top


def test_what_fades_in_is_whole_and_what_fades_out_is_gone():
    bar, dot = Bar(), Dot()

    def construct(self):
        self.fade_in(bar, dot)
        assert bar in self.mobjects
        assert (bar.get_fill_opacity(), bar.get_stroke_opacity()) == (0.8, 0.4)
        self.fade_out(bar)
        assert bar not in self.mobjects
        assert dot in self.mobjects

    told(construct)


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
            self.play(self.follow(Bar().set_value, self.numbers.rise))

    told(construct, fps=15)
    assert events == [("computed", 15), "constructed"]


def test_class_is_spoken_of_by_its_label_or_by_its_number_from_1():
    def construct(self):
        self.wait(0.1)

    assert told(construct)[0].class_name(1) == "class 2"
    assert told(construct, ToyParameters(labels=("cat", "*dog*")))[0].class_name(1) == "*dog*"


@pytest.mark.parametrize(
    ("names", "fits", "written", "keyed"),
    [
        (("cat", "dog"), True, [("cat", "dog")], False),
        (("cat", "dog"), False, [("cat", "dog"), ("1", "2")], True),
        (("W" * 12,) * 30, False, [("W" * 12,) * 30, tuple(map(str, range(1, 31)))], False),
    ],
)
def test_classes_are_laid_out_by_name_or_else_by_number_below_a_key(names, fits, written, keyed):
    tried = []

    def construct(self):
        self.key = self.lay_out_classes(
            names, lambda stage, names: tried.append((stage, names)) or fits
        )
        self.wait(0.1)

    scene = told(construct)[0]
    assert [names for _, names in tried] == written
    assert (len(scene.key) > 0) == keyed
    assert tried[0][0] == scene.zones.stage
    assert (tried[-1][0].top < scene.zones.stage.top) == keyed


# --- Dim --------------------------------------------------------------------------------------


def opacities(mobject):
    """Of every fill and stroke, exactly."""
    return [
        (part.fill_rgbas[:, 3].tolist(), part.stroke_rgbas[:, 3].tolist())
        for part in mobject.get_family()
        if isinstance(part, VMobject)
    ]


def dim(mobject, share):
    """Dim as a play does."""
    motion = Dim(mobject, share, run_time=1)
    motion.begin()
    for alpha in np.linspace(0, 1, 7):
        motion.interpolate(alpha)
    motion.finish()


def group():
    """Fills and strokes of different opacities, one invisible."""
    return VGroup(Bar(), Dot(fill_opacity=0.37), VGroup(Square(stroke_opacity=0.61)))


def test_dimming_keeps_fills_and_strokes_in_proportion():
    bar = Bar()
    dim(bar, 0.25)
    assert opacities(bar) == [([0.8 * 0.25], [0.4 * 0.25])]


@same_everywhere
@given(st.lists(st.floats(0, 1), min_size=1, max_size=6))
def test_what_was_dimmed_comes_back_exactly_whatever_it_went_through(shares):
    mobject = group()
    whole = opacities(mobject)
    for share in shares:
        dim(mobject, share)
    dim(mobject, 1.0)
    assert opacities(mobject) == whole


@same_everywhere
@given(st.floats(0, 1))
def test_dimming_twice_is_dimming_once(share):
    once, twice = group(), group()
    dim(once, share)
    dim(twice, share)
    dim(twice, share)
    assert opacities(twice) == opacities(once)


def test_part_that_is_dimmed_alone_comes_back_with_its_group():
    mobject = group()
    whole = opacities(mobject)
    dim(mobject[0], 0.25)
    dim(mobject, 0.5)
    assert opacities(mobject[0]) == [([0.8 * 0.5], [0.4 * 0.5])]
    dim(mobject, 1.0)
    assert opacities(mobject) == whole


def test_story_dims_to_about_a_quarter_and_back():
    seen = []

    def construct(self):
        bar, dot = Bar(), Dot()
        self.add(bar, dot)
        self.play(*self.dim(bar, dot), run_time=0.5)
        seen.append(bar.get_fill_opacity())
        self.play(*self.undim(bar), run_time=0.5)
        seen.append(bar.get_fill_opacity())
        seen.append(dot.get_fill_opacity())

    told(construct)
    assert seen == pytest.approx([0.8 * 0.25, 0.8, 0.25])


def test_dimming_moves_evenly_and_nothing_flashes():
    seen = []

    def construct(self):
        bar = Bar()
        self.add(bar)
        each_frame(self, lambda: seen.append(bar.get_fill_opacity()))
        self.play(*self.dim(bar), run_time=1)
        self.play(*self.undim(bar), run_time=1)

    told(construct)
    assert seen[0] == 0.8
    assert np.all(np.diff(seen[:10]) <= 0)
    assert np.all(np.diff(seen[10:]) >= 0)
