"""Saving a page on top of what others saved since it was drawn: nothing that anybody typed is lost."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commitments.drafting.editing import merge
from commitments.drafting.editing.edit import Conflict, Edit, PageField, Saved, UnknownVersionError
from commitments.drafting.editing.target import (
    BlankFilling,
    ItemElement,
    ItemField,
    LineField,
    LineRemoval,
    PartyField,
    PledgeField,
    PledgeRegion,
)
from commitments.drafting.parties import remove_party
from commitments.drafting.picking import put_under
from commitments.drafting.resources import move_line
from commitments.models import Change, Draft, Item, Pledge, menu
from commitments.text.limits import MAX_PLEDGE_BYTES, TextRefusedError
from tests.drafting.editing.conftest import EXPERTISE, KENYA, NETHERLANDS, PUMPS, SAFETY
from tests.edits import OWN, fill_blanks, line, own, remove_line, reword, save, text_of, tick
from tests.factories import add_party, add_resource, group, link, make_pledge, make_user, write

pytestmark = pytest.mark.django_db

REFUGEES = "a-gcr-humanitarian-objectives"
RIGHTS, DURABLE = "a-gcr-refugee-rights", "a-gcr-durable-solutions"
HARM = "a-protect-from-harm"
DIALOGUE = "b-detention-dialogue-with-national-societies"
PIPES = "line-0000000002"


@dataclass(frozen=True)
class Field:
    """One field of a page; its first value is what the fixture stores."""

    section: str
    target: Any
    values: tuple[Any, Any, Any]

    @property
    def row(self) -> str:
        """As in Change.row"""
        return str(self.target.row)

    @property
    def column(self) -> str:
        names: dict[type, str] = {PledgeRegion: "region", BlankFilling: "text"}
        return names.get(type(self.target)) or str(self.target.column)

    def edit(self, value: Any) -> Edit:
        return Edit(self.target, value)

    def stored(self, pledge: Pledge) -> Any:
        columns = Draft(Pledge.objects.get(pk=pledge.pk)).state().get(self.row)
        is_element = isinstance(self.target, ItemElement)
        if columns is None:  # the page shows an empty field
            return False if is_element or self.column == "chosen" else ""
        return self.target.element in columns[self.column] if is_element else columns[self.column]


OLD = ("Old", "Theirs", "Mine")
TEXTS = [
    Field("parties", PledgeField("title"), OLD),
    Field("parties", PledgeField("period_end"), (2023, 2024, 2025)),
    Field("parties", PledgeField("open_until"), (None, date(2021, 1, 1), date(2022, 2, 2))),
    Field("parties", PledgeRegion(), ("", "the Upper Valley", "the Lower Valley")),
    Field("parties", PartyField(KENYA, "focal_name"), OLD),
    Field("introduction", PledgeField("opening"), OLD),
    Field("introduction", PledgeField("opening"), ("Old", "", "Mine")),
    Field("introduction", PledgeField("opening"), ("Old", "Theirs", "")),
    Field("objectives", ItemField(SAFETY, "text"), OLD),
    Field("actions", ItemField(EXPERTISE, "responsible"), OLD),
    Field("actions", ItemField(EXPERTISE, "end"), ("", "2021-03", "2022-06")),
    Field("actions", ItemField(DIALOGUE, "responsible"), ("", "Theirs", "Mine")),  # there is no such row yet
    Field("resources", PledgeField("resources_text"), OLD),
    Field("resources", LineField(PUMPS, "description"), OLD),
    Field("resources", LineField(PUMPS, "amount"), (Decimal(5), Decimal("5.50"), None)),
    Field("check", BlankFilling("[place]"), OLD),
    Field("check", BlankFilling("[place]"), ("Old", "", "Mine")),
    Field("check", BlankFilling("[new]"), ("", "Theirs", "Mine")),
]
SWITCHES = [
    Field("introduction", PledgeField("name_parties_in_full"), (False, True, True)),
    Field("objectives", ItemField(SAFETY, "chosen"), (True, False, False)),
    Field("objectives", ItemField(HARM, "chosen"), (False, True, True)),
    Field("actions", ItemElement(EXPERTISE, "leads", KENYA), (False, True, True)),
    Field("actions", ItemElement(EXPERTISE, "linked", SAFETY), (False, True, True)),
    Field("actions", ItemElement(DIALOGUE, "leads", KENYA), (False, True, True)),
]


def named(field: Field) -> str:
    return f"{field.row}-{field.column}-{field.values[1]}"


every_field = pytest.mark.parametrize("field", [*TEXTS, *SWITCHES], ids=named)
every_text = pytest.mark.parametrize("field", TEXTS, ids=named)
every_switch = pytest.mark.parametrize("field", SWITCHES, ids=named)


# One field, two people


@pytest.mark.both
@every_field
def test_value_is_written_where_nothing_changed_meanwhile(pledge, amina, field):
    assert field.stored(pledge) == field.values[0]
    assert save(pledge, field.section, field.edit(field.values[2]), by=amina) == Saved(version=1)
    assert field.stored(pledge) == field.values[2]
    assert save(pledge, field.section, field.edit(field.values[2]), by=amina) == Saved(version=1)
    assert {change.version for change in Change.objects.filter(section=field.section)} == {1}


@pytest.mark.both
@every_field
def test_field_that_only_they_changed_stays_theirs(pledge, amina, joseph, field):
    base, theirs, _mine = field.values
    save(pledge, field.section, field.edit(theirs), by=joseph)
    saved = save(pledge, field.section, field.edit(base), by=amina, based_on=0)
    assert saved == Saved(version=1, others=("Joseph Otieno",))
    assert field.stored(pledge) == theirs


@pytest.mark.both
@every_field
def test_field_that_only_i_changed_becomes_mine(pledge, amina, joseph, field):
    save(pledge, field.section, field.edit(field.values[0]), by=joseph)
    other = Edit(PledgeField("title" if field.column != "title" else "language"), "fr")
    save(pledge, field.section, other, by=joseph)
    saved = save(pledge, field.section, field.edit(field.values[2]), by=amina, based_on=0)
    assert (saved.conflicts, field.stored(pledge)) == ((), field.values[2])


@pytest.mark.both
@every_field
def test_both_to_the_same_is_no_conflict(pledge, amina, joseph, field):
    save(pledge, field.section, field.edit(field.values[2]), by=joseph)
    saved = save(pledge, field.section, field.edit(field.values[2]), by=amina, based_on=0)
    assert saved == Saved(version=1, others=("Joseph Otieno",))
    assert field.stored(pledge) == field.values[2]
    assert {change.by for change in Change.objects.all()} == {joseph}


@pytest.mark.both
@every_text
def test_both_differently_is_a_conflict_and_theirs_stays(pledge, amina, joseph, field):
    base, theirs, mine = field.values
    save(pledge, field.section, field.edit(theirs), by=joseph)
    saved = save(pledge, field.section, field.edit(mine), by=amina, based_on=0)
    conflict = Conflict(replace(field.edit(mine), based_on=0), base=base, theirs=theirs, who="Joseph Otieno")
    assert saved == Saved(version=1, conflicts=(conflict,), others=("Joseph Otieno",))
    assert field.stored(pledge) == theirs
    assert save(pledge, field.section, field.edit(mine), by=amina, based_on=saved.version).conflicts == ()
    assert field.stored(pledge) == mine


@pytest.mark.both
@every_text
def test_what_they_changed_back_is_as_it_was(pledge, amina, joseph, field):
    base, theirs, mine = field.values
    for value in (theirs, base):
        save(pledge, field.section, field.edit(value), by=joseph)
    saved = save(pledge, field.section, field.edit(mine), by=amina, based_on=0)
    assert saved == Saved(version=3, others=("Joseph Otieno",))
    assert field.stored(pledge) == mine


@pytest.mark.both
@every_switch
@pytest.mark.parametrize("times", [1, 2, 3])
@pytest.mark.parametrize("is_changed", [True, False])
def test_switches_never_conflict(pledge, amina, joseph, field, times, is_changed):
    off, on, _on = field.values
    for number in range(times):
        save(pledge, field.section, field.edit(off if number % 2 else on), by=joseph)
    now = field.stored(pledge)
    saved = save(pledge, field.section, field.edit(on if is_changed else off), by=amina, based_on=0)
    assert saved.conflicts == ()
    assert field.stored(pledge) == (on if is_changed else now)


@pytest.mark.both
@every_text
def test_value_typed_on_a_page_in_between_counts_from_there(pledge, amina, joseph, field):
    base, theirs, mine = field.values
    save(pledge, field.section, field.edit(theirs), by=joseph)
    save(pledge, field.section, field.edit(base), by=joseph)
    assert save(pledge, field.section, field.edit(mine), by=amina, based_on=1).conflicts[0].base == theirs
    assert save(pledge, field.section, field.edit(theirs), by=amina, based_on=1).conflicts == ()
    assert field.stored(pledge) == base


# A whole page


def test_nothing_of_a_conflict_is_written_while_the_rest_of_the_page_is(pledge, amina, joseph):
    save(pledge, "objectives", text_of(SAFETY, "Theirs"), by=joseph)
    saved = tick(pledge, SAFETY, HARM, more=(text_of(SAFETY, "Mine"), *own("Dig wells")), by=amina, based_on=0)
    assert [(each.edit.target, each.edit.value, each.theirs) for each in saved.conflicts] == [
        (ItemField(SAFETY, "text"), "Mine", "Theirs")
    ]
    assert {item.key: item.text for item in pledge.items.filter(kind="objective", chosen=True)} == {
        SAFETY: "Theirs",
        HARM: menu(pledge.model_text).by_slug[HARM].text,
        OWN: "Dig wells",
    }
    assert (saved.version, saved.others) == (2, ("Joseph Otieno",))


def test_changes_of_several_fields_merge(pledge, amina, joseph):
    def page(**typed: Any) -> list[Edit]:
        stored = {"responsible": "Old", "start": "", "baseline": "", **typed}
        return [Edit(ItemField(EXPERTISE, name), value) for name, value in stored.items()]

    save(pledge, "actions", *page(responsible="Theirs", baseline="Same"), by=joseph)
    saved = save(pledge, "actions", *page(start="2020", baseline="Same"), by=amina, based_on=0)
    assert saved.conflicts == ()
    item = pledge.items.get(key=EXPERTISE)
    assert (item.responsible, item.start, item.baseline) == ("Theirs", "2020", "Same")


def test_each_field_counts_from_its_own_version(pledge, amina, joseph):
    save(pledge, "introduction", Edit(PledgeField("opening"), "Theirs"), by=joseph)
    save(pledge, "introduction", Edit(PledgeField("introduction"), "Theirs"), by=joseph)
    versions = {"opening": 1, "introduction": 1}
    edits = [Edit(PledgeField(name), "Mine", based_on) for name, based_on in versions.items()]
    saved = save(pledge, "introduction", *edits, by=amina)
    assert [conflict.edit.target for conflict in saved.conflicts] == [PledgeField("introduction")]
    pledge.refresh_from_db()
    assert (pledge.opening, pledge.introduction) == ("Mine", "Theirs")


def test_others_are_all_who_saved_the_section_since_but_me(pledge, amina, joseph):
    gone = make_user()
    title = Field("parties", PledgeField("title"), OLD)
    for number, person in enumerate([joseph, amina, gone, make_user("grace@example.org"), joseph]):
        save(pledge, "parties", title.edit(f"Title {number}"), by=person)
    save(pledge, "objectives", text_of(SAFETY, "Other"), by=make_user(name="In another section"))
    gone.delete()
    saved = save(pledge, "parties", Edit(PledgeField("language"), "fr"), by=amina, based_on=0)
    assert saved.others == ("Joseph Otieno", "–", "grace@example.org")
    saved = save(pledge, "parties", Edit(PledgeField("language"), "es"), by=amina, based_on=4)
    assert saved.others == ("Joseph Otieno",)
    assert save(pledge, "parties", title.edit("Other"), by=joseph).others == ()


def test_conflict_says_who_wrote_the_field_last(pledge, amina, joseph):
    title = Field("parties", PledgeField("title"), OLD)
    save(pledge, "parties", title.edit("First"), by=make_user(name="Somebody before"))
    save(pledge, "parties", title.edit("Theirs"), by=joseph)
    save(pledge, "parties", Edit(PledgeField("language"), "fr"), by=make_user(name="Somebody after"))
    [conflict] = save(pledge, "parties", title.edit("Mine"), by=amina, based_on=0).conflicts
    assert (conflict.base, conflict.theirs, conflict.who) == ("Old", "Theirs", "Joseph Otieno")


def test_two_pages_of_one_person_conflict_and_one_page_doesn_t_with_itself(pledge, amina):
    title = Field("parties", PledgeField("title"), OLD)

    def typed(text: str, page: str) -> Saved:
        return merge.save(pledge, "parties", [replace(title.edit(text), based_on=0)], by=amina, page=page)

    typed("Half", "0" * 16)
    assert typed("Half a title", "0" * 16).conflicts == ()
    assert typed("Another", "1" * 16).conflicts[0].theirs == "Half a title"
    assert typed("Another", "").conflicts[0].theirs == "Half a title"


@pytest.mark.parametrize("version", [-1, 2, 10**9])
def test_version_that_there_never_was_is_refused_and_nothing_is_written(pledge, amina, joseph, version):
    save(pledge, "parties", Edit(PledgeField("title"), "Theirs"), by=joseph)
    edits = [Edit(PledgeField("language"), "fr"), Edit(PledgeField("title"), "Mine")]
    with pytest.raises(UnknownVersionError):
        save(pledge, "parties", *edits, by=amina, based_on=version)
    with pytest.raises(UnknownVersionError):
        save(
            pledge,
            "parties",
            Edit(PledgeField("language"), "fr", 1),
            Edit(PledgeField("title"), "Mine", version),
            by=amina,
        )
    with pytest.raises(UnknownVersionError):
        fill_blanks(pledge, {"[place]": "Mine"}, by=amina, based_on=version)
    pledge.refresh_from_db()
    assert (pledge.title, pledge.language, pledge.blank_fillings) == ("Theirs", "en", {"[place]": "Old"})
    assert Change.objects.count() == 1


def test_page_without_fields_notes_who_saved_it(pledge, amina):
    assert save(pledge, "actions", by=amina) == Saved(version=0)
    assert Pledge.objects.get(pk=pledge.pk).section_states["actions"].saved_by == amina.pk


def test_outcome_that_is_refused_is_not_written(pledge, amina, joseph):
    add_party(pledge, "observer", name="Relief", key="party-relief")
    add_party(pledge, "observer", name="Aid", key="party-aid")
    save(pledge, "parties", Edit(PartyField("party-aid", "name"), "Water"), by=joseph)
    edits = [Edit(PledgeField("language"), "fr"), Edit(PartyField("party-relief", "name"), "Water")]
    with pytest.raises(TextRefusedError, match="the same name"):
        save(pledge, "parties", *edits, by=amina, based_on=0)
    too_long = Edit(PledgeField("opening"), "x" * MAX_PLEDGE_BYTES)
    with pytest.raises(TextRefusedError, match="bytes"):
        save(pledge, "introduction", too_long, by=amina)
    pledge.refresh_from_db()
    assert (pledge.language, pledge.opening) == ("en", "Old")


# Boxes


def test_who_leads_and_what_is_served_merge_box_by_box(pledge, amina, joseph):
    def box(column: str, key: str, is_ticked: bool) -> Edit:
        return Edit(ItemElement(EXPERTISE, column, key), is_ticked)

    link(pledge.items.get(key=EXPERTISE), leads=[pledge.parties.get(key=KENYA)])
    page = {KENYA: True, NETHERLANDS: False}
    theirs = [box("leads", key, is_ticked) for key, is_ticked in (page | {NETHERLANDS: True}).items()]
    mine = [box("leads", key, is_ticked) for key, is_ticked in (page | {KENYA: False}).items()]
    save(pledge, "actions", *theirs, box("linked", SAFETY, is_ticked=True), by=joseph)
    saved = save(
        pledge,
        "actions",
        *mine,
        box("linked", SAFETY, is_ticked=False),
        box("linked", HARM, is_ticked=True),
        by=amina,
        based_on=0,
    )
    item = pledge.items.get(key=EXPERTISE)
    assert (item.leads, item.linked, saved.conflicts) == ([NETHERLANDS], [SAFETY, HARM], ())


def test_box_of_a_party_that_went_meanwhile_is_kept_for_when_it_comes_back(pledge, amina, joseph):
    remove_party(pledge.parties.get(key=KENYA), by=joseph)
    edit = Edit(ItemElement(EXPERTISE, "leads", KENYA), value=True)
    assert save(pledge, "actions", edit, by=amina).conflicts == ()
    assert pledge.items.get(key=EXPERTISE).leads == [KENYA]


def chosen(pledge: Pledge) -> set[str]:
    return {item.key for item in pledge.items.filter(kind__in=("objective", "addition"), chosen=True)}


def test_objective_that_they_took_out_comes_back_with_an_addition_that_i_ticked(pledge, amina, joseph):
    tick(pledge, REFUGEES, RIGHTS, by=joseph)
    tick(pledge, by=joseph)
    tick(pledge, REFUGEES, RIGHTS, DURABLE, by=amina, based_on=1)
    assert chosen(pledge) == {REFUGEES, DURABLE}


def test_addition_that_they_ticked_goes_with_the_objective_that_i_took_out(pledge, amina, joseph):
    tick(pledge, REFUGEES, SAFETY, by=joseph)
    tick(pledge, REFUGEES, RIGHTS, SAFETY, by=joseph)
    saved = tick(pledge, SAFETY, by=amina, based_on=1)
    assert (chosen(pledge), saved.conflicts) == ({SAFETY}, ())


def test_both_tick_a_clause_that_was_never_in_the_pledge(pledge, amina, joseph):
    tick(pledge, SAFETY, HARM, by=joseph)
    saved = tick(pledge, SAFETY, HARM, REFUGEES, by=amina, based_on=0)
    assert saved.conflicts == ()
    assert [item.key for item in pledge.items.filter(kind="objective", chosen=True)] == [SAFETY, HARM, REFUGEES]


# What is written anew


def test_own_item_is_one_however_often_it_is_saved(pledge, amina, joseph):
    for based_on, text in enumerate(["Dig", "Dig wells", "Dig wells", "Dig deep wells"]):
        version = min(based_on, pledge.version_of("objectives"))
        assert save(pledge, "objectives", *own(text), by=amina, based_on=version).conflicts == ()
    item = pledge.items.get(key=OWN)
    assert (item.text, item.chosen, item.wording, item.position) == ("Dig deep wells", True, "own", 2)
    save(pledge, "objectives", *own("Plant trees", key="own-aaaaaaaaaa"), by=joseph, based_on=0)
    assert pledge.items.filter(clause=None).count() == 2


def test_own_item_leaves_the_pledge_when_it_is_emptied_and_comes_back_with_words(pledge, amina):
    save(pledge, "objectives", *own(""), by=amina)
    assert not pledge.items.filter(key=OWN).exists()
    assert not Change.objects.exists()
    for text in ("Dig", "", "Dig wells"):
        save(pledge, "objectives", *own(text), by=amina)
        item = pledge.items.get(key=OWN)
        assert (item.text, item.chosen) == (text, bool(text))


def test_own_item_that_they_reworded_meanwhile_is_a_conflict(pledge, amina, joseph):
    save(pledge, "objectives", *own("Dig"), by=amina)
    reword(pledge, OWN, "Dig wells", by=joseph)
    saved = save(pledge, "objectives", *own("Dig deep"), by=amina, based_on=1)
    assert [(each.base, each.theirs, each.edit.value) for each in saved.conflicts] == [("Dig", "Dig wells", "Dig deep")]
    assert pledge.items.get(key=OWN).text == "Dig wells"


def test_heading_typed_before_the_words_waits_for_them(pledge, amina):
    words, is_in = own("Dig wells", kind="action")
    heading = Edit(ItemField(OWN, "theme_name"), "Water", new=words.new)
    save(pledge, "actions", heading, by=amina)
    item = pledge.items.get(key=OWN)
    assert (item.text, item.chosen) == ("", False)
    save(pledge, "actions", words, is_in, by=amina)
    item.refresh_from_db()
    assert (item.text, item.theme_name, item.chosen) == ("Dig wells", "Water", True)


def test_own_action_put_under_a_theme_meanwhile_has_no_heading(pledge, amina, joseph):
    words, is_in = own("Dig wells", kind="action")
    save(pledge, "actions", words, is_in, by=amina)
    put_under(pledge, OWN, "theme:b-detention", 1, by=joseph)
    heading = Edit(ItemField(OWN, "theme_name"), "Water", new=words.new)
    save(pledge, "actions", heading, by=amina, based_on=1)
    item = pledge.items.get(key=OWN)
    assert (item.theme.slug, item.theme_name) == ("b-detention", "")


def test_edit_of_what_nobody_began_changes_nothing(pledge, amina):
    edits = [text_of("own-nobody", "Words"), *line(PIPES, description="Words")]
    edits.append(Edit(PartyField("nobody", "focal_name"), "Words"))
    save(pledge, "objectives", *edits, by=amina)
    assert not Change.objects.exists()


# Resource lines


def page_of_lines(**typed: Any) -> list[Edit]:
    """The line as the page of resources sends it, with the box that takes it out."""
    stored = {"kind": "financial", "description": "Old", "amount": Decimal(5), "currency": "CHF", "provider": "Us"}
    remove = typed.pop("remove", False)
    return [*line(PUMPS, **{**stored, **typed}), remove_line(PUMPS, is_ticked=remove)]


def test_line_taken_out_by_mistake_comes_back_as_it_was(pledge, amina):
    save(pledge, "resources", remove_line(PUMPS), by=amina)
    assert save(pledge, "resources", remove_line(PUMPS, is_ticked=False), by=amina).conflicts == ()
    row = pledge.resource_lines.get(key=PUMPS)
    assert (row.description, row.amount, row.provider, row.currency) == ("Old", Decimal(5), "Us", "CHF")
    assert save(pledge, "resources", remove_line(PIPES, is_ticked=False), by=amina).version == 2
    assert not pledge.resource_lines.filter(key=PIPES).exists()


def test_line_that_they_took_out_stays_out_where_nothing_was_typed_into_it(pledge, amina, joseph):
    save(pledge, "resources", remove_line(PUMPS), by=joseph)
    text = Edit(PledgeField("resources_text"), "Mine")
    saved = save(pledge, "resources", text, *page_of_lines(), by=amina, based_on=0)
    assert (saved.conflicts, saved.others) == ((), ("Joseph Otieno",))
    assert not pledge.resource_lines.exists()
    assert pledge.resources_text == "Mine"


def test_line_that_both_took_out_is_gone(pledge, amina, joseph):
    save(pledge, "resources", remove_line(PUMPS), by=joseph)
    assert save(pledge, "resources", *page_of_lines(remove=True), by=amina, based_on=0).conflicts == ()
    assert not pledge.resource_lines.exists()


def test_line_that_they_changed_is_not_taken_out_but_asked_about(pledge, amina, joseph):
    save(pledge, "resources", *page_of_lines(description="Theirs"), by=joseph)
    saved = save(pledge, "resources", *page_of_lines(remove=True), by=amina, based_on=0)
    assert [(each.edit.target, each.who) for each in saved.conflicts] == [(LineRemoval(PUMPS), "Joseph Otieno")]
    assert pledge.resource_lines.get().description == "Theirs"
    save(pledge, "resources", remove_line(PUMPS), by=amina, based_on=saved.version)
    assert not pledge.resource_lines.exists()


def test_line_that_they_only_moved_is_taken_out(pledge, amina, joseph):
    add_resource(pledge, key=PIPES, description="Pipes")
    move_line(pledge, PUMPS, "down", by=joseph)
    assert save(pledge, "resources", *page_of_lines(remove=True), by=amina, based_on=0).conflicts == ()
    assert [row.key for row in pledge.resource_lines.all()] == [PIPES]


def test_lines_that_two_people_write_are_two(pledge, amina, joseph):
    save(pledge, "resources", *line(PIPES, is_new=True, description="Theirs"), by=joseph)
    save(pledge, "resources", *line("line-0000000003", is_new=True, description="Mine"), by=amina, based_on=0)
    rows = {row.key: (row.description, row.position) for row in pledge.resource_lines.all()}
    assert rows == {PUMPS: ("Old", 0), PIPES: ("Theirs", 1), "line-0000000003": ("Mine", 2)}


# Blanks


def test_blanks_merge_blank_by_blank(pledge, amina, joseph):
    fill_blanks(pledge, {"[place]": "Nakuru", "[other]": ""}, by=joseph)
    saved = fill_blanks(pledge, {"[place]": "Old", "[other]": "Kisumu"}, by=amina, based_on=0)
    assert saved == Saved(version=2, others=("Joseph Otieno",))
    assert pledge.blank_fillings == {"[place]": "Nakuru", "[other]": "Kisumu"}
    saved = fill_blanks(pledge, {"[place]": "Eldoret", "[other]": "", "[third]": "more"}, by=joseph, based_on=0)
    assert [(each.base, each.theirs) for each in saved.conflicts] == [("Old", "Nakuru")]
    assert pledge.blank_fillings == {"[place]": "Nakuru", "[other]": "Kisumu", "[third]": "more"}


# What two people changed has to make sense together


SAHEL = "the Sahel"
REGIONS = ["", SAHEL, "the African Union", "our valley", "the Delta"]


@pytest.mark.both
@pytest.mark.parametrize("base", REGIONS)
@pytest.mark.parametrize("theirs", REGIONS)
@pytest.mark.parametrize("mine", REGIONS)
def test_region_is_one_text_whether_the_directory_knows_it_or_not(amina, joseph, base, theirs, mine):
    field = Field("parties", PledgeRegion(), ("", "", ""))
    pledge = make_pledge(region="")
    save(pledge, "parties", field.edit(base), by=joseph)
    drawn = pledge.version_of("parties")
    save(pledge, "parties", field.edit(theirs), by=joseph)
    saved = save(pledge, "parties", field.edit(mine), by=amina, based_on=drawn)
    pledge.refresh_from_db()
    said = str(pledge.regional_group or pledge.region)
    if mine in (base, theirs):
        expected = theirs
    elif theirs == base:
        expected = mine
    else:
        expected = theirs
        assert [(each.base, each.theirs, each.edit.value) for each in saved.conflicts] == [(base, theirs, mine)]
    assert said == expected
    assert bool(saved.conflicts) == (len({base, theirs, mine}) == 3)
    assert (pledge.regional_group is not None) == (expected in (SAHEL, "the African Union"))


def test_region_of_the_directory_replaces_a_written_one(pledge, amina):
    save(pledge, "parties", Edit(PledgeRegion(), "our valley"), by=amina)
    save(pledge, "parties", Edit(PledgeRegion(), str(group("sahel"))), by=amina)
    pledge.refresh_from_db()
    assert (pledge.regional_group, pledge.region) == (group("sahel"), "")
    assert [change.before for change in Change.objects.order_by("pk")] == [
        {"region": ""},
        {"regional_group_id": None, "region": "our valley"},
    ]


@pytest.mark.both
@pytest.mark.parametrize(
    ("section", "field", "first", "last", "base", "theirs", "mine"),
    [
        ("parties", PledgeField, "period_start", "period_end", (2019, 2023), (2019, 2020), (2022, 2023)),
        ("parties", PledgeField, "period_start", "period_end", (2019, 2023), (2022, 2023), (2019, 2020)),
        ("actions", partial(ItemField, EXPERTISE), "start", "end", ("", "2022"), ("", "2020-03"), ("2020-04", "2022")),
        ("actions", partial(ItemField, EXPERTISE), "start", "end", ("2019", ""), ("2021", ""), ("2019", "2020-12")),
    ],
)
def test_first_and_last_that_don_t_go_together_are_a_conflict(
    pledge, amina, joseph, section, field, first, last, base, theirs, mine
):
    def page(values: tuple[Any, Any]) -> list[Edit]:
        return [Edit(field(name), value) for name, value in zip((first, last), values, strict=True)]

    save(pledge, section, *page(base), by=joseph)
    drawn = pledge.version_of(section)
    save(pledge, section, *page(theirs), by=joseph)
    other = Edit(field("title" if section == "parties" else "baseline"), "Mine")
    saved = save(pledge, section, *page(mine), other, by=amina, based_on=drawn)
    [conflict] = saved.conflicts
    at = 0 if conflict.edit.target == field(first) else 1
    assert conflict.edit.value == mine[at] != base[at]
    assert (conflict.base, conflict.theirs, conflict.who) == (base[at], base[at], "Joseph Otieno")
    stored = Draft(Pledge.objects.get(pk=pledge.pk)).state()[str(other.target.row)]
    assert (stored[first], stored[last]) == theirs
    assert stored[_name(other.target)] == "Mine"


def test_first_and_last_that_go_together_merge(pledge, amina, joseph):
    save(pledge, "parties", Edit(PledgeField("period_end"), 2021), by=joseph)
    years = [Edit(PledgeField("period_start"), 2021), Edit(PledgeField("period_end"), 2023)]
    assert save(pledge, "parties", *years, by=amina, based_on=0).conflicts == ()
    pledge.refresh_from_db()
    assert (pledge.period_start, pledge.period_end) == (2021, 2021)


# Whatever two people do

WORDS = st.sampled_from(["", "Old", "A", "B", "C"])
FIELDS: dict[str, tuple[Edit, st.SearchStrategy[Any]]] = {
    "baseline": (Edit(ItemField(EXPERTISE, "baseline"), ""), WORDS),
    "responsible": (Edit(ItemField(EXPERTISE, "responsible"), "Old"), WORDS),
    "not in yet": (Edit(ItemField(DIALOGUE, "responsible"), ""), WORDS),
    "own": (own("", kind="action")[0], WORDS),
    "pick": (Edit(ItemField(EXPERTISE, "chosen"), value=True), st.booleans()),
    "pick anew": (Edit(ItemField(DIALOGUE, "chosen"), value=False), st.booleans()),
    "leads": (Edit(ItemElement(EXPERTISE, "leads", KENYA), value=False), st.booleans()),
    "leads too": (Edit(ItemElement(EXPERTISE, "leads", NETHERLANDS), value=False), st.booleans()),
    "linked anew": (Edit(ItemElement(DIALOGUE, "linked", SAFETY), value=False), st.booleans()),
}


@dataclass(frozen=True)
class Typing:
    """One person saves a page: how old it is, and what was typed on it."""

    who: int
    age: int
    typed: dict[str, Any]
    sends_all: bool


SAVES = st.lists(
    st.builds(
        Typing,
        who=st.integers(0, 1),
        age=st.integers(0, 4),
        typed=st.fixed_dictionaries({}, optional={name: values for name, (_edit, values) in FIELDS.items()}),
        sends_all=st.booleans(),
    ),
    min_size=1,
    max_size=6,
)


def what_stands(pledge: Pledge) -> dict[str, Any]:
    draft = Draft(Pledge.objects.get(pk=pledge.pk))
    return {name: edit.target.now(draft) for name, (edit, _values) in FIELDS.items()}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(saves=SAVES)
def test_no_value_is_ever_dropped(pledge, amina, joseph, saves):
    with transaction.atomic():
        pledge.refresh_from_db()
        drawn = [what_stands(pledge)]  # what a page showed, by its version
        assert drawn[0] == {name: edit.value for name, (edit, _values) in FIELDS.items()}
        for one in saves:
            version = max(len(drawn) - 1 - one.age, 0)
            base, before = drawn[version], drawn[-1]
            shown = {**base, **one.typed} if one.sends_all else one.typed
            edits = [
                replace(edit, value=shown[name], field=PageField(name))
                for name, (edit, _values) in FIELDS.items()
                if name in shown
            ]
            saved = save(pledge, "actions", *edits, by=(amina, joseph)[one.who], based_on=version)
            after = what_stands(pledge)
            conflicts = {conflict.edit.field.name: conflict for conflict in saved.conflicts}
            for name, now in after.items():
                mine = shown.get(name, base[name])
                if name in conflicts:
                    # Both wrote something, or they took out what it belongs to: nothing of mine is written.
                    found = conflicts[name]
                    if found.is_gone:
                        assert (found.base, found.edit.value, now) == (base[name], mine, before[name])
                        assert base[name] != mine
                        continue
                    assert (found.base, found.theirs, found.edit.value) == (base[name], before[name], mine)
                    assert len({base[name], before[name], mine}) == 3
                    assert now == before[name]
                elif mine == base[name]:
                    assert now == before[name]  # I changed nothing: whatever they wrote stays
                else:
                    assert now == mine  # what I wrote stands there,
                    assert before[name] in (base[name], mine)  # and I knew what I wrote over
            if after != before:
                drawn.append(after)
            assert saved.version == len(drawn) - 1
        transaction.set_rollback(True)  # the next example meets the same pledge


LINES = st.lists(
    st.tuples(
        st.booleans(),  # on the page as it was at first, or as it is now
        st.fixed_dictionaries({}, optional={"description": WORDS, "provider": WORDS, "remove": st.booleans()}),
    ),
    min_size=1,
    max_size=5,
)


def _name(target: Any) -> str:
    return "remove" if isinstance(target, LineRemoval) else str(target.column)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(saves=LINES)
def test_no_word_in_a_line_is_ever_dropped(pledge, amina, joseph, saves):
    with transaction.atomic():
        pledge.refresh_from_db()
        first = {"description": "Old", "provider": "Us"}
        for number, (is_old, typed) in enumerate(saves):
            before = pledge.resource_lines.filter(key=PUMPS).values("description", "provider").first()
            if before is None and not is_old:
                continue  # a page drawn now doesn't show it
            base = first if is_old else before
            said = {**base, **typed}
            remove = said.pop("remove", False)
            edits = [*line(PUMPS, **said), remove_line(PUMPS, is_ticked=remove)]
            version = 0 if is_old else pledge.version_of("resources")
            saved = save(pledge, "resources", *edits, by=(amina, joseph)[number % 2], based_on=version)
            after = pledge.resource_lines.filter(key=PUMPS).values("description", "provider").first()
            written = {name for name in said if said[name] != base[name]}
            reported = {_name(conflict.edit.target): conflict.theirs for conflict in saved.conflicts}
            if remove:
                assert after is None or "remove" in reported
                if after is None and before is not None:
                    assert before == base  # nobody else had written into it
            else:
                for name in written - reported.keys():
                    assert (after or {name: ""})[name] == said[name]
                asked = {_name(each.edit.target) for each in saved.conflicts if each.is_gone}
                for name, theirs in reported.items():
                    assert name in asked or after[name] == theirs != said[name]
                    assert name in asked or before is None or before[name] == theirs
                if asked:
                    assert (before, after, asked) == (None, None, written)
                if before is None and not any(said[name] for name in written):
                    assert after is None
            pledge.refresh_from_db()
        transaction.set_rollback(True)


def test_items_are_never_deleted(pledge, amina):
    tick(pledge, by=amina)
    save(pledge, "objectives", *own("Dig"), by=amina)
    save(pledge, "objectives", *own(""), by=amina)
    assert Item.objects.filter(pledge=pledge).count() == 3
    written = write(pledge, "objective", "Own")
    tick(pledge, by=amina)
    assert pledge.items.get(key=written.key).text == "Own"
