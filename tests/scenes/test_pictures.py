"""No scene breaks a rule of a still picture, of motion or of time, whatever it is given."""

import pytest

from tests.scenes.inspecting import CASES, findings

KNOWN = {
    "QuadraticVersusLog-steeper-square-light": ["overlap: “−0.998” and “2 (hat(y) - 1)” are 0.017"],
}
"""Of cases whose scene is to be laid out anew: what is found there, and nothing else."""


@pytest.mark.parametrize(("name", "values", "shape", "theme"), CASES)
def test_pictures_keep_to_the_standards(name, values, shape, theme, request):
    found = findings(name, values, shape=shape, theme=theme)
    known = KNOWN.get(request.node.callspec.id, [])
    assert [line for line in found if not any(part in line for part in known)] == []
    assert all(any(part in line for line in found) for part in known), "strike what is mended"
