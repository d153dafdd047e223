"""Options and boxes that are drawn in Python: what is chosen, what is suggested, and nothing of a name as HTML."""

from __future__ import annotations

from commitments.web.templatetags.choosing import options, tick_boxes

WELLS, HEALTH = ("o1", "1. Wells & taps"), ("o2", "2. <b>صحة</b>")


def test_option_that_is_chosen_is_selected():
    drawn = options([("", "Choose"), ("2020-01", "Jan–Mar 2020"), ("2020-04", "<April>")], "2020-01")
    assert drawn == (
        '<option value="">Choose</option><option value="2020-01" selected>Jan–Mar 2020</option>'
        '<option value="2020-04">&lt;April&gt;</option>'
    )


def test_boxes_are_ticked_or_say_that_they_are_suggested():
    assert tick_boxes("a1-linked", [WELLS, HEALTH], ["o1"], {"o1", "o2"}) == (
        '<label><input type="checkbox" name="a1-linked" value="o1" checked>1. Wells &amp; taps</label>'
        '<label><input type="checkbox" name="a1-linked" value="o2">2. &lt;b&gt;صحة&lt;/b&gt; <i>(suggested)</i></label>'
    )


def test_boxes_of_an_item_of_which_nothing_is_stored_are_empty():
    expected = '<label><input type="checkbox" name="a1-leads" value="o1">1. Wells &amp; taps</label>'
    assert tick_boxes("a1-leads", [WELLS], None) == expected
