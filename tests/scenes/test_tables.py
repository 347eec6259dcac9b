"""What holds of the table of every scene, whatever it draws."""

import numpy as np
import pytest

from scenes import PROGRAMME
from stage.cast import CAST
from stage.numbers import Motion, fields_of
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


def motions(scene, numbers):
    """Seconds of each track, and the axis of its frames; ``MOTIONS`` has those of each motion."""
    own = dict(belonging(scene, "MOTIONS"))
    for name, seconds in list(own.items()):
        if isinstance(getattr(numbers, name), Motion):
            del own[name]
            tracks = (each for each in fields_of(numbers) if each.startswith(f"{name}."))
            own |= dict.fromkeys(tracks, (seconds, 0))
    return own


def computed(scene, fps=15, **parameters):
    return scene.numbers_type().compute(scene.parameters_type()(**parameters), fps)


@pytest.mark.parametrize("fps", RATES)
@EVERY_SCENE
def test_motion_has_a_row_for_every_frame_and_one_for_the_end(scene, fps):
    numbers = computed(scene, fps)
    table = fields_of(numbers)
    for name, (seconds, axis) in motions(scene, numbers).items():
        assert table[name].shape[axis] == round(seconds * fps) + 1, name


@pytest.mark.parametrize("fps", RATES)
@EVERY_SCENE
def test_array_cannot_be_changed_once_it_is_computed(scene, fps):
    numbers = computed(scene, fps)
    for name, value in fields_of(numbers).items():
        if isinstance(value, np.ndarray):
            assert not value.flags.writeable, name


@EVERY_SCENE
def test_frame_rate_changes_how_often_a_motion_is_seen_and_nothing_else(scene):
    # Of 10 and 40 frames a second, seconds and their tenths are whole numbers.
    slow, fast = (computed(scene, fps) for fps in (10, 40))
    tracks = motions(scene, slow)
    for name, one in fields_of(slow).items():
        other = fields_of(fast)[name]
        if name in tracks:
            step = [slice(None)] * np.ndim(other)
            step[tracks[name][1]] = slice(None, None, 4)
            other = other[tuple(step)]
        if isinstance(one, np.ndarray):
            assert one == pytest.approx(other, rel=1e-9, abs=1e-12), name
        else:
            assert one == other, name


@EVERY_SCENE
def test_same_parameters_give_the_same_bytes(scene):
    once, again = (computed(scene) for _ in range(2))
    for name, one in fields_of(once).items():
        other = fields_of(again)[name]
        if isinstance(one, np.ndarray):
            one, other = one.tobytes(), other.tobytes()
        assert one == other, name


@EVERY_EXAMPLE
def test_no_number_is_nan(scene, values):
    numbers = computed(scene, **values)
    for name, value in fields_of(numbers).items():
        if isinstance(value, np.ndarray | float):
            assert not np.isnan(value).any(), name


@pytest.mark.parametrize(
    "scene",
    [s for s in PROGRAMME if "labels" in s.parameters_type().model_fields],
    ids=lambda scene: scene.name,
)
def test_classes_have_the_names_they_were_given_or_those_of_the_cast(scene):
    assert computed(scene).names == CAST
    assert computed(scene, labels=("*a*", "b", "c", "$d$")).names == ("*a*", "b", "c", "$d$")
