"""Show clips in notebooks: ``show(LogitNudges, logits=[1, 2, 3])``.

Read in this order: ``call`` (the request, and making the clip if needed), ``clip`` (the result and
its display), ``bar`` (the progress bar). IPython is imported only if a notebook has already
imported it, so the result can also be used without IPython. These modules do not know how a clip is
made.
"""

from rendering.showing.call import show

__all__ = ["show"]
