"""Filling blanks: everywhere at once, within the limits, and open again."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commitments import document
from commitments.drafting.editing.write import WrongStateError
from commitments.drafting.importing.pledges import import_pledge
from commitments.exports.json import render
from commitments.models import Pledge
from commitments.text import blanks
from commitments.text.limits import TextRefusedError
from tests.edits import fill_blanks, reword
from tests.factories import add_party, add_resource, make_member, make_pledge, make_user, pick, write

pytestmark = pytest.mark.django_db

EXPERTISE = "b-detention-draw-on-expertise"


@pytest.fixture
def pledge() -> Pledge:
    return make_pledge()


@pytest.fixture
def by():
    return make_user()


def typed(pledge: Pledge) -> dict[str, str]:
    pledge.refresh_from_db()
    return pledge.blank_fillings


def test_filling_stands_in_every_text_of_the_pledge(pledge, by):
    Pledge.objects.update(
        introduction="In [place].\n\n[place] too.", opening="We of [place]:", resources_text="[place]"
    )
    pledge.refresh_from_db()
    write(pledge, "objective", "Help in [place]", key="own-a")
    write(pledge, "action", "Dig in [place]", theme_name="Water", responsible="Office of [place]")
    write(pledge, "indicator", "Wells in [place]", baseline="[place] 0", target="[place] 1", verification="[place] 2")
    add_resource(pledge, description="For [place]", provider="[place] office")
    assert len(document.build(pledge).open_blanks) == 13
    fill_blanks(pledge, {"[place]": "the Rift Valley"}, by=by)
    printed = document.build(pledge)
    assert printed.open_blanks == ()
    assert printed.introduction == ("In the Rift Valley.", "The Rift Valley too.")
    assert printed.opening == "We of the Rift Valley:"
    assert printed.actions[0].responsible == "Office of the Rift Valley"
    assert printed.indicators[0].baseline == "The Rift Valley 0"
    assert printed.resource_lines[0].provider == "The Rift Valley office"
    pledge.refresh_from_db()
    assert {slug: state.saved_by for slug, state in pledge.section_states.items()} == {"check": by.pk}


def test_drafter_goes_before_the_parties_until_the_filling_is_taken_back(pledge, by):
    add_party(pledge, "national_society", "KE")
    pick(pledge, EXPERTISE)
    fill_blanks(pledge, {"[National Society]": "our Society"}, by=by)
    assert "our Society" in document.build(pledge).actions[0].text
    fill_blanks(pledge, {"[National Society]": "their Society"}, by=by)
    assert typed(pledge) == {"[National Society]": "their Society"}
    fill_blanks(pledge, {"[National Society]": ""}, by=by)
    assert typed(pledge) == {}
    assert "the Kenya Red Cross Society" in document.build(pledge).actions[0].text


def test_generated_opening_is_filled_and_stays_generated(pledge, by):
    fill_blanks(pledge, {"[Government/National Society]": "people of Kenya"}, by=by)
    printed = document.build(pledge)
    assert printed.opening.startswith("We, the people of Kenya,")
    assert printed.opening_is_generated


def test_one_place_can_differ_by_its_wording(pledge, by):
    write(pledge, "objective", "Help in [place]", key="own-a")
    write(pledge, "objective", "Stay in [place]", key="own-b")
    reword(pledge, "own-a", "Help in Nakuru", by=by)
    fill_blanks(pledge, {"[place]": "Kisumu"}, by=by)
    assert [objective.text for objective in document.build(pledge).objectives] == ["Help in Nakuru", "Stay in Kisumu"]


def test_filling_of_another_pledge_is_not_this_one_s(pledge, by):
    other = make_pledge(introduction="[place]")
    write(pledge, "objective", "Help in [place]")
    fill_blanks(pledge, {"[place]": "Kisumu"}, by=by)
    fill_blanks(other, {"[place]": ""}, by=by)
    assert typed(pledge) == {"[place]": "Kisumu"}
    assert document.build(other).open_blanks == ("[place]", "[Government/National Society]")


@pytest.mark.parametrize(
    ("text", "filling", "says"),
    [
        ("[a] " * 900, "long " * 10 + "x", "characters long"),
        ("x" * 60 + "[a]", "y" * 60, "without a space"),
    ],
)
def test_filling_that_breaks_a_limit_is_refused_whole(pledge, by, text, filling, says):
    write(pledge, "objective", text.strip())
    with pytest.raises(TextRefusedError, match=says) as refused:
        fill_blanks(pledge, {"[a]": filling, "[b]": "fine"}, by=by)
    assert "can't be filled like this" in str(refused.value)
    assert typed(pledge) == {}


def test_filling_that_makes_the_pledge_too_large_is_refused(pledge, by):
    for _ in range(60):
        write(pledge, "objective", "[a] " * 20)
    with pytest.raises(TextRefusedError, match="bytes of text"):
        fill_blanks(pledge, {"[a]": "word " * 20 + "end"}, by=by)
    assert typed(pledge) == {}


def test_wording_that_a_filling_makes_too_large_is_refused(pledge, by):
    fill_blanks(pledge, {"[a]": "word " * 30 + "end"}, by=by)
    item = write(pledge, "objective", "Short")
    with pytest.raises(TextRefusedError, match="bytes of text"):
        reword(pledge, item.key, "[a] " * 999, by=by)


def test_pledge_that_is_no_draft_keeps_its_blanks(pledge, by):
    Pledge.objects.update(status="submitted")
    with pytest.raises(WrongStateError):
        fill_blanks(pledge, {"[a]": "x"}, by=by)
    assert typed(pledge) == {}


def test_filling_takes_the_same_queries_for_one_blank_and_three(pledge, by):
    write(pledge, "objective", "[a] [b] [c] [d]")
    counts = []
    fill_blanks(pledge, {"[d]": "x"}, by=by)
    for fillings in ({"[a]": "x"}, {"[a]": "y", "[b]": "x", "[c]": "z"}):
        with CaptureQueriesContext(connection) as queries:
            fill_blanks(pledge, fillings, by=by)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_filled_pledge_makes_the_round_trip():
    member = make_member()
    pledge = make_pledge(introduction="In [place].", resources_text="[place] brings wells.")
    add_party(pledge, "national_society", "KE")
    pick(pledge, EXPERTISE)
    write(pledge, "objective", "Help in [place] and [elsewhere]")
    fill_blanks(pledge, {"[place]": "Nakuru", "[National Society]": "our Society"}, by=member)
    exported = render(document.build(pledge))
    again = import_pledge(exported, owner=member)
    assert render(document.build(again)).replace(again.reference.encode(), pledge.reference.encode()) == exported
    assert document.build(again).open_blanks == ("[elsewhere]",)


BLANKS = st.sampled_from(["[a]", "[b]", "[National Society]", "[COUNTRY/REGION]"])
WORDS = st.lists(st.sampled_from(["help", "with", "\\1", "é"]) | BLANKS, min_size=1, max_size=6).map(" ".join)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    texts=st.lists(WORDS, min_size=1, max_size=4),
    fillings=st.dictionaries(BLANKS, st.sampled_from(["", "Nakuru", "the \\g<0> $1", "a%s"])),
)
def test_what_is_open_is_what_nothing_fills(pledge, by, texts, fillings):
    pledge.items.all().delete()
    pledge.blank_fillings = {}
    pledge.save(update_fields=["blank_fillings"])
    for text in texts:
        write(pledge, "objective", text)
    fill_blanks(pledge, fillings, by=by)
    said = {blank: text for blank, text in fillings.items() if text}
    assert typed(pledge) == said
    printed = document.build(pledge)
    assert [objective.text for objective in printed.objectives] == [blanks.fill(text, said) for text in texts]
    stored = [blank for text in texts for blank in blanks.find(text)]
    still = [blank for text in printed.objectives for blank in blanks.find(text.text)]
    assert still == [blank for blank in stored if blank not in said]
