"""Words that name a colour, which nobody is told: in another theme a role has another one."""

import re

_NAMES = (
    *("amber", "aqua", "azure", "beige", "black", "blue", "bronze", "brown", "crimson", "cyan"),
    *("gold", "golden", "gray", "green", "grey", "indigo", "ivory", "lilac", "lime", "magenta"),
    *("maroon", "mauve", "navy", "ochre", "olive", "orange", "pink", "purple", "red", "rose"),
    *("salmon", "scarlet", "silver", "teal", "turquoise", "vermilion", "vermillion", "violet"),
    *("white", "yellow"),
)
_WORD = re.compile(rf"(?i)(?<![\w#-])(?:{'|'.join(_NAMES)})(?:s|er|est|ish|ness)?(?![\w])")


def color_words(text):
    """Those of a text.

    >>> color_words("In white, the greenish one; rather whitewashed.")
    ['white', 'greenish']
    """
    return _WORD.findall(text)
