"""Films: published clips joined into one video, with title cards between them.

- ``films`` defines what a film consists of, and checks whether a published one is up to date.
- ``contents`` lays out the title cards and clips in time.
- ``title_cards`` draws the title cards.
- ``texts`` writes the subtitles, the transcript and the description.
- ``make`` joins all of this and publishes it.

This package knows cards and published files, and nothing of how clips are made.
"""
