"""Changes at different places of one text stand beside one another; what is one thing is never put together of two."""

from __future__ import annotations

from dataclasses import replace

import pytest

from commitments.drafting.editing import merge
from commitments.drafting.editing.edit import Edit
from commitments.drafting.editing.target import (
    BlankFilling,
    ItemField,
    LineField,
    PartyField,
    PledgeField,
    PledgeRegion,
    Target,
)
from commitments.models import Change, Draft, Pledge, menu
from tests.drafting.editing.conftest import EXPERTISE, KENYA, PUMPS, SAFETY
from tests.edits import save, text_of
from tests.factories import pick

pytestmark = pytest.mark.django_db
HARM = "a-protect-from-harm"
CLAUSE = "Keep volunteers safe in camps, and pay them."
PROSE = [
    ("objectives", ItemField(SAFETY, "text")),
    ("introduction", PledgeField("introduction")),
    ("introduction", PledgeField("opening")),
    ("parties", PledgeField("title")),
    ("actions", ItemField(EXPERTISE, "responsible")),
    ("actions", ItemField(EXPERTISE, "baseline")),
    ("actions", ItemField(EXPERTISE, "target")),
    ("actions", ItemField(EXPERTISE, "verification")),
    ("resources", PledgeField("resources_text")),
    ("resources", LineField(PUMPS, "description")),
    ("resources", LineField(PUMPS, "provider")),
    ("check", BlankFilling("[place]")),
]


def now(pledge: Pledge, target: Target) -> str:
    return str(target.now(Draft(Pledge.objects.get(pk=pledge.pk))))


@pytest.mark.both
@pytest.mark.parametrize(("section", "target"), PROSE, ids=str)
def test_changes_at_different_places_of_one_text_are_both_written(pledge, amina, joseph, section, target):
    for text, by in [(CLAUSE, amina), (CLAUSE.replace("pay them", "pay them well"), joseph)]:
        save(pledge, section, Edit(target, text), by=by)
    typed = Edit(target, CLAUSE.replace("Keep", "Keep all"), pledge.version_of(section) - 1)
    saved = merge.save(pledge, section, [typed], by=amina, page="0" * 16)
    both = "Keep all volunteers safe in camps, and pay them well."
    assert (saved.conflicts, saved.others) == ((), ("Joseph Otieno",))
    assert saved.merged == (replace(typed, value=both),)
    assert now(pledge, target) == both
    # The history has who wrote what: each change is its author's.
    authors = [change.by for change in Change.objects.filter(row=str(target.row)).order_by("pk")]
    assert authors == [amina, joseph, amina]
    # A page that left it out of a field that is being typed in goes on from what it shows.
    more = replace(typed, value=CLAUSE.replace("Keep", "Keep all our"), based_on=saved.version, over=typed.value)
    assert merge.save(pledge, section, [more], by=amina, page="0" * 16).conflicts == ()
    assert now(pledge, target) == "Keep all our volunteers safe in camps, and pay them well."


def test_what_is_typed_on_beside_a_colleagues_words_is_asked_about_with_the_colleague(pledge, amina, joseph):
    target = ItemField(SAFETY, "text")
    for text, by in [(CLAUSE, amina), (CLAUSE.replace("camps", "all camps"), joseph)]:
        save(pledge, "objectives", Edit(target, text), by=by)
    over = CLAUSE.replace("Keep", "Keep all")
    merge.save(pledge, "objectives", [Edit(target, over, 1)], by=amina, page="0" * 16)
    more = Edit(target, over.replace("in camps", "in their camps"), 3, over=over)
    [conflict] = merge.save(pledge, "objectives", [more], by=amina, page="0" * 16).conflicts
    assert (conflict.who, conflict.base) == ("Joseph Otieno", over)
    assert conflict.proposal == "Keep all volunteers safe in all their camps, and pay them."


def test_changes_that_touch_are_proposed_in_one_text(pledge, amina, joseph):
    target = ItemField(SAFETY, "text")
    for text, by in [(CLAUSE, amina), (CLAUSE.replace("Keep", "Hold all"), joseph)]:
        save(pledge, "objectives", Edit(target, text), by=by)
    mine = Edit(target, CLAUSE.replace("Keep", "Get"))
    [conflict] = save(pledge, "objectives", mine, by=amina, based_on=1).conflicts
    assert conflict.proposal == CLAUSE.replace("Keep", "[Hold all / Get]")
    assert (conflict.theirs, conflict.is_own) == (CLAUSE.replace("Keep", "Hold all"), False)
    # What one saved in another tab is one's own.
    [conflict] = save(pledge, "objectives", mine, by=joseph, based_on=1).conflicts
    assert (conflict.who, conflict.is_own) == ("Joseph Otieno", True)


def test_proposal_for_a_blank_has_no_brackets(pledge, amina, joseph):
    for text in ("the far north", "the near north"):
        save(pledge, "check", Edit(BlankFilling("[place]"), text), by=joseph)
    [conflict] = save(pledge, "check", Edit(BlankFilling("[place]"), "the cold north"), by=amina, based_on=1).conflicts
    assert conflict.proposal == "the near / cold north"


NOT_PROSE = [
    (
        "parties",
        PartyField(KENYA, "focal_name"),
        ("Amina of the Nile", "Amina W. of the Nile", "Amina of the White Nile"),
    ),
    ("parties", PartyField(KENYA, "focal_email"), ("a@x.example", "b@x.example", "a@x.example.org")),
    ("actions", ItemField(EXPERTISE, "start"), ("2019-01", "2020-01", "2019-02")),
    ("parties", PledgeRegion(), ("our dry valley", "our very dry valley", "our dry valley and hills")),
]


@pytest.mark.both
@pytest.mark.parametrize(("section", "target", "values"), NOT_PROSE, ids=str)
def test_what_is_one_thing_is_never_put_together_of_two(pledge, amina, joseph, section, target, values):
    base, theirs, mine = values
    for value in (base, theirs):
        save(pledge, section, Edit(target, value), by=joseph)
    [conflict] = save(pledge, section, Edit(target, mine), by=amina, based_on=1).conflicts
    assert (conflict.base, conflict.theirs, conflict.proposal) == (base, theirs, "")


def test_text_that_merging_makes_too_long_is_asked_about(pledge, amina, joseph):
    target, base = ItemField(EXPERTISE, "responsible"), "one two three"
    for text in (base, f"{'x' * 90} {base}"):
        save(pledge, "actions", Edit(target, text), by=joseph)
    mine = f"{base} {'y' * 97}"
    [conflict] = save(pledge, "actions", Edit(target, mine), by=amina, based_on=1).conflicts
    assert conflict.proposal == f"{'x' * 90} {mine}"
    assert now(pledge, target) == f"{'x' * 90} {base}"


def test_official_wording_that_merging_makes_is_official_again(pledge, amina, joseph):
    official = menu(pledge.model_text).by_slug[HARM].text
    pick(pledge, HARM, f"Mine {official} Yours")
    save(pledge, "objectives", text_of(HARM, f"{official} Yours"), by=joseph)
    save(pledge, "objectives", text_of(HARM, f"Mine {official}"), by=amina, based_on=0)
    item = pledge.items.get(key=HARM)
    assert (item.text, item.wording) == (official, "official")
    paragraphs = "\n\n".join(menu(pledge.model_text).introduction)
    save(pledge, "introduction", Edit(PledgeField("introduction"), f"Mine “{paragraphs}” Yours"), by=amina)
    for text, by in [(f"“{paragraphs}” Yours", joseph), (f"Mine “{paragraphs}”", amina)]:
        save(pledge, "introduction", Edit(PledgeField("introduction"), text), by=by, based_on=1)
    assert now(pledge, PledgeField("introduction")) == f"“{paragraphs}”"


def test_introduction_that_comes_out_as_the_models_is_the_models_letter_for_letter(pledge, amina, joseph):
    target = PledgeField("introduction")
    official = "\n\n".join(menu(pledge.model_text).introduction)
    typed = official.replace(", ", " , ", 1)
    assert typed != official
    save(pledge, "introduction", Edit(target, f"Mine. {typed} Yours."), by=amina)
    save(pledge, "introduction", Edit(target, f"{typed} Yours."), by=joseph, based_on=1)
    save(pledge, "introduction", Edit(target, f"Mine. {typed}"), by=amina, based_on=1)
    assert now(pledge, target) == official
