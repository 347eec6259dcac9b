"""What was asked for, which clips that means, and which of them are up to date, and why not.

Knows scenes by their parameters, numbers and sources, and clips by what the manifest says of them;
never imports manim, and does not know how a clip is made.

Read in this order: ``settings`` and ``inputs`` (what was asked), ``plan`` (which clips that
means), ``tables`` (their numbers, computed), ``sources`` and ``fingerprint`` (what else they depend
on), ``manifest`` (what is published), ``judge`` (which are up to date), ``explain`` (where two
descriptions differ).
"""
