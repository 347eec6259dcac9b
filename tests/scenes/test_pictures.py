"""No scene breaks a rule of a still picture, of motion or of time, whatever it is given."""

import pytest

from tests.scenes.inspecting import CASES, findings


@pytest.mark.parametrize(("name", "values", "shape", "theme"), CASES)
def test_pictures_keep_to_the_standards(name, values, shape, theme):
    assert findings(name, values, shape=shape, theme=theme) == []
