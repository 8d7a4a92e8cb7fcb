"""Measurements of the served portal alone: saves, concurrent visitors, templates, page weights."""

from . import corpus, visitor
from .visible import save_to_visible
from .worker import Failed
from .workspace import say

HOME_PAGES = {"home": "/", "everything": "/search/", "a law": "/legislation/my-act-670-2007/"}


def measure_served_portal(workspace, questions_by_class, result, worker, one):
    say(f"{workspace.size:,}: saves, crowds, weights")
    pages = [question for name, variants in questions_by_class.items() if name != "prefix" for question in variants]
    with workspace.worker("portal", PORTAL_VAR=str(workspace.home / "database" / "var")) as watcher:
        result["visible"] = save_to_visible(worker, watcher, corpus.SEED)
    result["crowd"] = visitor.crowd(one.port, pages)
    addresses = {
        name: visitor.address(**variants[0]) for name, variants in questions_by_class.items() if name != "prefix"
    }
    result["weights"] = visitor.weights(one, HOME_PAGES | {"results": addresses["broad"]})
    result["template"] = {name: _template(worker, address.partition("?")[2]) for name, address in addresses.items()}


def _template(worker, query):
    try:
        return worker.ask("template", 60, query=query)["ms"]
    except Failed as problem:
        say(f"template: {str(problem).splitlines()[-1]}")
        return None
