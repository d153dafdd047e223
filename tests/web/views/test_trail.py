"""The page of the trail, and the PDF that has it for an annex."""

from __future__ import annotations

import pytest
from django.test import Client

from commitments.models import Actor, Membership, Pledge, SignatureRequest, TrailEntry
from commitments.people.invitations import invite_party
from commitments.signing.asking import ask_again
from commitments.signing.ending import reopen
from commitments.signing.objecting import decline, request_changes
from commitments.trail.record import record
from commitments.trail.replacements import KINDS, Replacement
from tests.exports.reading import text_of
from tests.factories import (
    add_member,
    circulated,
    give_signature,
    make_member,
    make_pledge,
    make_ready,
    make_user,
    signatory,
)
from tests.web.views.pages import read

pytestmark = pytest.mark.django_db
SOUND = "nothing was removed or changed"
STRUCK = (
    '<span class="visually-hidden">Struck through, the signature is void:</span>'
    "<s><bdi>Jonas Weber</bdi> signed revision 1"
)


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def amina(pledge):
    user = make_user("amina@example.org", name="Amina Wanjiru")
    add_member(pledge.organisation, user)
    return user


@pytest.fixture
def pledge(db) -> Pledge:
    return make_ready(title="Wells")


@pytest.fixture
def drafter(amina) -> Client:
    return signed_in(amina)


@pytest.fixture
def reopened(pledge, amina) -> Pledge:
    """One signature on its first text is void; the second one is going round."""
    found = circulated(pledge, by=amina)
    first, second = found.signature_requests
    request_changes(second, seen=found.revision.digest, text="Say <when>.\nAnd where.", by=signatory(second))
    give_signature(first)
    reopen(pledge, reason="To say when.", by=Actor(user=amina, origin="192.0.2.7"))
    found = circulated(Pledge.objects.get(), by=amina)
    ask_again(found.signature_requests[1], by=Actor(user=amina, origin="2001:db8::1"))
    give_signature(found.signature_requests[0])
    decline(
        found.signature_requests[1],
        seen=found.revision.digest,
        reason="No mandate.",
        by=signatory(found.signature_requests[1]),
    )
    return Pledge.objects.get()


def url(pledge: Pledge) -> str:
    return f"/pledges/{pledge.reference}/trail/"


def test_trail_tells_who_did_what_the_newest_last(drafter, reopened):
    html = read(drafter, url(reopened)).html
    sentences = [
        "<bdi>Amina Wanjiru</bdi> circulated the text to be signed, as revision 1.",
        "<bdi>Amina Wanjiru</bdi> asked <bdi>Jonas Weber &lt;jonas@example.org&gt;</bdi> to sign for "
        "<bdi>the Government of Kenya</bdi>.",
        "<bdi>Sara Said</bdi> asked for changes, for <bdi>the Kenya Red Cross Society</bdi>.",
        "<blockquote>Say &lt;when&gt;.<br>And where.</blockquote>",
        "<bdi>Jonas Weber</bdi> read the text for <bdi>the Government of Kenya</bdi>.",
        "<bdi>Jonas Weber</bdi> signed revision 1 for <bdi>the Government of Kenya</bdi>.",
        "<bdi>Amina Wanjiru</bdi> reopened the text for changes.",
        "<blockquote>To say when.</blockquote>",
        "The signature of <bdi>the Government of Kenya</bdi> on revision 1 became void.",
        "as revision 2.",
        "<bdi>Amina Wanjiru</bdi> reminded <bdi>Sara Said &lt;sara@example.org&gt;</bdi> to sign",
        "<bdi>Jonas Weber</bdi> signed revision 2 for",
        "<bdi>Sara Said</bdi> declined to sign for",
        "<blockquote>No mandate.</blockquote>",
    ]
    places = [html.index(sentence) for sentence in sentences]
    assert places == sorted(places)
    assert html.count('<p class="when"><time') == reopened.trail.count()
    assert SOUND in html


def test_void_signature_is_struck_through_in_words_too_and_the_one_that_counts_is_not(drafter, reopened):
    html = read(drafter, url(reopened)).html
    assert STRUCK in html
    assert html.count("<s>") == html.count('<span class="tag problem">Void</span>') == 1


@pytest.mark.parametrize(
    ("role", "is_shown"), [("viewer", False), ("signatory", False), ("drafter", True), ("administrator", True)]
)
def test_network_addresses_are_for_drafters_and_administrators(reopened, role, is_shown):
    html = read(signed_in(make_member(role, reopened.organisation)), url(reopened)).html
    assert ("from 192.0.2.7" in html) is is_shown
    assert ("2001:db8::1" in html) is is_shown
    assert ("Network addresses are shown" in html) is is_shown
    assert "Amina Wanjiru" in html


def test_role_in_another_organisation_does_not_show_them(reopened):
    user = make_member("viewer", reopened.organisation)
    add_member(make_pledge().organisation, user, Membership.Role.ADMINISTRATOR)
    assert "192.0.2.7" not in read(signed_in(user), url(reopened)).html


def test_stranger_and_guest_find_nothing(client, stranger, reopened):
    assert stranger.get(url(reopened)).status_code == 404
    guest = signatory(SignatureRequest.objects.latest("pk")).guest
    session = client.session
    session["guest"] = [guest.pk, guest.token_hash]
    session.save()
    assert client.get(f"/pledges/{reopened.reference}/signatures/").status_code == 200
    for address in (url(reopened), f"/pledges/{reopened.reference}/export/pdf/?annex=trail"):
        assert client.get(address).status_code in (302, 404)


def test_nothing_can_be_posted(drafter, pledge):
    assert drafter.post(url(pledge)).status_code == 405


def test_pledge_without_a_trail_says_so(drafter, pledge):
    html = read(drafter, url(pledge)).html
    assert "Nobody was invited, and the text has not been circulated yet." in html
    assert SOUND not in html


def test_trail_that_is_not_as_it_was_written_says_so_and_what_to_do(drafter, reopened):
    SignatureRequest.objects.filter(circulation__revision__number=2, name="Sara Said").update(answer="changes")
    html = read(drafter, url(reopened)).html
    assert "This trail is not as it was written" in html
    said = "What Kenya Red Cross Society was asked and answered to revision 2 is not what the trail says."
    assert f"<li>{said}</li>" in html
    assert "tell whoever runs this site" in html
    assert SOUND not in html


def test_invitation_without_a_name_is_told_by_its_address(drafter, pledge, amina):
    invite_party(pledge, "fatuma@example.org", by=amina)
    invite_party(pledge, "grace@example.org", name="{Grace} <b>", by=amina)
    html = read(drafter, url(pledge)).html
    assert "invited <bdi>fatuma@example.org</bdi> to read" in html
    assert "invited <bdi>{Grace} &lt;b&gt; &lt;grace@example.org&gt;</bdi> to read" in html


@pytest.mark.parametrize("kind", TrailEntry.Kind)
def test_every_kind_of_entry_has_its_words(drafter, pledge, amina, kind):
    li = "Li Na <li@example.org>"
    words = Replacement("Bo <bo@example.org>", li, "He leaves.").words if kind in KINDS else li
    record(pledge, kind, Actor(user=amina), party="Relief", words=words)
    html = read(drafter, url(pledge)).html
    told = html[html.index('<ol class="events"') : html.index("</ol>")]
    assert "{" not in told
    assert told.count("<time") == 1
    assert "<bdi></bdi>" not in told


def test_long_trail_takes_as_many_queries_as_a_short_one(drafter, reopened, django_assert_max_num_queries):
    for _number in range(30):
        record(reopened, TrailEntry.Kind.READ, Actor(user=make_user(), origin="192.0.2.9"))
    drafter.get(url(reopened))
    with django_assert_max_num_queries(17):
        drafter.get(url(reopened))


def test_pages_lead_to_the_trail_and_to_its_pdf(drafter, reopened):
    download = f"/pledges/{reopened.reference}/export/pdf/?annex=trail"
    assert url(reopened) in read(drafter, f"/pledges/{reopened.reference}/signatures/").links
    assert download in read(drafter, url(reopened)).links
    assert download in read(drafter, f"/pledges/{reopened.reference}/export/").links


# The annex


def annex(client: Client, pledge: Pledge) -> str:
    response = client.get(f"/pledges/{pledge.reference}/export/pdf/?annex=trail")
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    return " ".join(text_of(response.content).split())


def test_pdf_has_the_trail_without_network_and_e_mail_addresses(drafter, reopened):
    text = annex(drafter, reopened)
    assert "Annex: trail" in text
    assert SOUND in text
    for said in ("Sent round · revision 1", "Signed (void) · revision 1 · Government of Kenya", "No mandate."):
        assert said in text
    assert "Signed · revision 2 · Government of Kenya" in text
    assert reopened.trail.last().hash in text.replace(" ", "")
    for address in ("192.0.2.7", "2001:db8", "jonas@example.org", "amina@example.org"):
        assert address not in text


def test_pdf_says_that_its_trail_is_not_as_it_was_written(drafter, reopened):
    SignatureRequest.objects.filter(name="Sara Said").update(answer="changes")
    text = annex(drafter, reopened)
    assert "something was removed or changed. Do not rely on it." in text
    assert SOUND not in text


def test_pdf_of_a_pledge_without_a_trail_has_an_annex_that_says_nothing(drafter, pledge):
    text = annex(drafter, pledge)
    assert "Annex: trail" in text
    assert "SHA-256 of the last entry" not in text


def test_viewer_takes_the_pdf_with_the_trail_and_other_forms_have_none(reopened):
    viewer = signed_in(make_member("viewer", reopened.organisation))
    assert "Amina Wanjiru" in annex(viewer, reopened)
    assert viewer.get(f"/pledges/{reopened.reference}/export/text/?annex=trail").status_code == 404


def test_plain_pdf_has_no_trail(drafter, reopened):
    response = drafter.get(f"/pledges/{reopened.reference}/export/pdf/")
    assert "Annex: trail" not in text_of(response.content)
