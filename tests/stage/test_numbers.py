"""Time is cut into whole frames, motions start and end at rest, and tables are read-only."""

import json
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import beta

from stage.numbers import FloatArray, Numbers, ease, frames_in, staggered, to_json
from stage.parameters import Labels, Parameters, Positive

same_everywhere = settings(derandomize=True, deadline=None, max_examples=60)
rates = st.sampled_from([10, 15, 24, 25, 30, 50, 60, 120])
seconds = st.floats(0.1, 10)


# --- frames_in --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("duration", "fps", "frames"),
    [(2, 60, 120), (0.5, 15, 8), (1.5, 10, 15), (1 / 3, 30, 10), (0.001, 15, 1), (0, 60, 1)],
)
def test_motion_has_so_many_frames(duration, fps, frames):
    assert frames_in(duration, fps) == frames


@same_everywhere
@given(seconds, rates)
def test_frames_are_within_half_a_frame_of_what_was_asked_for(duration, fps):
    assert abs(frames_in(duration, fps) - duration * fps) <= 0.5


# --- ease -------------------------------------------------------------------------------------


@same_everywhere
@given(seconds, rates)
def test_ease_has_a_row_for_every_frame_and_one_for_the_end(duration, fps):
    assert ease(duration, fps).shape == (frames_in(duration, fps) + 1,)


@same_everywhere
@given(seconds, rates)
def test_ease_is_the_incomplete_beta_function(duration, fps):
    # 10t³ - 15t⁴ + 6t⁵ is the distribution function of Beta(3, 3).
    track = ease(duration, fps)
    assert track == pytest.approx(beta(3, 3).cdf(np.linspace(0, 1, len(track))), abs=1e-12)


@same_everywhere
@given(seconds, rates)
def test_ease_goes_from_exactly_0_to_exactly_1_and_never_back(duration, fps):
    track = ease(duration, fps)
    assert track[0] == 0
    assert track[-1] == 1
    assert np.all(np.diff(track) > 0)


@same_everywhere
@given(seconds, rates)
def test_ease_arrives_as_it_left(duration, fps):
    track = ease(duration, fps)
    assert track + track[::-1] == pytest.approx(1, abs=1e-12)


def test_ease_has_no_speed_and_no_acceleration_at_its_ends():
    track = ease(1000, 10)  # steps of 1/10000 of the way
    step = 1e-4
    speed, acceleration = np.diff(track) / step, np.diff(track, 2) / step**2
    assert speed[[0, -1]] == pytest.approx(0, abs=1e-6)
    assert acceleration[[0, -1]] == pytest.approx(0, abs=0.01)
    assert np.abs(acceleration).max() > 5  # in between it does hurry


# --- staggered --------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 2, 4, 10])
@pytest.mark.parametrize("frames", [1, 7, 180])
def test_each_staggered_motion_goes_from_0_to_1(count, frames):
    shares = staggered(count, frames)
    assert shares.shape == (frames + 1, count)
    assert np.all(shares[0] == 0)
    assert np.all(shares[-1] == 1)
    assert np.all(np.diff(shares, axis=0) >= 0)


@pytest.mark.parametrize("count", [2, 3, 5, 10])
def test_at_most_two_staggered_motions_are_under_way(count):
    shares = staggered(count, 600)
    assert np.sum((shares > 0) & (shares < 1), axis=1).max() == 2


@pytest.mark.parametrize("count", [2, 4, 10])
def test_staggered_motion_starts_when_the_one_before_is_half_done(count):
    frames_of_half_a_motion = 30
    shares = staggered(count, (count + 1) * frames_of_half_a_motion)
    for k in range(1, count):
        start = np.flatnonzero(shares[:, k] == 0)[-1]
        assert shares[start, k - 1] == pytest.approx(0.5, abs=1e-12)


def test_single_staggered_motion_is_ease():
    assert staggered(1, 40)[:, 0] == pytest.approx(ease(4, 10), abs=1e-12)


# --- to_json ----------------------------------------------------------------------------------


class ExampleParameters(Parameters):
    height: Positive = 1.5
    labels: Labels = None


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (np.float64(0.25), 0.25),
        (np.int64(3), 3),
        (np.bool_(True), True),
        (np.array([[1.0, 2.0], [3.0, 4.5]]), [[1.0, 2.0], [3.0, 4.5]]),
        (np.array([1, 2]), [1, 2]),
        (np.array(0.5)[()], 0.5),
        (("cat", "dog"), ["cat", "dog"]),
        ([(np.float64(1.5),), 2], [[1.5], 2]),
        (float("inf"), "inf"),
        (np.array([1.0, -np.inf]), [1.0, "-inf"]),
        ("*bold*", "*bold*"),
        (None, None),
        (ExampleParameters(labels=("a", "b")), {"height": 1.5, "labels": ["a", "b"]}),
    ],
)
def test_value_becomes_plain_json(value, plain):
    got = to_json(value)
    assert got == plain
    assert json.loads(json.dumps(got, allow_nan=False)) == plain
    assert type(got) is type(plain)


# --- Numbers ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False)
class ExampleNumbers(Numbers):
    name: str
    track: FloatArray
    other: FloatArray
    total: float

    @classmethod
    def compute(cls, parameters, fps):
        track = parameters.height * ease(1.0, fps)
        return cls("*bold*", track, track.copy(), np.inf)


@pytest.fixture
def numbers():
    return ExampleNumbers.compute(ExampleParameters(), 10)


def test_arrays_of_a_table_cannot_be_changed(numbers):
    with pytest.raises(ValueError, match="read-only"):
        numbers.track[0] = 1


def test_fields_of_a_table_cannot_be_changed(numbers):
    with pytest.raises(AttributeError):
        numbers.total = 0.0


def test_array_is_known_by_the_name_of_its_field_and_not_by_its_values(numbers):
    assert numbers.name_of(numbers.track) == "track"
    assert numbers.name_of(numbers.other) == "other"  # although equal to the first
    assert numbers.name_of(numbers.track.copy()) is None


def test_whole_table_is_json(numbers):
    plain = json.loads(json.dumps(numbers.as_json(), allow_nan=False))
    assert plain["name"] == "*bold*"
    assert plain["total"] == "inf"
    assert plain["track"] == plain["other"] == numbers.track.tolist()


def test_table_that_does_not_say_how_it_is_computed_is_an_error():
    with pytest.raises(NotImplementedError):
        Numbers.compute(ExampleParameters(), 10)


def test_a_row_of_a_field_is_known_by_its_place():
    @dataclass(frozen=True, slots=True, eq=False)
    class Rows(Numbers):
        tracks: np.ndarray

    rows = Rows(np.arange(12.0).reshape(3, 4))
    assert rows.name_of(rows.tracks) == "tracks"
    assert rows.name_of(rows.tracks[2]) == "tracks[2]"
    assert rows.name_of(rows.tracks[:, 1]) is None
    assert rows.name_of(rows.tracks[2].copy()) is None
