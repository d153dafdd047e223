"""What one save took out of a pledge comes back as it stood, and nothing else changes."""

from __future__ import annotations

import pytest

from commitments import document
from commitments.drafting.editing.edit import Edit
from commitments.drafting.editing.merge import save
from commitments.drafting.editing.target import ItemField, LineField, LineRemoval, PledgeField
from commitments.drafting.editing.write import WrongStateError
from commitments.drafting.parties import add_parties, remove_party
from commitments.drafting.undoing import undo_removal
from commitments.models import Component, Draft, NationalSociety, Pledge, State, User
from commitments.text.limits import MAX_RESOURCE_LINES, TextRefusedError
from tests.factories import add_party, add_resource, link, make_member, make_pledge, name_signatories, pick, write

pytestmark = pytest.mark.django_db
REFUGEES = "a-gcr-humanitarian-objectives"
ADDITIONS = ["a-gcr-responsibility-sharing", "a-gcr-durable-solutions"]


@pytest.fixture
def pledge() -> Pledge:
    return make_pledge(title="Wells")


@pytest.fixture
def drafter(pledge) -> User:
    return make_member("drafter", pledge.organisation)


def undo(pledge: Pledge, section: str, by: User) -> list[str]:
    """Undo the last save of a section; return what came back."""
    pledge = Pledge.objects.get(pk=pledge.pk)
    return [str(row) for row in undo_removal(pledge, section, pledge.version_of(section), by=by)]


def printed(pledge: Pledge) -> document.PledgeDocument:
    return document.build(Pledge.objects.get(pk=pledge.pk))


def test_party_comes_back_with_its_signatories_its_place_and_what_it_leads(pledge, drafter):
    first, second = add_party(pledge, "state", "KE"), add_party(pledge, "observer", name="منظمة المياه")
    add_party(pledge, "state", "UG")
    name_signatories(second, "Amina", "Зоя", needed=2)
    link(write(pledge, "action", "Dig wells."), leads=[second])
    before = printed(pledge)
    remove_party(second, by=drafter)
    assert [party.named for party in printed(pledge).parties] == ["", ""]
    assert undo(pledge, "parties", drafter) == [f"party:{second.key}"]
    assert printed(pledge) == before
    assert [party.key for party in pledge.parties.all()[:2]] == [first.key, second.key]


@pytest.mark.parametrize("code", ["KE", "UG"])
def test_party_that_is_there_again_does_not_come_twice(pledge, drafter, code):
    gone = add_party(pledge, "national_society", code)
    remove_party(gone, by=drafter)
    version = gone.pledge.version_of("parties")
    add_parties(pledge, [NationalSociety.objects.get(state__iso2=code)], by=drafter)
    assert undo_removal(pledge, "parties", version, by=drafter) == []
    assert pledge.parties.count() == 1


def test_other_party_that_came_meanwhile_stays(pledge, drafter):
    gone = add_party(pledge, "state", "KE")
    remove_party(gone, by=drafter)
    version = gone.pledge.version_of("parties")
    add_parties(pledge, [State.objects.get(iso2="UG"), Component.objects.get(code="IFRC")], by=drafter)
    [back] = undo_removal(pledge, "parties", version, by=drafter)
    assert back.key == gone.key
    assert pledge.parties.count() == 3


def test_line_comes_back_and_what_was_saved_with_it_stays(pledge, drafter):
    kept, gone = add_resource(pledge, description="Tents"), add_resource(pledge, description="Вода", amount="12.50")
    edits = [
        Edit(LineField(kept.key, "description"), "More tents"),
        Edit(LineRemoval(gone.key), value=True),
        Edit(PledgeField("resources_text"), "Time"),
    ]
    save(pledge, "resources", edits, by=drafter)
    assert [line.description for line in printed(pledge).resource_lines] == ["More tents"]
    assert undo(pledge, "resources", drafter) == [f"line:{gone.key}"]
    now = printed(pledge)
    assert [(line.description, line.amount) for line in now.resource_lines] == [("More tents", ""), ("Вода", "12.50")]
    assert now.resources_text == "Time"


@pytest.mark.parametrize("kind", ["objective", "action", "indicator"])
def test_item_comes_back_at_its_place_with_all_that_goes_with_it(pledge, drafter, kind):
    items = [write(pledge, kind, text, target="40 %") for text in ("Dig wells.", "Копать.", "حفر الآبار.")]
    before = printed(pledge)
    section = {"objective": "objectives", "action": "actions", "indicator": "indicators"}[kind]
    save(pledge, section, [Edit(ItemField(items[1].key, "chosen"), value=False)], by=drafter)
    assert printed(pledge) != before
    assert undo(pledge, section, drafter) == [f"item:{items[1].key}"]
    assert printed(pledge) == before


def test_objective_comes_back_with_the_additions_that_went_with_it(pledge, drafter):
    pick(pledge, REFUGEES)
    for key in ADDITIONS:
        pick(pledge, key)
    before = printed(pledge)
    save(pledge, "objectives", [Edit(ItemField(REFUGEES, "chosen"), value=False)], by=drafter)
    assert printed(pledge).objectives == ()
    assert sorted(undo(pledge, "objectives", drafter)) == sorted(f"item:{key}" for key in (REFUGEES, *ADDITIONS))
    assert printed(pledge) == before


def test_addition_brings_back_its_objective_that_was_taken_out_later(pledge, drafter):
    pick(pledge, REFUGEES)
    pick(pledge, ADDITIONS[0])
    save(pledge, "objectives", [Edit(ItemField(ADDITIONS[0], "chosen"), value=False)], by=drafter)
    save(pledge, "objectives", [Edit(ItemField(REFUGEES, "chosen"), value=False)], by=drafter)
    assert [row.key for row in undo_removal(pledge, "objectives", 1, by=drafter)] == [ADDITIONS[0]]
    [objective] = printed(pledge).objectives
    assert [addition.key for addition in objective.additions] == [ADDITIONS[0]]


def test_words_that_were_written_meanwhile_stay(pledge, drafter):
    item = write(pledge, "action", "Dig wells.")
    save(pledge, "actions", [Edit(ItemField(item.key, "chosen"), value=False)], by=drafter)
    save(pledge, "actions", [Edit(ItemField(item.key, "text"), "Dig more wells.")], by=drafter)
    assert [row.key for row in undo_removal(pledge, "actions", 1, by=drafter)] == [item.key]
    assert [action.text for action in printed(pledge).actions] == ["Dig more wells."]


def test_what_is_there_again_is_left_alone(pledge, drafter):
    item = write(pledge, "action", "Dig wells.")
    for chosen in (False, True):
        save(pledge, "actions", [Edit(ItemField(item.key, "chosen"), value=chosen)], by=drafter)
    before = Pledge.objects.get(pk=pledge.pk).version_of("actions")
    assert undo_removal(pledge, "actions", 1, by=drafter) == []
    assert Pledge.objects.get(pk=pledge.pk).version_of("actions") == before


@pytest.mark.parametrize(("section", "version"), [("actions", 2), ("actions", 0), ("objectives", 1), ("check", 1)])
def test_save_that_took_nothing_out_is_not_undone(pledge, drafter, section, version):
    item = write(pledge, "action", "Dig wells.")
    save(pledge, "actions", [Edit(ItemField(item.key, "chosen"), value=False)], by=drafter)
    save(pledge, "actions", [Edit(ItemField(item.key, "text"), "Копать.")], by=drafter)
    save(pledge, "introduction", [Edit(PledgeField("opening"), "We pledge:")], by=drafter)
    assert undo_removal(pledge, section, version, by=drafter) == []


def test_row_that_was_moved_is_not_taken_for_one_that_went(pledge, drafter):
    lines = [add_resource(pledge, description=text) for text in ("Tents", "Water")]
    save(pledge, "resources", [Edit(LineField(lines[0].key, "position"), 7)], by=drafter)
    save(pledge, "resources", [Edit(LineRemoval(lines[0].key), value=True)], by=drafter)
    assert undo_removal(pledge, "resources", 1, by=drafter) == []
    assert [row.key for row in undo_removal(pledge, "resources", 2, by=drafter)] == [lines[0].key]


def test_there_has_to_be_room_for_it(pledge, drafter):
    gone = add_resource(pledge, description="Tents")
    save(pledge, "resources", [Edit(LineRemoval(gone.key), value=True)], by=drafter)
    for number in range(MAX_RESOURCE_LINES):
        add_resource(pledge, description=str(number))
    with pytest.raises(TextRefusedError, match="at most"):
        undo(pledge, "resources", drafter)
    assert gone.key not in Draft(pledge).lines


def test_text_that_goes_round_is_not_changed(pledge, drafter):
    gone = add_party(pledge, "state", "KE")
    remove_party(gone, by=drafter)
    Pledge.objects.update(status="in_circulation")
    with pytest.raises(WrongStateError):
        undo(pledge, "parties", drafter)
