"""Text that people type: cleaned, bounded, and refused in plain words."""

from __future__ import annotations

import pytest
from django import forms
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from commitments.text.limits import TextRefusedError, clean_text
from commitments.web.forms.fields import Words, part_of_a_form


@pytest.mark.parametrize(
    ("typed", "kept"),
    [(None, ""), ("", ""), ("  words \r\n more ", "words \n more"), ("e\u0301", "é"), ("a\tb", "a b")],
)
def test_words_are_tidied(typed, kept):
    assert Words().clean(typed) == kept


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        (Words(), "word " * 801),
        (Words(limit=3), "four"),
        (Words(one_line=True), "two\nlines"),
        (Words(), "x" * 101),
        (Words(), "a\u202eb"),
        (Words(), "a\0b"),
        (Words(required=True), "  "),
    ],
)
def test_words_over_a_limit_are_refused(field, typed):
    with pytest.raises(ValidationError):
        field.clean(typed)


@given(st.text(max_size=60))
def test_words_take_what_the_limits_take(typed):
    try:
        kept = clean_text(typed.strip(), one_line=True)  # as every field of Django strips
    except TextRefusedError:
        with pytest.raises(ValidationError):
            Words(one_line=True).clean(typed)
    else:
        assert Words(one_line=True).clean(typed) == kept


@pytest.mark.parametrize("name", ["[Kenya]", "Kenya]", "a [b"])
def test_name_holds_no_brackets(name):
    with pytest.raises(ValidationError, match="square brackets"):
        Words(is_name=True).clean(name)
    assert Words().clean(name) == name


def test_words_are_drawn_as_asked():
    assert isinstance(Words().widget, forms.TextInput)
    assert Words(rows=5).widget.attrs["rows"] == 5
    assert Words(mirror="opening").widget.attrs["data-js-mirrors"] == "opening"
    assert "data-js-mirrors" not in Words().widget.attrs
    assert Words().required is False


def test_part_of_a_form_makes_no_form_of_its_own():
    helper = part_of_a_form()
    assert (helper.form_tag, helper.disable_csrf) == (False, True)
