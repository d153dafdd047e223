"""How a difference is shown."""

from __future__ import annotations

from django.template import engines

SHOW = engines["django"].from_string("{% load changes %}{% changes before after %}")


def test_changes_are_marked_and_can_be_heard():
    assert SHOW.render({"before": "is never done", "after": "is not done"}) == (
        'is <del><span class="visually-hidden">removed: </span>never</del> '
        '<ins><span class="visually-hidden">added: </span>not</ins> done'
    )


def test_changes_of_equal_texts_are_the_text():
    assert SHOW.render({"before": "As it was.", "after": "As it was."}) == "As it was."


def test_changes_are_escaped():
    shown = SHOW.render({"before": "<b>old</b>", "after": "<script>alert(1)</script>"})
    assert "<script" not in shown
    assert "<b>" not in shown


def test_changed_line_break_is_shown_and_named():
    assert SHOW.render({"before": "One.\n\nTwo.", "after": "One.\nTwo."}) == (
        'One.\n <del><span class="visually-hidden">removed: line break</span>↵</del>Two.'
    )
    assert SHOW.render({"before": "One.\nTwo.", "after": "One.\n\nTwo."}) == (
        'One.\n\n<ins><span class="visually-hidden">added: line break</span>↵</ins>Two.'
    )


def test_change_that_nobody_sees_is_not_shown():
    assert SHOW.render({"before": "of all migrants", "after": "of\u00a0all  migrants"}) == "of\u00a0all  migrants"
