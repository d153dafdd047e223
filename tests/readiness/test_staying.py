"""Saying of a bracket that it stays: kept with who and when, in the history, until its words go."""

from __future__ import annotations

from dataclasses import replace

import pytest

from commitments import document
from commitments.drafting import history
from commitments.drafting.copying import copy_pledge
from commitments.drafting.editing import merge
from commitments.drafting.editing.edit import Edit
from commitments.drafting.editing.target import ItemField, PledgeField
from commitments.drafting.editing.write import WrongStateError
from commitments.models import Change, Pledge
from commitments.readiness.report import report_on
from commitments.readiness.staying import keep, said_to_stay, say_that_it_stays, take_back
from tests.factories import make_member, make_pledge, write

pytestmark = pytest.mark.django_db
GENEVA = "Meet every year [in Geneva], with all."


@pytest.fixture
def pledge(model_text) -> Pledge:
    made = make_pledge(title="Wells")
    write(made, "objective", GENEVA, key="own-o")
    return made


@pytest.fixture
def drafter(pledge):
    return make_member("drafter", pledge.organisation, "amina@example.org")


def now(pledge) -> Pledge:
    return Pledge.objects.select_related("model_text", "organisation").get(pk=pledge.pk)


def report(pledge):
    pledge = now(pledge)
    return report_on(pledge, document.build(pledge))


def open_blank(pledge):
    (finding,) = [each for each in report(pledge).blockers if each.code == "open-blank"]
    return finding


def stay(pledge, by):
    keep(pledge, open_blank(pledge), by=by)


def save(pledge, target, value, by):
    merge.save(now(pledge), "objectives", [Edit(target, value)], by=by)


def staying(pledge) -> list[str]:
    return [finding.words for finding in report(pledge).staying]


def test_who_said_so_and_when_is_kept(pledge, drafter):
    stay(pledge, drafter)
    (finding,) = report(pledge).staying
    said = said_to_stay(now(pledge), finding)
    assert (said.who, said.at.tzinfo is not None) == (str(drafter), True)
    (entry,) = now(pledge).staying.values()
    assert (entry["text"], entry["row"], entry["column"], entry["by"]) == (
        "[in Geneva]",
        "item:own-o",
        "text",
        drafter.pk,
    )
    assert pledge.staying == now(pledge).staying
    assert "open-blank" not in {each.code for each in report(pledge).blockers}


def test_it_is_taken_back(pledge, drafter):
    stay(pledge, drafter)
    (name,) = now(pledge).staying
    take_back(pledge, name, by=drafter)
    assert (staying(pledge), open_blank(pledge).words) == ([], "[in Geneva]")


def test_pressing_twice_or_for_what_is_gone_changes_nothing(pledge, drafter):
    finding, found = open_blank(pledge), report(pledge)
    say_that_it_stays(pledge, finding.name, found, is_so=True, by=drafter)
    changes = Change.objects.count()
    say_that_it_stays(pledge, finding.name, report(pledge), is_so=True, by=drafter)
    say_that_it_stays(pledge, "open-blank-000000000000", report(pledge), is_so=True, by=drafter)
    take_back(pledge, "open-blank-000000000000", by=drafter)
    assert (Change.objects.count(), staying(pledge)) == (changes, ["[in Geneva]"])


def test_it_holds_while_the_words_stand_there(pledge, drafter):
    stay(pledge, drafter)
    save(pledge, ItemField("own-o", "text"), "Meet twice a year [in Geneva].", drafter)
    save(pledge, PledgeField("resources_text"), "Not much.", drafter)
    assert staying(pledge) == ["[in Geneva]"]


@pytest.mark.parametrize("text", ["Meet every year [in Vienna].", "Meet every year."])
def test_it_lapses_when_the_words_go_and_is_asked_again_when_they_come_back(pledge, drafter, text):
    stay(pledge, drafter)
    save(pledge, ItemField("own-o", "text"), text, drafter)
    assert now(pledge).staying == {}
    save(pledge, ItemField("own-o", "text"), GENEVA, drafter)
    assert (staying(pledge), open_blank(pledge).words) == ([], "[in Geneva]")


@pytest.mark.both
@pytest.mark.parametrize("column", ["title", "introduction", "opening", "resources_text"])
def test_it_lapses_in_each_text_of_the_pledge_itself(pledge, drafter, column):
    Pledge.objects.filter(pk=pledge.pk).update(**{column: "Wells [deep]"})
    finding = next(each for each in report(pledge).blockers if each.words == "[deep]")
    keep(pledge, finding, by=drafter)
    assert staying(pledge) == ["[deep]"]
    save(pledge, PledgeField(column), "Wells, deep", drafter)
    assert now(pledge).staying == {}


def test_words_in_several_places_stay_in_all_of_them(pledge, drafter):
    write(pledge, "objective", "Talk [in Geneva].", key="own-p")
    stay(pledge, drafter)
    assert staying(pledge) == ["[in Geneva]", "[in Geneva]"]


def test_what_no_row_is_known_of_stays_too(pledge, drafter):
    pledge.resource_lines.create(kind="human", description="Two (TBC)", position=0)
    (finding,) = [each for each in report(pledge).blockers if each.code == "placeholder"]
    keep(pledge, finding, by=drafter)
    (entry,) = now(pledge).staying.values()
    assert (entry["row"], staying(pledge)) == ("", ["(TBC)"])
    save(pledge, PledgeField("title"), "Wells again", drafter)
    assert staying(pledge) == ["(TBC)"]


def test_it_is_in_the_history_and_comes_back_with_an_older_version(pledge, drafter):
    stay(pledge, drafter)
    with_it = Change.objects.latest("pk").pk
    (name,) = now(pledge).staying
    take_back(pledge, name, by=drafter)
    changes = list(Change.objects.filter(row=f"staying:{name}").order_by("pk"))
    assert [change.before is None for change in changes] == [True, False]
    assert [change.by for change in changes] == [drafter, drafter]
    assert list(history.as_of(pledge, with_it).pledge.staying) == [name]
    assert history.as_of(pledge, with_it - 1).pledge.staying == {}


def test_copy_asks_again(pledge, drafter):
    stay(pledge, drafter)
    copied = copy_pledge(
        now(pledge),
        model_text=pledge.model_text,
        organisation=pledge.organisation,
        period=(2024, 2028),
        title="Wells",
        by=drafter,
    ).pledge
    assert (now(copied).staying, open_blank(copied).words) == ({}, "[in Geneva]")


def test_nothing_is_said_of_what_goes_round(pledge, drafter):
    finding = open_blank(pledge)
    Pledge.objects.filter(pk=pledge.pk).update(status="agreed")
    with pytest.raises(WrongStateError):
        keep(pledge, finding, by=drafter)
    assert now(pledge).staying == {}


def test_bracket_that_stays_is_marked_on_no_page_and_counts_as_no_blank(pledge, drafter):
    stay(pledge, drafter)
    built = document.build(now(pledge))
    assert built.segments(GENEVA) == [(GENEVA, False)]
    assert "[in Geneva]" not in built.open_blanks
    assert replace(built, staying=()).segments(GENEVA)[1] == ("[in Geneva]", True)


def test_frozen_text_has_no_blank(pledge):
    built = document.build(now(pledge))
    assert replace(built, frozen_as="pledgebuilder-revision/1").segments(GENEVA) == [(GENEVA, False)]
