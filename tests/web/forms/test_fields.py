"""Text that people type: cleaned, bounded, and refused in plain words."""

from __future__ import annotations

import pytest
from django import forms
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from commitments.text.limits import TextRefusedError, clean_text
from commitments.web.forms.fields import WordsField, part_of_a_form


@pytest.mark.parametrize(
    ("typed", "kept"),
    [(None, ""), ("", ""), ("  words \r\n more ", "words \n more"), ("e\u0301", "é"), ("a\tb", "a b")],
)
def test_words_are_tidied(typed, kept):
    assert WordsField().clean(typed) == kept


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        (WordsField(), "word " * 801),
        (WordsField(limit=3), "four"),
        (WordsField(one_line=True), "two\nlines"),
        (WordsField(), "x" * 101),
        (WordsField(), "a\u202eb"),
        (WordsField(), "a\0b"),
        (WordsField(required=True), "  "),
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
            WordsField(one_line=True).clean(typed)
    else:
        assert WordsField(one_line=True).clean(typed) == kept


@pytest.mark.parametrize("name", ["[Kenya]", "Kenya]", "a [b"])
def test_name_holds_no_brackets(name):
    with pytest.raises(ValidationError, match="square brackets"):
        WordsField(is_name=True).clean(name)
    assert WordsField().clean(name) == name


def test_words_are_drawn_as_asked():
    assert isinstance(WordsField().widget, forms.TextInput)
    assert WordsField(rows=5).widget.attrs["rows"] == 5
    assert WordsField(mirror="opening").widget.attrs["data-js-mirrors"] == "opening"
    assert "data-js-mirrors" not in WordsField().widget.attrs
    assert WordsField().required is False


def test_part_of_a_form_makes_no_form_of_its_own():
    helper = part_of_a_form()
    assert (helper.form_tag, helper.disable_csrf) == (False, True)
