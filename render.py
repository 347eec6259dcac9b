"""The command line: reads a call, has ``rendering`` answer it, returns an exit code.

Knows no scene and no file format. A wrong call is refused in one sentence, with exit code 2,
before anything is written and without importing manim.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
import cloup

import scenes
from rendering.drawing.formats import FORMATS
from rendering.errors import CallError, ClipError, did_you_mean, nearest, one_line
from rendering.planning.fonts import read_font
from rendering.planning.inputs import (
    Given,
    number_of_jobs,
    read_assignments,
    read_grid,
    read_params_file,
)
from rendering.planning.judge import judge
from rendering.planning.languages import SHIPPED, code_of, read_language
from rendering.planning.manifest import Manifest
from rendering.planning.plan import Product, Task, choose, make_plan, parameters_of
from rendering.planning.settings import resolve_settings
from rendering.publishing.clean import clean as clean_media
from rendering.publishing.workspace import media_folder, require_writable
from rendering.running.report import DONE, FAILED, INTERRUPTED, Outcome, Report, shown
from rendering.voice.choice import VOICES
from stage.language import ENGLISH, Language, Wording, use_wording, words_put_back
from stage.quoting import brief, quoted

if TYPE_CHECKING:
    from rendering.exporting.published import Clip, WholeFilm
    from rendering.filming.films import Film
    from rendering.running.cluster import Cluster
    from stage.typesetting import Font

PROGRAM = "render.py"
WRONG_CALL = 2
LANGUAGES = (ENGLISH, *SHIPPED)

_TOLD_BY_NAME = 20
"""How many files are told by name: those that clean leaves, those that status was not asked for."""

F = TypeVar("F", bound=Callable[..., Any])


def main(argv: Sequence[str] | None = None) -> int:
    """Answer one call; the exit code is the answer in short."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    command, rest = _command_of(arguments)
    name = PROGRAM if command is make else f"{PROGRAM} {command.name}"
    code = WRONG_CALL
    try:
        _require_text(arguments)
        with words_put_back():
            return int(command.main(rest, prog_name=name, standalone_mode=False, obj=rest))
    except CallError as error:
        message = str(error)
    except ClipError as error:
        message, code = str(error), FAILED
    except click.NoSuchOption as error:
        message = f"{_no_such_option(error)} See {name} --help."
    except click.UsageError as error:
        message = f"{brief(error.format_message(), 160)} See {name} --help."
    except click.Abort:
        return INTERRUPTED
    # What a message repeats of a call is short and printable already; this is for what forgot it.
    print(f"{PROGRAM}: {brief(message, 800)}", file=sys.stderr)
    return code


_MEANT = {
    "-r 1080,1080": ("square",),
    "-r 1080,1920": ("tall", "portrait", "vertical", "phone"),
    "-r 1920,1080": ("wide", "landscape", "size", "width", "height", "dimensions"),
    "-q k": ("4k", "uhd", "2160p"),
    "-q h": ("hd", "fullhd", "1080p", "high"),
    "-q m": ("720p", "medium"),
    "-q l": ("480p", "low", "draft", "fast", "quick"),
    "--theme light": ("light", "white", "bright"),
    "--theme dark": ("dark", "black"),
    "--captions off": ("nocaptions", "subtitles", "nosubtitles"),
    "--language de": ("german", "deutsch", "lang", "locale", "translation", "catalogue"),
    "--as NAME": ("name", "output", "outputfile", "out"),
    "--params FILE.toml": ("config", "file", "course"),
    "--media_dir DIR": ("outputdir", "dir", "folder"),
    "--format mp4": ("mp4",),
    "--format gif": ("gif",),
    "--format webm": ("webm",),
    "--format webp": ("webp",),
    "-s": ("still", "image", "lastframe"),
    "-p": ("open", "show", "play"),
    "-j N": ("threads", "workers", "cores", "processes", "parallel"),
    "--force": ("overwrite", "again"),
    "--progress_bar none": ("quiet", "silent"),
    "--voice hibari": ("speak", "spoken", "audio", "sound", "narration", "tts", "speech"),
    "--voice-speed 0.9": ("speed", "rate", "pace"),
}
"""What is written here for what other programs, or common sense, have an option for."""


def _no_such_option(error: click.NoSuchOption) -> str:
    """What is wrong with an option, and what may have been meant."""
    command = error.ctx.command if error.ctx is not None else make
    remedy = _remedy(error.option_name.lstrip("-"), command)
    return f"No such option {quoted(error.option_name)}.{remedy and f' {remedy}'}"


def _remedy(word: str, command: click.Command) -> str:
    options = {name for option in command.params for name in option.opts}
    takes_values = "--set" in options
    parameters = {
        name for entry in scenes.PROGRAMME if takes_values for name in parameters_of(entry) or ()
    }
    plain = word.lower().replace("-", "").replace("_", "")
    for written, meant in _MEANT.items():
        if plain in meant and written.split()[0] in options:
            return f"Write {written}."
    for name, written in (
        *((name, f"{PROGRAM} {name}") for name in COMMANDS),
        *((kind, f"{PROGRAM} export {kind}") for kind in _EXPORTS),
        *((entry.name, f"{PROGRAM} {entry.name}") for entry in scenes.PROGRAMME),
    ):
        if plain == name.lower():
            return f"Write {written}, without dashes."
    near = nearest(word, {name for name in options if name[:2] == "--"} | parameters, least=0.6)
    if near in parameters:
        return f"{near} is a parameter of scenes: write --set {near}=VALUE."
    return f"Did you mean {near}?" if near else ""


def _require_text(arguments: Sequence[str]) -> None:
    for word in arguments:
        if any(character == "\0" or "\ud800" <= character <= "\udfff" for character in word):
            raise CallError(
                f"a call must be written in text, encoded in UTF-8; got {quoted(word)}. "
                "Rename the file or folder, if it is one."
            )


# --- Options, in the groups in which --help shows them --------------------------------------------


def _font(told: str) -> Callable[[F], F]:
    return cloup.option("--font", metavar="FILE", type=click.Path(path_type=Path), help=told)


_language = cloup.option(
    "--language", default=ENGLISH, metavar=f"[{'|'.join(LANGUAGES)}|FILE.po]",
    help=f"In which all is written and said (docs/languages.md).  [default: {ENGLISH}]",
)  # fmt: skip


def _picture_options(*, wanted: bool) -> list[Any]:
    """How pictures look: those that are ``wanted``, so with defaults, or those that there are."""
    usual = "  [default: h; 704x396 at 15 for gif and webp]" if wanted else ""
    return [
        cloup.option("-q", "--quality", metavar="[l|m|h|p|k]",
                     help=f"480p15, 720p30, 1080p60, 1440p60 or 2160p60.{usual}"),
        cloup.option("-r", "--resolution", metavar="W,H", help="Size in pixels, in place of -q's."),
        cloup.option("--fps", metavar="N", help="Frames a second, in place of -q's."),
        cloup.option("--theme", default="dark", metavar="[dark|light]", show_default=wanted,
                     help="The colours, for a dark or a light room."),
        cloup.option("--captions", default="burned", metavar="[burned|off]", show_default=wanted,
                     help="Off: the stage has their room; subtitles are the same."),
        _language,
    ]  # fmt: skip


def _kind_options(*, wanted: bool) -> list[Any]:
    return [
        cloup.option("--format", "file_format", default="mp4", metavar="KIND", show_default=wanted,
                     help=f"Kind of file: {', '.join(FORMATS)} (png: the last frame)."),
        cloup.option("-t", "--transparent", is_flag=True,
                     help="Nothing behind what is drawn, whose colours stay those of the theme; "
                     "for webm, mov, webp and png."),
    ]  # fmt: skip


_picture, _kind = _picture_options(wanted=True), _kind_options(wanted=True)
_parts = [
    cloup.option("--beat", metavar="NAME",
                 help="Only this beat, by its name, how the name begins, or its number."),
    cloup.option("--sections", is_flag=True, help="Also each beat as a clip of its own."),
]  # fmt: skip
_speaking = [
    cloup.option("--voice", metavar="NAME",
                 help=f"Have the clips speak: {', '.join(VOICES)} (docs/voice.md tells of each)."),
    cloup.option("--voice-files", metavar="PATH", type=click.Path(path_type=Path),
                 help="The folder of your recordings, one a beat, or piper's model."),
    cloup.option("--voice-speed", metavar="X", help="How fast it speaks, from 0.5 to 2.  "
                 "[default: 1]"),
]  # fmt: skip
_example = [
    cloup.option("--set", "assignments", multiple=True, metavar="NAME=VALUE",
                 help="Change a parameter, as in logits=2,1,0.1, labels=cat,dog or target=dog; "
                 "NAME=@file reads .json, .csv or .npy. May be repeated. If no SCENE is named, it "
                 "is for every scene that has such a parameter."),
    cloup.option("--params", "params_file", metavar="FILE.toml", type=click.Path(path_type=Path),
                 help="Parameters from a file: NAME = VALUE lines for every scene that has them, "
                 "and in a [SceneName] table for one; as = NAME names all of it. Each of several "
                 "[[example]] or [[SceneName]] tables makes a clip of its own."),
    cloup.option("--grid", "grids", multiple=True, metavar="NAME=V1,V2,...",
                 help="A clip for each of these values, as in nudge=0.2,0.4 or "
                 "logits=[1,2],[2,1]. Repeated: for each combination."),
    cloup.option("--as", "published_as", metavar="NAME",
                 help="What to call a clip of your own; NAME-Scene if no SCENE, or several, are "
                 "named. Else it is called Scene-<8 digits>."),
]  # fmt: skip
_values = [
    *_example,
    _font("A .ttf or .otf, or the first of a .ttc, for labels that the embedded fonts do not hold, "
          "as in labels=猫,狗."),
]  # fmt: skip
_media_dir = cloup.option(
    "--media_dir", default="media", show_default=True, metavar="DIR",
    callback=lambda _context, _option, typed: media_folder(typed), help="Where to publish.",
)  # fmt: skip
_json = cloup.option("--json", "as_json", is_flag=True, help="Answer in JSON on standard output.")
_jobs = cloup.option("-j", "--jobs", metavar="N",
                     help="Processes, at most two per core.  [default: one per core]")  # fmt: skip
_running = [
    _media_dir,
    _jobs,
    cloup.option("--cluster", metavar="ADDRESS", help="Have a Dask cluster make the clips."),
    *(
        cloup.option(f"--tls-{what}", metavar="FILE", type=click.Path(path_type=Path),
                     help=f"{text}, for an encrypted cluster (tls://HOST:PORT).")
        for what, text in (
            ("ca-file", "The authority that signed all certificates"),
            ("cert", "This machine's certificate"),
            ("key", "The key of --tls-cert"),
        )
    ),
    cloup.option("--force", is_flag=True, help="Make also what is up to date."),
    cloup.option("--fail-fast", is_flag=True, help="Stop at the first scene that fails."),
    cloup.option("--dry_run", is_flag=True, help="Say what would be made, and make nothing."),
    cloup.option("--progress_bar", type=click.Choice(["display", "none"]),
                 help="Progress, drawn on standard error.  [default: display; none with --json]"),
    _json,
    cloup.option("-v", "--verbosity", default="WARNING", show_default=True,
                 type=click.Choice(["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"], False),
                 help="How much manim logs; DEBUG shows tracebacks."),
    cloup.option("-p", "--preview", is_flag=True, help="Open what was made."),
    # For watch: clips that have failed already.
    cloup.option("--without", multiple=True, metavar="CLIP", hidden=True),
]  # fmt: skip


def _making(*picture: Any, run: Sequence[Any] = _running) -> Callable[[F], F]:
    """All that commands take which make something out of scenes, or tell about it."""

    def decorate(function: F) -> F:
        for decorator in (
            cloup.argument("words", metavar="[SCENE]...", nargs=-1),
            cloup.option_group("Picture", *_picture, *picture),
            cloup.option_group("Your own example", *_values),
            cloup.option_group("Run", *run),
        )[::-1]:
            function = decorator(function)
        return function

    return decorate


class _WithCommands(cloup.Command):
    """The command without a name; its help also lists those that have one."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        rows = [(name, command.get_short_help_str(80)) for name, command in COMMANDS.items()]
        with formatter.section(f"Commands, each with its own --help ({PROGRAM} COMMAND ...)"):
            formatter.write_dl(rows)


# --- Commands -------------------------------------------------------------------------------------


@cloup.command("render", cls=_WithCommands)
@_making(
    *_kind,
    *_parts,
    *_speaking,
    cloup.option(
        "-s", "--save_last_frame", "still", is_flag=True, help="Only the last frame, as PNG."
    ),
)
def make(still: bool, **options: Any) -> int:
    """Bring the clips of these scenes up to date; of all, if none is named.

    Each is published with subtitles, a poster and a card of its numbers. Exit code 0: all is up
    to date; 1: a scene failed, the others are up to date; 2: the call was wrong.
    """
    product, options = _product_of(still, options)
    return _make(product, commands=COMMANDS, **options)


def _product_of(still: bool, options: dict[str, Any]) -> tuple[Product, dict[str, Any]]:
    """What is to be made, where ``-s`` and ``--format png`` are two names of one thing."""
    file_format = options["file_format"]
    if not still and file_format != "png":
        return "clip", options
    if still and file_format not in ("png", "mp4"):
        raise CallError(
            f"-s is the last frame, a png; got --format {quoted(file_format)}. Leave out one."
        )
    if options["beat"] is not None or options["sections"]:
        raise CallError(
            "a still is the last frame of a clip, so it is of no beat. "
            "Leave out --beat and --sections; render.py storyboard shows the end of each beat."
        )
    return "still", options | {"file_format": "png"}


@cloup.command("storyboard")
@_making(
    cloup.option(
        "--allowed", is_flag=True, help="List the rules that parts need not keep to, and why."
    ),
)
def storyboard(allowed: bool, **options: Any) -> int:
    """One contact sheet a scene: the last frame of each beat, timed, and what is wrong with it."""
    return _make("storyboard", allowed=allowed, **options)


@cloup.command("film")
@_making(*_speaking)
@cloup.option_group(
    "Film",
    cloup.option("--chapters", metavar="N,N-N",
                 help="Of these chapters alone, by their numbers, as in 1,3-4."),
    cloup.option("--scenes", "listed", metavar="SCENE,...", help="Of these scenes alone."),
    cloup.option("--no-render", is_flag=True,
                 help="Of the clips as they are; say which are not up to date, and make none."),
)  # fmt: skip
def film(chapters: str | None, listed: str | None, no_render: bool, **options: Any) -> int:
    """All clips as one video, with chapter marks and subtitles.

    And with a transcript and a text for video sites. Clips that are not up to date are made first;
    their pictures are not encoded again. With --set or --params: the film of your own example. Exit
    code 0: the film is up to date; 1: a clip failed, or is not up to date with --no-render; 2: the
    call was wrong.
    """
    began = time.monotonic()
    media, as_json = options["media_dir"], options["as_json"]
    tasks, wanted = _filmed(chapters, listed, options)
    where = _cluster(*(options[name] for name in ("cluster", "tls_ca_file", "tls_cert", "tls_key")))
    _require_voice_on(where, tasks, options["voice"])
    how = {
        "jobs": number_of_jobs(options["jobs"]),
        "cluster": where,
        "fail_fast": options["fail_fast"],
        "verbosity": options["verbosity"],
        "began": began,
    }
    force = options["force"]
    tasks, manifest = _judged(tasks, media, force=force and not no_render)
    if options["dry_run"]:
        return _tell_film(wanted, tasks, media, manifest, as_json)
    if no_render:
        report = Report([Outcome.before(task) for task in tasks], 0.0)
        ready = all(task.state == "UP_TO_DATE" for task in tasks)
    else:
        report = _executed(
            tasks, manifest, media, progress_bar=options["progress_bar"], as_json=as_json, **how
        )
        ready = report.exit_code == DONE
    if not ready:
        if as_json:
            _print_json(report.as_json() | {"film": None})
        else:
            if no_render:
                _tell_plan([task for task in tasks if task.state != "UP_TO_DATE"], media, as_json)
            else:
                print(report.summary)
            print(f"{wanted.name} is not made, since it needs all of its clips.")
        return report.exit_code or FAILED

    from rendering.filming.contents import told_length
    from rendering.filming.make import make_film

    require_writable(media)
    filmed = make_film(wanted, media, scenes.PROGRAMME, force=force)
    video = filmed.files[".mp4"]
    if as_json:
        told = {
            "name": wanted.name,
            "state": filmed.state,
            "reasons": list(filmed.reasons),
            "video": str(video.absolute()),
            "length": filmed.frames / wanted.settings.fps,
            "seconds": round(filmed.seconds, 3),
        }
        seconds = round(time.monotonic() - began, 3)
        _print_json(report.as_json() | {"film": told, "seconds": seconds})
    else:
        much = told_length(len(wanted.clips), filmed.frames / wanted.settings.fps)
        size = f"{video.stat().st_size / 1e6:.1f} MB"
        done = (
            "is up to date" if filmed.state == "UP_TO_DATE" else f"made in {filmed.seconds:.1f} s"
        )
        print(f"{shown(video)}: {much}, {size}; {done}.")
    if options["preview"]:
        _open([video])
    return DONE


def _tell_film(
    wanted: Film, tasks: Sequence[Task], media: Path, manifest: Manifest, as_json: bool
) -> int:
    """What would be made of clips and of their film."""
    from rendering.filming.films import judge_film

    states = {task.key: task.state for task in tasks}
    state, reasons = judge_film(wanted, media, manifest, scenes.PROGRAMME, states)
    if as_json:
        report = Report([Outcome.before(task) for task in tasks], 0.0)
        told = {"name": wanted.name, "state": state, "reasons": reasons}
        _print_json(report.as_json() | {"film": told})
        return report.exit_code
    code = _tell_plan(tasks, media, as_json)
    place = shown(wanted.places(media)[".mp4"])
    print(f"{wanted.name}: {place}: {state}{', ' if reasons else ''}{'; '.join(reasons)}")
    return code


def _filmed(
    chapters: str | None, listed: str | None, options: dict[str, Any]
) -> tuple[list[Task], Film]:
    """The clips of a film, and what it is."""
    from rendering.filming.films import chosen_chapters, film_of

    words = [*options["words"], *(word.strip() for word in (listed or "").split(",") if listed)]
    if chapters is not None and words:
        raise CallError(
            "--chapters and scenes both say which clips a film is made of; got both. Leave out one."
        )
    asked = {name: options[name] for name in _ASKED if name in options} | {"words": words}
    has_values = bool(asked["assignments"] or asked["params_file"] or asked["grids"])
    # Without values of one's own --as names the film alone, and its clips are the usual ones.
    called = asked["published_as"]
    chosen = chosen_chapters(chapters, scenes.PROGRAMME) if chapters is not None else None
    asked |= {"published_as": called if has_values else None, "chapters": chosen}
    tasks = _planned("clip", **asked)
    if not tasks:
        raise CallError(
            "a film is made of clips; no scene that was chosen takes these values. "
            "Leave out --chapters, or some of the values."
        )
    (settings,) = {task.settings for task in tasks}
    return tasks, film_of(tasks, scenes.PROGRAMME, settings, called)


@cloup.command("script")
@cloup.argument("words", metavar="[SCENE]...", nargs=-1)
@_language
@cloup.option_group("Your own example", *_values)
@cloup.option_group("Run", *_running)
def script(**options: Any) -> int:
    """What is to be spoken, beat by beat, and what recordings of it are to be called."""
    return _make("script", **_ANY_PICTURE | options)


@cloup.command("catalogue")
@cloup.argument("words", metavar="[SCENE]...", nargs=-1)
@cloup.option("--language", metavar="FILE.po", required=True,
              help="Its file, called by the code of its language, such as fr.po.")  # fmt: skip
@cloup.option_group("Your own example", *_values)
def catalogue(language: str, **options: Any) -> int:
    """All texts of the scenes in a catalogue for translators; what is translated stays."""
    path = Path(language)
    if path.suffix != ".po":
        raise CallError(
            f"catalogue writes a PO file; got {quoted(language)}. Give --language FILE.po, called "
            "by the code of its language, such as fr.po."
        )
    code = code_of(path)
    tasks = _planned("script", **_ANY_PICTURE | options)

    from rendering.filming.contents import texts_of_films
    from rendering.running.catalogue import texts_of, update

    texts = texts_of(tasks, code, texts_of_films(scenes.PROGRAMME))
    done = update(path, code, texts, [entry.name for entry in scenes.PROGRAMME])
    print(
        f"{shown(path)}: {done.entries} entries, {done.new} of them new, "
        f"{done.untranslated} without a translation."
    )
    return DONE


@cloup.command("list")
@_json
def list_scenes(as_json: bool) -> int:
    """The programme: scenes, titles, lengths, beats, parameters."""
    if as_json:
        _print_json([_described(entry) for entry in scenes.PROGRAMME])
        return DONE
    chapter = None
    for entry in scenes.PROGRAMME:
        if entry.chapter != chapter:
            chapter = entry.chapter
            print(f"{chapter}\n")
        if entry.beats:
            print(f"  {entry.name}: {entry.title} ({entry.seconds:g} s)")
            print(f"    beats: {', '.join(entry.beats)}")
        else:
            print(f"  {entry.name}: {entry.title}")
            print(f"    not played yet: python -m rendering.inspection.lengths {entry.name}")
        described = _described(entry)
        for name, value in described["parameters"].items():
            print(f"    {name} = {_as_typed(value)}")
        if "error" in described:
            print(f"    cannot be read: {described['error']}")
        print()
    return DONE


@cloup.command("status")
@_making(
    *_kind,
    *_parts,
    *_speaking,
    run=[
        _media_dir,
        cloup.option("--why", is_flag=True, help="Reasons down to the field, the row, the module."),
        _json,
    ],
)
def status(media_dir: Path, why: bool, as_json: bool, **options: Any) -> int:
    """Which clips are up to date, missing or stale, and what changed."""
    product, options = _product_of(False, options)
    tasks = _planned(product, **options)
    manifest = _manifest(media_dir)
    tasks = judge(tasks, media_dir, manifest, why=why)
    films = [] if options["words"] else list(_status_of_films(tasks, media_dir, manifest))
    if as_json:
        _print_json({"scenes": [_status_of(task) for task in tasks], "films": films})
        return DONE
    for task in tasks:
        print(f"{task.name}: {task.state}")
        for reason in task.reasons:
            print(f"  {reason}")
    for film_status in films:
        print(f"film {film_status['name']}: {film_status['state']}")
        for reason in film_status["reasons"]:
            print(f"  {reason}")
    told = {task.key for task in tasks}
    others = [
        key
        for key, record in sorted(manifest.records.items())
        if record.product == "clip" and not record.beat and key not in told
    ]
    if others and not options["words"]:
        print(
            f"Published besides: {', '.join(others[:_TOLD_BY_NAME])}"
            f"{f' and {len(others) - _TOLD_BY_NAME} more' if len(others) > _TOLD_BY_NAME else ''}. "
            f"{PROGRAM} verify --rerender says whether they are up to date."
        )
    return DONE


def _status_of(task: Task) -> dict[str, Any]:
    return {
        "name": task.entry.name,
        "clip": task.name,
        "state": task.state,
        "reasons": list(task.reasons),
    }


def _status_of_films(
    tasks: Sequence[Task], media: Path, manifest: Manifest
) -> Iterator[dict[str, Any]]:
    """The films that there are at the size that was asked for."""
    if not any(record.product == "film" for record in manifest.records.values()):
        return

    from rendering.filming.films import judge_film, published_films

    states = {task.key: task.state for task in tasks}
    sizes = {task.settings.folder for task in tasks}
    own = next((task.language for task in tasks if task.language is not None), None)
    for film in published_films(manifest, scenes.PROGRAMME, sizes, own):
        state, reasons = judge_film(film, media, manifest, scenes.PROGRAMME, states)
        yield {"name": film.name, "state": state, "reasons": reasons}


@cloup.command("verify")
@cloup.argument("words", metavar="[SCENE]...", nargs=-1)
@cloup.option_group(
    "Only what is published so; else all",
    *_picture_options(wanted=False),
    *_kind_options(wanted=False),
)
@cloup.option_group(
    "Run",
    cloup.option("--rerender", is_flag=True, help="Also make all of it again, compare frames."),
    cloup.option("--pixels", is_flag=True, help="Also measure pictures against their numbers."),
    _font("The font of the labels in what is to be made again, if some need one."),
    cloup.option(
        "--voice-files",
        metavar="PATH",
        type=click.Path(path_type=Path),
        help="The files of the voice of what is to be made again, if it needs some.",
    ),
    _media_dir,
    _jobs,
    _json,
)
def verify(
    words: Sequence[str],
    rerender: bool,
    pixels: bool,
    font: Path | None,
    voice_files: Path | None,
    media_dir: Path,
    jobs: str | None,
    as_json: bool,
    **picture: Any,
) -> int:
    """Whether what is published is whole; exit code 1 if anything is wrong with it."""
    from rendering.publishing.verify import Finding
    from rendering.publishing.verify import verify as verify_files
    from rendering.running.pool import default_jobs
    from rendering.running.rerender import compare_with_new_render

    entries = choose(scenes.PROGRAMME, words)
    processes = number_of_jobs(jobs) or default_jobs()
    if font is not None and not rerender:
        raise CallError("--font is for what is made again. Give --rerender as well.")
    if voice_files is not None and not rerender:
        raise CallError("--voice-files is for what is made again. Give --rerender as well.")
    own = read_font(font) if font is not None else None
    manifest = Manifest.read(media_dir)
    findings: list[Finding] = []

    def tell(finding: Finding) -> None:
        findings.append(finding)
        if not as_json:
            print(f"{finding.file} {finding.problem}", flush=True)

    sizes = _sizes(picture, manifest)
    named = [entry.name for entry in entries] if words else None
    for finding in verify_files(media_dir, manifest, named, sizes):
        tell(finding)
    if rerender:
        require_writable(media_dir)
        for finding in compare_with_new_render(
            media_dir,
            manifest,
            entries,
            jobs=processes,
            sizes=sizes,
            font=own,
            voice_files=voice_files,
            language=read_language(picture["language"]),
        ):
            tell(finding)
    measured = []
    if pixels:
        from rendering.inspection.pixels import LARGEST
        from rendering.publishing.verify import measure_pixels
        from stage.numbers import to_json

        for found in measure_pixels(media_dir, manifest, named, sizes):
            if isinstance(found, Finding):
                tell(found)
                continue
            file, largest = found.file, found.largest
            off = largest.pixels if largest else 0.0
            measured.append(
                {"file": file, "measured": found.count, "largest_deviation": to_json(off)}
            )
            if not as_json:
                print(f"{file}: {found.count} measured, at most {off:.2f} pixels off", flush=True)
            if largest and off > LARGEST:
                where = f"is {off:.2f} pixels off its number {largest.number}"
                tell(Finding(file, f"{where} in frame {largest.frame}"))
    if as_json:
        told = [{"file": f.file, "problem": f.problem} for f in findings]
        _print_json({"findings": told} | ({"measured": measured} if pixels else {}))
    else:
        print(f"{len(findings)} found." if findings else "All is as it was published.")
    return FAILED if findings else DONE


@cloup.command("watch")
@_making(*_kind, *_parts, *_speaking)
def watch(**options: Any) -> int:
    """Bring the clips up to date as files change, small ones first, until Ctrl-C."""
    from rendering.running.watch import watch as watch_files

    if options["as_json"] or options["dry_run"] or options["force"]:
        raise CallError("watch goes on and tells people; leave out --json, --dry_run and --force.")
    _planned("clip", **{name: options[name] for name in _ASKED})
    number_of_jobs(options["jobs"])
    require_writable(options["media_dir"])
    arguments = click.get_current_context().obj
    tell = partial(print, flush=True)
    return watch_files(Path(__file__).parent, arguments, tell, also=options["font"])


_EXPORTS = ("gallery", "handout", "slides", "snippets")


@cloup.command("export")
@cloup.argument("kind", metavar="|".join(_EXPORTS), required=False, default="")
@cloup.argument("words", metavar="[CLIP]...", nargs=-1)
@cloup.option_group(
    "Only clips that are published so; else the largest of each, a silent one if there is one",
    *_picture_options(wanted=False),
    cloup.option("--voice", metavar="NAME", help=f"Spoken by {', '.join(VOICES)}."),
)
@cloup.option_group("Only your own example, given as when its clips were made", *_example)
@cloup.option_group(
    "Run",
    _font("With the letters of labels that the embedded fonts do not hold."),
    cloup.option(
        "--paths",
        metavar="PREFIX",
        help="For snippets: what stands before the files' names, a folder or an address. "
        " [default: the files are copied beside the texts]",
    ),
    cloup.option(
        "--descriptions",
        is_flag=True,
        help="For a handout: also each clip in words, for those who cannot see pictures.",
    ),
    cloup.option(
        "--address",
        metavar="URL",
        help="For a gallery: where its folder will be found in the web, for places that show a "
        "link with a picture.",
    ),
    cloup.option(
        "--link",
        is_flag=True,
        help="Give the clips' files a second name in place of copying them, to save space; who "
        "changes one then changes the published one, too.",
    ),
    _media_dir,
    _json,
)
def export(
    kind: str,
    words: Sequence[str],
    assignments: Sequence[str],
    params_file: Path | None,
    grids: Sequence[str],
    published_as: str | None,
    font: Path | None,
    paths: str | None,
    descriptions: bool,
    address: str | None,
    link: bool,
    media_dir: Path,
    as_json: bool,
    **picture: Any,
) -> int:
    """Make of published clips what pages, handouts, slides and lectures take.

    Of all, or of those that are named: by their scene, or as --as has called them. With --set,
    --params or --as: of the clips that render.py makes with these, of all scenes or of those named.
    """
    from rendering.exporting.gallery import base_of
    from rendering.exporting.handout import unheld
    from rendering.exporting.kinds import EXPORTS, MISSING
    from rendering.exporting.kinds import export as make_export
    from rendering.exporting.published import published_clips, published_film, require_values
    from rendering.exporting.snippets import prefix_of

    if kind not in _EXPORTS:
        got = f"got {quoted(kind)}.{did_you_mean(kind, _EXPORTS)}" if kind else "got nothing."
        raise CallError(
            f"export makes one of {', '.join(_EXPORTS)}; {got} "
            f"Write {PROGRAM} export {_EXPORTS[0]}, for example."
        )
    has_values = bool(assignments or params_file or grids)
    if font is not None and kind != "handout" and not has_values:
        raise CallError(
            f"--font is for a handout; got it for {kind}, which is shown in the fonts of whoever "
            "looks at it. Leave it out."
        )
    if paths is not None and kind != "snippets":
        raise CallError(f"--paths is for snippets; got it for {kind}. Leave it out.")
    if descriptions and kind != "handout":
        raise CallError(f"--descriptions is for a handout; got it for {kind}. Leave it out.")
    if address is not None and kind != "gallery":
        raise CallError(f"--address is for a gallery; got it for {kind}. Leave it out.")
    own = read_font(font) if font is not None else None
    base = base_of(address) if address is not None else ""
    prefix = prefix_of(paths) if paths is not None else None
    tasks = None
    if has_values:
        tasks = _planned(
            "clip",
            **_ANY_PICTURE,
            words=words,
            assignments=assignments,
            params_file=params_file,
            grids=grids,
            published_as=published_as,
            font=font,
        )
    require_writable(media_dir)
    dark = "theme" in _typed(picture) and picture["theme"] == "dark"
    language = read_language(picture["language"])
    paper, worded = _Paper(media_dir, own, language), Wording(language)
    use_wording(worded)

    def choose() -> list[Clip]:
        manifest = paper.manifest = _manifest(media_dir)
        clips = published_clips(
            media_dir,
            manifest,
            {entry.name: worded.shared(entry.chapter) for entry in scenes.PROGRAMME},
            names=_names(words, published_as, tasks, manifest),
            sizes=_sizes(picture, manifest),
        )
        if tasks is not None:
            require_values(clips, tasks)
        return clips

    def find_film() -> WholeFilm | None:
        """That of all clips, for a gallery of all clips."""
        if words or published_as is not None or tasks is not None:
            return None
        return published_film(media_dir, paper.manifest, _sizes(picture, paper.manifest))

    options: dict[str, dict[str, Any]] = {
        "handout": {
            "font": own if kind == "handout" else None,
            "draw": paper.draw,
            "as_published": dark,
            "descriptions": descriptions,
        },
        "snippets": {"paths": prefix},
        "gallery": {"base": base, "film": find_film},
    }
    make_files = partial(EXPORTS[kind], **options.get(kind, {}))
    clips, exported = make_export(
        kind,
        media_dir,
        choose,
        make_files,
        depends_on=(own, prefix, base, descriptions, dark),
        # What could not be drawn is tried again next time.
        lasts=lambda: not paper.not_drawn,
        link=link,
    )
    for name, reason in paper.not_drawn.items():
        print(
            f"{PROGRAM}: the pictures of {name} are not drawn for paper, since {reason}; published "
            "ones are taken instead, light ones if there are any. Make the clip anew, or one with "
            "--theme light, then export again.",
            file=sys.stderr,
        )
    unheld_ones = unheld(clips, own) if kind == "handout" else ""
    if unheld_ones:
        print(
            f"{PROGRAM}: the handout has \N{REPLACEMENT CHARACTER} in place of what its fonts do "
            f"not hold: {brief(' '.join(unheld_ones))}. Give one that does with --font FILE.",
            file=sys.stderr,
        )
    if as_json:
        told = {"written": exported.written, "unchanged": exported.unchanged}
        _print_json({"folder": str(exported.folder), **told, "removed": exported.removed})
    else:
        count = f"{len(exported.written)} written, {len(exported.unchanged)} as they were"
        taken = Counter(clip.video.parent.name for clip in clips)
        of_clips = ", ".join(f"{number} at {size}" for size, number in taken.items())
        print(f"{shown(exported.folder)}: clips: {of_clips}; files: {count}.")
        if kind in MISSING and (missing := MISSING[kind]()) is not None:
            print(missing)
    return DONE


def _names(
    words: Sequence[str],
    published_as: str | None,
    tasks: Sequence[Task] | None,
    manifest: Manifest,
) -> list[str]:
    """What the clips to export are called; nothing for all."""
    if tasks is not None:
        return [task.name for task in tasks]
    if published_as is None:
        return list(words)
    chosen = {entry.name for entry in choose(scenes.PROGRAMME, words)}
    return manifest.called(published_as, chosen) or [published_as]


class _Paper:
    """What draws the pictures of a handout, and of which clips it could not, with the reason."""

    def __init__(self, media: Path, font: Font | None, language: Language | None) -> None:
        self.not_drawn: dict[str, str] = {}
        self.manifest = Manifest()
        self._media, self._font, self._language = media, font, language

    def draw(self, clips: Sequence[Clip]) -> dict[str, list[bytes]]:
        from rendering.running.ends import draw_ends

        names = {
            clip.video.relative_to(self._media).with_suffix("").as_posix(): clip.name
            for clip in clips
        }
        ends = draw_ends(
            self._media, self.manifest, scenes.PROGRAMME, list(names), self._font, self._language
        )
        self.not_drawn = {names[key]: reason for key, reason in ends.reasons.items()}
        return {names[key]: pictures for key, pictures in ends.pictures.items()}


_SAYS = {
    "quality": ("width", "height", "fps"),
    "resolution": ("width", "height"),
    "fps": ("fps",),
    "theme": ("theme",),
    "captions": ("captions",),
    "language": ("language",),
    "voice": ("voice",),
    "file_format": ("format",),
    "transparent": ("transparent",),
}
"""Of each option of pictures, the settings that it says something of."""


def _sizes(picture: dict[str, Any], manifest: Manifest) -> set[str] | None:
    """The folders of what a call names, if it names any: only what it says counts, as typed."""
    typed = _typed(picture)
    if not typed:
        return None
    code = _code_of(read_language(picture["language"]))
    settings = resolve_settings(**picture | {"language": code})
    wanted = {what: getattr(settings, what) for name in typed for what in _SAYS[name]}
    return {settings.folder} | {
        key.split("/")[1]
        for key, record in manifest.records.items()
        if wanted.items() <= {"language": ENGLISH, **record.description["settings"]}.items()
    }


def _typed(options: Iterable[str]) -> list[str]:
    source = click.get_current_context().get_parameter_source
    return [name for name in options if source(name) is click.core.ParameterSource.COMMANDLINE]


@cloup.command("clean")
@_media_dir
def clean(media_dir: Path) -> int:
    """Remove what was published, as it was published, and whatever runs have left."""
    cleaned = clean_media(media_dir)
    by_folder = Counter((media_dir / name).parent for name in cleaned.removed)
    for folder, count in sorted(by_folder.items()):
        print(f"removed {count} from {shown(folder)}")
    for name, reason in islice(cleaned.left.items(), _TOLD_BY_NAME):
        print(f"left {brief(shown(media_dir / name))}, which {reason}")
    if len(cleaned.left) > _TOLD_BY_NAME:
        print(f"left {len(cleaned.left) - _TOLD_BY_NAME} more")
    return DONE


@cloup.command("doctor")
@_media_dir
@_json
def doctor(media_dir: Path, as_json: bool) -> int:
    """Whether this machine has all that a run needs."""
    from rendering.running.doctor import examine

    checks = []
    for check in examine(media_dir):
        checks.append(check)
        if not as_json:
            print(f"{'ok' if check.ok else 'NOT OK':8}{check.name}: {check.found}", flush=True)
    if as_json:
        _print_json({"checks": [{"name": c.name, "ok": c.ok, "found": c.found} for c in checks]})
    return DONE if all(check.ok for check in checks) else FAILED


COMMANDS: dict[str, click.Command] = {
    str(command.name): command
    for command in (
        list_scenes,
        status,
        storyboard,
        script,
        catalogue,
        film,
        verify,
        watch,
        export,
        clean,
        doctor,
    )
}


def _command_of(arguments: Sequence[str]) -> tuple[click.Command, list[str]]:
    """The command that a call names, wherever on the line, and the call without that word."""
    valued = {
        name
        for command in (make, *COMMANDS.values())
        for option in command.params
        if isinstance(option, click.Option) and not option.is_flag
        for name in option.opts
    }
    before = ""
    for place, word in enumerate(arguments):
        if word in COMMANDS and before not in valued:
            return COMMANDS[word], [*arguments[:place], *arguments[place + 1 :]]
        before = word
    return make, list(arguments)


# --- What the commands have in common -------------------------------------------------------------


def _make(
    product: Product,
    *,
    media_dir: Path,
    jobs: str | None,
    cluster: str | None,
    tls_ca_file: Path | None,
    tls_cert: Path | None,
    tls_key: Path | None,
    force: bool,
    fail_fast: bool,
    dry_run: bool,
    progress_bar: str | None,
    as_json: bool,
    verbosity: str,
    preview: bool,
    without: Sequence[str],
    allowed: bool = False,
    **asked: Any,
) -> int:
    began = time.monotonic()
    processes = number_of_jobs(jobs)
    where = _cluster(cluster, tls_ca_file, tls_cert, tls_key)
    tasks = [task for task in _planned(product, **asked) if task.name not in without]
    _require_voice_on(where, tasks, asked.get("voice"))
    tasks, manifest = _judged(tasks, media_dir, force=force)
    if dry_run:
        return _tell_plan(tasks, media_dir, as_json)
    report = _executed(
        tasks,
        manifest,
        media_dir,
        jobs=processes,
        cluster=where,
        fail_fast=fail_fast,
        progress_bar=progress_bar,
        as_json=as_json,
        verbosity=verbosity,
        began=began,
    )
    if as_json:
        _print_json(report.as_json())
    else:
        print(*filter(None, [allowed and report.allowed, report.summary]), sep="\n")
    if preview:
        _open([file for outcome in report.outcomes if (file := outcome.shown_file) is not None])
    return report.exit_code


def _judged(
    tasks: Sequence[Task], media: Path, *, force: bool = False
) -> tuple[list[Task], Manifest]:
    """What is to be made, with its state, after making sure that it can be published."""
    manifest = _manifest(media)
    judged = judge(tasks, media, manifest, force=force)
    manifest.require_room(task.key for task in judged)
    manifest.require_names({task.key: task.entry.name for task in judged})
    return judged, manifest


def _executed(
    tasks: Sequence[Task],
    manifest: Manifest,
    media: Path,
    *,
    progress_bar: str | None,
    as_json: bool,
    **how: Any,
) -> Report:
    require_writable(media)

    from rendering.running.execute import execute
    from rendering.running.progress import Display

    live = progress_bar == "display" or (progress_bar is None and not as_json)
    display = Display(tasks, live=live, lines=not as_json)
    return execute(tasks, media=media, manifest=manifest, display=display, **how)


_ANY_PICTURE: dict[str, Any] = {
    "quality": None,
    "resolution": None,
    "fps": None,
    "theme": "dark",
    "captions": "burned",
    "language": ENGLISH,
}
"""The options of pictures, for what does not depend on them."""


def _require_voice_on(cluster: object, tasks: Sequence[Task], voice: str | None) -> None:
    """Refuse a voice whose files only this machine has, where others draw."""
    if cluster is not None and any(task.voice_files for task in tasks):
        raise CallError(
            f"a cluster has not got the files of --voice {voice}. Leave out --cluster, or "
            "choose another voice, such as hibari, which has to be installed on its machines."
        )


_ASKED = (
    *("words", "quality", "resolution", "fps", "theme", "captions", "language"),
    *("file_format", "transparent"),
    *("assignments", "params_file", "grids", "published_as", "font", "beat", "sections"),
    *("voice", "voice_files", "voice_speed"),
)
"""The options that say which clips; the others say how, and what is told."""


def _planned(
    product: Product,
    *,
    words: Iterable[str],
    chapters: Collection[str] | None = None,
    commands: Iterable[str] = (),
    quality: str | None,
    resolution: str | None,
    fps: str | None,
    theme: str,
    captions: str,
    language: str = ENGLISH,
    file_format: str = "mp4",
    transparent: bool = False,
    beat: str | None = None,
    sections: bool = False,
    assignments: Sequence[str],
    params_file: Path | None,
    grids: Sequence[str],
    published_as: str | None,
    font: Path | None,
    voice: str | None = None,
    voice_files: Path | None = None,
    voice_speed: str | None = None,
) -> list[Task]:
    """Read what was asked for, of these ``chapters`` alone; every part of it is checked here."""
    names = [entry.name for entry in scenes.PROGRAMME]
    typed = read_assignments(assignments)  # first: a value without = is taken for a scene
    words = list(words)
    entries = [
        entry
        for entry in choose(scenes.PROGRAMME, words, list(commands))
        if chapters is None or entry.chapter in chapters
    ]
    own = read_font(font) if font is not None else None
    worded = read_language(language, own)
    settings = resolve_settings(
        quality,
        resolution,
        fps,
        theme,
        captions,
        file_format,
        transparent,
        voice,
        voice_speed,
        _code_of(worded),
    )
    in_file = read_params_file(params_file, names) if params_file else Given()
    given = replace(in_file, typed=typed, grid=read_grid(grids))
    return make_plan(
        entries,
        settings=settings,
        product=product,
        given=given,
        published_as=published_as,
        font=own,
        language=worded,
        beat=beat,
        sections=sections,
        named=bool(words),
        voice_files=voice_files,
    )


def _code_of(language: Language | None) -> str:
    return ENGLISH if language is None else language.code


def _manifest(media: Path) -> Manifest:
    manifest = Manifest.read(media)
    if manifest.complaint is not None:
        print(
            f"{PROGRAM}: {shown(media / 'manifest.json')} is not believed, for "
            f"{manifest.complaint}. A run sets it aside and makes anew what it should vouch for.",
            file=sys.stderr,
        )
    return manifest


def _cluster(address: str | None, *files: Path | None) -> Cluster | None:
    if address is not None:
        from rendering.running.cluster import Certificates, Cluster

        return Cluster(address, Certificates(*files))
    if any(file is not None for file in files):
        raise CallError("certificates are for a cluster. Give --cluster tls://HOST:PORT as well.")
    return None


def _tell_plan(tasks: Sequence[Task], media: Path, as_json: bool) -> int:
    report = Report([Outcome.before(task) for task in tasks], 0.0)
    if as_json:
        _print_json(report.as_json())
    else:
        for task in tasks:
            place = next(iter(task.places(media).values()))
            reasons = f", {'; '.join(task.reasons)}" if task.reasons else ""
            print(f"{task.name}: {shown(place)}: {task.state}{reasons}")
    return report.exit_code


def _open(files: Sequence[Path]) -> None:
    if not files:
        return
    others = f" and {len(files) - 1} more" if len(files) > 1 else ""
    if not _has_display():
        why = "this machine has no display"
    elif all(click.launch(str(file)) == 0 for file in files):
        return
    else:
        why = "no program was found to open it with"
    print(f"{PROGRAM}: -p opens nothing, for {why}: {shown(files[0])}{others}.", file=sys.stderr)


def _has_display() -> bool:
    """Whether something can be shown here; where there always is a display, that is not asked."""
    asked = sys.platform.startswith(("linux", "freebsd"))
    return not asked or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _described(entry: scenes.Entry) -> dict[str, Any]:
    described = {
        "name": entry.name,
        "module": entry.module,
        "title": entry.title,
        "chapter": entry.chapter,
        "seconds": entry.seconds,
        "beats": list(entry.beats),
        "parameters": {},
    }
    try:
        return described | {"parameters": entry.parameters_type()().model_dump(mode="json")}
    except Exception as error:  # a scene that is being written must not hide the others
        return described | {"error": one_line(error, entry.package.replace(".", "/"))}


def _as_typed(value: Any) -> str:
    if value is None:
        return "(not given)"
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)


def _print_json(answer: Any) -> None:
    print(json.dumps(answer, ensure_ascii=False, indent=2))


if __name__ == "__main__":
    sys.exit(main())
