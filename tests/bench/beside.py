"""What is measured of the served portal with nobody else asking: saves, crowds, templates, weights."""

from . import corpus, visitor
from .places import say
from .visible import save_to_visible
from .worker import Failed

HOME_PAGES = {"home": "/", "everything": "/search/", "a law": "/legislation/my-act-670-2007/"}


def beside(place, asked, told, worker, one):
    say(f"{place.size:,}: saves, crowds, weights")
    pages = [question for name, variants in asked.items() if name != "prefix" for question in variants]
    with place.worker("portal", PORTAL_VAR=str(place.home / "database" / "var")) as watcher:
        told["visible"] = save_to_visible(worker, watcher, corpus.SEED)
    told["crowd"] = visitor.crowd(one.port, pages)
    queries = {
        name: visitor.address(**variants[0], fresh=False) for name, variants in asked.items() if name != "prefix"
    }
    told["weights"] = visitor.weights(one, HOME_PAGES | {"results": queries["broad"]})
    told["template"] = {name: _template(worker, place.partition("?")[2]) for name, place in queries.items()}


def _template(worker, query):
    try:
        return worker.ask("template", 60, query=query)["ms"]
    except Failed as problem:
        say(f"template: {str(problem).splitlines()[-1]}")
        return None
