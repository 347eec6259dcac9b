"""What a scene says of its parts happens: row by row, together, and without a jump."""

from dataclasses import dataclass

import numpy as np
import pytest
from manim import tempconfig

import stage.entry
from scenes import Entry
from stage.layout import MEMORY, Column, Layers, Margin, Memory, Row, Scale
from stage.mobjects.metadata import metadata
from stage.numbers import FloatArray, Numbers, ease
from stage.parameters import Labels, Parameters
from stage.parts.part import Part
from stage.parts.tie import Tie
from stage.story import Story, seconds_of
from stage.theme import DARK, Zone
from stage.verbs import CHANGE, GLIDE, Channel, Follow
from tests.scenes.playing import play
from tests.stage.small_parts import Block, Pillar

FPS = 10


class ToyParameters(Parameters):
    labels: Labels = None


@dataclass(frozen=True, slots=True, eq=False)
class ToyNumbers(Numbers):
    names: tuple[str, ...]
    rise: FloatArray
    pairs: FloatArray

    @classmethod
    def compute(cls, parameters, fps):
        rise = 2.0 * ease(1.0, fps)
        return cls(tuple(parameters.labels or ("1", "2")), rise, np.column_stack((rise, -rise)))


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


def lay_out(story):
    story.p, story.q = Pillar("p"), Pillar("q", color=DARK.p)
    story.p.hide("label")
    story.q.hide("label")
    return {"both": Row(story.p, story.q), "one": story.p, "turned": Row(story.q, story.p)}


def told(construct, *, layout=lay_out, scales=None, parameters=None, fps=FPS, **settings):
    """The story that ``construct`` tells of two pillars, and the writer that saw its frames."""
    said = {"construct": construct, "layout": layout}
    if scales is not None:
        said["scales"] = scales
    return play(type("Toy", (Story,), said), parameters, fps=fps, **settings)


def frames_of(construct, look, **told_as):
    """What ``look`` sees in every frame; once in a rest."""
    seen = []

    def watched(story):
        writer = story.renderer.file_writer
        write = writer.write_frame

        def write_and_look(frame, repeat=1):
            write(frame, repeat)
            seen.append(look(story))

        writer.write_frame = write_and_look
        construct(story)

    told(watched, **told_as)
    return seen


# --- Row by row -----------------------------------------------------------------------------------


@pytest.mark.parametrize("fps", [10, 15, 24, 30, 49, 60, 120])
def test_row_k_is_shown_at_frame_k_by_manims_count(fps):
    with tempconfig({"frame_rate": fps}):
        for frames in [*range(1, 40), 100, 240, 599]:
            pillar = Pillar("p")
            pillar.draw = lambda zone, of=pillar: of.drawn.append(float(of.values["height"]))
            set_height = lambda row, of=pillar: of.values.update(height=row)  # noqa: E731
            channel = Channel("value height", set_height, np.arange(frames + 1.0))
            motion = Follow(pillar, [channel], frames, fps, [])
            motion.run_time = seconds_of(frames, fps)
            motion.begin()
            for time in np.arange(0, motion.run_time, 1 / fps):
                motion.interpolate(time / motion.run_time)  # Scene.update_to_time
            motion.finish()
            assert pillar.drawn == [*range(frames), frames]  # row 0 also as it begins: the same


def test_row_k_is_shown_while_frame_k_is_drawn_and_the_last_one_stays():
    def construct(self):
        self.opens("both")
        self.move(self.p.to(height=self.numbers.rise))
        self.wait(1)

    seen = frames_of(construct, lambda story: float(story.p.values["height"]))
    rise = (2.0 * ease(1.0, FPS)).tolist()
    assert seen == [*rise[:-1], rise[-1]]  # the rest, being still, is written at once


def test_track_of_two_rows_is_a_motion_of_one_frame():
    def construct(self):
        self.opens("both")
        self.move(self.p.to(height=np.array([0.0, 4.0])))

    story, writer = told(construct)
    assert writer.frames == 1
    assert story.p.drawn[-1] == 4.0


def test_skimming_shows_the_last_row():
    def construct(self):
        self.opens("both")
        self.move(self.p.to(height=self.numbers.rise))
        self.arrange("turned")

    story, writer = told(construct, skip=True)
    assert writer.frames == 0
    assert story.p.drawn[-1] == story.numbers.rise[-1]
    assert story.p.zone == next(p.zone for p in story.placed["turned"] if p.part is story.p)


def test_rows_of_a_track_may_be_arrays():
    def construct(self):
        self.opens("both")
        self.move(self.p.to(pair=self.numbers.pairs))

    story, _ = told(construct)
    assert story.p.values["pair"].tolist() == [2.0, -2.0]


def test_motions_of_two_parts_go_together_and_the_shorter_one_rests():
    def construct(self):
        self.opens("both")
        self.move(self.p.to(height=np.linspace(0, 1, 5)), self.q.to(height=np.linspace(0, 1, 9)))

    def look(story):
        return float(story.p.values["height"]), float(story.q.values["height"])

    seen = frames_of(construct, look)
    assert seen == [(min(k / 4, 1.0), k / 8) for k in range(8)]


def test_look_is_eased_and_value_of_a_table_is_not():
    def construct(self):
        self.opens("both")
        self.move(self.p.to(lean=1.0), seconds=1.0)

    seen = frames_of(construct, lambda story: float(story.p.values["lean"]))
    assert seen == pytest.approx(ease(1.0, FPS)[:-1].tolist())


def test_look_that_is_there_already_takes_no_time():
    def construct(self):
        self.opens("both")
        self.move(self.p.to(lean=0.0))

    assert told(construct)[1].frames == 0


# --- What is refused ------------------------------------------------------------------------------


def refused(match, act, error=ValueError, **told_as):
    def construct(self):
        self.opens("both")
        act(self)

    with pytest.raises(error, match=match):
        told(construct, **told_as)


def test_track_that_would_jump_is_refused():
    refused(
        r"height of p would jump: it is 0.0, and its track starts at 0.5. Start the track where",
        lambda self: self.move(self.p.to(height=np.array([0.5, 1.0]))),
    )


def test_track_may_start_where_the_value_is_but_for_a_rounding_error():
    def construct(self):
        self.opens("both")
        self.p.values["height"] = np.array(0.3)
        self.move(self.p.to(height=np.array([0.1 + 0.2, 1.0])))

    assert told(construct)[1].frames == 1


def test_two_changes_of_one_value_at_once_are_refused():
    def twice(self):
        self.move(self.p.to(height=self.numbers.rise), self.p.to(height=self.numbers.rise))

    def two_glides(self):
        with self.at_once():
            self.arrange("turned")
            self.arrange("one")

    refused("the value height of p is changed twice at once. Say it once.", twice)
    refused("the zone of p is changed twice at once", two_glides)


def test_scale_that_changes_while_values_move_is_refused():
    def at_once(self):
        with self.at_once():
            self.arrange("one")
            self.move(self.p.to(height=self.numbers.rise))

    def scales(self):
        return (Scale(((self.p, "y"),), apart=("both",)),)

    def layout(self):
        arrangements = lay_out(self)
        return {**arrangements, "one": Column(self.p, self.q)}

    refused(
        "p would change its scale while its values move. Let one come after the other.",
        at_once, scales=scales, layout=layout,
    )  # fmt: skip


def test_value_of_a_table_moves_by_a_track_alone():
    refused(
        "height of p is a number, which moves by a track of the table, of 1 dimensions; got 0",
        lambda self: self.move(self.p.to(height=1.0)),
    )


def test_what_a_part_does_not_have_is_refused_by_name():
    refused("p has height, pair, lean, tall; got width", lambda self: self.p.to(width=[0, 1]))
    refused("p has no piece", lambda self: self.p.piece("leaf"), KeyError)
    refused("p has no piece", lambda self: self.p.hide("leaf"), KeyError)
    refused("p has lean, tall; got height", lambda self: self.p.having(height=1.0))


# --- Arranging ------------------------------------------------------------------------------------


def test_parts_glide_from_zone_to_zone_with_the_least_jerk():
    def construct(self):
        self.opens("both")
        self.arrange("turned", seconds=1.0)

    lefts = frames_of(construct, lambda story: story.p.zone.left)
    start, end = lefts[0], -lefts[0] - frames_width(construct)
    expected = [(1 - share) * start + share * end for share in ease(1.0, FPS)[:-1]]
    assert lefts == pytest.approx(expected)


def frames_width(construct):
    return told(construct)[0].p.zone.width


def test_numbers_are_true_in_every_frame_of_a_glide():
    def construct(self):
        self.opens("both")
        self.move(self.p.to(height=self.numbers.rise))
        self.arrange("turned")

    def look(story):
        pose = story.p.pose(("bar",))
        top = story.p.pieces["bar",].get_top()[1]
        assert top - story.p.zone.bottom == pytest.approx(pose.value * story.p.unit("y"))
        return True

    assert all(frames_of(construct, look))


def test_spent_parts_are_all_but_gone_before_the_others_move():
    def construct(self):
        self.opens("both")
        self.arrange("one", seconds=1.0)

    seen = frames_of(construct, lambda story: (story.p.zone.right, story.q.share))
    rights, shares = zip(*seen, strict=True)
    assert len(seen) == (0.4 + 1.0) * FPS
    assert set(rights[:5]) == {rights[0]}
    assert np.all(np.abs(np.diff(rights[4:])) > 0)
    assert shares[:6] == pytest.approx((1 - ease(CHANGE, FPS)).tolist())
    assert shares[4] < 0.06
    assert set(shares[5:]) == {0.0}


def test_newcomers_come_when_the_glide_is_nearly_over():
    def construct(self):
        self.opens("one")
        self.arrange("both", seconds=1.0)

    seen = frames_of(construct, lambda story: (story.p.zone.right, story.q.share))
    rights, shares = zip(*seen, strict=True)
    assert np.all(np.abs(np.diff(rights[:10])) > 0)
    assert set(shares[:9]) == {0.0}  # three quarters of a second, and the frame it starts from
    assert shares[8:] == pytest.approx(ease(CHANGE, FPS)[:-1].tolist())


def test_part_that_has_gone_is_off_stage():
    def construct(self):
        self.opens("both")
        self.arrange("one")

    story, _ = told(construct)
    assert story.parts == [story.p]


def test_part_that_has_left_comes_back_where_it_is_placed_and_as_it_looks_there():
    def layout(self):
        both = lay_out(self)
        return {**both, "turned": Row(self.q.having(lean=1.0), self.p)}

    def construct(self):
        self.opens("both")
        self.arrange("one")
        self.arrange("turned")

    story, _ = told(construct, layout=layout)
    place = next(p for p in story.placed["turned"] if p.part is story.q)
    assert (story.q.zone, story.q.share, float(story.q.values["lean"])) == (place.zone, 1.0, 1.0)


def test_looks_of_an_arrangement_are_eased_to():
    def layout(self):
        self.p = Pillar("p")
        return {"both": self.p, "one": self.p.having(lean=1.0)}

    def construct(self):
        self.opens("both")
        self.arrange("one", seconds=1.0)

    seen = frames_of(construct, lambda story: float(story.p.values["lean"]), layout=layout)
    assert seen == pytest.approx(ease(1.0, FPS)[:-1].tolist())


def test_what_steps_back_is_a_memory_and_comes_back_exactly():
    def layout(self):
        lay_out(self)
        return {"both": Row(self.p, self.q), "one": Row(self.p, Memory(self.q))}

    opacities = []

    def construct(self):
        def note():
            opacities.append(self.q.pieces["bar",].get_fill_opacity())

        self.opens("both")
        note()
        self.arrange("one")
        note()
        self.arrange("both")
        note()

    told(construct, layout=layout)
    assert opacities == [1.0, MEMORY, 1.0]


def test_shared_unit_changes_by_even_lengths_of_its_axis():
    def layout(self):
        self.p = Block("p", span=(1.0, 4.0))
        self.q = Block("q", span=(1.0, 16.0))
        return {"both": Layers(self.p, self.q), "one": Layers(self.p)}

    def scales(self):
        return (Scale(((self.p, "y"), (self.q, "y")), apart=("one",)),)

    def construct(self):
        self.opens("both")
        self.arrange("one", seconds=1.0)

    units = frames_of(construct, lambda story: story.p.units["y"], layout=layout, scales=scales)
    moving = [unit for unit in units if unit != units[0]]
    last = 4 * units[0]  # a fourth of the span has four times the unit
    share = ease(1.0, FPS)[1:-1]
    assert moving == pytest.approx(((1 - share) * units[0] + share * last).tolist())


def test_words_are_drawn_over_all_figures():
    class Text(Block):
        is_text = True

    def layout(self):
        self.p = Pillar("p")
        return {"both": Layers(Text("the words"), self.p)}

    def construct(self):
        self.opens("both")
        self.wait(0.1)

    story, _ = told(construct, layout=layout)
    assert [part.name for part in story.parts] == ["p", "the words"]


# --- Showing and hiding ---------------------------------------------------------------------------


def test_piece_that_comes_later_is_not_there_until_it_is_shown():
    shown = []

    def construct(self):
        def note():
            shown.append(self.p.pieces["word",][0].get_fill_opacity())

        self.opens("both")
        note()
        self.show(self.p.piece("word"))
        note()
        self.hide(self.p.piece("word"))
        note()

    told(construct)
    assert shown == [0.0, 1.0, 0.0]


def test_part_comes_and_goes_as_a_whole():
    def construct(self):
        self.opens("one")
        self.q.zone = self.p.zone
        self.show(self.q)
        assert self.parts == [self.p, self.q]
        assert self.q.pieces["bar",].get_fill_opacity() == 1.0
        self.hide(self.q)
        assert self.parts == [self.p]

    _, writer = told(construct)
    assert writer.frames == 2 * CHANGE * FPS


def test_nothing_flashes_as_it_comes():
    def construct(self):
        self.opens("both")
        self.show(self.p.piece("word"))

    seen = frames_of(construct, lambda story: story.p.pieces["word",][0].get_fill_opacity())
    assert seen[0] == 0.0
    assert np.all(np.diff(seen) >= 0)


def test_bars_grow_from_their_feet():
    def construct(self):
        self.opens("both")
        self.p.values["height"] = np.array(2.0)
        self.p.hide("bar")
        self.grow(self.p.piece("bar"))

    def look(story):
        low, high = (story.p.pieces["bar",].get_edge_center([0, y, 0])[1] for y in (-1, 1))
        return low - story.p.zone.bottom, (high - low) / story.p.unit("y")

    seen = frames_of(construct, look)
    assert [foot for foot, _ in seen] == pytest.approx([0.0] * 10, abs=1e-9)
    assert [length for _, length in seen] == pytest.approx((2.0 * ease(1.0, FPS)[:-1]).tolist())
    story, _ = told(construct)
    assert story.p.grown == {}
    assert story.p.pose(("bar",)) == story.p.figure("bar")


# --- At once, and after ---------------------------------------------------------------------------


def test_what_is_said_at_once_is_played_at_once():
    def construct(self):
        self.opens("both")
        with self.at_once():
            self.move(self.p.to(height=self.numbers.rise))
            self.arrange("turned", seconds=1.0)
            self.show(self.p.piece("word"))

    story, writer = told(construct)
    assert writer.frames == FPS
    assert story.p.values["height"] == 2.0
    assert story.p.seen(("word",)) == 1.0


def test_after_delays_what_follows_and_what_waits_stands_still():
    def construct(self):
        self.opens("both")
        with self.at_once():
            self.move(self.p.to(height=np.linspace(0, 1, 11)))
            self.after(0.5)
            self.move(self.q.to(height=np.linspace(0, 1, 11)))
        self.move(self.p.to(height=np.array([1.0, 2.0])))  # without delay

    def look(story):
        return float(story.p.values["height"]), float(story.q.values["height"])

    seen = frames_of(construct, look)
    assert [height for height, _ in seen[:15]] == pytest.approx([min(k / 10, 1) for k in range(15)])
    assert [height for _, height in seen[:15]] == pytest.approx(
        [max(0, k - 5) / 10 for k in range(15)]
    )
    assert len(seen) == 16


# --- One thing becomes another --------------------------------------------------------------------


def equal(self):
    """Two pillars of one value, to one unit, of which one is yet to come."""
    self.opens("both")
    for pillar in (self.p, self.q):
        pillar.values["height"] = np.array(2.0)
    self.q.hide("bar")


def test_bar_goes_as_it_is_of_one_value_and_unit_in_every_frame():
    def construct(self):
        equal(self)
        self.become(self.p.piece("bar"), self.q.piece("bar"))

    def look(story):
        pose = story.q.pose(("bar",))
        return pose.value, pose.unit, story.q.seen(("bar",)), story.p.seen(("bar",))

    seen = frames_of(construct, look)
    unit = seen[0][1]
    assert seen == [(2.0, unit, 1.0, 0.0)] * 10
    story, _ = told(construct)
    assert story.q.carried == {}
    assert story.q.pose(("bar",)) == story.q.figure("bar")


def test_bar_on_its_way_turns_and_its_middle_goes_in_an_arch():
    def construct(self):
        equal(self)
        self.q.values["lean"] = np.array(1.0)
        self.become(self.p.piece("bar"), self.q.piece("bar"))

    def middle(pose):
        return np.array(pose.foot) + pose.length / 2 * pose.along[:2]

    def look(story):
        pose = story.q.pose(("bar",))
        return pose.angle, *middle(pose)

    angles, across, heights = np.array(frames_of(construct, look)).T
    share = ease(1.0, FPS)[:-1]
    assert angles == pytest.approx(90 * (1 - share))
    story, _ = told(construct)
    x, y = middle(story.q.figure("bar"))
    assert across == pytest.approx((1 - share) * across[0] + share * x)
    arch = heights - ((1 - share) * heights[0] + share * y)
    assert arch[0] == pytest.approx(0, abs=1e-9)
    assert np.all(arch >= -1e-9)
    assert arch.max() == arch[5]  # half way


def test_bar_may_leave_another_where_it_was():
    def construct(self):
        equal(self)
        self.become(self.p.piece("bar"), self.q.piece("bar"), leaves=False)

    story, _ = told(construct)
    assert (story.p.seen(("bar",)), story.q.seen(("bar",))) == (1.0, 1.0)


def test_what_becomes_another_thing_keeps_its_value_and_its_unit():
    def another_value(self):
        equal(self)
        self.q.values["height"] = np.array(1.0)
        self.become(self.p.piece("bar"), self.q.piece("bar"))

    def another_unit(self):
        equal(self)
        self.q.units["y"] = 2 * self.p.unit("y")
        self.become(self.p.piece("bar"), self.q.piece("bar"))

    refused(r"bar.* of p has a value of 2 and .*bar.* of q one of 1\. ", another_value)
    refused(r"keeps its value and its unit: move the value, or share a Scale", another_unit)


def test_text_that_is_yet_to_come_starts_as_its_source_which_stays():
    def construct(self):
        self.opens("both")
        self.p.presence["label",] = 1.0
        self.become(self.p.piece("label"), self.q.piece("word"))

    def look(story):
        word, label = story.q.pieces["word",], story.p.pieces["label",]
        return float(np.linalg.norm(word.get_center() - label.get_center())), word.height

    seen = frames_of(construct, look)
    story, _ = told(construct)
    label, word = story.p.pieces["label",], story.q.pieces["word",]
    assert seen[0] == pytest.approx((0.0, label.height), abs=1e-6)
    assert np.all(np.diff([away for away, _ in seen]) >= 0)
    assert (story.p.seen(("label",)), story.q.seen(("word",))) == (1.0, 1.0)
    assert story.q.flights == {}
    assert word.get_top()[1] < story.q.zone.top


def test_into_a_text_that_is_there_the_source_goes():
    def construct(self):
        self.opens("both")
        self.p.presence["label",] = self.q.presence["word",] = 1.0
        self.become(self.p.piece("label"), self.q.piece("word"))

    story, _ = told(construct)
    assert story.p.seen(("label",)) == 0.0
    assert story.q.seen(("word",)) == 1.0


# --- Texts and their room -------------------------------------------------------------------------


class Squeezed(Pillar):
    """Its label has as much room as its value."""

    def draw(self, zone: Zone) -> None:
        super().draw(zone)
        metadata(self.pieces["label",]).visibility = float(self.values["height"])


def test_text_without_room_fades_with_it_and_rests_whole_or_not_at_all():
    def layout(self):
        self.p = Squeezed("p")
        return {"both": self.p}

    def construct(self):
        self.opens("both")
        self.move(self.p.to(height=np.linspace(0, 0.6, 21)))
        self.wait(1)

    def look(story):
        return float(story.p.values["height"]), story.p.pieces["label",][0].get_fill_opacity()

    seen = frames_of(construct, look, layout=layout)
    assert seen[0] == (0.0, 0.0)
    for height, opacity in seen[4:17]:  # a quarter of a second from both ends
        assert opacity == pytest.approx(height)
    assert seen[-1] == (0.6, 1.0)
    opacities = [opacity for _, opacity in seen]
    assert np.all(np.diff(opacities) >= -1e-9)


class Quick(Squeezed):
    """Its label fades in its own time, and goes elsewhere where its value is negative."""

    fading = ("label",)

    def draw(self, zone: Zone) -> None:
        super().draw(zone)
        label = self.pieces["label",]
        metadata(label).visibility = float(abs(self.values["height"]) > 0.5)
        spot = self.goes(label, "below" if self.values["height"] < 0 else "above")
        label.shift([0, -1 if spot == "below" else 0, 0])


@pytest.mark.parametrize("low", [0.0, -1.0], ids=["loses its room", "goes elsewhere"])
def test_text_that_fades_in_its_own_time_is_gone_when_its_room_is_and_never_before_its_time(low):
    def layout(self):
        self.p = Quick("p", 1.0)
        return {"both": self.p}

    def construct(self):
        self.opens("both")
        # From one frame to the next, and back.
        self.move(self.p.to(height=np.repeat([1.0, low, 1.0], [13, 12, 16])))

    def look(story):
        return story.p.pieces["label",][0].get_fill_opacity()

    seen = frames_of(construct, look, layout=layout, fps=16)  # a quarter of a second is 4 frames
    goes, comes = [1, 0.75, 0.5, 0.25], [0.25, 0.5, 0.75, 1]
    elsewhere = [0, *comes, 1, 1, 1, *goes]
    wanted = [1] * 9 + goes + ([*elsewhere, 0] if low else [0] * 12) + comes
    assert seen[: len(wanted)] == pytest.approx(wanted)
    assert seen[len(wanted) :] == pytest.approx([1] * (len(seen) - len(wanted)))


def test_text_that_hardly_had_room_as_a_motion_begins_or_ends_fades_in_its_time_all_the_same():
    def layout(self):
        self.p = Quick("p", 1.0)
        return {"both": self.p}

    def construct(self):
        self.opens("both")
        self.move(self.p.to(height=np.repeat([1.0, 0.0, 1.0], [1, 12, 1])))

    def look(story):
        return story.p.pieces["label",][0].get_fill_opacity()

    seen = frames_of(construct, look, layout=layout, fps=16)
    goes = [1, 0.75, 0.5, 0.25]
    assert seen[:13] == pytest.approx([*goes, *[0] * 6, 0.25, 0.5, 0.75])


def test_text_that_goes_elsewhere_as_a_motion_begins_or_ends_fades_where_it_rests():
    def layout(self):
        self.p = Quick("p", 1.0)
        return {"both": self.p}

    def construct(self):
        self.opens("both")
        self.move(self.p.to(height=np.repeat([1.0, -1.0, 1.0], [2, 16, 1])))

    def look(story):
        label = story.p.pieces["label",]
        return label[0].get_fill_opacity(), round(label.get_y() - story.p.zone.bottom)

    seen = frames_of(construct, look, layout=layout, fps=16)[:18]
    fades = [1, 0.75, 0.5, 0.25]
    # It is at its other place, with all that it needs, when nothing of it is seen.
    assert [s for s, _ in seen[:5]] == pytest.approx([*fades, 0])
    assert [s for s, _ in seen[-3:]] == pytest.approx(fades[:0:-1])
    assert [y for s, y in seen[:4] + seen[-3:]] == [0] * 7
    assert [y for _, y in seen[5:14]] == [-1] * 9


def test_nobody_looks_ahead_in_a_motion_that_is_skipped():
    def layout(self):
        self.p = Quick("p", 1.0)
        return {"both": self.p}

    def construct(self):
        self.opens("both")
        self.p.drawn.clear()
        self.move(self.p.to(height=np.linspace(1.0, 2.0, 101)))

    story, _ = told(construct, layout=layout, skip=True)
    assert set(story.p.drawn) == {1.0, 2.0}


# --- What looks at other parts --------------------------------------------------------------------


@pytest.mark.parametrize("comes", ["before", "meanwhile"])
def test_tie_is_drawn_after_what_it_ties_and_moves_with_it(comes):
    def layout(self):
        arrangements = lay_out(self)
        self.tie = Tie("the tie", (self.p, self.p.top), (self.q, self.q.top), color=DARK.q)
        return arrangements

    def construct(self):
        self.opens("both")
        if comes == "before":
            self.show(self.tie)
        with self.at_once():
            if comes == "meanwhile":
                self.show(self.tie)
            self.move(self.p.to(height=self.numbers.rise), self.q.to(height=self.numbers.rise))

    def look(story):
        if story.tie not in story.parts or story.tie.share < 1:
            return 0.0
        ends = story.tie.pieces["line",].get_all_points()
        return abs(ends[:, 1].max() - story.p.top()[1]) if len(ends) else 0.0

    seen = frames_of(construct, look, layout=layout)
    assert seen == pytest.approx([0.0] * len(seen), abs=0.05)
    assert len(seen) >= FPS


# --- Names and keys -------------------------------------------------------------------------------


class Named(Part):
    """A part that writes names if they are short enough."""

    def __init__(self, most):
        super().__init__("names")
        self.most, self.tried = most, []

    def tune(self, zones, *, by_number):
        self.tried.append((zones[0].top, by_number))
        return by_number or self.most > 0

    def least(self, room):
        return room

    def margin(self, zone):
        return Margin()

    def span(self, axis):
        return 1.0

    def draw(self, zone):
        pass


@pytest.mark.parametrize(
    ("names", "fits", "by_number", "keyed"),
    [
        (("cat", "dog"), True, False, False),
        (("cat", "dog"), False, True, True),
        (("W" * 12,) * 10, False, True, True),
        (None, False, True, False),  # numbers need no key
    ],
)
def test_classes_go_by_name_where_all_names_fit_and_else_by_number_below_a_key(
    names, fits, by_number, keyed
):
    def layout(self):
        self.part = Named(1 if fits else 0)
        return {"both": self.part}

    def construct(self):
        self.opens("both")
        self.wait(0.1)

    story, _ = told(construct, layout=layout, parameters=ToyParameters(labels=names))
    assert story.part.tried[-1][1] == by_number
    assert (story.part.zone.top < story.zones.stage.top) == keyed
    assert story.part.zone.bottom == story.zones.stage.bottom


def test_glide_lasts_as_long_as_all_do():
    def construct(self):
        self.opens("both")
        self.arrange("turned")

    assert told(construct)[1].frames == GLIDE * FPS
