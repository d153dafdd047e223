"""How templates, stylesheets and scripts are written, as far as djlint doesn't see to it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
STYLESHEETS = [
    *sorted((ROOT / "static" / "css").glob("*.css")),
    ROOT / "templates" / "document" / "page.css",
    *sorted((ROOT / "commitments").rglob("*.css")),
]
SCRIPTS = sorted((ROOT / "static" / "js").glob("*.js"))
PYTHON = sorted((ROOT / "commitments").rglob("*.py"))

TEMPLATE_SYNTAX = re.compile(r"\{[%{#].*?[%}#]\}", re.DOTALL)
CLASS_ATTRIBUTE = re.compile(r'\bclass="((?:\{%.*?%\}|\{\{.*?\}\}|[^"{])*)"', re.DOTALL)
ICON = re.compile(r'\{% icon "[\w-]+" "([\w-]+)" %\}')
SELECTOR = re.compile(r"([^{};]+)\{")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
SET_BY_A_SCRIPT = re.compile(r'(?:className: |classList\.\w+\()"([\w-]+)"')
SET_IN_PYTHON = re.compile(r'class="([\w -]+)["{]|"class": "([\w-]+)"')
FOUND_BY_A_SCRIPT = re.compile(r"(?:querySelector(?:All)?|closest|matches)\(\s*([\"'`])(.*?)\1\s*\)")
CHOSEN_WHILE_IT_RUNS = {
    "state tags": {"attention", "success", "problem", "highlight", "ready"},
    "themes": {f"theme-{number}" for number in range(1, 8)},
    "who leads an action": {"state", "national_society", "component", "observer", "nobody"},
    "ends of a bar": {"filled", "first", "last", "open-start", "open-end"},
    "quarters of a year": {f"quarters-{number}" for number in range(1, 5)},
    "how a point is spoken to": {"named", "close", "offered", "offered-close", "neither"},
    "brackets of the model text": {"blank", "choice", "plural", "note"},
    "how full a cell of the register is": {f"shade-{number}" for number in range(5)},
    "levels of a message": {"success", "error"},
}
"""Classes that a template takes from a variable"""


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def classes_of(template: str) -> set[str]:
    attributes = CLASS_ATTRIBUTE.findall(template)
    return {name for value in attributes for name in TEMPLATE_SYNTAX.sub(" ", value).split() if not name.endswith("-")}


def classes_used() -> set[str]:
    used = {name for path in TEMPLATES for name in classes_of(path.read_text())}
    used |= {name for path in TEMPLATES for name in ICON.findall(path.read_text())}
    used |= {name for path in SCRIPTS for name in SET_BY_A_SCRIPT.findall(path.read_text())}
    in_python = (pair for path in PYTHON for pair in SET_IN_PYTHON.findall(path.read_text()))
    used |= {name for pair in in_python for name in " ".join(pair).split()}
    return used | set(settings.CRISPY_CLASS_CONVERTERS.values()) | set().union(*CHOSEN_WHILE_IT_RUNS.values())


def classes_with_a_rule() -> set[str]:
    selectors = (" ".join(SELECTOR.findall(COMMENT.sub("", path.read_text()))) for path in STYLESHEETS)
    return {name for text in selectors for name in re.findall(r"\.([a-zA-Z][\w-]*)", text)}


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_template_has_short_lines_and_no_element_named_by_a_condition(path):
    text = path.read_text()
    assert [line for line in text.splitlines() if len(line) > 120] == []
    assert re.findall(r"</?\{%", text) == []


@pytest.mark.parametrize("path", [path for path in TEMPLATES if path.name.startswith("_")], ids=name_of)
def test_partial_says_first_what_it_needs(path):
    assert re.match(r"\{# needs: \S.* #\}\n", path.read_text())


def test_blocks_of_several_lines_are_closed_by_name():
    unnamed = {
        name_of(path): re.findall(r"^ *\{% endblock %\}", path.read_text(), re.MULTILINE)
        for path in TEMPLATES
        if re.search(r"^ *\{% endblock %\}", path.read_text(), re.MULTILINE)
    }
    assert unnamed == {}


def test_classes_are_words():
    assert {name for name in classes_used() | classes_with_a_rule() if len(name) < 3} == set()


def test_every_rule_is_for_a_class_that_something_has():
    assert classes_with_a_rule() - classes_used() == set()


def test_every_class_has_a_rule_or_a_test_that_looks_for_it():
    tests = " ".join(path.read_text() for path in (ROOT / "tests").rglob("*.py") if path != Path(__file__))
    for_tests = {name for name in classes_used() if re.search(rf"[.\"' ]{re.escape(name)}[\"' \[]", tests)}
    assert classes_used() - classes_with_a_rule() - for_tests == set()


def test_scripts_find_elements_by_hooks_alone():
    found = {
        path.name: [
            selector
            for _, selector in FOUND_BY_A_SCRIPT.findall(path.read_text())
            if re.search(r"(?<![\w\]])\.[a-z]|#[a-z]", selector)
        ]
        for path in SCRIPTS
    }
    assert {name: selectors for name, selectors in found.items() if selectors} == {}


def test_every_hook_of_a_script_is_in_a_template():
    markup = " ".join(path.read_text() for path in [*TEMPLATES, *PYTHON])
    wanted = {hook for path in SCRIPTS for hook in re.findall(r"\[(data-js-[a-z-]+)", path.read_text())}
    made_by_scripts = {"data-js-grip"}
    assert {hook for hook in wanted - made_by_scripts if hook not in markup} == set()


def test_every_hook_of_a_template_is_for_a_script_or_a_test():
    scripts = " ".join(path.read_text() for path in SCRIPTS)
    hooks = {hook for path in TEMPLATES for hook in re.findall(r"\bdata-js-[a-z-]+", path.read_text())}

    def in_a_data_set(hook: str) -> str:
        head, *rest = hook.removeprefix("data-").split("-")
        return "dataset." + head + "".join(word.capitalize() for word in rest)

    assert {hook for hook in hooks if hook not in scripts and in_a_data_set(hook) not in scripts} == set()


def test_styles_are_for_classes_and_not_for_hooks():
    assert [path.name for path in STYLESHEETS if "data-js-" in COMMENT.sub("", path.read_text())] == []


def test_sizes_and_places_in_stylesheets_are_logical():
    physical = re.compile(
        r"^\s*(?:(?:margin|padding|border)-(?:left|right|top|bottom)|left|right|width|height)\s*:", re.MULTILINE
    )
    screen = [path for path in STYLESHEETS if path.parent.name == "css"]
    assert {path.name: physical.findall(path.read_text()) for path in screen if physical.search(path.read_text())} == {}


def blocks_within_others(markup: str) -> set[str]:
    """The names of the blocks that stand within another block of the same template."""
    depth, names = 0, set()
    for name, _end in re.findall(r"{%-? (?:block (\w+)|(endblock)\b)", markup):
        if name and depth:
            names.add(name)
        depth += 1 if name else -1
    return names


def blocks_of_what_it_extends(path: Path) -> set[str]:
    extended = re.search(r'{% extends "([^"]+)" %}', path.read_text())
    base = ROOT / "templates" / extended[1] if extended else None
    if not base or not base.exists():
        return set()
    return set(re.findall(r"{%-? block (\w+)", base.read_text())) | blocks_of_what_it_extends(base)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_block_within_another_has_no_name_of_what_is_extended(path):
    """What is put into it would show in both places."""
    assert blocks_within_others(path.read_text()) & blocks_of_what_it_extends(path) == set()


def test_search_for_blocks_within_others_finds_them():
    markup = "{% block a %}{% block b %}{% endblock b %}{% endblock %}{% block c %}{% endblock c %}"
    assert blocks_within_others(markup) == {"b"}


def test_no_text_in_styles_looks_like_a_comment():
    """Such a text would be cut as they are served (pledgebuilder/storage.py)."""
    texts = [
        text for path in STYLESHEETS for text in re.findall(r"\"[^\"\n]*\"|'[^'\n]*'", path.read_text(encoding="utf-8"))
    ]
    assert texts
    assert [text for text in texts if "/*" in text or "*/" in text] == []
