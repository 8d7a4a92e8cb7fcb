"""The page to which *Leave this page quickly* leads."""

#: Where no administrator has set one: a search page that tells nothing, and that is open in the whole region.
DEFAULT = "https://www.bing.com/"


def exit_target() -> str:
    return DEFAULT
