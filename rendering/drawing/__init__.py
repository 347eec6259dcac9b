"""Turn a playing scene into an H.264 stream: draw only what changes, and encode it once.

This package knows pixels, mobjects and packets. It knows nothing of clips, of their parameters and
numbers, or of what becomes of a stream.

Read the modules in this order: ``clip_renderer`` (manim's renderer, drawing only what changed),
``damage`` and ``boxes`` (where the picture changed), ``writer`` (the receiver of manim's frames),
``conversion`` (their colours, and which blocks have changed), ``encoder``, ``regions``, ``hints``
and ``h264`` (pictures to a stream), ``sound`` (a sound track in the same file), and ``cutting``,
which takes a finished stream apart.
"""
