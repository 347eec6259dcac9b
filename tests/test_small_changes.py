"""Changes that are one line each: made on a copy of the project, where all else follows.

The fourth one, a new scene, has a guide, which ``test_adding_a_scene.py`` follows.
"""

import json

import av
import numpy as np
import pytest

from stage.theme import DARK, LINE, TYPE, rgb, zones
from tests.project_copy import copy_project, run

SCENE = "SoftVersusHard"
SMALL = "-r 320,180 --fps 2"
LARGER, GREEN = 46.0, "#3FE08A"


def change(folder, file, before, after):
    """Replace the one line of a file that is ``before``."""
    lines = (folder / file).read_text(encoding="utf-8").splitlines()
    (at,) = (k for k, line in enumerate(lines) if line == before)
    lines[at : at + 1] = after
    (folder / file).write_text("\n".join(lines) + "\n", encoding="utf-8")


@pytest.fixture
def project(tmp_path):
    copy_project(tmp_path)
    return tmp_path


def answer_of(command, folder):
    answer = run(command, folder)
    assert answer.returncode == 0, answer.stdout + answer.stderr
    return answer.stdout


def findings(folder):
    answer_of(f"python render.py storyboard {SCENE} {SMALL}", folder)
    listed = (folder / f"media/storyboards/{SCENE}.json").read_text(encoding="utf-8")
    return json.loads(listed)["findings"]


def all_frames(folder):
    answer_of(f"python render.py {SCENE} {SMALL}", folder)
    with av.open(str(folder / f"media/clips/180p2/{SCENE}.mp4")) as video:
        return np.array([frame.to_ndarray(format="rgb24") for frame in video.decode(video=0)])


def words(folder):
    card = json.loads((folder / f"media/clips/180p2/{SCENE}.json").read_text(encoding="utf-8"))
    return [(beat["narration"], beat["says"]) for beat in card["beats"]]


def pixels_of(color, frames):
    """How many pixels are nearly of that colour."""
    return int((np.abs(frames / 255 - np.array(rgb(color))).max(axis=-1) < 0.06).sum())


def test_size_of_captions_is_one_line_and_stage_makes_room(project):
    change(
        project,
        "stage/theme.py",
        f"    caption: float = {TYPE.caption:g}",
        [f"    caption: float = {LARGER:g}"],
    )
    assert findings(project) == []
    told = "from stage.theme import zones; print(zones(16, 9).stage.bottom)"
    floor = float(answer_of(f"python -c '{told}'", project))
    assert floor - zones(16, 9).stage.bottom == pytest.approx(LINE * (LARGER - TYPE.caption))


def test_colour_of_a_role_is_one_line_and_no_words_name_it(project):
    before, card_before = all_frames(project), words(project)
    cat = DARK.classes[0]
    change(project, "stage/theme.py", f'        "{cat}",', [f'        "{GREEN}",'])
    after, card_after = all_frames(project), words(project)
    assert pixels_of(cat, before) > 100 * pixels_of(cat, after)
    assert pixels_of(GREEN, after) > 0.9 * pixels_of(cat, before)
    assert card_after == card_before
    assert findings(project) == []


def test_parameter_is_one_line_and_is_listed_read_and_checked(project):
    last = "    cold: Annotated[Positive, AfterValidator(_is_cold)] = 0.1"
    change(
        project,
        "scenes/soft_versus_hard/numbers.py",
        last,
        [last, "    patience: Positive = 2.5"],
    )
    assert "patience = 2.5" in answer_of("python render.py list", project)
    refused = run(f"python render.py {SCENE} --set patience=-1 {SMALL}", project)
    assert refused.returncode == 2
    assert "patience must be" in refused.stderr
    assert "-1" in refused.stderr
    answer_of(f"python render.py {SCENE} --set patience=4 --as patient {SMALL}", project)
    card = json.loads((project / "media/clips/180p2/patient.json").read_text(encoding="utf-8"))
    assert card["parameters"]["patience"] == 4
