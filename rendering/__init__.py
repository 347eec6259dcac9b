"""From the programme to published files: the only place of processes, files and encoders.

Read in this order: ``settings`` and ``inputs`` (what was asked), ``plan`` (which clips that
means), ``sources`` and ``fingerprint`` (what they depend on), ``manifest`` and ``judge`` (which
of them are up to date, and why not; ``tables`` computes their numbers, ``explain`` tells the
difference), ``execute`` and ``pool`` (who makes them), ``worker`` (one clip, in its own process),
``writer`` and ``encoder`` (frames to video), ``card``, ``subtitles`` and ``storyboard`` (what
is there besides the video), ``workspace`` and ``publish`` (from private files to published
ones), ``verify`` (whether they still are what was published), ``inspection`` (whether what they
show is right to look at), ``progress`` and ``report`` (what people and programs are told).

Only ``worker``, ``writer``, ``clip_renderer``, ``damage`` and ``inspection`` import manim, and
only a worker process imports them.
"""

from rendering.sources import load_from_sources

# Before anything of this package imports a scene's parameters or numbers.
load_from_sources()
