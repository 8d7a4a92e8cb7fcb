"""Every pattern of the URL configuration, and concrete addresses of a pattern."""

import re
from dataclasses import dataclass
from itertools import product

from django.contrib import admin
from django.urls import get_resolver
from django.urls.resolvers import URLResolver

from baliportal.catalogue.kinds import all_kinds

#: First parts of addresses that lists and records share.
LISTS = [kind.path for kind in all_kinds()]
TYPE_LISTS = [each.path for kind in all_kinds() for each in kind.type_lists]
PARAMETER = re.compile(
    r"(?<!\?P)<(?:\w+:)?(\w+)>"  # of a path: <slug:slug>
    r"|\(\?P<(\w+)>(?:\[[^]]+\]\+?|\.\*)\)"  # of a regular expression, with any value
)
ENDINGS = re.compile(r"\(\?P<(?:suffix|app_label)>([^)]*)\)")


@dataclass(frozen=True)
class Pattern:
    """A pattern: its `route` as the URL configuration writes it, and its `view`."""

    route: str
    view: object

    @property
    def is_of_the_admin(self):
        return self.route.startswith("admin/")

    @property
    def head(self):
        """The first part of the address: a list, or a model of the admin."""
        pieces = re.split(r"[/.(\\]", self.route.removeprefix("admin/"))
        return "/".join(pieces[:2]) if self.is_of_the_admin else pieces[0]

    @property
    def form(self):
        """The route with {list} or {model} for what many patterns share, and {ending} for the names of formats."""
        route = ENDINGS.sub("{ending}", self.route)
        if self.is_of_the_admin:
            return route.replace(self.head, "{model}", 1) if self.head in MODELS else route
        if self.head in [*LISTS, *TYPE_LISTS, "search"] and not route.startswith(("search/help", "search/suggest")):
            return route.replace(self.head, "{list}", 1)
        return route

    @property
    def parameters(self):
        """Names of the parameters that stand for one value: those of formats are filled from the pattern."""
        return [first or second for first, second in PARAMETER.findall(self.route)]

    def addresses(self, values):
        """Every address with these values: {parameter: list of values}."""
        routes = [self.route]
        for optional in (r"(?:\.(?P<suffix>", r"(?P<suffix>", r"(?P<app_label>"):
            routes = [each for route in routes for each in _with_endings(route, optional)]
        return ["/" + _filled(route, chosen) for route in routes for chosen in _products(self.parameters, values)]


MODELS = {f"{model._meta.app_label}/{model._meta.model_name}" for model in admin.site._registry}


def patterns():
    """Every pattern, one by one."""
    return [Pattern(route, view) for route, view in _walked(get_resolver().url_patterns, "")]


def _walked(url_patterns, before):
    for each in url_patterns:
        route = before + str(each.pattern).replace("^", "").replace("$", "").replace("(?!savedreport/)", "")
        if isinstance(each, URLResolver):
            yield from _walked(each.url_patterns, route)
        else:
            yield route, each.callback


def _with_endings(route, opening):
    """The route once for each format that it names; where they are optional once without."""
    found = re.search(re.escape(opening) + r"([^)]*)\)(\)\?)?", route)
    if not found:
        return [route]
    optional = found[2] is not None
    endings = [("." if optional else "") + ending.replace("\\", "") for ending in found[1].split("|")]
    return [route.replace(found[0], ending, 1) for ending in [*([""] if optional else []), *endings]]


def _products(parameters, values):
    return [dict(zip(parameters, chosen, strict=True)) for chosen in product(*(values[each] for each in parameters))]


def _filled(route, chosen):
    return PARAMETER.sub(lambda found: str(chosen[found[1] or found[2]]), route).replace("\\.", ".")
