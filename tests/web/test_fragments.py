"""What is drawn once and shared: only the model text's words, and never between those who see different things."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.core.cache import caches
from django.template.loader import render_to_string

from commitments.document import printed
from commitments.document.shape import FIRST_FORMAT
from commitments.models import ModelText, menu
from tests import factories
from tests.exports import samples
from tests.exports.samples import ENGLISH

NEW = 'class="link-button new" name="reword" value="a-protect-from-harm"'
STORED = 'class="link-button" name="reword" value="a-protect-from-harm"'


@pytest.fixture
def kept(monkeypatch) -> dict[str, str]:
    """What is put into the cache of fragments, which is empty at first."""
    cache, entries = caches["fragments"], {}
    cache.clear()
    really_set = cache.set

    def note(key, value, *args, **options):
        entries[key] = value
        return really_set(key, value, *args, **options)

    monkeypatch.setattr(cache, "set", note)
    return entries


@pytest.fixture
def page(client, db):
    """Returns what the drafter of a pledge sees."""

    def fetch(pledge, role="drafter"):
        client.force_login(factories.make_member(role, pledge.organisation))
        html = client.get(f"/pledges/{pledge.reference}/objectives/").content.decode()
        return " ".join(html.split())  # however its attributes are spread over lines

    return fetch


def rows_of(entries: dict[str, str]) -> dict[str, str]:
    """The rows among the fragments; the others are boxes of one document."""
    return {key: drawn for key, drawn in entries.items() if ".cache.box_" not in key}


def boxes_of(entries: dict[str, str]) -> list[str]:
    """The names of the fragments that are boxes of a document."""
    return sorted(key.split(".")[2] for key in entries if ".cache.box_" in key)


def test_official_rows_are_kept_and_the_same_for_the_next_pledge(page, kept):
    first, second = factories.make_pledge(), factories.make_pledge()
    before = page(first)
    rows = rows_of(kept)
    after = page(second)
    assert len(rows) == 2 * (len(menu(first.model_text).objectives) + 1)  # rows and list, in the form and on paper
    assert rows_of(kept) == rows
    assert before.count("Protection from harm") == after.count("Protection from harm") > 0


def test_person_s_words_are_kept_in_no_row(page, kept):
    pledge = factories.make_pledge()
    factories.pick(pledge, "a-protect-from-harm", text="Nobody is harmed in secret.")
    factories.write(pledge, "objective", "Something else in secret.")
    shown = page(pledge)
    assert shown.count("Nobody is harmed in secret.") == 2
    assert shown.count("Something else in secret.") == 4  # what moves it up and down is named by it
    assert not any("in secret" in drawn for drawn in kept.values())


def test_words_adapted_from_an_older_edition_are_kept_in_no_row_even_if_they_are_today_s(page, kept):
    """A row on the paper holds how its sentence ends: an official one with a full stop, a person's as typed."""
    official, adapted = factories.make_pledge(), factories.make_pledge()
    for pledge in (official, adapted):
        factories.pick(pledge, "a-gcm-humanitarian-objectives")
    adapted.items.update(official_text="What it said before.")
    assert [page(pledge).count('<span data-js-end="."') for pledge in (official, adapted)] == [2, 1]


def test_fragment_holds_no_token_and_no_name_of_who_reads(page, kept):
    pledge = factories.make_pledge()
    shown = page(pledge)
    assert "csrfmiddlewaretoken" in shown
    assert not any("csrfmiddlewaretoken" in drawn or "@" in drawn for drawn in kept.values())


def test_row_shows_what_is_ticked_in_this_pledge(page, kept):
    empty, picked = factories.make_pledge(), factories.make_pledge()
    factories.pick(picked, "a-protect-from-harm")
    assert NEW in page(empty)
    shown = page(picked)
    assert STORED in shown
    assert 'id="c-a-protect-from-harm" checked >' in shown
    assert 'id="c-a-protect-from-harm" >' in page(empty)


def test_row_for_who_may_only_read_is_another(page, kept):
    pledge = factories.make_pledge()
    assert 'id="c-a-protect-from-harm" >' in page(pledge)
    assert 'id="c-a-protect-from-harm" disabled>' in page(pledge, role="viewer")
    assert 'name="reword"' not in page(pledge, role="viewer")
    factories.pick(pledge, "a-protect-from-harm")
    assert 'href="../items/a-protect-from-harm/"' in page(pledge, role="viewer")


def test_rows_of_another_edition_are_drawn_anew(page, kept):
    pledge = factories.make_pledge()
    page(pledge)
    rows = rows_of(kept)
    ModelText.objects.update(edition="drawn anew")  # one that no other test has in memory
    page(pledge)
    assert len(rows_of(kept)) == 2 * len(rows)


def test_box_is_drawn_anew_only_when_what_it_shows_changed(page, kept):
    pledge = factories.make_pledge()
    factories.add_party(pledge, "state", "KE")
    page(pledge)
    assert boxes_of(kept) == ["box_b", "box_c", "box_d"]  # D with the signatures; box A is being worked on
    page(pledge)
    assert len(boxes_of(kept)) == 3
    action = factories.pick(pledge, "b-detention-draw-on-expertise", text="Detain nobody.")
    assert "Detain nobody." in page(pledge)
    assert boxes_of(kept) == ["box_b", "box_b", "box_c", "box_d"]
    indicator = factories.write(pledge, "indicator", "Nobody is detained.")
    factories.link(indicator, linked=[action])
    assert "Measures action " in page(pledge)
    assert boxes_of(kept) == ["box_b", "box_b", "box_c", "box_c", "box_d"]
    factories.add_resource(pledge, description="Lawyers")
    assert "Lawyers" in page(pledge)
    assert boxes_of(kept) == ["box_b", "box_b", "box_c", "box_c", "box_d", "box_d"]


CHANGED = {
    "introduction": {"introduction": ("Another one.",)},
    "who wrote the introduction": {"introduction_is_official": False, "clause_language": "fr"},
    "opening": {"opening": "They pledge:", "opening_is_generated": False},
    "an objective": {"objectives": (*ENGLISH.objectives[:-1], samples.objective(9, "Another one."))},
    "order of objectives": {"objectives": ENGLISH.objectives[::-1]},
    "no objectives": {"objectives": ()},
    "an action": {"themes": (replace(ENGLISH.themes[0], actions=(samples.action("1.1", "Another one."),)),)},
    "numbers of actions": {
        "themes": (replace(ENGLISH.themes[0], actions=(replace(ENGLISH.themes[0].actions[0], number="1.2"),)),)
    },
    "who leads": {
        "themes": (
            replace(ENGLISH.themes[0], actions=(replace(ENGLISH.themes[0].actions[0], leads=(1,)),)),
            *ENGLISH.themes[1:],
        )
    },
    "no actions": {"themes": ()},
    "an indicator": {"indicators": (replace(ENGLISH.indicators[0], target="13"), ENGLISH.indicators[1])},
    "what an indicator measures": {"indicators": (replace(ENGLISH.indicators[0], measures=("action-8.1",)),)},
    "no indicators": {"indicators": ()},
    "resources": {"resources_text": "None."},
    "a resource line": {"resource_lines": ENGLISH.resource_lines[1:]},
    "no resources": {"resources_text": "", "resource_lines": ()},
    "a party": {"parties": (replace(samples.KENYA, name="Ministry of Health of Kenya"), samples.SOCIETY)},
    "language": {"language": "fr"},
    "direction": {"language": "ar"},
    "a bracket that stays": {"staying": ("[National Society]",)},
    "being withdrawn": {"status": "withdrawn"},
    "format": {"frozen_as": FIRST_FORMAT, "seal": samples.SIGNED.seal, "status": "agreed"},
}


def paper(document) -> str:
    return render_to_string("document/_pledge.html", printed.context(document))


@pytest.mark.parametrize("changes", CHANGED.values(), ids=CHANGED)
@pytest.mark.parametrize("document", [ENGLISH, samples.CIRCULATING, samples.SIGNED, samples.FRENCH], ids=lambda _: "")
def test_boxes_kept_of_one_document_never_show_in_another(kept, document, changes):
    other = replace(document, **changes)
    caches["fragments"].clear()
    as_it_is = paper(other)
    caches["fragments"].clear()
    paper(document)
    assert paper(other) == as_it_is


def test_boxes_of_a_document_differ_by_the_level_of_their_headings(kept):
    drawn = {
        level: render_to_string("document/_pledge.html", printed.context(samples.ENGLISH, title_level=level))
        for level in (1, 2)
    }
    assert drawn[1].count("<h2") == drawn[2].count("<h3") > 0
    assert "<h2" not in drawn[2].replace('<h2 class="pledge-title"', "")
    assert len(kept) == 8  # four boxes at each level
