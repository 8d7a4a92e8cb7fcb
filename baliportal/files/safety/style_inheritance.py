"""Inheritance of properties between the styles of an office file."""


def inherited(style, own, based_on, default):
    """Return the property of a style, else that of the nearest style that it is based on, else `default`.

    `own` has each style's own value or None, `based_on` the style that each is based on. The result is noted in `own`
    for all styles on the way, as a hostile chain has thousands of them.
    """
    passed = {}
    while own.get(style) is None and style in own and style not in passed:
        passed[style] = True
        style = based_on[style]
    value = own.get(style)
    value = default if value is None else value
    own.update(dict.fromkeys(passed, value))
    return value
