"""From the programme to published files: the only place of processes, files and encoders.

Ten rooms, of which each imports only from those before it (``tests/rendering/test_rooms.py``):

``machine``
    Files, processes and signals of the operating system, and the versions of what is installed.
``drawing``
    A scene's frames into an H.264 stream.
``voice``
    From the words of a beat to speech, and to the sound of a clip.
``inspection``
    Pictures against rules: whether they are right to look at.
``planning``
    What was asked for, and which of it is there already.
``publishing``
    The files of a clip, and how they come to where people find them.
``exporting``
    What is made of published clips: pages, handouts, slides, ready text.
``filming``
    Published clips as one video.
``running``
    Processes that make clips, one machine or many, and what is told of it.
``showing``
    Clips in notebooks.

``errors`` is what all of them say when something is wrong. Each room's docstring says in which
order to read it; begin with ``planning``. manim is imported by ``drawing``, ``inspection`` and
``running.worker`` alone, and those only by a worker process (and by ``running.doctor``, to see
whether it can be).
"""

from rendering.planning.sources import load_from_sources

# Before anything of this package imports a scene's parameters or numbers.
load_from_sources()
