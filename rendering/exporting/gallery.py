"""A folder of pages with all clips: their beats, their numbers, and the text to embed them.

The folder can be opened from disk, without a server or a network. The pages load only files of the
folder, and data that a script would otherwise read from a file (subtitles, numbers) is part of the
page. A page allows no script except ``gallery.js``, so the text of a label cannot run code.

This module knows cards and the folder's layout. The look of the pages is defined in
``gallery_files``: templates, ``gallery.css``, and ``gallery.js``, which knows only the clip's data
in the page.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain, count, groupby
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from rendering.errors import CallError
from rendering.exporting.embedding import embed_codes, is_captioned, language_of
from rendering.exporting.escaping import clock
from rendering.exporting.facts import Facts
from rendering.exporting.offered import offers
from rendering.exporting.over_time import Shown
from rendering.exporting.own_example import own_call
from rendering.exporting.preview import SIZE, preview
from rendering.exporting.published import Clip, WholeFilm
from rendering.exporting.question import picture_of_question
from rendering.exporting.tables import flat
from rendering.publishing.subtitles import cues_of_card, parse_vtt, vtt_words
from stage.digits import exact, significant
from stage.quoting import quoted

__all__ = ["FILES", "base_of", "gallery", "templates"]

FILES = Path(__file__).parent / "gallery_files"
"""The folder of templates, styles and scripts."""

_CLIPS = "clips/"
"""The folder for the clips' own files."""

_TALL = "tall/"
"""The folder for the same clips in portrait frames, for phones, where these are published."""

_FILM = "film/"
"""The folder for the film and its files, if there is one."""

_FILM_PAGE = "film.html"

_POSTERS = "posters/"
"""The folder for pictures that ask without answering; the published posters are last pictures."""

_PREVIEW = "preview.png"
"""The picture of the whole gallery, for sites that show a link with a picture."""

_TITLE = "Cross entropy, animated"
_ORDER = " in all, to be watched in this order or one by one"

_SIDE_FILES = (".png", ".vtt", ".srt", ".json")
_SHORT = 8
"""The maximum number of characters for a number to be written with all its digits."""

_DIGITS = 6
_MOST_TOLD = 24
"""The maximum number of values of an array shown in a table; the card has all of them."""

_SPEEDS = (0.25, 0.5, 0.75, 1, 1.25, 1.5, 2)


def base_of(address: str) -> str:
    """Return the prefix of the folder's file names on the web, ending with ``/``.

    >>> base_of("https://a.school/clips")
    'https://a.school/clips/'

    Raises
    ------
    CallError
        ``address`` is not the address of a folder on the web.
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        parts = urlsplit("")
    is_one = (
        parts.scheme in ("http", "https") and parts.netloc and not re.search(r"[?#\s]", address)
    )
    if not is_one:
        raise CallError(
            "the address of a gallery is that of its folder, and begins with https:// or http://; "
            f"got {quoted(address)}. Write --address https://a.school/clips/, for example."
        )
    return address.rstrip("/") + "/"


def gallery(
    clips: Sequence[Clip], base: str = "", film: Callable[[], WholeFilm | None] = lambda: None
) -> Mapping[str, bytes | Path]:
    """Return the pages, and the files of the clips that they show.

    Users' own examples follow all clips of the programme, which are numbered in viewing order.
    ``base`` is the address where the folder will be found, such as ``https://a.school/clips/``:
    most sites that show a link with a picture need the picture's full address. ``film`` finds the
    film of all clips, if there is one.
    """
    environment = templates()
    programme = [clip for clip in clips if not clip.own_name]
    clips = programme + [clip for clip in clips if clip.own_name]
    pages = _page_names(clips)
    briefs = [
        _brief(clip, pages[clip.name], number=k if k <= len(programme) else None)
        for k, clip in enumerate(clips, start=1)
    ]
    chapters = [
        {"title": title, "clips": list(of_one)}
        for title, of_one in groupby(briefs[: len(programme)], key=lambda brief: brief["chapter"])
    ]
    whole = film()
    index = environment.get_template("index.html.jinja").render(
        film=whole and {"page": _FILM_PAGE, "length": clock(whole.card["seconds"])},
        chapters=chapters,
        own=briefs[len(programme) :],
        total=f"{_total(programme)}{_ORDER * (len(programme) > 1)}.",
        link=_link(_TITLE, base + _PREVIEW, *SIZE),
    )
    files: dict[str, bytes | Path] = {"index.html": index.encode()}
    template = environment.get_template("clip.html.jinja")
    for k, (clip, brief) in enumerate(zip(clips, briefs, strict=True)):
        page = template.render(
            clip=brief | _details(clip),
            data=_for_script(clip),
            before=briefs[k - 1] if k else None,
            after=briefs[k + 1] if k + 1 < len(briefs) else None,
            speeds=_SPEEDS,
            of_how_many=len(programme),
            link=_link(
                brief["full_title"],
                base + quote(brief["poster"]),
                brief["width"],
                brief["height"],
            ),
        )
        files[brief["page"]] = page.encode()
    for name in ("gallery.css", "gallery.js"):
        files[name] = (FILES / name).read_bytes()
    for clip in clips:
        files[f"{_POSTERS}{clip.name}.png"] = picture_of_question(clip)
        files[f"{_CLIPS}{clip.name}.mp4"] = clip.video
        files |= {f"{_CLIPS}{clip.name}{end}": clip.side(end) for end in _SIDE_FILES}
        if clip.tall:
            files[f"{_TALL}{clip.name}.mp4"] = clip.tall.video
            files[f"{_TALL}{clip.name}.png"] = picture_of_question(clip.tall)
    if whole is not None:
        files |= _film_files(environment, whole, base)
    posters = [content for brief in briefs if isinstance(content := files[brief["poster"]], bytes)]
    files[_PREVIEW] = preview(_TITLE, _total(programme or clips), posters)
    return files


def templates() -> Environment:
    """Return an environment for pages, which escapes all values and refuses undefined ones."""
    return Environment(
        loader=FileSystemLoader(FILES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _page_names(clips: Sequence[Clip]) -> dict[str, str]:
    """Return the page of each clip, by its name; none is ``index.html``, in any letter case."""
    others = {"index", Path(_FILM_PAGE).stem}
    taken = others | {clip.name.lower() for clip in clips}
    pages = {}
    for clip in clips:
        name = clip.name
        while name.lower() in others or (name != clip.name and name.lower() in taken):
            name += "-clip"
        pages[clip.name] = f"{name}.html"
    return pages


def _film_files(environment: Environment, film: WholeFilm, base: str) -> Mapping[str, bytes | Path]:
    """Return the page of the film, with chapters in the role of a clip's beats, and its files."""
    card, fps, marks = film.card, film.card["fps"], film.card["marks"]
    anchors = _anchors({"beats": [{"name": mark["title"]} for mark in marks]})
    names = {
        ending: f"{_FILM}{film.video.stem}{ending}"
        for ending in (".mp4", ".srt", ".vtt", ".png", ".json", ".md", ".txt")
    }
    clips = sum(part["kind"] == "clip" for part in card["parts"])
    subtitles = parse_vtt(film.video.with_suffix(".vtt").read_text(encoding="utf-8"))
    data = {
        "fps": fps,
        "frames": card["frames"],
        "playsOn": True,
        "subtitles": card["captions"] == "off",
        "cues": [{"start": start, "end": end, "text": text} for start, end, text in subtitles],
        "beats": [
            {
                "name": mark["title"],
                "anchor": anchor,
                "start": mark["start_frame"],
                "told": mark["start_frame"],
                "end": mark["end_frame"],
            }
            for mark, anchor in zip(marks, anchors, strict=True)
        ],
        "series": [],
    }
    about = {name: card[name] for name in ("title", "width", "height", "fps", "frames")} | {
        "told": _told_total(clips, card["seconds"]),
        "length": clock(card["seconds"]),
        "captioned": card["captions"] == "burned",
        "language": language_of(card),
        "speaks": film.speaks,
        "video": names[".mp4"],
        "poster": names[".png"],
        "tall": None,
        "marks": [
            {"title": mark["title"], "seconds": mark["start"], "time": clock(mark["start"])}
            for mark in marks
        ],
        "files": [
            {"href": names[end], "what": what}
            for end, what in (
                (".mp4", "video"),
                (".srt", "subtitles"),
                (".vtt", "subtitles"),
                (".md", "transcript"),
                (".txt", "text for a video site"),
                (".json", "card"),
            )
        ],
    }
    page = environment.get_template("film.html.jinja").render(
        clip=about,
        data=data,
        speeds=_SPEEDS,
        link=_link(card["title"], base + quote(about["poster"]), card["width"], card["height"]),
    )
    files: dict[str, bytes | Path] = {_FILM_PAGE: page.encode()}
    return files | {name: film.video.with_suffix(end) for end, name in names.items()}


# --- For templates --------------------------------------------------------------------------------


def _brief(clip: Clip, page: str, number: int | None) -> dict[str, Any]:
    card = clip.card
    said = [beat["narration"] for beat in card["beats"] if beat["narration"]]
    return {
        "name": clip.name,
        "number": number,
        "chapter": clip.chapter,
        "title": card["title"],
        "own": clip.own_name,
        "full_title": clip.title,
        "page": page,
        "length": clock(card["seconds"]),
        "spoken_length": _spoken(card["seconds"]),
        "width": card["width"],
        "height": card["height"],
        "poster": f"{_POSTERS}{clip.name}.png",
        "says": said[0] if said else "",
    }


def _details(clip: Clip) -> dict[str, Any]:
    card = clip.card
    facts = Facts(card, number=_told)
    return {
        "note": card["note"],
        "fps": card["fps"],
        "frames": card["frames"],
        "captioned": is_captioned(clip),
        "language": language_of(card),
        "speaks": "voice" in card,
        "video": f"{_CLIPS}{clip.name}.mp4",
        "tall": clip.tall
        and {
            "video": f"{_TALL}{clip.name}.mp4",
            "poster": f"{_TALL}{clip.name}.png",
            "width": clip.tall.card["width"],
            "height": clip.tall.card["height"],
        },
        "files": [
            {"href": f"{_CLIPS}{clip.name}{end}", "what": what}
            for end, what in (
                (".mp4", "video"),
                (".srt", "subtitles"),
                (".vtt", "subtitles"),
                (".png", "poster"),
                (".json", "card"),
            )
        ],
        "beats": [
            {
                "name": beat["name"],
                "anchor": anchor,
                "seconds": beat["start"],
                "time": clock(beat["start"]),
                "narration": beat["narration"],
            }
            for beat, anchor in zip(card["beats"], _anchors(card), strict=True)
        ],
        "parameters": [
            {"name": name, "value": _parameter(facts, name, value)}
            for name, value in card["parameters"].items()
        ],
        "own_call": own_call(clip),
        "embeds": [
            {"place": place, "text": text} for place, text in embed_codes(clip, _CLIPS).items()
        ],
        "facts": [
            {"when": when, "told": told}
            for when, told in (
                ("At the start", facts.start()),
                *((beat["name"], facts.of(beat)) for beat in card["beats"]),
            )
            if told
        ],
    }


def _anchors(card: Mapping[str, Any]) -> list[str]:
    """Return the URL fragments that lead to the beats, in order.

    >>> _anchors({"beats": [{"name": name} for name in ("The rule", "the rule", "?", "Content")]})
    ['the-rule', 'the-rule-2', 'beat', 'content-2']
    """
    taken = {"content"}  # the target of the skip link
    anchors = []
    for beat in card["beats"]:
        plain = re.sub(r"[^a-z0-9]+", "-", beat["name"].lower()).strip("-") or "beat"
        numbered = (f"{plain}-{k}" for k in count(2))
        anchor = next(name for name in chain((plain,), numbered) if name not in taken)
        taken.add(anchor)
        anchors.append(anchor)
    return anchors


def _parameter(facts: Facts, name: str, value: Any) -> str:
    if value is None:
        return "not given"
    return facts.placed(value) if facts.is_class(name) else _told(value)


def _told(value: Any) -> str:
    """Format a value of a card for a reader.

    >>> _told([0.31453609296517854, -1.0, "inf"]), _told("cat"), _told(True), _told([[0.0] * 30])
    ('0.314536, −1, ∞', 'cat', 'yes', '1 × 30 numbers')
    """
    if isinstance(value, list):
        if len(list(flat(value))) > _MOST_TOLD:
            return f"{' × '.join(map(str, _shape(value)))} numbers"
        inner = [f"({_told(item)})" if isinstance(item, list) else _told(item) for item in value]
        return ", ".join(inner) or "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float) or value in ("inf", "-inf"):
        return _number(float(value))
    return str(value)


def _number(value: float) -> str:
    """Format a number with all its digits if there are few, otherwise rounded.

    >>> _number(0.4), _number(2.8000000000000003), _number(0.31453609296517854), _number(0.0004 / 3)
    ('0.4', '2.8', '0.314536', '1.33333×10⁻⁴')
    """
    text = exact(value)
    if len(text) <= _SHORT:
        return text
    digits, times, power = significant(value, _DIGITS).partition("×")
    return (digits.rstrip("0").rstrip(".") if "." in digits else digits) + times + power


def _shape(value: Any) -> Iterator[int]:
    while isinstance(value, list):
        yield len(value)
        value = value[0] if value else None


def _link(title: str, image: str, width: int, height: int) -> dict[str, Any]:
    """Return the data for the preview that other sites show of a link to a page."""
    return {"title": title, "image": image, "width": width, "height": height}


def _total(clips: Sequence[Clip]) -> str:
    """Return the number of clips and their total length.

    The length is in whole minutes if it rounds to two minutes or more.
    """
    return _told_total(len(clips), sum(clip.card["seconds"] for clip in clips))


def _told_total(clips: int, seconds: float) -> str:
    minutes = round(seconds / 60)
    length = _spoken(60 * minutes) if minutes > 1 else _spoken(seconds)
    return f"{clips} clip{'s' * (clips != 1)}, {length}"


def _spoken(seconds: float) -> str:
    """Return a length in words, for screen readers.

    >>> _spoken(44.03), _spoken(61.0)
    ('44 seconds', '1 minute 1 second')
    """
    minutes, rest = divmod(math.floor(seconds), 60)
    parts = [(minutes, "minute"), (rest, "second")]
    told = [f"{many} {unit}{'s' * (many != 1)}" for many, unit in parts if many]
    return " ".join(told) or "less than a second"


# --- For the script -------------------------------------------------------------------------------


def _for_script(clip: Clip) -> dict[str, Any]:
    card = clip.card
    fps = card["fps"]
    cues = [
        {
            "start": screen.start / fps,
            "end": screen.end / fps,
            "text": vtt_words(screen, fps),
        }
        for cue in cues_of_card(card)
        for screen in cue.screens()
    ]
    return {
        "fps": fps,
        "frames": card["frames"],
        "subtitles": not is_captioned(clip),
        "cues": cues,
        "beats": [
            {
                "name": beat["name"],
                "anchor": anchor,
                "start": beat["start_frame"],
                "told": beat.get("told_frame", beat["start_frame"]),
                "end": beat["end_frame"],
            }
            for beat, anchor in zip(card["beats"], _anchors(card), strict=True)
        ],
        "series": [
            {
                "name": offer.name,
                "beat": offer.beat,
                "shown": [_shown(s) for s in offer.series.shown],
            }
            for offer in offers(card, Facts(card, number=_told))
        ],
    }


def _shown(shown: Shown) -> dict[str, Any]:
    return {
        "beat": shown.beat,
        "start": shown.start,
        "end": shown.end,
        "movesFrom": shown.moves_from,
        "rows": shown.rows,
    }
