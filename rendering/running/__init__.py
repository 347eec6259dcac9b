"""The processes that make clips, on one machine or many, and the reports about their progress.

This package decides who makes what and when. Other packages know what has to be made, how it is
drawn and where it goes.

Read the modules in this order: ``execute`` (a whole run), ``pool`` (its processes), ``worker`` (one
task in one process), ``parts`` (a clip divided among processes), ``cluster``, ``remote`` and
``wire`` (other machines), ``progress`` and ``report`` (what people and programs are shown),
``rerender`` (remake everything and compare), ``ends`` (pictures of published clips for paper),
``watch`` (remake clips as files change), ``doctor`` (whether this machine can make clips).
"""
