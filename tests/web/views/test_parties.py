"""Parties and period: typed, found in the directory, named, moved, removed."""

from __future__ import annotations

import re
from datetime import date
from html import escape

import pytest

from commitments import document
from commitments.drafting.editing.edit import Edit
from commitments.drafting.editing.merge import save
from commitments.drafting.editing.target import PartyField
from commitments.models import NationalSociety
from commitments.text.limits import TextRefusedError
from commitments.web.views.pledge import likely_parties
from tests.factories import add_party, group, make_organisation, make_pledge
from tests.web.views.pages import count_queries, read, refused, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(pledge) -> str:
    return f"/pledges/{pledge.reference}/parties/"


def parties(pledge) -> list[tuple[str, str]]:
    return [(party.kind, party.code or party.name) for party in pledge.parties.all()]


def press(client, url, name, value="1", **fields):
    """Press one of the page's buttons."""
    return send(client, url, {name: value}, **fields)


def test_title_is_not_called_optional_and_the_day_looks_like_other_fields(drafter, url):
    html = read(drafter, url).html
    label = html[html.index('<label for="id_title">') :]
    assert label[: label.index("</label>")].split(">")[1].split() == ["Title", "of", "the", "pledge"]
    day = html[html.index('name="open_until"') :]
    assert re.search(r'class="[^"]*\binput\b', day[: day.index(">")])


def test_fields_are_saved_and_the_next_section_opens(drafter, pledge, url):
    response = send(
        drafter,
        url,
        title="Safe access",
        language="fr",
        period_start="2020",
        period_end="2024",
        region="our valley",
        openness="open",
        open_until="2021-12-31",
        go="next",
    )
    assert (response.status_code, response.url) == (302, f"/pledges/{pledge.reference}/introduction/")
    pledge.refresh_from_db()
    assert (pledge.title, pledge.language, pledge.region) == ("Safe access", "fr", "our valley")
    assert (pledge.period_start, pledge.period_end) == (2020, 2024)
    assert (pledge.openness, pledge.open_until) == ("open", date(2021, 12, 31))


@pytest.mark.parametrize(("go", "where"), [("hub", ""), ("", "parties/"), ("elsewhere", "parties/")])
def test_saving_leads_where_the_button_says(drafter, pledge, url, go, where):
    assert send(drafter, url, go=go).url == f"/pledges/{pledge.reference}/{where}"


def test_section_is_marked_ready_and_not(drafter, pledge, url):
    send(drafter, url, ready="1", go="next")
    pledge.refresh_from_db()
    assert pledge.section_states["parties"].ready
    assert read(drafter, url).fields["ready"] == ["1"]
    fields = read(drafter, url).fields
    del fields["ready"]
    drafter.post(url, fields)
    pledge.refresh_from_db()
    assert not pledge.section_states["parties"].ready


def test_region_of_the_directory_becomes_its_group(drafter, pledge, url):
    send(drafter, url, region=group("sahel").name_en.upper())
    pledge.refresh_from_db()
    assert (pledge.regional_group, pledge.region) == (group("sahel"), "")
    assert read(drafter, url).fields["region"] == [group("sahel").name_en]
    send(drafter, url, region="the Upper Valley")
    pledge.refresh_from_db()
    assert (pledge.regional_group, pledge.region) == (None, "the Upper Valley")


def test_specific_pledge_has_no_closing_date(drafter, pledge, url):
    send(drafter, url, openness="specific", open_until="2021-12-31")
    pledge.refresh_from_db()
    assert pledge.open_until is None


def test_language_of_an_imported_pledge_stays(drafter, pledge, url):
    pledge.language = "pt-BR"
    pledge.save(update_fields=["language"])
    assert send(drafter, url, title="Other").status_code == 302
    pledge.refresh_from_db()
    assert (pledge.title, pledge.language) == ("Other", "pt-BR")


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"title": "x" * 201}, "201 characters long"),
        ({"title": "two\nlines"}, "line break"),
        ({"title": "run" * 40}, "without a space"),
        ({"title": "hidden\u202etext"}, "can reorder words"),
        ({"title": "bell\x07"}, "invisible or control character"),
        ({"title": "box \uf0a3"}, "a character of a symbol font (U+F0A3)"),
        ({"language": "xx"}, "Select a valid choice"),
        ({"period_start": "2024", "period_end": "2019"}, "The last year is before the first"),
        ({"period_start": "9" * 5000}, "Enter a whole number"),
        ({"period_end": "9" * 30}, "less than or equal to 2200"),
        ({"period_end": "-1"}, "greater than or equal to 1900"),
        ({"period_end": "twenty"}, "Enter a whole number"),
        ({"region": "x" * 101}, "101 characters long"),
        ({"openness": "ajar"}, "Select a valid choice"),
        ({"period_start": ""}, "Write the first year"),
        ({"period_end": ""}, "Write the last year"),
        ({"openness": "open", "open_until": "31 February"}, "month in words"),
        ({"openness": "open", "open_until": "03/04/2027"}, "3 April 2027 or as 4 March 2027"),
        ({"openness": "open", "open_until": "99999-01-01"}, "month in words"),
    ],
)
def test_bad_input_comes_back_as_typed(drafter, pledge, url, changes, says):
    typed = {"title": "A title that stays", "region": "our own valley", "q": "Ken", **changes}
    page = refused(send(drafter, url, {**typed, "go": "next"}))
    assert says in page.html
    for name, value in typed.items():
        if name in ("language", "openness") and name in changes and value in ("xx", "ajar"):
            continue  # no such choice to show
        if "\n" in value:
            assert escape(value) in page.html
        else:
            assert page.fields[name] == [value]
    assert "Kenya" in page.html
    pledge.refresh_from_db()
    assert (pledge.title, pledge.region, pledge.period_start) == ("Wells", "", 2019)


def test_every_error_shows_at_once(drafter, url):
    page = refused(send(drafter, url, title="x" * 300, period_start="0", period_end="", region="y\nz"))
    assert set(page.anchors) >= {"id_title", "id_period_start", "id_period_end", "id_region"}


def test_directory_is_searched_and_what_was_typed_is_saved_first(drafter, pledge, url):
    response = press(drafter, url, "find", q="kenya", title="Typed before")
    assert response.url == f"{url}?q=kenya#found"
    page = read(drafter, response.url)
    assert page.fields["title"] == ["Typed before"]
    assert page.fields["q"] == ["kenya"]
    for button in ("add-both=KE", "add-state=KE", "add-society=KE", "add-observer=1"):
        assert button in page.buttons


@pytest.mark.parametrize(
    ("verb", "code", "added"),
    [
        ("add-both", "KE", [("state", "KE"), ("national_society", "KE")]),
        ("add-state", "NL", [("state", "NL")]),
        ("add-society", "IL", [("national_society", "IL")]),
    ],
)
def test_parties_are_added_from_the_directory(drafter, pledge, url, verb, code, added):
    opened = press(drafter, url, verb, code).url
    assert parties(pledge) == added
    first, *_others = rows = list(pledge.parties.all())
    assert opened == f"{url}#{first.key}"
    said = ", ".join(document.party_name(row, pledge) for row in rows)
    assert f"Added: {said}." in drafter.get(url).content.decode()


def test_region_is_added_with_a_message_that_names_some_of_it(drafter, pledge, url):
    press(drafter, url, "add-region", "nordic")
    said = drafter.get(url).content.decode()
    assert "Added: " in said
    assert " others." in said
    press(drafter, url, "add-region", "nordic")
    assert "Added: " not in drafter.get(url).content.decode()  # they are there already


def test_bilateral_adds_the_counterpart_of_who_is_there(drafter, pledge, url):
    press(drafter, url, "add-society", "KE")
    press(drafter, url, "add-both", "KE")
    assert parties(pledge) == [("national_society", "KE"), ("state", "KE")]


@pytest.mark.parametrize(
    ("verb", "key"),
    [
        ("add-state", "XX"),
        ("add-both", "XX"),
        ("add-society", "NI"),
        ("add-both", "NI"),
        ("add-state", ""),
        ("add-state", "K\0E\0X"),
        ("add-region", "nowhere"),
        ("add-region", "\0"),
        ("add-region-societies", "nowhere"),
        ("name-region", "nowhere"),
        ("remove", "nobody"),
        ("remove", "a:b"),
        ("move-up", "nobody"),
    ],
)
def test_what_the_directory_does_not_have_is_not_found(drafter, pledge, url, verb, key):
    assert press(drafter, url, verb, key).status_code == 404
    assert not pledge.parties.exists()


@pytest.mark.both
@pytest.mark.parametrize("verb", ["junk", "add", "add-junk", "move-sideways", "place", "region", "go"])
def test_unknown_command_just_saves(drafter, pledge, url, verb):
    assert press(drafter, url, verb, "KE", title="Saved").status_code == 302
    pledge.refresh_from_db()
    assert pledge.title == "Saved"


def test_observer_is_added_by_name(drafter, pledge, url):
    press(drafter, url, "add-observer", q="  Example  Relief ")
    assert parties(pledge) == [("observer", "Example  Relief")]
    press(drafter, url, "add-observer", q="")
    assert pledge.parties.count() == 1


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("Example\nRelief", "line break"),
        ("Example\r\nRelief", "line break"),
        ("Example\u2029Relief", "line break"),
        ("Example \u202eRelief", "can reorder words"),
        ("Example\u202aRelief", "can reorder words"),
        ("Example\0Relief", "control character"),
        ("Example [Relief]", "square brackets"),
        ("x" * 101, "without a space"),
        ("Relief " * 40, "characters long"),
    ],
)
def test_observer_with_a_bad_name_comes_back_as_typed(drafter, pledge, url, name, says):
    page = refused(press(drafter, url, "add-observer", q=name, title="Kept title"))
    assert says in page.html
    assert page.fields["title"] == ["Kept title"]
    assert escape(name) in page.html or page.fields["q"] == [name]
    assert not pledge.parties.exists()


@pytest.mark.parametrize(
    ("verb", "key", "q"),
    [("add-both", "KE", ""), ("add-society", "KE", "ken"), ("add-observer", "1", "Example Relief")],
)
def test_party_that_is_there_is_refused(drafter, pledge, url, verb, key, q):
    add_party(pledge, "state", "KE")
    add_party(pledge, "national_society", "KE")
    add_party(pledge, "observer", name="Example Relief")
    page = refused(press(drafter, url, verb, key, q=q, title="Kept title"))
    assert "already" in page.html
    assert (page.fields["title"], page.fields["q"]) == (["Kept title"], [q])
    assert pledge.parties.count() == 3


def test_state_that_is_there_gets_another_authority_by_its_name(drafter, pledge, url):
    add_party(pledge, "state", "KE", name="the Ministry of Health of Kenya")
    found = drafter.get(url, {"q": "ken"}).content.decode()
    assert "Add another authority" in found
    assert "Add the Government" in drafter.get(url, {"q": "ugan"}).content.decode()
    asked = press(drafter, url, "add-state", "KE", q="ken", title="Kept title")
    assert asked.url == f"{url}of/KE/"
    assert "This State is a party already." in drafter.get(asked.url).content.decode()
    added = drafter.post(asked.url, {"name": "the Ministry of Interior of Kenya"})
    assert added.url == f"{url}#{pledge.parties.last().key}"
    assert [(party.code, party.name) for party in pledge.parties.all()] == [
        ("KE", "the Ministry of Health of Kenya"),
        ("KE", "the Ministry of Interior of Kenya"),
    ]
    pledge.refresh_from_db()
    assert pledge.title == "Kept title"


@pytest.mark.parametrize(
    ("name", "says"),
    [("", "Write the authority"), ("The ministry of health of Kenya", "already a party"), ("a\u202eb", "U+202E")],
)
def test_authority_with_a_bad_name_comes_back_as_typed(drafter, pledge, url, name, says):
    add_party(pledge, "state", "KE", name="the Ministry of Health of Kenya")
    page = refused(drafter.post(f"{url}of/KE/", {"name": name}))
    assert says in page.html
    assert page.fields["name"] == [name]
    assert pledge.parties.count() == 1


@pytest.mark.parametrize("name", ["Kenya", "the Republic of Kenya", "Gouvernement", "Estado", "الحكومة"])
def test_authority_with_a_name_of_the_state_is_the_government_that_pledges_already(drafter, pledge, url, kenya, name):
    assert "already a party" in refused(drafter.post(f"{url}of/KE/", {"name": name})).html
    other = add_party(pledge, "state", "KE", name="Ministry of Interior")
    page = refused(drafter.post(f"{url}{other.key}/", {"name": name}))
    assert "Another authority of this State has this name." in page.html


@pytest.mark.parametrize("name", ["Kenya Police", "Union of Municipalities", "Nairobi"])
def test_authority_pledges_beside_its_government(drafter, pledge, url, kenya, name):
    drafter.post(f"{url}of/KE/", {"name": name})
    assert [party.name for party in pledge.parties.order_by("position")] == ["", name]


def test_authority_of_no_state_is_not_found(drafter, url):
    assert drafter.get(f"{url}of/XX/").status_code == 404


def test_authority_takes_no_name_of_another(drafter, pledge, url):
    add_party(pledge, "state", "KE", name="the Ministry of Health of Kenya")
    other = add_party(pledge, "state", "KE", name="the Ministry of Interior of Kenya")
    page = refused(drafter.post(f"{url}{other.key}/", {"name": "the Ministry of Health of Kenya"}))
    assert "Another authority of this State has this name." in page.html


@pytest.mark.parametrize(
    ("verb", "states", "societies"),
    [("add-region", True, True), ("add-region-societies", False, True), ("name-region", False, False)],
)
def test_region_is_named_and_its_members_are_added(drafter, pledge, url, verb, states, societies):
    sahel = group("sahel")
    press(drafter, url, verb, "sahel")
    pledge.refresh_from_db()
    assert pledge.regional_group == sahel
    kinds = [party.kind for party in pledge.parties.all()]
    assert kinds.count("state") == (sahel.members.count() if states else 0)
    assert kinds.count("national_society") == (
        NationalSociety.objects.recognised().filter(state__in=sahel.members.all()).count() if societies else 0
    )


def test_largest_region_can_be_added_and_the_pledge_still_be_edited(drafter, pledge, url):
    press(drafter, url, "add-region", "ifrc-europe-central-asia")
    press(drafter, url, "add-region", "african-union")
    assert pledge.parties.count() > 200
    send(drafter, url, region="")
    for section in ("introduction", "objectives", "check"):
        assert send(drafter, f"/pledges/{pledge.reference}/{section}/", go="next").status_code == 302
    pledge.refresh_from_db()
    assert pledge.opening == ""
    assert len(read(drafter, f"/pledges/{pledge.reference}/introduction/").fields["opening"][0]) > 4000


def test_society_that_is_not_recognised_is_not_offered(drafter, url):
    page = read(drafter, f"{url}?q=nicaragua")
    assert "No recognised National Society" in page.html
    assert "add-state=NI" in page.buttons
    assert "add-society=NI" not in page.buttons
    assert "add-both=NI" not in page.buttons


def test_parties_move_and_are_removed(drafter, pledge, url):
    first, second = add_party(pledge, "state", "KE"), add_party(pledge, "national_society", "KE")
    assert press(drafter, url, "move-up", second.key).url == f"{url}#{second.key}"
    assert parties(pledge) == [("national_society", "KE"), ("state", "KE")]
    press(drafter, url, "remove", first.key)
    assert parties(pledge) == [("national_society", "KE")]


def test_party_of_another_pledge_is_not_touched(drafter, url):
    theirs = add_party(make_pledge(), "state", "KE")
    for verb in ("remove", "move-up"):
        assert press(drafter, url, verb, theirs.key).status_code == 404
    assert drafter.get(f"{url}{theirs.key}/").status_code == 404
    theirs.refresh_from_db()


def test_page_takes_the_same_queries_for_one_party_and_three(drafter, pledge, url):
    counts = []
    for code in ("KE", "NL", "ML"):
        add_party(pledge, "state", code)
        add_party(pledge, "national_society", code)
        counts.append(count_queries(drafter, url))
    assert counts[0] == counts[2] <= 6


def test_parties_are_ordered_by_a_button(drafter, pledge, url):
    add_party(pledge, "observer", name=pledge.organisation.name)
    assert "Order by country" not in read(drafter, url).html
    for code in ("UG", "KE"):
        add_party(pledge, "state", code)
    assert f"Order by country, {pledge.organisation.name} first" in " ".join(read(drafter, url).html.split())
    press(drafter, url, "order-by-name")
    assert [code for _kind, code in parties(pledge)][0:2] == ["KE", pledge.organisation.name]
    press(drafter, url, "order-own-first")
    assert [code for _kind, code in parties(pledge)] == [pledge.organisation.name, "KE", "UG"]
    press(drafter, url, "place", pledge.parties.first().key, position="3")
    assert [code for _kind, code in parties(pledge)] == ["KE", "UG", pledge.organisation.name]


@pytest.mark.parametrize(
    ("name", "participant"),
    [
        ("IFRC", "International Federation of Red Cross and Red Crescent Societies"),
        ("Comité international de la Croix-Rouge", "International Committee of the Red Cross"),
        ("Example Relief", "Example Relief"),
    ],
)
def test_organisation_that_is_a_component_starts_a_pledge_as_one(name, participant):
    owner = make_organisation(name, kind="observer")
    assert [str(each) for each in likely_parties(owner, "individual")] == [participant]


def test_component_is_added_from_the_directory(drafter, pledge, url):
    press(drafter, url, "add-component", "IFRC")
    assert parties(pledge) == [("component", "IFRC")]
    page = read(drafter, url)
    assert "Component of the Movement" in page.html
    assert "already a party of this pledge" in refused(press(drafter, url, "add-component", "IFRC")).html
    assert send(drafter, url, {"add-component": "RELIEF"}).status_code == 404


def test_authority_of_a_state_is_added_from_the_search(drafter, pledge, url):
    name = "Ministry of Interior"
    fields = {"q": name, "authority-of": "KE"}
    response = press(drafter, url, "add-authority", **fields)
    assert (response.status_code, response.url) == (302, f"{url}of/KE/?name=Ministry+of+Interior")
    page = read(drafter, response.url)
    assert 'value="Ministry of Interior"' in page.html
    assert "An authority of Kenya" in page.html
    assert "counts as that State" in page.html.replace("\n", " ").replace("        ", "")
    send(drafter, response.url, name=name)
    assert [(party.kind, party.code, party.name) for party in pledge.parties.all()] == [("state", "KE", name)]


def test_authority_s_name_that_was_looked_for_need_not_be_sent_again(drafter, pledge, url):
    address = f"{url}of/KE/?name=Ministry+of+Interior"
    opened = drafter.post(address, {}).url
    assert opened == f"{url}#{pledge.parties.get().key}"
    assert [party.name for party in pledge.parties.all()] == ["Ministry of Interior"]
    assert "Write the authority" in refused(drafter.post(address, {"name": ""})).html


@pytest.mark.parametrize("code", ["", "XX", "\0", "KEN"])
def test_authority_needs_its_country(drafter, pledge, url, code):
    fields = {"q": "Ministry of Interior", "authority-of": code}
    html = refused(press(drafter, url, "add-authority", **fields)).html
    assert "Choose the country of which it is a part." in html
    assert pledge.parties.count() == 0


def test_search_takes_the_same_queries_whatever_is_found(drafter, url):
    assert count_queries(drafter, f"{url}?q=central") == count_queries(drafter, f"{url}?q=a") <= 10


# One party


@pytest.fixture
def kenya(pledge):
    return add_party(pledge, "state", "KE")


def test_both_forms_of_a_name_can_be_changed(drafter, pledge, url, kenya):
    page = read(drafter, f"{url}{kenya.key}/")
    assert "now it is “the Government of Kenya”" in page.html
    send(drafter, f"{url}{kenya.key}/", name="the Ministry of Interior", in_sentence="")
    page = read(drafter, url)
    assert "<bdi>Ministry of Interior</bdi>" in page.html
    assert "We, the Ministry of Interior, pledge" in page.html
    send(drafter, f"{url}{kenya.key}/", name="Ministry of Interior", in_sentence="our Ministry of Interior")
    page = read(drafter, url)
    assert "<bdi>Ministry of Interior</bdi>" in page.html
    assert "We, our Ministry of Interior, pledge" in page.html
    kenya.refresh_from_db()
    assert (kenya.name, kenya.in_sentence) == ("Ministry of Interior", "our Ministry of Interior")
    page = refused(send(drafter, f"{url}{kenya.key}/", in_sentence="the [Ministry]"))
    assert "id_in_sentence" in page.anchors


def test_party_is_named_and_gets_a_focal_point(drafter, pledge, url, kenya):
    typed = {"name": "the Republic of Kenya", "focal_name": "Amina Otieno", "focal_email": "amina@example.org"}
    response = send(drafter, f"{url}{kenya.key}/", typed)
    assert (response.status_code, response.url) == (302, f"{url}#{kenya.key}")
    kenya.refresh_from_db()
    assert {name: getattr(kenya, name) for name in typed} == typed
    page = read(drafter, url)
    assert "We, the Republic of Kenya, pledge" in page.html
    assert "Amina Otieno" in page.html


def test_party_s_page_names_what_the_directory_says(drafter, url, kenya):
    assert "the Government of Kenya" in read(drafter, f"{url}{kenya.key}/").html


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"name": "two\nlines"}, "line break"),
        ({"name": "x" * 201}, "201 characters"),
        ({"focal_name": "hidden\u202d"}, "can reorder words"),
        ({"focal_email": "nobody"}, "Enter a valid email address"),
        ({"focal_email": "a@" + "b" * 60 + "." + "c" * 60 + ".org"}, "without a space"),
        ({"focal_email": "a@b.org\0"}, "Enter a valid email address. The text holds an invisible or control character"),
        ({"focal_email": "a@b\u202e.org"}, "Delete it at position 4: “a@b[RIGHT-TO-LEFT OVERRIDE].org”."),
        ({"focal_email": "a@example.org, b@example.org"}, "Enter a valid email address."),
    ],
)
def test_party_with_bad_input_comes_back_as_typed(drafter, url, kenya, changes, says):
    typed = {"name": "Republic", "focal_name": "Amina", "focal_email": "a@example.org", **changes}
    page = refused(send(drafter, f"{url}{kenya.key}/", typed))
    assert says in page.html
    for name, value in typed.items():
        if "\n" not in value and "\0" not in value:
            assert page.fields[name] == [value]
    kenya.refresh_from_db()
    assert (kenya.name, kenya.focal_email) == ("", "")


@pytest.mark.parametrize(("typed", "kept"), [("", "Amina Otieno"), ("A. Otieno", "A. Otieno")])
def test_name_pasted_with_an_address_fills_the_empty_box_beside_it(drafter, url, kenya, typed, kept):
    pasted = {"focal_name": typed, "focal_email": '"Amina Otieno" <amina@example.org>;'}
    pasted |= {"signatory_name": typed, "signatory_email": "Amina\u00a0Otieno [mailto:a.otieno@example.org]"}
    assert send(drafter, f"{url}{kenya.key}/", pasted).status_code == 302
    kenya.refresh_from_db()
    assert (kenya.focal_name, kenya.focal_email) == (kept, "amina@example.org")
    assert (kenya.signatory_name, kenya.signatory_email) == (kept, "a.otieno@example.org")


@pytest.mark.parametrize("pasted", ["Amina Otieno <amina@example.org>", "Amina Otieno [mailto:amina@example.org]"])
@pytest.mark.parametrize("address", ["", "Amina@example.org"])
def test_address_pasted_with_a_name_goes_to_the_box_beside_it(drafter, url, kenya, pasted, address):
    typed = {"focal_name": pasted, "focal_email": address, "signatory_name": pasted, "signatory_email": address}
    assert send(drafter, f"{url}{kenya.key}/", typed).status_code == 302
    kenya.refresh_from_db()
    kept = ("Amina Otieno", "amina@example.org")
    assert (kenya.focal_name, kenya.focal_email) == (kenya.signatory_name, kenya.signatory_email) == kept


def test_name_with_an_address_stays_beside_another_address_and_where_it_is_none(drafter, url, kenya):
    typed = {"focal_name": "Amina <amina@example.org>", "focal_email": "office@example.org"}
    typed |= {"signatory_name": "Amina <amina@example>", "signatory_email": ""}
    assert send(drafter, f"{url}{kenya.key}/", typed).status_code == 302
    kenya.refresh_from_db()
    assert {name: getattr(kenya, name) for name in typed} == typed


def test_name_with_an_address_that_no_name_may_be_comes_back_as_typed(drafter, url, kenya):
    pasted = {"signatory_name": "", "signatory_email": '"[Name]" <amina@example.org>'}
    page = refused(send(drafter, f"{url}{kenya.key}/", pasted))
    assert "square brackets" in page.html
    assert page.fields["signatory_email"] == [pasted["signatory_email"]]


def test_observer_keeps_a_name_of_its_own(drafter, pledge, url):
    add_party(pledge, "observer", name="Example Relief")
    other = add_party(pledge, "observer", name="Other Relief")
    assert "Write the organisation" in refused(send(drafter, f"{url}{other.key}/", name="")).html
    assert "is a party already" in refused(send(drafter, f"{url}{other.key}/", name="Example Relief")).html
    assert send(drafter, f"{url}{other.key}/", name="Third Relief").status_code == 302
    assert [party.name for party in pledge.parties.all()] == ["Example Relief", "Third Relief"]


def test_change_saves_the_page_and_leads_to_the_party(drafter, pledge):
    party = add_party(pledge, "state", "KE")
    url = f"/pledges/{pledge.reference}/parties/"
    assert f"change={party.key}" in read(drafter, url).buttons
    response = send(drafter, url, title="Typed before", change=party.key)
    assert response.url == f"{url}{party.key}/"
    pledge.refresh_from_db()
    assert pledge.title == "Typed before"


def test_signatory_is_named_and_printed_without_the_address(drafter, pledge, url, kenya):
    page = read(drafter, f"{url}{kenya.key}/")
    assert page.fields["signs_by"] == ["office"]
    send(
        drafter,
        f"{url}{kenya.key}/",
        signatory_name="Fatuma <Hassan>",
        signatory_title="Director of Migration",
        signatory_email="fatuma@example.org",
        signs_by="delegation",
        signs_for="the Minister",
    )
    paper = read(drafter, url).html
    assert "Fatuma &lt;Hassan&gt;" in paper
    assert "Director of Migration, by delegation for the Minister" in paper
    assert "fatuma@example.org" not in paper


def test_signatory_with_bad_input_comes_back_as_typed(drafter, url, kenya):
    page = refused(send(drafter, f"{url}{kenya.key}/", signatory_email="a@b\nc", signatory_name="[name]", signs_by="x"))
    assert "Enter a valid email address" in page.html
    assert "[name]" in page.html


def test_check_asks_for_the_other_party_s_signatory(drafter, pledge, url, kenya):
    other = add_party(pledge, "national_society", "KE")
    send(drafter, f"{url}{kenya.key}/", signatory_name="Fatuma Hassan")
    page = read(drafter, f"/pledges/{pledge.reference}/check/")
    assert "Nobody is named who signs for the Kenya Red Cross Society. Name the signatory." in page.html
    assert f"{url}{other.key}/#id_signatory_name" in page.links
    assert "id_signatory_name" in read(drafter, f"{url}{other.key}/").ids


def test_two_observers_given_one_name_at_the_same_moment_are_refused(drafter, pledge, url):
    """What the form can't see: the other page was saved between its look and the lock."""
    first, second = (add_party(pledge, "observer", name=name) for name in ("Water Relief", "Example Relief"))
    edits = [Edit(PartyField(party.key, "name"), "Relief") for party in (first, second)]
    by = pledge.organisation.memberships.get().user
    with pytest.raises(TextRefusedError, match="Two organisations have the same name"):
        save(pledge, "parties", edits, by=by)
    assert [party.name for party in pledge.parties.all()] == ["Water Relief", "Example Relief"]


@pytest.mark.parametrize("name", ["Kenya Red Cross Society", "the KENYA Red Cross society", "Croix-Rouge du Kenya"])
def test_society_is_not_called_like_another_one(drafter, pledge, url, name):
    add_party(pledge, "national_society", "KE")
    uganda = add_party(pledge, "national_society", "UG")
    page = refused(send(drafter, f"{url}{uganda.key}/", name=name))
    assert "Another party of this pledge has this name." in page.html
    send(drafter, f"{url}{uganda.key}/", name="Uganda Red Cross")
    uganda.refresh_from_db()
    assert uganda.name == "Uganda Red Cross"


def test_two_societies_given_one_name_at_the_same_moment_are_refused(drafter, pledge):
    both = [add_party(pledge, "national_society", code) for code in ("KE", "UG")]
    edits = [Edit(PartyField(party.key, "name"), "Red Cross of the Lakes") for party in both]
    with pytest.raises(TextRefusedError, match="Two National Societies have the same name"):
        save(pledge, "parties", edits, by=pledge.organisation.memberships.get().user)
    assert [party.name for party in pledge.parties.filter(kind="national_society")] == ["", ""]


def test_web_mail_address_of_a_governments_signatory_is_warned_of(drafter, pledge, kenya):
    page = f"/pledges/{pledge.reference}/parties/{kenya.key}/"
    send(drafter, page, {"signatory_name": "Amina Otieno", "signatory_email": "a.otieno@yahoo.co.uk"})
    said = read(drafter, page).html
    assert "<b>Anybody can have an address at yahoo.co.uk. For a Government, ask for an official address.</b>" in said
    send(drafter, page, {"signatory_email": "a.otieno@interior.go.ke"})
    assert "Anybody can have an address" not in read(drafter, page).html
