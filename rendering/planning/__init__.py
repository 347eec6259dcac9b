"""Plan the requested clips, and find out which of them are up to date and why others are not.

These modules know a scene by its parameters, numbers and sources, and a clip by its record in the
manifest. They never import manim, and do not know how a clip is made.

Read in this order: ``settings`` and ``inputs`` (the request), ``plan`` (the list of clips),
``tables`` (the clips' numbers), ``sources`` and ``fingerprint`` (what else a clip depends on),
``manifest`` (the published clips), ``judge`` (which clips are up to date), ``explain`` (where two
descriptions differ).
"""
