"""What is imported is declared, with its reason; and nothing that a library keeps to itself is imported."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path
from runpy import run_path

import pytest

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
EXTRAS = PROJECT["optional-dependencies"]
OURS = {"commitments", "pledgebuilder", "tests"}
PRODUCT, TESTS = ("commitments", "pledgebuilder"), ("tests",)
MOST_AT_RUN_TIME = 18
USED_BY_NAME = {
    "whitenoise": "the middleware and the storage of the settings",
    "psycopg2-binary": "Django's backend of PostgreSQL",
}
"""What is declared, but named in settings or needed by Django rather than imported by us"""


OPTIONAL = {
    "prometheus-client": "commitments/web/metrics.py",
    "xlsxwriter": "commitments/exports/xlsx.py",
}
"""Packages of an extra that one module imports, which says plainly where they are missing"""


def names(requirements: list[str]) -> set[str]:
    return {re.match(r"[A-Za-z0-9.-]+", requirement).group().lower() for requirement in requirements}


def imports(*folders: str) -> Iterator[tuple[str, list[str]]]:
    """Every module that is imported from outside the project, and the names that are taken from it."""
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text())):
                found = (
                    [(node.module, [one.name for one in node.names])]
                    if isinstance(node, ast.ImportFrom) and node.module
                    else []
                )
                if isinstance(node, ast.Import):
                    found = [(one.name, []) for one in node.names]
                yield from ((module, taken) for module, taken in found if is_foreign(module))


def is_foreign(module: str) -> bool:
    root = module.partition(".")[0]
    return root not in OURS and root not in sys.stdlib_module_names


def distributions(*folders: str) -> set[str]:
    """The packages that the imports of these folders come from, as pyproject.toml would name them."""
    known = packages_distributions()
    return {known[module.partition(".")[0]][0].lower().replace("_", "-") for module, _taken in imports(*folders)}


def is_private(module: str, taken: list[str]) -> bool:
    parts = [*module.split("."), *taken]
    return any(part == "internal" or part.startswith("_") for part in parts)


def test_every_import_of_the_product_is_declared():
    assert distributions(*PRODUCT) - names(PROJECT["dependencies"]) == OPTIONAL.keys()
    assert OPTIONAL.keys() <= names([one for extra in EXTRAS.values() for one in extra])


def test_optional_package_is_imported_in_one_place():
    for package, module in OPTIONAL.items():
        importing = [
            path
            for path in (ROOT / "commitments").rglob("*.py")
            if f"import {package.replace('-', '_')}" in path.read_text()
        ]
        assert [str(path.relative_to(ROOT)) for path in importing] == [module]


def test_every_declared_package_is_used():
    assert names(PROJECT["dependencies"]) - distributions(*PRODUCT) - USED_BY_NAME.keys() == set()


def test_every_import_of_the_tests_is_declared():
    declared = names(PROJECT["dependencies"] + [one for extra in EXTRAS.values() for one in extra])
    assert distributions(*TESTS) - declared == set()


def test_packages_at_run_time_are_few():
    assert len(PROJECT["dependencies"]) <= MOST_AT_RUN_TIME


def test_every_package_at_run_time_is_held_to_a_release_and_says_why():
    lines = (ROOT / "pyproject.toml").read_text().partition("dependencies = [\n")[2].partition("]\n")[0].splitlines()
    assert len(lines) == len(PROJECT["dependencies"])
    assert [line for line in lines if not re.fullmatch(r' +"[^"]+~=[^"]+", +# \S.+', line)] == []


def test_product_imports_nothing_that_a_library_keeps_to_itself():
    assert [module for module, taken in imports(*PRODUCT) if is_private(module, taken)] == []


@pytest.mark.parametrize(
    ("module", "taken", "answer"),
    [
        ("django.forms", ["Form"], False),
        ("allauth.mfa.totp.internal.auth", ["TOTP"], True),
        ("docx._oxml", [], True),
        ("django.utils", ["_os"], True),
        ("__future__", ["annotations"], True),
    ],
)
def test_private_name_is_told_from_a_public_one(module, taken, answer):
    assert is_private(module, taken) == answer


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_pinned_packages_name_no_index_and_no_folder(name):
    assert re.findall(r"https?:|file:/|--index|--find-links|(?<!\S)/\S+", (ROOT / name).read_text()) == []


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_package_at_run_time_is_pinned(name):
    pinned = set(re.findall(r"^([a-z0-9-]+)==", (ROOT / name).read_text(), flags=re.MULTILINE))
    assert names(PROJECT["dependencies"]) - pinned == set()


def test_list_of_what_is_outdated_knows_every_package_that_is_named():
    named = names(PROJECT["dependencies"] + [one for extra in EXTRAS.values() for one in extra])
    known = run_path(str(ROOT / ".ci" / "outdated"))["declared"]()
    assert known.keys() == named
    assert known["django"] == ("~=5.2.19", "the web framework; 5.2 is the long-term release")
