"""What is drawn once and shared: only the model text's words, and never between those who see different things."""

from __future__ import annotations

import pytest

from commitments.models import menu
from commitments.web.templatetags import drawing
from tests import factories
from tests.markup import squeezed

NEW = 'class="link-button new" name="reword" value="a-protect-from-harm"'
STORED = 'class="link-button" name="reword" value="a-protect-from-harm"'


@pytest.fixture(autouse=True)
def _nothing_kept(monkeypatch):
    monkeypatch.setattr(drawing, "_kept", {})


@pytest.fixture
def page(client, db):
    """Returns what the drafter of a pledge sees."""

    def fetch(pledge, role="drafter"):
        client.force_login(factories.make_member(role, pledge.organisation))
        return squeezed(client.get(f"/pledges/{pledge.reference}/objectives/").content.decode())

    return fetch


def test_official_rows_are_kept_and_the_same_for_the_next_pledge(page):
    first, second = factories.make_pledge(), factories.make_pledge()
    before = page(first)
    kept = dict(drawing._kept)
    after = page(second)
    assert len(kept) == 2 * len(menu(first.model_text).objectives)  # in the list, and on the paper
    assert drawing._kept == kept
    assert before.count("Protection from harm") == after.count("Protection from harm") > 0


def test_a_person_s_words_are_not_kept(page):
    pledge = factories.make_pledge()
    factories.pick(pledge, "a-protect-from-harm", text="Nobody is harmed in secret.")
    factories.write(pledge, "objective", "Something else in secret.")
    shown = page(pledge)
    assert shown.count("Nobody is harmed in secret.") == shown.count("Something else in secret.") == 2
    assert not any("in secret" in drawn for drawn in drawing._kept.values())
    assert not any("in secret" in str(key) for key in drawing._kept)


def test_a_row_shows_what_is_ticked_in_this_pledge(page):
    empty, picked = factories.make_pledge(), factories.make_pledge()
    factories.pick(picked, "a-protect-from-harm")
    assert NEW in page(empty)
    shown = page(picked)
    assert STORED in shown
    assert 'id="c-a-protect-from-harm" checked>' in shown
    assert 'id="c-a-protect-from-harm">' in page(empty)


def test_a_row_for_who_may_only_read_is_another(page):
    pledge = factories.make_pledge()
    assert 'id="c-a-protect-from-harm">' in page(pledge)
    assert 'id="c-a-protect-from-harm" disabled>' in page(pledge, role="viewer")
    assert 'name="reword"' not in page(pledge, role="viewer")
    factories.pick(pledge, "a-protect-from-harm")
    assert 'href="../items/a-protect-from-harm/"' in page(pledge, role="viewer")


def test_too_many_rows_are_forgotten(page, monkeypatch):
    monkeypatch.setattr(drawing, "MOST_KEPT", 3)
    page(factories.make_pledge())
    assert 1 <= len(drawing._kept) <= 3
