"""No scene breaks a rule of motion and time, whatever example it is given."""

import pytest

from rendering.inspection.watching import Inspector
from tests.scenes.inspecting import EXAMPLES, VARIANTS, findings


@pytest.mark.parametrize(("name", "values"), EXAMPLES)
def test_nothing_jumps_pops_flashes_crowds_or_goes_unread(name, values):
    assert findings(name, values, Inspector(layout=False)) == []


@pytest.mark.parametrize(("name", "shape", "theme"), VARIANTS)
def test_nothing_jumps_pops_flashes_crowds_or_goes_unread_in_any_shape_and_theme(
    name, shape, theme
):
    assert findings(name, {}, Inspector(layout=False), shape=shape, theme=theme) == []
