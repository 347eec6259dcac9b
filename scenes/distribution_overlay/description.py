"""Descriptions of what ``DistributionOverlay`` shows, for those who cannot see it."""

from __future__ import annotations

from stage.description import Description, Quantity

__all__ = ["DESCRIPTION"]

DESCRIPTION = Description(
    quantities={
        "p": Quantity("The bars of p, the truth", all_entries=True),
        "q": Quantity("The bars of q, your guess", all_entries=True),
        "surprise": Quantity("The heights ln(1/q)"),
        "terms": Quantity("The areas p ln(1/q)"),
        "total": Quantity("The level, the cross entropy H(p, q)"),
        "mark": Quantity("The height of the dashed line"),
        "shores": Quantity("Up to where on the base what flows is whose, class by class"),
    },
    undescribed={"first_class", "laid", "journey", "surface"},
    visible={
        "width": "Bars of p and bars of q stand beside each other, class by class. Each bar of p "
        "tips over and lies down on one base, end to end. The bars of q gather over their own "
        "parts of it.",
        "height": "The curve ln(1/q) comes beside the base. The bar of q of one class lies down "
        "on its axis, and from its end a stick climbs to the curve. The stick goes to that "
        "class's part of the base and is swept along it, which leaves a block.",
        "others": "The same happens to every other class that has a width.",
        "guess": "Bars and curve go, and the blocks take the stage. Walls stand between them, as "
        "between tanks. A dashed line lies across all, between the lowest roof and the highest.",
        "level": "The walls between the blocks are pulled out. What is high runs over into what "
        "is low, slower and slower, until the surface is level. Then a line is drawn on it.",
        "name": "The dashed line goes. A formula: H(p, q) is the sum, over all classes, of p "
        "times ln(1/q).",
    },
    also={
        "width": ("p", "q"),
        "height": ("surprise",),
        "others": ("surprise", "terms"),
        "guess": ("mark",),
        "level": ("total",),
        "name": ("total",),
    },
)
