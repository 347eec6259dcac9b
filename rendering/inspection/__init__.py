"""Inspection of pictures by rules: of a scene's layout and motion, and of published pixels.

The inspection reads mobjects and decoded frames. It knows nothing of tasks, workers or files of
the project. ``docs/picture_standards.md`` lists the rules and their sources.

Read the modules in this order:

- ``findings``: what an inspection reports.
- ``shapes``, with ``geometry`` and ``contrast``: what it examines.
- ``layout`` and ``motion``: the rules for a picture, and for the changes between pictures.
- ``drawn``: whether a frame shows the current state of its mobjects.
- ``direction``: the rules for the staging of a story.
- ``watching``: plays a scene for inspection while drawing few of its frames.
- ``gauges`` and ``pixels``: measurement of a published clip.
- ``lengths``: records how long each scene plays.
"""
