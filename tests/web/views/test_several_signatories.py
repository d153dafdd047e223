"""The pages of a party with several signatories and deputies: where they are named, and where they sign."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from commitments.drafting.copying import copy_pledge
from commitments.drafting.editing.edit import Edit
from commitments.drafting.editing.merge import save
from commitments.drafting.editing.signatory_field import SignatoryField
from commitments.drafting.history import as_of
from commitments.models import Actor, Change, Mail, Pledge
from commitments.signing.ending import reopen
from tests.factories import (
    add_party,
    circulated,
    give_signature,
    make_member,
    make_ready,
    name_signatories,
    the_round,
)
from tests.web.views.conftest import signed_in
from tests.web.views.pages import read, send
from tests.web.views.test_answer import visiting

pytestmark = pytest.mark.django_db

SECOND = {"name": "Aya Koné", "title": "Minister of Health", "email": "aya@example.org"}
TYPED = {f"second-{name}": value for name, value in SECOND.items()}


@pytest.fixture
def party(pledge):
    return add_party(pledge, "state", "KE", signatory_name="Jonas Weber")


@pytest.fixture
def user(pledge):
    """Another drafter."""
    return make_member("drafter", pledge.organisation)


@pytest.fixture
def url(pledge, party):
    return f"/pledges/{pledge.reference}/parties/{party.key}/"


def stored(party):
    party.refresh_from_db()
    return party.further_signatories


def edit(party, by, slot="second", field="name", value="Léa Roux", based_on=0):
    return save(party.pledge, "parties", [Edit(SignatoryField(party.key, slot, field), value, based_on)], by=by)


# --- naming them ---


def test_further_signatories_and_deputies_are_typed_on_the_page_of_their_party(drafter, party, url):
    typed = {
        **TYPED,
        "second-signs_by": "delegation",
        "second-signs_for": "the President",
        "third-name": "Đặng Văn Lâm",
        "deputy-name": "عائشة محمد",
        "deputy-email": "aisha@example.org",
        "second-deputy-email": "Lea Roux <lea@example.org>",
        "signatures_needed": "2",
    }
    assert send(drafter, url, typed).status_code == 302
    assert stored(party) == {
        "second": {**SECOND, "signs_by": "delegation", "signs_for": "the President"},
        "third": {"name": "Đặng Văn Lâm"},
        "deputy": {"name": "عائشة محمد", "email": "aisha@example.org"},
        "second-deputy": {"name": "Lea Roux", "email": "lea@example.org"},
    }
    assert party.signatures_needed == 2
    page = read(drafter, url)
    assert (page.fields["second-name"], page.fields["signatures_needed"]) == (["Aya Koné"], ["2"])
    assert '<details class="disclosure" id="further" open>' in page.html


def test_page_of_a_party_with_one_signatory_keeps_the_others_folded(drafter, party, url):
    assert '<details class="disclosure" id="further" >' in read(drafter, url).html.replace('"further">', '"further" >')
    assert send(drafter, url, {"focal_name": "Amina"}).status_code == 302
    assert (stored(party), party.signatures_needed) == ({}, 1)


def test_what_is_emptied_is_gone(drafter, party, url):
    send(drafter, url, TYPED)
    send(drafter, url, dict.fromkeys(TYPED, ""))
    assert stored(party) == {}


def test_form_that_has_none_of_their_fields_changes_none_of_them(drafter, party, url):
    send(drafter, url, {**TYPED, "signatures_needed": "2"})
    assert drafter.post(url, {"name": "Ministry of Health"}).status_code == 302
    assert (stored(party), party.signatures_needed) == ({"second": SECOND}, 2)


def test_wrong_address_comes_back_with_what_was_typed(drafter, party, url):
    response = send(drafter, url, {**TYPED, "second-email": "aya"})
    html = response.content.decode()
    assert response.status_code == 422
    assert 'href="#id_second-email"' in html
    assert "Minister of Health" in html
    assert stored(party) == {}


@pytest.mark.parametrize("number", ["0", "4", "many"])
def test_no_other_number_can_be_needed(drafter, party, url, number):
    assert send(drafter, url, {"signatures_needed": number}).status_code == 422


def test_script_saves_one_field(drafter, party, url):
    sent = {"changed": "third-title", "third-title": "Mayor", "changed-version": "0", "version": "0"}
    response = drafter.post(url, sent, headers={"Accept": "application/json"})
    assert (response.status_code, json.loads(response.content)["refused"]) == (200, {})
    assert stored(party) == {"third": {"title": "Mayor"}}


def test_two_people_write_of_different_fields_and_both_stay(party, user):
    edit(party, user, value="Aya Koné")
    saved = edit(party, user, field="title", value="Mayor")
    assert saved.conflicts == ()
    edit(party, user, slot="deputy", value="Lea Roux")
    assert stored(party) == {"second": {"name": "Aya Koné", "title": "Mayor"}, "deputy": {"name": "Lea Roux"}}


def test_two_people_write_the_same_field_and_both_texts_are_shown(drafter, party, url, user):
    edit(party, user, value="Aya Koné")
    response = drafter.post(url, {**read(drafter, url).fields, "version": "0", "second-name": "Léa Roux"})
    assert response.status_code == 409
    html = response.content.decode()
    assert all(text in html for text in ("Aya Koné", "Léa Roux", "Second signatory: Name"))
    assert stored(party) == {"second": {"name": "Aya Koné"}}


def test_history_and_copies_have_them(party, user):
    edit(party, user, value="Aya Koné")
    edit(party, user, value="Léa Roux", based_on=1)
    first = Change.objects.filter(row__startswith="party:").order_by("pk")[0]
    then = as_of(party.pledge, first.pk).parties[party.key]
    assert [each.name for each in then.signatories] == ["Jonas Weber", "Aya Koné"]
    pledge = Pledge.objects.select_related("model_text", "organisation").get(pk=party.pledge_id)
    copied = copy_pledge(
        pledge,
        model_text=pledge.model_text,
        organisation=pledge.organisation,
        period=(2024, 2027),
        title="Again",
        by=user,
    )
    assert copied.pledge.parties.get().further_signatories == {"second": {"name": "Léa Roux"}}


# --- going round ---


@pytest.fixture
def found(db):
    pledge = make_ready()
    deputies = ("Ousmane Ba",)
    name_signatories(pledge.parties.get(kind="state"), "Aya Kone", "Fatou Diop", needed=2, deputies=deputies)
    return circulated(pledge)


def asked(found, email):
    return the_round(found.revision.pledge).signature_request_of(f"{email}@example.org")


def owner(found) -> Client:
    return signed_in(found.revision.by)


def test_page_that_sends_it_round_shows_who_else_signs():
    pledge = make_ready()
    name_signatories(pledge.parties.get(kind="state"), "Aya Kone", "Fatou Diop", needed=2, deputies=("Ousmane Ba",))
    found = circulated(pledge)
    reopen(pledge, reason="Again", by=Actor(user=found.revision.by))
    html = read(owner(found), f"/pledges/{pledge.reference}/circulate/").html
    assert "Signatures needed of this party: 2 of 3." in html
    assert all(name in html for name in ("Aya Kone", "fatou@example.org", "Deputy: <bdi>Ousmane Ba</bdi>"))


def test_page_of_signatures_counts_parties(found):
    url = f"/pledges/{found.revision.pledge.reference}/signatures/"
    give_signature(asked(found, "jonas"))
    html = read(owner(found), url).html
    assert "0 of 2 parties have signed" in html
    assert html.count("2 of its 3 signatories must sign; 1 signed so far.") == 3
    give_signature(asked(found, "fatou"))
    html = read(owner(found), url).html
    assert "1 of 2 parties have signed" in html
    assert html.count("This party has signed") == 3
    assert html.count("Need not sign: enough others have") == 1


def test_mail_is_sent_again_to_the_one_whose_button_is_pressed(found):
    url = f"/pledges/{found.revision.pledge.reference}/signatures/"
    aya = asked(found, "aya")
    client = owner(found)
    assert f"send-again={aya.slot}" in read(client, url).buttons
    before = Mail.objects.filter(to="aya@example.org").count()
    assert client.post(url, {"send-again": aya.slot}).status_code == 302
    assert Mail.objects.filter(to="aya@example.org").count() == before + 1
    assert Mail.objects.filter(to="jonas@example.org").count() == before


def test_signatory_is_told_how_many_must_sign_and_that_they_need_not_any_more(found):
    url = f"/pledges/{found.revision.pledge.reference}/answer/"
    aya = visiting(found, "aya@example.org")
    assert "Signatures needed of your party: 2 of 3; given so far: 0." in read(aya, url).html
    for email in ("jonas", "fatou"):
        give_signature(asked(found, email))
    html = read(aya, url).html
    assert "Your signature is not needed any more" in html
    assert 'name="read"' not in html
    response = aya.post(url, {"read": "", "seen": found.revision.digest}, follow=True)
    assert "Your signature is not needed any more." in response.content.decode()


def test_verify_page_names_who_signed_and_how_many_there_are(found):
    for email in ("jonas", "fatou", "sara"):
        give_signature(asked(found, email))
    html = read(Client(), f"/v/{found.revision.code}/").html
    assert "Signed by every party" in html
    assert html.count("Signed for this party: 2 of its 3 signatories") == 2
    assert [name in html for name in ("Jonas Weber", "Fatou Diop", "Sara Said", "Aya Kone")] == [
        True,
        True,
        True,
        False,
    ]
