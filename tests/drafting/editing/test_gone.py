"""Words for what a colleague took out: their author is asked; nothing is lost, or comes back unseen."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from commitments.drafting.editing import merge
from commitments.drafting.editing.edit import Edit
from commitments.drafting.editing.target import ItemField, LineField, PartyField
from commitments.drafting.parties import remove_party
from commitments.models import Pledge
from tests.drafting.editing.conftest import EXPERTISE, KENYA, NETHERLANDS, PUMPS, SAFETY
from tests.edits import line, remove_line, save, text_of, tick

pytestmark = pytest.mark.django_db
HARM = "a-protect-from-harm"
REFUGEES, RIGHTS = "a-gcr-humanitarian-objectives", "a-gcr-refugee-rights"


def page_of_lines(**typed: Any) -> list[Edit]:
    """The line as the page of resources sends it, with the box that takes it out."""
    stored = {"kind": "financial", "description": "Old", "amount": Decimal(5), "currency": "CHF", "provider": "Us"}
    remove = typed.pop("remove", False)
    return [*line(PUMPS, **{**stored, **typed}), remove_line(PUMPS, is_ticked=remove)]


def untick(key: str) -> Edit:
    return Edit(ItemField(key, "chosen"), value=False)


def back(*edits: Edit) -> list[Edit]:
    """The same fields, of somebody who was asked and puts back what they belong to."""
    return [replace(edit, puts_back=True) for edit in edits]


def test_words_for_a_line_are_asked_about_and_put_it_back_as_it_stood(pledge, amina, joseph):
    save(pledge, "resources", *page_of_lines(amount=Decimal(7)), by=joseph)
    save(pledge, "resources", remove_line(PUMPS), by=joseph)
    typed = page_of_lines(description="Old, and pipes", provider="")
    saved = save(pledge, "resources", *typed, by=amina, based_on=0)
    assert [(each.edit.target, each.base, each.edit.value, each.who, each.is_gone) for each in saved.conflicts] == [
        (LineField(PUMPS, "description"), "Old", "Old, and pipes", "Joseph Otieno", True),
        (LineField(PUMPS, "provider"), "Us", "", "Joseph Otieno", True),
    ]
    assert not pledge.resource_lines.exists()
    edits = [replace(each.edit, based_on=saved.version) for each in saved.conflicts]
    assert save(pledge, "resources", *back(*edits), by=amina).conflicts == ()
    row = pledge.resource_lines.get(key=PUMPS)
    assert (row.description, row.provider, row.currency, row.kind) == ("Old, and pipes", "", "CHF", "financial")
    assert row.amount == Decimal(7)
    assert pledge.line_bytes == len("Old, and pipes")


def test_field_emptied_in_a_line_brings_nothing_back(pledge, amina, joseph):
    save(pledge, "resources", remove_line(PUMPS), by=joseph)
    saved = save(pledge, "resources", *page_of_lines(description="", amount=None), by=amina, based_on=0)
    assert (saved.conflicts, pledge.resource_lines.exists()) == ((), False)


def test_words_for_a_line_are_asked_about_also_where_both_take_it_out(pledge, amina, joseph):
    save(pledge, "resources", remove_line(PUMPS), by=joseph)
    saved = save(pledge, "resources", *page_of_lines(remove=True, provider="Others"), by=amina, based_on=0)
    asked = [(each.edit.target, each.edit.value) for each in saved.conflicts]
    assert asked == [(LineField(PUMPS, "provider"), "Others")]
    assert not pledge.resource_lines.exists()


def test_words_for_a_party_are_asked_about(pledge, amina, joseph):
    remove_party(pledge.parties.get(key=KENYA), by=joseph)
    typed = Edit(PartyField(KENYA, "focal_name"), "Ms. Mine")
    saved = save(pledge, "parties", typed, by=amina, based_on=0)
    assert [(each.is_gone, each.who, each.base) for each in saved.conflicts] == [(True, "Joseph Otieno", "Old")]
    assert [party.key for party in pledge.parties.all()] == [NETHERLANDS]
    assert save(pledge, "parties", *back(typed), by=amina).conflicts == ()
    assert pledge.parties.get(key=KENYA).focal_name == "Ms. Mine"


REWORDED = [
    ("objectives", ItemField(SAFETY, "text"), "Old", "Keep them safe."),
    ("actions", ItemField(EXPERTISE, "responsible"), "Old", "وحدة الهجرة"),
    ("actions", ItemField(EXPERTISE, "start"), "", "2021-03"),
]


@pytest.mark.both
@pytest.mark.parametrize(("section", "target", "base", "mine"), REWORDED)
@pytest.mark.parametrize("puts_back", [True, False])
def test_words_for_an_item_are_asked_about_and_kept_whatever_is_answered(
    pledge, amina, joseph, section, target, base, mine, puts_back
):
    save(pledge, section, untick(target.key), by=joseph)
    saved = save(pledge, section, Edit(target, mine), by=amina, based_on=0)
    assert [(each.is_gone, each.who, each.base) for each in saved.conflicts] == [(True, "Joseph Otieno", base)]
    item = pledge.items.get(key=target.key)
    assert (item.chosen, getattr(item, target.column)) == (False, base)
    assert save(pledge, section, Edit(target, mine, puts_back=puts_back), by=amina).conflicts == ()
    item.refresh_from_db()
    assert (item.chosen, getattr(item, target.column)) == (puts_back, mine)


def test_addition_that_is_put_back_brings_its_objective_along(pledge, amina, joseph):
    tick(pledge, REFUGEES, RIGHTS, by=joseph)
    tick(pledge, by=joseph)
    words = text_of(RIGHTS, "Others' rights")
    assert save(pledge, "objectives", words, by=amina, based_on=1).conflicts[0].is_gone
    save(pledge, "objectives", replace(words, puts_back=True), by=amina)
    assert {item.key for item in pledge.items.filter(kind__in=("objective", "addition"), chosen=True)} == {
        REFUGEES,
        RIGHTS,
    }


def test_words_for_what_was_out_already_or_what_the_page_took_out_itself_ask_nothing(pledge, amina, joseph):
    def by_script(edit: Edit, page: str) -> tuple[Any, ...]:
        return merge.save(pledge, "objectives", [replace(edit, based_on=2)], by=amina, page=page).conflicts

    save(pledge, "objectives", untick(SAFETY), by=joseph)
    save(pledge, "objectives", Edit(ItemField(HARM, "chosen"), value=True), by=joseph)
    assert save(pledge, "objectives", text_of(SAFETY, "Keep them safe."), by=amina, based_on=1).conflicts == ()
    assert pledge.version_of("objectives") == 3
    assert by_script(untick(HARM), "0" * 16) == ()
    assert by_script(text_of(HARM, "No harm."), "0" * 16) == ()
    # In another tab of the same person it is asked, and says that it was they.
    [asked] = by_script(text_of(HARM, "Not any harm."), "1" * 16)
    assert (asked.is_gone, asked.is_own) == (True, True)


def test_line_put_back_that_was_never_there_is_nothing(pledge: Pledge, amina):
    save(pledge, "resources", *back(*line("line-0000000002", description="Words")), by=amina)
    assert [row.key for row in pledge.resource_lines.all()] == [PUMPS]
