"""The base class of every scene: a table of numbers, shown in beats.

A ``Story`` is a manim ``Scene``. To the verbs of a ``Stage`` it adds three things:
``self.numbers``, computed before the first frame; beats, which are named sections of the clip with
captions and last long enough to read these; and motions that last a whole number of frames. It
knows nothing of what renders it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, Generic, TypeVar, get_args, get_origin, get_type_hints

import numpy as np
from manim import BLACK, Animation, FadeIn, FadeOut, Wait, config
from manim.utils.rate_functions import smooth, squish_rate_func

from stage.entry import Entry, entry
from stage.language import Language, Wording, strings_in, use_wording
from stage.mobjects.declared import belongs_to
from stage.mobjects.text import Paragraph, Typeset, Words
from stage.narration import Narration, glance_seconds
from stage.numbers import FloatArray, Numbers, fields_of, frames_in, to_json
from stage.parameters import Parameters
from stage.speech import Speak, WordTimes, sentences, split_mark
from stage.theme import (
    DARK,
    TYPE,
    Theme,
    Zones,
    frame_size,
    use_theme,
    zones,
)
from stage.typesetting import Font, use_font
from stage.verbs import CHANGE, Stage

__all__ = ["REST", "Beat", "Caption", "Story", "entry_of"]

REST = 2.0
"""Seconds for which the opening picture stands still, at least; its cue is read meanwhile."""

AFTER = 0.6
"""Seconds of stillness between the end of a motion and the result."""

GUESS = 2.0
"""Seconds of stillness in which the viewer guesses."""

LAST = 2.5
"""Seconds for which the last picture stands still with its words."""

LARGE = 1.2
"""Size of the caption of a guess, relative to other captions."""

BREATH = 0.3
"""Seconds of silence at the beginning of a spoken beat; at its end, the least."""

N = TypeVar("N", bound=Numbers)


@dataclass(frozen=True, slots=True)
class Caption:
    """Words on screen in the frames ``[start, end)``."""

    text: str
    start: int
    end: int

    def from_frame(self, first: int) -> Caption:
        """The same caption, with frames counted from ``first``."""
        return replace(self, start=self.start - first, end=self.end - first)


@dataclass(frozen=True, slots=True)
class Beat:
    """A named section of a clip.

    Attributes
    ----------
    name
        Its name, unique in the clip.
    narration
        All its captions as one plain text.
    start, end
        Its frames, ``[start, end)``.
    readable
        The first frame in which its caption is fully visible; nothing has moved yet. Equal to
        ``start`` in a clip without captions.
    numbers
        The numbers in its captions and motions, by name, as JSON values.
    poster
        Whether its last frame is the poster of the clip.
    captions
        The cue and the result, with their frames.
    says
        The words for a voice.
    guess
        Whether the viewer guesses in it.
    climax
        Whether it answers the question of the clip.
    spoken
        The frame in which its speech begins; None in a clip without a voice.
    words
        The spoken words with their frames; empty in a clip without a voice.
    """

    name: str
    narration: str
    start: int
    end: int
    readable: int
    numbers: Mapping[str, Any]
    poster: bool
    captions: tuple[Caption, ...] = ()
    says: str = ""
    guess: bool = False
    climax: bool = False
    spoken: int | None = None
    words: tuple[Caption, ...] = ()

    def from_frame(self, first: int) -> Beat:
        """The same beat, with frames counted from ``first``."""
        return replace(
            self,
            start=self.start - first,
            end=self.end - first,
            readable=self.readable - first,
            captions=tuple(caption.from_frame(first) for caption in self.captions),
            spoken=None if self.spoken is None else self.spoken - first,
            words=tuple(word.from_frame(first) for word in self.words),
        )


@dataclass(frozen=True, slots=True)
class _Speech:
    """The speech of the beat that is being played.

    Attributes
    ----------
    text
        Its words, separated by single spaces.
    times
        When each word begins and ends, in seconds from the start of the speech.
    start
        The frame in which it begins.
    end
        The earliest frame in which the beat may end.
    mark
        The frame of the word that starts the motion; None without a mark.
    pause
        The frame in which the first sentence ends.
    """

    text: str
    times: WordTimes
    start: int
    end: int
    mark: int | None
    pause: int


class Story(Stage, Generic[N]):
    """A scene that shows a table of numbers in beats.

    Parameters
    ----------
    parameters
        The scene's parameters; by default those of the source note.
    theme
        The colours.
    captions
        Whether captions are written below the stage; otherwise the stage takes their place.
    font
        The font of labels that the embedded fonts do not cover.
    language
        The language of all words; None: English.
    speak
        The voice. Each beat lasts until it has said its words. None: silent.
    renderer
        As for manim's ``Scene``.

    Attributes
    ----------
    numbers
        The table. It is computed before the first frame; nothing is computed later.
    wording
        The words of the scene in its language.
    beats
        The beats that have been played.
    playing
        The name of the beat that is being played; empty between beats.
    beat_ended
        A function that is called with each beat after its last frame.
    """

    def __init__(
        self,
        parameters: Parameters | None = None,
        *,
        theme: Theme = DARK,
        captions: bool = True,
        font: Font | None = None,
        language: Language | None = None,
        speak: Speak | None = None,
        renderer: Any = None,
        **kwargs: Any,
    ) -> None:
        self.theme = theme
        use_theme(theme)
        use_font(font)
        # manim keeps its frame at 16:9 whatever the resolution; square pixels need this.
        config.frame_width, config.frame_height = frame_size(
            config.pixel_width, config.pixel_height
        )
        config.background_color = self.theme.background
        super().__init__(renderer, **kwargs)
        # A renderer that was made beforehand has read other settings than these.
        self.camera.frame_width = config.frame_width
        self.camera.frame_height = config.frame_height
        # Cairo's colours are multiplied by their alpha, and a transparent ground has none.
        is_opaque = self.camera.background_opacity > 0
        self.camera.background_color = self.theme.background if is_opaque else BLACK
        self.fps = config.frame_rate
        self.entry: Entry = entry_of(type(self))
        self.parameters: Any = parameters or self.entry.parameters_type()()
        self.numbers: N = self.entry.numbers_type().compute(self.parameters, self.fps)  # type: ignore[assignment]
        self.wording = _wording_of(self.entry.name, self.parameters, self.numbers, language)
        use_wording(self.wording)
        self.beats: list[Beat] = []
        self.playing = ""
        self.beat_ended: Callable[[Beat], None] | None = None
        self.zones: Zones = zones(config.frame_width, config.frame_height, captions=captions)
        self._captions = captions
        self._speak = speak
        self._caption: Typeset | None = None
        self._last_motion = 0
        self._shown: dict[str, Any] = {}
        self._began = 0
        self._captioned: list[tuple[str, int]] = []

    def setup(self) -> None:
        """Write the title above the stage, and make the figure."""
        zone = self.zones.title
        title = Words(self.entry.title, font_size=TYPE.label, color=self.theme.muted)
        size = TYPE.label * min(1.0, zone.width / title.made_width)
        belongs_to("title", title)
        self.add(title.put(zone.left, zone.bottom + 0.12, align=-1, size=size))
        self.prepare()

    @property
    def frame(self) -> int:
        """The number of frames that have been played."""
        return round(self.time * self.fps)

    @contextmanager
    def beat(
        self,
        name: str,
        cue: str = "",
        result: str = "",
        *,
        says: str = "",
        guess: bool = False,
        climax: bool = False,
        poster: bool = False,
        **values: Any,
    ) -> Iterator[None]:
        """A named section of the clip: the cue, the motions of the block, and the result.

        ``cue``, ``result`` and ``says`` are templates over the fields of ``self.numbers`` and
        ``values``.

        Parameters
        ----------
        name
            Unique in the scene; also the name of manim's section.
        cue
            The caption before the motion: what will be done, or a question; never the outcome.
            Without one, the caption of the beat before stays.
        result
            The caption after the motion: what was seen. Without one, the cue stays.
        says
            What a voice says, in words only; numbers in it are spelled out. The motion starts with
            the word after the mark ``{move}``; without a mark, after the first sentence.
        guess
            Whether the beat asks the viewer: its cue is larger, and stands longer.
        climax
            Whether the beat answers the question of the clip.
        poster
            Whether its last frame is the poster of the clip.
        values
            Further values for the templates.
        """
        if any(beat.name == name for beat in self.beats):
            raise ValueError(f"beats must have different names; got {name!r} twice. Rename one.")
        self.wording.place = name
        cue, result = map(self.wording.template, (cue, result))
        says = self.wording.sentences(says)
        table = fields_of(self.numbers) | values
        before, after = Narration(cue, table), Narration(result, table)
        said, after_mark = split_mark(says)
        spoken = Narration(said + (after_mark or ""), table, spoken=True).text
        until_mark = None
        if after_mark is not None:
            spoken = " ".join(spoken.split())
            until_mark = len(Narration(said, table, spoken=True).text.split())
        self.playing = name
        self.next_section(name)
        start = self.frame
        self._shown = dict(before.numbers | after.numbers)
        self._began = start
        speech = self._speech(name, spoken, until_mark)
        if cue:
            self._change_caption(before, size=LARGE if guess else 1.0)
        readable = self.frame if self._captions else start
        if cue and (speech is None or speech.mark is None):
            self.wait(glance_seconds(before.text))
        if start == 0:
            # Viewers take the opening in before anything moves.
            self._wait_until(max(self._frames_for(REST), self.frame + 1))
        if speech is not None:
            self._wait_until(speech.pause if speech.mark is None else speech.mark)
        self._last_motion = self.frame
        yield
        if guess and speech is not None:  # the viewer guesses after the question is asked
            self._wait_until(speech.end)
            self._last_motion = self.frame
        self._rest(GUESS if guess else AFTER)
        if result:
            self._change_caption(after)
        self._rest(LAST if poster and result else glance_seconds(after.text))
        if speech is not None:
            self._wait_until(speech.end)
        end = self.frame
        captions = self._captions_since(start, end)
        narration = " ".join(caption.text for caption in captions)
        numbers = MappingProxyType(self._shown)
        beat = Beat(
            name,
            narration,
            start,
            end,
            readable,
            numbers,
            poster,
            captions,
            spoken,
            guess,
            climax,
            None if speech is None else speech.start,
            () if speech is None else self._words_of(speech),
        )
        self.beats.append(beat)
        self.playing = ""
        for caption in captions:
            self.add_subcaption(
                caption.text,
                duration=(caption.end - caption.start) / self.fps,
                offset=(caption.start - end) / self.fps,
            )
        if self.beat_ended is not None:
            self.beat_ended(beat)

    def _rest(self, seconds: float) -> None:
        """Wait until ``seconds`` after the last motion."""
        self._wait_until(self._last_motion + self._frames_for(seconds))

    def _wait_until(self, frame: int) -> None:
        if frame > self.frame:
            self.wait((frame - self.frame) / self.fps)

    def _speech(self, name: str, text: str, until_mark: int | None) -> _Speech | None:
        """The speech of a beat that begins now; None without a voice or without words.

        ``until_mark`` is the number of words before the mark.
        """
        if self._speak is None or not text:
            return None
        by_sentence = sentences(text)
        times = self._speak(name, " ".join(by_sentence))
        start = self.frame + self._frames_for(BREATH)
        mark = None
        if until_mark is not None:
            # A mark after the last word is when the speech ends.
            all_times = (*times.starts, times.seconds)
            mark = start + round(all_times[until_mark] * self.fps)
        first = len(by_sentence[0].split())
        return _Speech(
            " ".join(by_sentence),
            times,
            start,
            start + self._frames_for(times.seconds + BREATH),
            mark,
            start + self._frames_for(times.ends[first - 1]),
        )

    def _words_of(self, speech: _Speech) -> tuple[Caption, ...]:
        return tuple(
            Caption(
                word, speech.start + round(said * self.fps), speech.start + round(end * self.fps)
            )
            for word, said, end in zip(
                speech.text.split(), speech.times.starts, speech.times.ends, strict=True
            )
        )

    def _captions_since(self, start: int, end: int) -> tuple[Caption, ...]:
        """The captions that are on screen in the frames ``[start, end)``."""
        starts = [max(first, start) for _, first in self._captioned]
        ends = [*starts, end][1:]
        return tuple(
            Caption(text, first, last)
            for (text, _), first, last in zip(self._captioned, starts, ends, strict=True)
            if first < last
        )

    def shows(self, track: FloatArray, delay: int) -> None:
        """Note for the card which track of the table the beat shows, and from which frame on."""
        name = self.numbers.name_of(track)
        if name is not None:
            start = self.frame + delay - self._began
            self._shown[name] = {"frames": len(track), "start": start, "last": _last(track)}

    def compile_animations(self, *args: Any, **kwargs: Any) -> list[Animation]:
        """Give each animation a whole number of frames."""
        animations: list[Animation] = super().compile_animations(*args, **kwargs)
        still = len(animations) == 1 and isinstance(animations[0], Wait)
        for animation in animations:
            frames = frames_in(animation.run_time, self.fps)
            animation.run_time = seconds_of(frames, self.fps, still=still)
        return animations

    def play(self, *animations: Any, **kwargs: Any) -> None:
        """Play ``animations``; the next rest counts from their end."""
        super().play(*animations, **kwargs)
        self._last_motion = self.frame

    def wait(self, duration: float = 1.0, *args: Any, **kwargs: Any) -> None:
        """Stand still for a whole number of frames."""
        super().play(Wait(run_time=duration))

    def _frames_for(self, seconds: float) -> int:
        """The smallest number of frames that last at least ``seconds``."""
        return math.ceil(seconds * self.fps - 1e-6)

    def _paragraph(self, words: Narration, size: float) -> Paragraph:
        markup, width = words.markup(self.theme), self.zones.caption.width
        return Paragraph(markup, width=width, font_size=size, words=words.text)

    def _change_caption(self, words: Narration, *, size: float = 1.0) -> None:
        self._captioned.append((words.text, self.frame))
        if not self._captions:
            self.wait(CHANGE)  # the clip has the same times as one with captions
            self._last_motion = self.frame
            return
        zone = self.zones.caption
        caption = self._paragraph(words, TYPE.caption * size)
        if caption.height > zone.height:  # a long label may need another line
            caption = self._paragraph(words, TYPE.least)
        belongs_to("caption", caption)
        caption.shift([zone.x - caption.get_center()[0], zone.top - caption.get_top()[1], 0])
        # One fades out before the other fades in, since text over text is illegible.
        changes: list[Animation] = [FadeIn(caption, rate_func=squish_rate_func(smooth, 0.5, 1))]
        if self._caption is not None:
            changes.append(FadeOut(self._caption, rate_func=squish_rate_func(smooth, 0, 0.5)))
        self.play(*changes, run_time=CHANGE)
        self._caption = caption


@dataclass(frozen=True, slots=True)
class _OwnEntry(Entry):
    """The entry of a story that is not in the programme, such as one in a notebook."""

    table: type[Numbers] = Numbers

    def parameters_type(self) -> type[Parameters]:
        """The annotated type of the parameters of ``compute``; without one, no parameters."""
        hint = get_type_hints(self.table.compute).get("parameters")
        return hint if isinstance(hint, type) and issubclass(hint, Parameters) else Parameters

    def numbers_type(self) -> type[Numbers]:
        return self.table


def entry_of(story_type: type[Story[Any]]) -> Entry:
    """The programme's entry of a class or of its nearest base class; otherwise a new entry.

    Raises
    ------
    ValueError
        The class is not in the programme, and does not declare its numbers.
    """
    for scene in story_type.__mro__:
        with suppress(KeyError):
            return entry(scene.__name__)
    name = story_type.__name__
    for scene in story_type.__mro__:
        for base in vars(scene).get("__orig_bases__", ()):
            if get_origin(base) is Story and isinstance(get_args(base)[0], type):
                return _OwnEntry(name, "", name, "", table=get_args(base)[0])
    raise ValueError(
        f"a story must be in the programme, or declare its numbers; {name} does neither. "
        f"Write class {name}(Story[{name}Numbers])."
    )


def _wording_of(
    scene: str, parameters: Parameters, numbers: Numbers, language: Language | None
) -> Wording:
    """The wording of a scene, with the names of its classes, and what a user has typed."""
    given, own = parameters.model_dump(), type(parameters)().model_dump()
    typed = {text for name in given if given[name] != own[name] for text in strings_in(given[name])}
    names = {*strings_in(list(own.values())), *strings_in(getattr(numbers, "names", ())), *typed}
    return Wording(language, scene, names, typed)


def _last(track: FloatArray) -> Any:
    return to_json(np.asarray(track[-1]))


def seconds_of(frames: int, fps: float, *, still: bool = False) -> float:
    """A run time for which manim renders exactly ``frames`` frames.

    manim takes ``np.arange(0, run_time, 1/fps)`` for a motion, which rounds up, and
    ``int(run_time / (1/fps))`` for a wait, which rounds down. Since ``frames / fps`` may be off by
    a rounding error, it is shortened or lengthened by a millionth of a frame.
    """
    if frames == 1 and not still:
        return 1 / fps  # the shortest that manim accepts, and exact
    return (frames + (1e-6 if still else -1e-6)) / fps
