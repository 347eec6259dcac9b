"""Pictures against rules: what is wrong with a scene's layout, its motion, its published pixels.

Reads mobjects and decoded frames; knows nothing of tasks, workers or files of the project.
``docs/picture_standards.md`` tells the rules and where they come from.

Read in this order: ``findings`` (what is reported), ``shapes`` (what is looked at), ``layout``
and ``motion`` (the rules), ``sums``, ``drawn`` (whether the frames show what the mobjects say) and
``staging`` with ``scales`` (how the story is told), ``watching`` (a scene is played, and hardly
drawn), ``gauges`` and ``pixels`` (a published clip is measured).
"""
