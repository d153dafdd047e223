"""The pressed button, as its name and value say it."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

import pytest
from django import forms
from django.http import QueryDict

from commitments.web import forms as web_forms
from commitments.web.command import DIRECTIONS, NOTHING_PRESSED, VERBS, Command
from commitments.web.forms.resources import ResourceLineForm


@pytest.mark.parametrize("verb", VERBS)
def test_command_is_the_name_of_a_button_and_its_value(verb):
    command = Command.of(QueryDict(f"title=Wells&{verb}=some-key"))
    assert command == Command(verb, "some-key")
    assert command.direction == DIRECTIONS.get(verb, "")


@pytest.mark.parametrize("sent", ["", "title=Wells", "do=move-up", "move-sideways=x", "=x", "position=1"])
def test_page_of_which_no_button_was_pressed_has_no_verb(sent):
    command = Command.of(QueryDict(sent))
    assert (command.verb, command.key, command.direction) == ("", "", "")


def test_only_two_buttons_have_a_direction():
    assert {verb: Command(verb).direction for verb in VERBS if Command(verb).direction} == {
        "move-up": "up",
        "move-down": "down",
    }
    assert Command.of(QueryDict("")) == NOTHING_PRESSED


def test_dragging_says_where_to():
    command = Command.of(QueryDict("place=own-1&position=3&heading=own:Water"))
    assert command == Command("place", "own-1", 3, "own:Water")


@pytest.mark.parametrize("position", ["", "-1", "10000", "x", "%C2%B2", "%D9%A3", "1.5", "1:2", "%00", "9" * 5000])
def test_position_that_is_none_is_zero(position):
    assert Command.of(QueryDict(f"place=x&position={position}")).position == 0


def test_nul_is_left_out():
    assert Command.of(QueryDict("remove=a%00b")).key == "ab"


def test_no_form_has_a_field_that_is_called_as_a_button_is():
    for module in iter_modules(web_forms.__path__, f"{web_forms.__name__}."):
        for form in vars(import_module(module.name)).values():
            if isinstance(form, type) and issubclass(form, (forms.Form, forms.ModelForm)):
                is_prefixed = form is ResourceLineForm  # with the key of its line
                assert is_prefixed or set(form.base_fields) & set(VERBS) == set(), form
