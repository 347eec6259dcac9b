"""Published clips as one video: which, in which order, with which words between them.

``films`` says what a film is made of and whether it is up to date, ``contents`` what comes when,
``title_cards`` draws what stands between clips, ``texts`` writes what goes with it, and ``make``
puts all of it together and publishes it. Knows cards and published files; not how a clip is made.
"""
