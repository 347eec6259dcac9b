"""The function ``show``, which brings one clip up to date, as ``render.py`` does, and returns it.

The call is checked before anything is written. A wrong call raises an exception with one sentence.
This module does not know how a clip is displayed in a notebook (``clip`` does), nor how it is made.
"""

from __future__ import annotations

import os
import sys
import warnings
from inspect import Parameter, Signature, signature
from pathlib import Path
from typing import Any

from rendering.errors import CallError, ClipError, did_you_mean
from rendering.planning.fonts import read_font
from rendering.planning.inputs import Given, number_of_jobs, read_values
from rendering.planning.judge import judge
from rendering.planning.languages import read_language
from rendering.planning.manifest import Manifest
from rendering.planning.plan import Task, make_plan
from rendering.planning.settings import resolve_settings
from rendering.publishing.workspace import media_folder, require_writable
from rendering.running.execute import execute
from rendering.running.progress import Display
from rendering.running.report import INTERRUPTED, shown
from rendering.showing.clip import ShownClip
from scenes import PROGRAMME, Entry
from stage.language import ENGLISH
from stage.quoting import brief, quoted

__all__ = ["show"]

_HELP = """\
Show the clip of a scene, with values of your own; it is made first, unless it is up to date.

    from rendering.showing import show
    from scenes import LogitNudges

    show(LogitNudges, logits=[2.0, 1.0, 0.1], quality="l")

Parameters
----------
scene
    One of the programme. Its own parameters are lists, NumPy arrays, numbers and words; or text,
    as after render.py --set:

{scenes}
quality
    l, m, h, p or k: 480p15, 720p30, 1080p60, 1440p60 or 2160p60.
resolution, fps
    Another size, such as (1080, 1080), and another number of frames a second.
theme
    dark or light.
captions
    burned, or off: the stage has their room; subtitles are the same.
language
    en, de, or a file of translations (.po).
font
    A file (.ttf, .otf), for labels that the embedded fonts do not hold.
media_dir
    Where to publish it; what render.py has published there is found.
name
    What to call its files; else the scene's name, with 8 digits of its values.
jobs
    Processes, at most two per core; one per core by default.
force
    Make it also if it is up to date.
width
    How wide it is shown, in CSS pixels; else as wide as it is, and at most 960.

Returns
-------
ShownClip
    A notebook shows it where it is a cell's last value. Its card holds all numbers that were drawn.

Raises
------
CallError
    The call was wrong, in one sentence; nothing was written.
ClipError
    The clip could not be made.
"""

_SPELLINGS = {
    "-r 1920,1080": "resolution=(1920, 1080)",
    "-r W,H": "resolution=(W, H)",
    "--language": "language",
    "--font FILE": "font=FILE",
    "--font": "font",
    "--fps 30": "fps=30",
    "--fps N": "fps=N",
    "--as pets": 'name="pets"',
    "--media_dir media": 'media_dir="media"',
    "--media_dir": "media_dir",
    "-j 1": "jobs=1",
    "-j": "jobs",
}
"""The keyword arguments of ``show`` by the ``render.py`` options in messages; longer ones first."""


def show(scene: Entry, /, **given: Any) -> ShownClip:  # noqa: D103 (its docstring is _HELP)
    if not isinstance(scene, Entry):
        raise CallError(
            f"show takes a scene of the programme; got {brief(scene)}. "
            "Write from scenes import LogitNudges, then show(LogitNudges)."
        )
    names = scene.parameters_type().model_fields
    known = [*names, *_OPTIONS]
    for word in given:
        if word not in known:
            raise CallError(
                f"{scene.name} takes nothing called {brief(word)}."
                f"{did_you_mean(word, known)} It takes {', '.join(known)}."
            )
    values = {name: given.pop(name) for name in names if name in given}
    try:
        return _show(scene, values, **given)
    except (CallError, ClipError) as error:
        raise type(error)(_in_python(str(error))) from None


def _show(
    entry: Entry,
    values: dict[str, object],
    *,
    quality: str = "h",
    resolution: str | tuple[int, int] | None = None,
    fps: int | str | None = None,
    theme: str = "dark",
    captions: str = "burned",
    language: str | Path = "en",
    font: str | Path | None = None,
    media_dir: str | Path = "media",
    name: str | None = None,
    jobs: int | None = None,
    force: bool = False,
    width: int | None = None,
) -> ShownClip:
    if not isinstance(media_dir, str | os.PathLike):
        raise CallError(f"media_dir must name a folder; got {quoted(media_dir)}. Put it in quotes.")
    if font is not None and not isinstance(font, str | os.PathLike):
        raise CallError(f"font must name a file; got {quoted(font)}. Put it in quotes.")
    _require_width(width)
    own = None if font is None else read_font(Path(font))
    words = read_language(str(language), own)
    size = ",".join(map(str, resolution)) if isinstance(resolution, list | tuple) else resolution
    # Values are passed as text, so that an unknown value of any type is quoted in the message.
    settings = resolve_settings(
        str(quality),
        None if size is None else str(size),
        None if fps is None else str(fps),
        str(theme),
        str(captions),
        language=ENGLISH if words is None else words.code,
    )
    processes = number_of_jobs(None if jobs is None else str(jobs))
    media = media_folder(os.fspath(media_dir))
    given = Given(typed=read_values(values))
    tasks = make_plan(
        [entry],
        settings=settings,
        product="clip",
        given=given,
        published_as=None if name is None else str(name),
        font=own,
        language=words,
    )
    manifest = Manifest.read(media)
    if manifest.complaint is not None:
        warnings.warn(
            f"{shown(media / 'manifest.json')} is not believed, for {manifest.complaint}. "
            "It is set aside, and what it should vouch for is made anew.",
            stacklevel=3,
        )
    (task,) = tasks = judge(tasks, media, manifest, force=force)
    manifest.require_room([task.key])
    manifest.require_names({task.key: entry.name})
    require_writable(media)
    report = execute(tasks, media=media, manifest=manifest, display=_display(task), jobs=processes)
    if report.exit_code == INTERRUPTED:
        raise KeyboardInterrupt
    (outcome,) = report.outcomes
    if outcome.state == "FAILED":
        raise ClipError(outcome.line)
    return ShownClip.of(outcome, width)


def _require_width(width: object) -> None:
    if width is None:
        return
    if not isinstance(width, int) or isinstance(width, bool) or not 48 <= width <= 8192:
        raise CallError(
            "width must be a whole number of CSS pixels from 48 to 8192; "
            f"got {quoted(width)}. Leave it out for as wide as the clip."
        )


def _display(task: Task) -> Display:
    """Return a progress bar: below the cell of a notebook, otherwise on the terminal if any."""
    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    if getattr(shell, "kernel", None) is not None:
        from rendering.showing.bar import Bar  # imports IPython

        return Bar(task)
    return Display([task], lines=False)


def _in_python(sentence: str) -> str:
    """Replace the command-line options in an error message by the arguments of ``show``.

    >>> _in_python("fps must be so. Give another --fps N, such as --fps 30.")
    'fps must be so. Give another fps=N, such as fps=30.'
    """
    for option, keyword in _SPELLINGS.items():
        sentence = sentence.replace(option, keyword)
    return sentence


_OPTIONS = {
    name: option.replace(annotation=Parameter.empty)
    for name, option in signature(_show).parameters.items()
    if option.kind is Parameter.KEYWORD_ONLY
}


def _parameters_of(scene: Entry) -> str:
    """Return the parameters of a scene with their defaults, as written in Python."""
    fields = scene.parameters_type().model_fields.items()
    return ", ".join(
        f"{name}={list(field.default) if isinstance(field.default, tuple) else field.default!r}"
        for name, field in fields
    )


def _describe(function: Any) -> None:
    """Give ``show`` a signature with the parameters of all scenes, for completion and help."""
    own = {name for scene in PROGRAMME for name in scene.parameters_type().model_fields}
    function.__signature__ = Signature(
        [
            Parameter("scene", Parameter.POSITIONAL_ONLY),
            *(Parameter(name, Parameter.KEYWORD_ONLY, default=...) for name in sorted(own)),
            *_OPTIONS.values(),
        ]
    )
    lines = (f"    {scene.name}: {_parameters_of(scene)}" for scene in PROGRAMME)
    function.__doc__ = _HELP.format(scenes="\n".join(lines))


_describe(show)
