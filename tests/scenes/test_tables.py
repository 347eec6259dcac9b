"""What holds of the table of every scene, whatever it draws."""

from dataclasses import fields

import numpy as np
import pytest

from scenes import PROGRAMME
from tests.scenes.belonging import belonging, examples

RATES = [10, 60]
EVERY_SCENE = pytest.mark.parametrize("scene", PROGRAMME, ids=lambda scene: scene.name)
EVERY_EXAMPLE = pytest.mark.parametrize(
    ("scene", "values"),
    [
        pytest.param(scene, values, id=f"{scene.name}-{name}")
        for scene in PROGRAMME
        for name, values in examples(scene).items()
    ],
)


def computed(scene, fps=15, **parameters):
    return scene.numbers_type().compute(scene.parameters_type()(**parameters), fps)


@pytest.mark.parametrize("fps", RATES)
@EVERY_SCENE
def test_motion_has_a_row_for_every_frame_and_one_for_the_end(scene, fps):
    numbers = computed(scene, fps)
    for name, (seconds, axis) in belonging(scene, "MOTIONS").items():
        assert getattr(numbers, name).shape[axis] == round(seconds * fps) + 1, name


@pytest.mark.parametrize("fps", RATES)
@EVERY_SCENE
def test_array_cannot_be_changed_once_it_is_computed(scene, fps):
    numbers = computed(scene, fps)
    for field in fields(numbers):
        value = getattr(numbers, field.name)
        if isinstance(value, np.ndarray):
            assert not value.flags.writeable, field.name


@EVERY_SCENE
def test_frame_rate_changes_how_often_a_motion_is_seen_and_nothing_else(scene):
    # Of 10 and 40 frames a second, seconds and their tenths are whole numbers.
    slow, fast = (computed(scene, fps) for fps in (10, 40))
    tracks = belonging(scene, "MOTIONS")
    for field in fields(slow):
        one, other = (getattr(numbers, field.name) for numbers in (slow, fast))
        if field.name in tracks:
            step = [slice(None)] * np.ndim(other)
            step[tracks[field.name][1]] = slice(None, None, 4)
            other = other[tuple(step)]
        if isinstance(one, np.ndarray):
            assert one == pytest.approx(other, rel=1e-9, abs=1e-12), field.name
        else:
            assert one == other, field.name


@EVERY_SCENE
def test_same_parameters_give_the_same_bytes(scene):
    once, again = (computed(scene) for _ in range(2))
    for field in fields(once):
        one, other = getattr(once, field.name), getattr(again, field.name)
        if isinstance(one, np.ndarray):
            one, other = one.tobytes(), other.tobytes()
        assert one == other, field.name


@EVERY_EXAMPLE
def test_no_number_is_nan(scene, values):
    numbers = computed(scene, **values)
    for field in fields(numbers):
        value = getattr(numbers, field.name)
        if isinstance(value, np.ndarray | float):
            assert not np.isnan(value).any(), field.name


@pytest.mark.parametrize(
    "scene",
    [s for s in PROGRAMME if "labels" in s.parameters_type().model_fields],
    ids=lambda scene: scene.name,
)
def test_classes_have_the_names_they_were_given_or_numbers_from_1(scene):
    assert computed(scene).names == ("1", "2", "3", "4")
    assert computed(scene, labels=("*a*", "b", "c", "$d$")).names == ("*a*", "b", "c", "$d$")
