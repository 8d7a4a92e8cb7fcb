"""Loading of what one format needs: a child process that imports the libraries of all formats starts 0.6 s later."""

from importlib import import_module


def function_at(path):
    """The function at “module.function” of this package."""
    module, _, name = path.partition(".")
    return getattr(import_module(f"{__package__}.{module}"), name)
