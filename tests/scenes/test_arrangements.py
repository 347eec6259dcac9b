"""Every scene has room for all of its parts, and none goes through another: from zones alone."""

import pytest
from manim import CairoRenderer, tempconfig

from scenes import PROGRAMME
from stage.layout import crossings, shortages
from tests.sampling import sample
from tests.scenes.belonging import examples
from tests.scenes.playing import FrameCounter

SHAPES = {"wide": (854, 480), "square": (480, 480), "tall": (480, 854)}
CASES = sample(
    (
        pytest.param(scene, values, shape, id=f"{scene.name}-{name}-{shape}")
        for scene in PROGRAMME
        for name, values in examples(scene).items()
        for shape in SHAPES
    ),
    every=7,
)


def placed(scene, values, shape):
    """Where the parts of a scene are in all of its arrangements; nothing is drawn."""
    width, height = SHAPES[shape]
    settings = {"pixel_width": width, "pixel_height": height, "dry_run": True}
    with tempconfig({**settings, "verbosity": "WARNING"}):
        renderer = CairoRenderer(file_writer_class=FrameCounter)
        story = scene.scene_type()(scene.parameters_type()(**values), renderer=renderer)
        story.prepare()
        return story.placed


@pytest.mark.parametrize(("scene", "values", "shape"), CASES)
def test_every_part_has_room_and_none_goes_through_another(scene, values, shape):
    places = placed(scene, values, shape)
    assert "\n".join([*shortages(places), *crossings(places)]) == ""
