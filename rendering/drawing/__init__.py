"""From a scene that plays to an H.264 stream of its frames: drawn where they change, encoded once.

Knows pixels, mobjects and packets; nothing of clips, of their parameters and numbers, or of what
becomes of a stream.

Read in this order: ``clip_renderer`` (manim's renderer, drawing only what changed), ``damage``
and ``boxes`` (where that is), ``writer`` (what manim hands its frames to), ``conversion`` (their
colours, and which blocks have changed), ``encoder``, ``regions``, ``hints`` and ``h264`` (pictures
to a stream), ``sound`` (a track of sound into the same file); and ``cutting``, which takes a
finished stream apart.
"""
