"""Importing a pledge: what is written, and that import, export, import, export gives the same bytes."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commitments import document
from commitments.drafting.importing.pledges import ImportRefusedError, import_pledge
from commitments.exports.json import render
from commitments.models import (
    Clause,
    Pledge,
    Revision,
    Signature,
    SignatureRequest,
    SignedCopy,
    TrailEntry,
    User,
)
from tests.drafting.importing.pledge_files import as_bytes, changed, full, minimal
from tests.factories import add_member, add_party, agreed, make_member, make_organisation, make_pledge, make_user, pick

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(db: None) -> User:
    return make_member()


def imported(content: dict[str, Any], owner: User) -> Pledge:
    return Pledge.objects.get(pk=import_pledge(as_bytes(content), owner=owner).pk)


def export(pledge: Pledge) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(render(document.build(pledge)))
    return content


def test_import_writes_the_frame(owner: User) -> None:
    pledge = imported(full(), owner)
    assert pledge.reference != "PB-AAAAA-AAAAA"
    assert pledge.created_by == owner
    assert pledge.status == "draft"
    assert (pledge.title, pledge.language) == ("Access for migrants in Kenya", "en")
    assert (pledge.period_start, pledge.period_end) == (2020, 2022)
    assert (pledge.openness, pledge.open_until) == ("open", date(2021, 12, 31))
    assert (pledge.regional_group, pledge.region) == (None, "Lake Chad Basin")
    assert pledge.introduction == "First paragraph.\n\nSecond paragraph."
    assert pledge.opening == "We pledge to do our best:"
    assert pledge.name_parties_in_full
    assert pledge.resources_text == "Within our means."
    assert pledge.section_states == {}


def test_import_writes_parties(owner: User) -> None:
    parties = list(imported(full(), owner).parties.all())
    assert [(party.kind, party.code, party.name) for party in parties] == [
        ("state", "KE", "the Republic of Kenya"),
        ("national_society", "KE", ""),
        ("observer", "", "Example Relief"),
    ]
    assert (parties[1].focal_name, parties[1].focal_email) == ("Amina Odhiambo", "amina@example.org")


def test_import_knows_the_components_of_the_movement(owner: User) -> None:
    parties = [{"kind": "component", "code": "IFRC"}, {"kind": "component", "code": "ICRC", "name": "ICRC Nairobi"}]
    pledge = imported(minimal(parties=parties), owner)
    assert [(party.kind, party.code, party.name) for party in pledge.parties.all()] == [
        ("component", "IFRC", ""),
        ("component", "ICRC", "ICRC Nairobi"),
    ]
    assert export(pledge)["parties"] == parties


def test_import_keeps_both_forms_of_a_name(owner: User) -> None:
    parties = [
        {"kind": "state", "code": "KE", "name": "the Ministry of Health", "in_sentence": "our Ministry of Health"},
        {"kind": "national_society", "code": "KE", "in_sentence": "the Red Cross of Kenya"},
        {"kind": "observer", "name": "the World Food Programme"},
        {"kind": "observer", "name": "Lifeline", "in_sentence": "the Lifeline"},
    ]
    pledge = imported(minimal(parties=parties), owner)
    assert [(party.name, party.in_sentence) for party in document.build(pledge).parties] == [
        ("Ministry of Health", "our Ministry of Health"),
        ("Kenya Red Cross Society", "the Red Cross of Kenya"),
        ("World Food Programme", "the World Food Programme"),
        ("Lifeline", "the Lifeline"),
    ]
    assert export(pledge)["parties"] == parties


def test_import_keeps_several_authorities_of_a_state(owner: User) -> None:
    parties = [
        {"kind": "state", "code": "KE", "name": "the Ministry of Health of Kenya"},
        {"kind": "state", "code": "KE", "name": "the Ministry of Interior of Kenya"},
        {"kind": "national_society", "code": "KE"},
    ]
    exported = export(imported(minimal(parties=parties), owner))
    assert [(party["code"], party.get("name")) for party in exported["parties"]] == [
        ("KE", "the Ministry of Health of Kenya"),
        ("KE", "the Ministry of Interior of Kenya"),
        ("KE", None),
    ]


def test_import_writes_items(owner: User) -> None:
    pledge = imported(full(), owner)
    items = {item.key if item.clause else item.text: item for item in pledge.items.all()}
    assert [(item.kind, item.wording, item.chosen) for item in items.values()] == [
        ("objective", "official", True),
        ("objective", "adapted", True),
        ("objective", "own", True),
        ("action", "own", True),
        ("action", "official", True),
        ("indicator", "official", True),
        ("addition", "official", True),
        ("addition", "own", True),
    ]
    refugees = items["a-gcr-humanitarian-objectives"]
    assert refugees.official_text == Clause.objects.get(slug="a-gcr-humanitarian-objectives").text
    assert items["a-gcr-non-refoulement"].parent == items["support for host families"].parent == refugees
    train = items["Train volunteers."]
    assert (train.theme, train.theme_name) == (None, "Volunteers")
    assert (train.responsible, train.start, train.end) == ("Migration unit", "2020", "2021-06")
    kinds = dict(pledge.parties.values_list("key", "kind"))
    assert [kinds[key] for key in train.leads] == ["state", "national_society"]
    assert set(train.linked) == {"a-national-society-access", items["Listen to migrants."].key}
    visit = items["b-detention-access-to-detained"]
    assert visit.theme is not None
    assert visit.theme.slug == "b-detention"
    partners = items["c-partnerships"]
    assert (partners.baseline, partners.target, partners.verification) == ("2", "12 by 2022", "Annual report")
    assert set(partners.linked) == {train.key, visit.key}


def test_import_writes_resources(owner: User) -> None:
    grant, officers = imported(full(), owner).resource_lines.all()
    assert (grant.kind, grant.description, grant.provider) == ("financial", "Grant", "Donor")
    assert (grant.amount, grant.currency) == (Decimal("50000.50"), "KES")
    assert (officers.kind, officers.amount, officers.currency) == ("human", None, "")


def test_import_takes_the_models_own_where_left_out(owner: User) -> None:
    pledge = imported(minimal(), owner)
    built = document.build(pledge)
    assert built.period == (2019, 2023)
    assert built.introduction_is_official
    assert len(built.introduction) == 2
    assert built.opening_is_generated
    assert (pledge.openness, pledge.open_until, pledge.region, pledge.title) == ("specific", None, "", "")


def test_import_takes_null_as_left_out(owner: User) -> None:
    item = {"clause": "a-national-society-access", "text": None}
    nulls = {"opening": None, "region": None, "open_until": None}
    pledge = imported(minimal(objectives=[item, {"clause": None, "text": "Own."}], **nulls), owner)
    assert [item.wording for item in pledge.items.all()] == ["official", "own"]
    assert document.build(pledge).opening_is_generated


def test_import_keeps_an_empty_introduction_empty(owner: User) -> None:
    assert imported(minimal(introduction=[]), owner).introduction == ""


def test_import_splits_paragraphs_at_empty_lines(owner: User) -> None:
    pledge = imported(minimal(introduction=["One.\n\n\nTwo.", "", "Three."]), owner)
    assert pledge.introduction == "One.\n\nTwo.\n\nThree."


def test_import_knows_the_generated_opening(owner: User) -> None:
    opening = "We, the Kenya Red Cross Society, pledge to undertake measures to uphold the rights of all migrants:"
    assert imported(minimal(opening=opening), owner).opening == ""
    assert imported(minimal(opening=opening + " x"), owner).opening == opening + " x"


@pytest.mark.parametrize("filling", ["[National Society]", "the Kenya Red Cross Society"])
def test_import_knows_the_official_text_with_blanks_open_or_filled(owner: User, filling: str) -> None:
    clause = Clause.objects.filter(model_text__slug="migration-2019", text__contains="[National Society]").first()
    assert clause is not None
    kinds = {"objective": "objectives", "action": "actions", "indicator": "indicators"}
    text = clause.text.replace("[National Society]", filling)
    item = imported(minimal(**{kinds[clause.kind]: [{"clause": clause.slug, "text": text}]}), owner).items.get()
    assert item.wording == "official"
    assert item.text == item.official_text == clause.text


@pytest.mark.parametrize(
    "typed",
    [
        lambda text: text.replace(" ", "\u00a0"),
        lambda text: f"{text}\u200b",
        lambda text: text.replace(" ", "\n", 3),
    ],
)
def test_import_knows_the_official_text_however_its_spaces_are_typed(owner: User, typed: Callable[[str], str]) -> None:
    clause = Clause.objects.get(slug="a-safety-dignity-rights")
    pledge = imported(minimal(objectives=[{"clause": clause.slug, "text": typed(clause.text)}]), owner)
    item = pledge.items.get()
    assert (item.wording, item.text) == ("official", clause.text)


def test_import_takes_a_region_and_a_theme_by_slug(owner: User) -> None:
    action = {"text": "Visit.", "theme": "b-detention"}
    pledge = imported(minimal(region="sahel", actions=[action]), owner)
    assert pledge.regional_group is not None
    assert (pledge.regional_group.slug, pledge.region) == ("sahel", "")
    theme = pledge.items.get().theme
    assert theme is not None
    assert theme.slug == "b-detention"


def test_import_takes_a_clauses_own_theme(owner: User) -> None:
    action = {"clause": "b-detention-access-to-detained", "theme": "Mine"}
    item = imported(minimal(actions=[action]), owner).items.get()
    assert (item.theme_name, item.theme and item.theme.slug) == ("", "b-detention")


def test_import_takes_whole_numbers_with_a_point_and_an_end_in_the_starts_year(owner: User) -> None:
    action = {"text": "Train.", "leads": [0.0, 0], "start": "2021-07", "end": "2021"}
    pledge = imported(minimal(period={"start": 2019.0, "end": 2019}, actions=[action]), owner)
    assert pledge.period_start == 2019
    assert pledge.items.get().leads == [pledge.parties.get().key]


def test_import_normalises_text(owner: User) -> None:
    assert imported(minimal(title=" Acce\u0300s\t2019 "), owner).title == "Accès 2019"


def test_import_parts_a_name_from_an_address(owner: User) -> None:
    pasted = {"email": "Amina Otieno <amina@example.org>"}
    points = [pasted, {**pasted, "name": "A. Otieno"}, {"email": "mailto:amina@example.org"}]
    points += [{"name": pasted["email"]}, {"name": pasted["email"], "email": "Amina@example.org"}]
    parties = [{"kind": "observer", "name": f"Relief {n}", "focal_point": point} for n, point in enumerate(points)]
    pledge = imported(minimal(parties=parties), owner)
    assert [(party.focal_name, party.focal_email) for party in pledge.parties.all()] == [
        (name, "amina@example.org") for name in ("Amina Otieno", "A. Otieno", "", "Amina Otieno", "Amina Otieno")
    ]


def test_import_keeps_a_name_with_an_address_beside_another_one(owner: User) -> None:
    point = {"name": "Amina Otieno <amina@example.org>", "email": "office@example.org"}
    pledge = imported(minimal(parties=[{"kind": "observer", "name": "Relief", "focal_point": point}]), owner)
    [party] = pledge.parties.all()
    assert (party.focal_name, party.focal_email) == (point["name"], point["email"])


@pytest.mark.parametrize("focal_point", [None, [], "x", {"email": 3}, {"email": None}, {"email": "nobody"}])
def test_import_refuses_what_is_no_address(owner: User, focal_point: Any) -> None:
    parties = [{"kind": "observer", "name": "Example Relief", "focal_point": focal_point}]
    with pytest.raises(ImportRefusedError, match=r"^parties\[0\]\.focal_point"):
        imported(minimal(parties=parties), owner)


def test_import_takes_a_byte_order_mark(owner: User) -> None:
    assert import_pledge(b"\xef\xbb\xbf" + as_bytes(minimal()), owner=owner).reference.startswith("PB-")


def test_import_gives_the_pledge_to_the_first_organisation_where_the_person_may_write() -> None:
    owner = make_user()
    add_member(make_organisation("A viewed one"), owner, "viewer")
    add_member(make_organisation("C written one"), owner)
    expected = make_organisation("B administered one")
    add_member(expected, owner, "administrator")
    assert imported(minimal(), owner).organisation == expected


@pytest.mark.parametrize("role", ["viewer", None])
def test_import_refuses_an_owner_who_may_not_write(role: str | None) -> None:
    owner = make_user("reader@example.org")
    if role:
        add_member(make_organisation(), owner, role)
    with pytest.raises(ImportRefusedError, match=r"^owner: reader@example\.org may not write for any organisation"):
        import_pledge(as_bytes(minimal()), owner=owner)
    assert not Pledge.objects.exists()


def drafted(fillings: dict[str, str], *slugs: str, societies: int = 0) -> Pledge:
    """A pledge of the Government of Kenya, and of its Society where `societies` says so, its blanks filled."""
    pledge = make_pledge(blank_fillings=fillings)
    add_party(pledge, "state", "KE")
    if societies:
        add_party(pledge, "national_society", "KE")
    for slug in slugs:
        pick(pledge, slug)
    return pledge


DIALOGUE, EXPERTISE = "b-detention-dialogue-with-national-societies", "b-detention-draw-on-expertise"


@pytest.mark.parametrize("societies", [0, 1])
def test_import_keeps_the_official_wording_where_the_drafter_filled_its_blanks(owner: User, societies: int) -> None:
    fillings = {"[National Society]": "the Red Cross of Kenya"}
    pledge = drafted(fillings, DIALOGUE, EXPERTISE, societies=societies)
    first = render(document.build(pledge))
    found = import_pledge(first, owner=owner)
    assert found.blank_fillings == fillings
    assert [item.wording for item in found.items.all()] == ["official", "official"]
    again = {**json.loads(render(document.build(found))), "reference": pledge.reference}
    assert again == json.loads(first)


def test_import_leaves_a_blank_open_that_stands_open_in_the_file(owner: User) -> None:
    content = json.loads(render(document.build(drafted({"[National Society]": "the Red Cross of Kenya"}, DIALOGUE))))
    content["actions"].append({"text": "Work with [National Society].", "wording": "own"})
    found = import_pledge(as_bytes(content), owner=owner)
    assert found.blank_fillings == {}
    assert found.items.get(clause__slug=DIALOGUE).wording == "adapted"
    assert found.items.get(clause=None).text == "Work with [National Society]."


def test_import_fills_a_blank_in_one_way_alone(owner: User) -> None:
    content = json.loads(
        render(document.build(drafted({"[National Society]": "the Red Cross of Kenya"}, DIALOGUE, EXPERTISE)))
    )
    first = content["actions"][0]
    first["text"] = first["text"].replace("the Red Cross of Kenya", "another Society")
    found = import_pledge(as_bytes(content), owner=owner)
    assert found.blank_fillings == {}
    assert {item.wording for item in found.items.all()} == {"adapted"}


def test_import_takes_no_filling_from_a_wording_that_was_adapted(owner: User) -> None:
    content = json.loads(render(document.build(drafted({"[National Society]": "the Red Cross of Kenya"}, DIALOGUE))))
    content["actions"][0]["wording"] = "adapted"
    assert import_pledge(as_bytes(content), owner=owner).blank_fillings == {}
    content["actions"][0] |= {"wording": "official", "text": content["actions"][0]["text"] + " More."}
    assert import_pledge(as_bytes(content), owner=owner).blank_fillings == {}


def test_import_of_a_full_file_loses_nothing(owner: User) -> None:
    exported, given = export(imported(full(), owner)), full()
    for field in ("title", "period", "openness", "open_until", "region", "parties", "introduction", "opening"):
        assert exported[field] == given[field]
    assert exported["resources"] == given["resources"]
    assert [item["text"] for item in exported["actions"]] == [
        Clause.objects.get(slug="b-detention-access-to-detained").text,
        "Train volunteers.",
    ]


@pytest.mark.parametrize(
    "content",
    [
        minimal(),
        full(),
        full()
        | {"parties": [{"kind": "national_society", "code": code} for code in ("KE", "UG")]}
        | {"actions": [], "indicators": []},
        changed(["actions"], [{"text": "B.", "theme": "Zeta"}, {"text": "A.", "theme": "b-detention"}, {"text": "C."}])
        | {"indicators": [{"text": "Count."}]},
        minimal(introduction=["One\n \ntwo [National Society]."], opening="[National Society] pledges [something]:"),
    ],
)
def test_import_then_export_is_stable(owner: User, content: dict[str, Any]) -> None:
    first = import_pledge(as_bytes(content), owner=owner)
    exported = render(document.build(first))
    second = import_pledge(exported, owner=owner)
    again = render(document.build(second))
    assert again.replace(second.reference.encode(), first.reference.encode()) == exported


def test_import_takes_the_same_queries_for_one_and_many_items(owner: User) -> None:
    def queries(count: int) -> int:
        slugs = Clause.objects.filter(model_text__slug="migration-2019", kind="action").values_list("slug", flat=True)
        objectives = [{"id": f"o{n}", "text": "Own.", "additions": [{"text": "More."}]} for n in range(count)]
        actions = [{"clause": slug, "serves": ["o0"], "leads": [0]} for slug in slugs[:count]]
        data = as_bytes(minimal(objectives=objectives, actions=actions))
        with CaptureQueriesContext(connection) as captured:
            import_pledge(data, owner=owner)
        return len(captured)

    queries(1)  # reads the menu, which stays in memory
    assert queries(1) == queries(12)


# Signed pledges, and files of earlier releases

FILES = Path(__file__).parents[2] / "data" / "files"


@pytest.fixture
def signed(owner: User) -> Pledge:
    """A pledge with something in every field that all three parties have signed."""
    pledge = imported(full(), owner)
    pledge.parties.update(signatory_name="Jonas Weber", signatory_title="Minister")
    for party in pledge.parties.all():
        pledge.parties.filter(pk=party.pk).update(signatory_email=f"signs-for-{party.key}@example.org")
    return Pledge.objects.get(pk=agreed(pledge).revision.pledge_id)


def test_import_of_a_signed_pledge_is_a_draft_without_a_signature(signed: Pledge, owner: User) -> None:
    exported = render(document.build(signed))
    assert len(json.loads(exported)["signatures"]) == 3
    rows = [model.objects.count() for model in (Revision, Signature, SignatureRequest, SignedCopy, TrailEntry)]
    draft = import_pledge(exported, owner=owner)
    assert rows == [model.objects.count() for model in (Revision, Signature, SignatureRequest, SignedCopy, TrailEntry)]
    assert (draft.status, draft.published_at) == ("draft", None)
    assert document.build(draft).seal is None
    assert export(draft)["signatures"] == []


def test_export_of_an_imported_signed_pledge_gives_the_same_but_for_the_reference_and_the_signatures(
    signed: Pledge, owner: User
) -> None:
    exported = render(document.build(signed))
    again = import_pledge(exported, owner=owner)
    differing = json.loads(exported)
    about = {name: differing[name] for name in ("signatures", "revision", "seal", "address")}
    assert about["revision"] == 1
    assert about["seal"] == signed.revisions.get().digest
    assert about["address"].endswith(f"/v/{signed.revisions.get().code}/")
    for name in ("revision", "seal", "address"):
        del differing[name]
    differing |= {"signatures": [], "reference": again.reference}
    assert render(document.build(again)).decode() == json.dumps(differing, ensure_ascii=False, indent=2) + "\n"


def test_file_of_an_earlier_release_is_imported_and_exported_as_it_was(owner: User) -> None:
    old = (FILES / "every-field.json").read_bytes()
    pledge = import_pledge(old, owner=owner)
    reference = json.loads(old)["reference"]
    assert render(document.build(pledge)) == old.replace(reference.encode(), pledge.reference.encode())


@pytest.mark.parametrize(
    "told",
    [
        {"signatures": [{"anything": ["goes", "here"]}, {}]},
        {"signatures": [{"party": 5, "name": None, "at": "yesterday"}]},
        {"revision": 7, "seal": "nothing", "address": "https://elsewhere.example/v/X/"},
        {"revision": -1, "seal": "", "address": "\u202e" * 3},
    ],
)
def test_what_a_file_tells_of_signatures_is_passed_over_whatever_it_says(told: dict[str, Any], owner: User) -> None:
    content = export(imported(minimal(**told), owner))
    assert content["signatures"] == []
    assert not {"revision", "seal", "address"} & content.keys()
