"""Licences that the portal's data may be under, by their SPDX identifiers (https://spdx.org/licenses/)."""

LICENCES = {
    "CC0-1.0": ("Creative Commons Zero 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
    "CC-BY-4.0": ("Creative Commons Attribution 4.0", "https://creativecommons.org/licenses/by/4.0/"),
    "CC-BY-SA-4.0": ("Creative Commons Attribution Share-Alike 4.0", "https://creativecommons.org/licenses/by-sa/4.0/"),
    "PDDL-1.0": ("Open Data Commons Public Domain Dedication", "https://opendatacommons.org/licenses/pddl/1-0/"),
    "ODC-By-1.0": ("Open Data Commons Attribution 1.0", "https://opendatacommons.org/licenses/by/1-0/"),
    "ODbL-1.0": ("Open Data Commons Open Database Licence 1.0", "https://opendatacommons.org/licenses/odbl/1-0/"),
}


def licence(identifier):
    """A licence in the form of Frictionless data packages: name, title and path. Raises KeyError."""
    title, path = LICENCES[identifier]
    return {"name": identifier, "title": title, "path": path}
