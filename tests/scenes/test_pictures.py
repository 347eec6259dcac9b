"""No scene breaks a rule of a still picture, of motion or of time, whatever it is given."""

import pytest

from tests.scenes.inspecting import CASES, findings


@pytest.mark.parametrize(("name", "values", "shape", "look"), CASES)
def test_pictures_keep_to_the_standards(name, values, shape, look):
    assert findings(name, values, shape=shape, look=look) == []
