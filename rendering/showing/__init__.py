"""Clips in notebooks: ``show(LogitNudges, logits=[1, 2, 3])``.

Read in this order: ``call`` (what was asked for, made if need be), ``clip`` (what comes of it, and
how that is seen), ``bar`` (what is seen meanwhile). IPython is imported only where a notebook has
imported it already: what is shown can be used without. Does not know how a clip is made.
"""

from rendering.showing.call import show

__all__ = ["show"]
