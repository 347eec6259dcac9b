"""No scene breaks a rule of a still picture, whatever example it is given."""

import pytest

from rendering.inspection.watching import Inspector
from tests.scenes.inspecting import EXAMPLES, VARIANTS, findings


@pytest.mark.parametrize(("name", "values"), EXAMPLES)
def test_nothing_collides_leaves_or_is_too_small_or_faint(name, values):
    assert findings(name, values, Inspector(motion=False)) == []


@pytest.mark.parametrize(("name", "shape", "theme"), VARIANTS)
def test_nothing_collides_leaves_or_is_too_small_or_faint_in_any_shape_and_theme(
    name, shape, theme
):
    assert findings(name, {}, Inspector(motion=False), shape=shape, theme=theme) == []
