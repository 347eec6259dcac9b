"""Processes that make clips, on one machine or on many, and what people are told meanwhile.

Knows who makes what and when; leaves to the other rooms what has to be made, how it is drawn and
where it goes.

Read in this order: ``execute`` (a whole run), ``pool`` (its processes), ``worker`` (one task, in
one of them), ``parts`` (a clip shared out among them), ``cluster``, ``remote`` and ``wire``
(other machines), ``progress`` and ``report`` (what people and programs are told), ``rerender`` (all
made again, and compared), ``ends`` (pictures of published clips for paper), ``watch`` (again as
files change), ``doctor`` (whether it can work here).
"""
