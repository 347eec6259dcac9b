"""Every number that is read in a scene is one of its table's, rounded as it is shown.

The scenes are played with extreme parameters, and what stands in captions, subtitles and pictures
at the end of each beat is read as a viewer reads it: by its digits. ``SOAK=1`` plays many more.
"""

import math
import os
import re
from dataclasses import fields
from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

import scenes.story
from scenes import PROGRAMME, entry
from scenes.digits import same, write
from scenes.logit_nudges.numbers import SMALLEST
from scenes.mobjects.plot import Plot
from scenes.mobjects.text import Formula, Number, Words
from scenes.narration import Narration
from scenes.parameters import ParameterError, read_parameters
from tests.scenes.playing import play
from tests.scenes.reading import NUMBER, numbers_in, read, read_exactly, reads_as

SOAK = bool(os.environ.get("SOAK"))
by_chance = settings(
    derandomize=not SOAK, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
played = settings(by_chance, max_examples=100 if SOAK else 2)
often = settings(by_chance, max_examples=1000 if SOAK else 40)
EVERY_SCENE = pytest.mark.parametrize("scene", PROGRAMME, ids=lambda scene: scene.name)

COMMANDS = [
    ("DistributionOverlay", {"p": "0.99999,0.00001", "q": "0.00001,0.99999"}),
    ("DistributionOverlay", {"p": "0.5,0.5", "q": "1,0"}),
    (
        "DistributionOverlay",
        {"p": "0.333333333,0.333333333,0.333333334", "q": "1e-9,0.5,0.499999999"},
    ),
    ("OneHotCollapse", {"p": "5e-324,1", "logits": "700,25", "target": "1"}),
    ("OneHotCollapse", {"p": "0.25,0.25,0.25,0.25", "logits": "700,-700,0,0", "target": "1"}),
    ("LogitNudges", {"nudge": "1e-9"}),
    ("LogitNudges", {"nudge": "1e6"}),
    ("LogitNudges", {"logits": "25,1,0,2", "target": "2"}),
    ("QuadraticVersusLog", {"wrong": "1e-5", "right": "0.99999", "step": "0.00001"}),
    ("QuadraticVersusLog", {"wrong": "0.9999", "right": "0.99995", "step": "0.00005"}),
    ("QuadraticVersusLog", {"wrong": "1e-100"}),
]


# --- reading --------------------------------------------------------------------------------------


def values_of(story):
    """Of every field of the table, and of the parameters: its numbers, each once."""
    table = {f.name: getattr(story.numbers, f.name) for f in fields(story.numbers)}
    for name, value in (table | story.parameters.model_dump()).items():
        try:
            numbers = np.unique(np.ravel(np.asarray(value, dtype=float)))
        except (TypeError, ValueError):
            continue  # words
        if not np.isnan(numbers).any():
            yield name, numbers


def is_true(match, columns):
    """Whether a number that is read is one of the table's: 1 only if it is 1, not nearly."""
    for numbers in columns:
        # Also what is told without its sign, because a minus stands before it.
        for value in (v for v in (*numbers, *-numbers) if reads_as(match, v)):
            certain = np.all((numbers >= 0) & (numbers <= 1)) and 0 < value < 1
            if not (certain and not match["bound"] and read(match[0]) == 1):
                return True
    return False


# --- playing --------------------------------------------------------------------------------------


def told_by(scene, parameters):
    """A scene's story, its narrations, and what is read in its pictures at the end of each beat."""
    narrations, shown, plots = [], set(), []

    class Kept(Narration):
        def __init__(self, *args):
            super().__init__(*args)
            narrations.append(self)

    def look(story):
        for mobject in story.get_mobject_family_members():
            if isinstance(mobject, Plot):
                plots.append({tick.value: tick.words.words for tick in mobject._ticks})
            elif isinstance(mobject, Number):
                shown.add(mobject.text)
            elif isinstance(mobject, Words) and NUMBER.fullmatch(mobject.words):
                shown.add(mobject.words)
            elif isinstance(mobject, Formula):  # what is not quoted belongs to the formula
                shown.update(re.findall(r'"([^"]*)"', mobject.markup))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scenes.story, "Narration", Kept)
        story, _ = play(scene.scene_type(), parameters, fps=5, skip=True, look=look)
    return story, narrations, shown, plots


def assert_no_digit_lies(scene, parameters):
    story, narrations, shown, plots = told_by(scene, parameters)
    columns = [numbers for _, numbers in values_of(story)]
    names = {str(k + 1) for k in range(len(getattr(story.numbers, "names", ())))}
    axes = set()
    for ticks in plots:
        assert len(set(ticks.values())) == len(ticks), ticks
        for value, text in ticks.items():
            assert reads_as(NUMBER.fullmatch(text), value), (text, value)
        axes.update(ticks.values())
    for text in shown - names - axes:
        for match in numbers_in(text):
            assert is_true(match, columns), f"{match[0]!r} in the picture's {text!r}"
    for narration, beat in zip(narrations, story.beats, strict=True):
        assert narration.text == beat.narration
        assert_caption_is_true(narration, columns)


def assert_two_are_told_apart(one, other, text, another):
    """What differs is seen to differ, and one value has one text."""
    assert same(one, other) or text != another, (one, other, text)
    assert one != other or text == another, (one, text, another)


def assert_caption_is_true(narration, columns):
    numbers = [
        (narration.numbers[field], text)
        for field, text in narration.told
        if isinstance(narration.numbers[field], float)
    ]
    for value, text in numbers:
        (match,) = numbers_in(text)
        assert reads_as(match, value), f"{text!r} for {value!r} in {narration.text!r}"
        assert is_true(match, columns), f"{text!r} in {narration.text!r}"
    for (one, text), (other, another) in combinations(numbers, 2):
        assert_two_are_told_apart(one, other, text, another)
    # A template's own numbers are whole ones.
    told = "".join(text for _, text in narration.told)
    for match in numbers_in(narration.text):
        if set(match[0]) & set(".×⁻"):
            assert match[0].strip("<>−+ ") in told, narration.text


# --- the trials -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "typed"), COMMANDS, ids=str)
def test_no_digit_lies_in(name, typed):
    scene = entry(name)
    assert_no_digit_lies(scene, read_parameters(scene.parameters_type(), typed))


tiny = st.integers(1, 12).map(lambda power: float(f"1e-{power}"))
"""Exact powers of ten."""

shares = st.one_of(st.floats(0, 1), tiny, tiny.map(lambda x: 1 - x))


@st.composite
def distributions(draw, classes):
    weights = st.one_of(tiny, st.floats(0, 1), st.just(0.0))
    row = draw(st.lists(weights, min_size=classes, max_size=classes).filter(any))
    return [value / math.fsum(row) for value in row]


@st.composite
def extreme_parameters(draw, scene):
    """For any scene that takes some of the usual parameters."""
    classes = draw(st.integers(2, 10))
    logit = st.one_of(st.floats(-5, 5), st.sampled_from([0.0, 25.0, -700.0, 700.0, 1e100, 20001.0]))
    right = draw(shares.filter(lambda x: 1e-12 <= x <= 1 - 1e-12))
    values = {
        "p": draw(distributions(classes)),
        "q": draw(distributions(classes)),
        "logits": draw(st.lists(logit, min_size=classes, max_size=classes)),
        "target": draw(st.integers(0, classes - 1)),
        "nudge": draw(st.one_of(tiny, st.floats(1e-3, 5), st.sampled_from([1e6, 1 / 3]))),
        "wrong": right * draw(shares),
        "right": right,
        "step": (1 - right) * draw(shares),
    }
    parameters_type = scene.parameters_type()
    raw = {name: value for name, value in values.items() if name in parameters_type.model_fields}
    try:
        return read_parameters(parameters_type, raw)
    except ParameterError:
        reject()


@EVERY_SCENE
def test_no_digit_lies_with_extreme_parameters(scene):
    @played
    @given(extreme_parameters(scene))
    def check(parameters):
        assert_no_digit_lies(scene, parameters)

    check()


def texts_of(values, form):
    return [write(value, form) for value in values]


def assert_told_apart(values, texts):
    for (one, text), (other, another) in combinations(zip(values, texts, strict=True), 2):
        assert_two_are_told_apart(one, other, text, another)


@often
@given(extreme_parameters(entry("LogitNudges")))
def test_gains_that_differ_are_told_apart_and_stand_in_their_order(parameters):
    n = entry("LogitNudges").numbers_type().compute(parameters, 5)
    if n.gains.max() >= SMALLEST:
        assert_told_apart(n.gains, texts_of(n.gains, n.gain_form))
    for before, after in pairwise(n.ranking):
        assert n.gains[before] > n.gains[after] or (
            same(n.gains[before], n.gains[after]) and before < after
        )


@often
@given(extreme_parameters(entry("QuadraticVersusLog")))
def test_pulls_and_predictions_that_differ_are_told_apart(parameters):
    n = entry("QuadraticVersusLog").numbers_type().compute(parameters, 5)
    assert_told_apart(n.steps, texts_of(n.steps, n.prediction_form))
    for pulls, forms in zip(n.pulls, n.pull_forms, strict=True):
        texts = texts_of(pulls[:2], forms[0]) + texts_of(pulls[2:], forms[1])
        assert_told_apart(pulls, texts)


@pytest.mark.parametrize("name", ["DistributionOverlay", "OneHotCollapse"])
def test_sum_adds_up_as_it_is_told_or_is_told_to_do_so_nearly(name):
    @often
    @given(extreme_parameters(entry(name)))
    def check(parameters):
        n = entry(name).numbers_type().compute(parameters, 5)
        rows, totals = np.atleast_2d(n.terms), np.ravel(n.total)
        for row in (0, -1):
            terms, total = rows[row], totals[row]
            texts = texts_of([*terms, total], n.sum_form)
            if n.adds and math.isfinite(total):
                *shown, whole = map(read_exactly, texts)
                assert sum(shown) == whole

    check()
