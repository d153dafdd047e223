"""The signed PDF: kept as it was made first, given to who may have it, and attached to the mails that tell of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail as django_mail
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from commitments import document
from commitments.access import GUEST
from commitments.exports import kept
from commitments.exports.kept import NoSignedCopyError, as_file, public_copy, signed_copy
from commitments.exports.pdf.renderer import RENDERER
from commitments.exports.registry import FORMATS, CannotExportError, Format
from commitments.exports.signature_blocks import grouped
from commitments.models import (
    Actor,
    AnnexedCopy,
    Invitation,
    Mail,
    Notice,
    Pledge,
    PublicCopy,
    Signature,
    SignatureRequest,
    SignedCopy,
    User,
)
from commitments.models.linked_frameworks import linked_frameworks
from commitments.people.mail.sending import send_due
from commitments.signing import joining
from commitments.signing.ending import reopen, withdraw
from commitments.signing.submitting import publish
from commitments.trail import entries
from commitments.trail.record import verify
from tests.exports.reading import text_of
from tests.factories import (
    agreed,
    asked_to_join,
    circulated,
    give_signature,
    make_guest,
    make_member,
    make_pledge,
    make_ready,
    opened,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def found():
    return agreed()


@pytest.fixture
def pledge(found):
    return Pledge.objects.get(pk=found.revision.pledge_id)


@pytest.fixture
def _mails(settings):
    settings.MAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def as_guest(invitation: Invitation) -> Client:
    client = Client()
    session = client.session
    session[GUEST] = [invitation.pk, invitation.token_hash]
    session.save()
    return client


def join_later(found, *, email="robert@example.org") -> Signature:
    """A further party's signature on the revision of an open pledge."""
    signature_request = SignatureRequest.objects.create(
        circulation=found.circulation,
        position=9,
        party_key="later",
        party="Uganda Red Cross Society",
        name="Robert Kato",
        email=email,
        is_later=True,
        came_at=timezone.now(),
        answer="signed",
        answered_at=timezone.now(),
    )
    return Signature.objects.create(
        revision=found.revision,
        signature_request=signature_request,
        party_key="later",
        party=signature_request.party,
        name=signature_request.name,
        email=email,
        statement="I agree.",
        digest=found.revision.digest,
        method="code",
    )


def refuse(document, *_more, **_options):
    raise CannotExportError("A letter is missing.")


def cannot_print(monkeypatch):
    """Let no PDF be made, as on a machine without Pango."""
    monkeypatch.setattr(RENDERER, "render", refuse)


def told(person: User) -> list[str]:
    """The notices of a person, the oldest first."""
    return list(Notice.objects.filter(user=person).order_by("pk").values_list("text", flat=True))


def test_signed_pdf_shows_both_signatures_and_the_address(pledge, found):
    copy = signed_copy(pledge)
    text = text_of(bytes(copy.content))
    assert text.count("Signed electronically on") == 2
    assert f"/v/{found.revision.code}/" in text
    assert "In circulation" not in text
    assert copy.digest == document.digest(bytes(copy.content))
    assert (copy.revision, copy.signatures) == (found.revision, 2)


def test_signed_pdf_is_made_once(pledge, monkeypatch):
    first = bytes(signed_copy(pledge).content)
    cannot_print(monkeypatch)
    assert bytes(signed_copy(pledge).content) == first
    Pledge.objects.update(status="submitted")
    assert bytes(signed_copy(Pledge.objects.get()).content) == first
    assert SignedCopy.objects.count() == 1


def test_further_signature_makes_a_copy_of_its_own_and_the_first_one_stays(pledge, found):
    Pledge.objects.update(openness="open", status="submitted")
    pledge.refresh_from_db()
    first = signed_copy(pledge)
    join_later(found)
    second = signed_copy(pledge)
    assert [copy.signatures for copy in SignedCopy.objects.order_by("pk")] == [2, 3]
    assert "Robert Kato" in text_of(bytes(second.content))
    assert "Robert Kato" not in text_of(bytes(SignedCopy.objects.get(pk=first.pk).content))


def publishes(signature: Signature, *, may_publish: bool) -> None:
    SignatureRequest.objects.filter(pk=signature.signature_request_id).update(may_publish=may_publish)


def test_public_copy_leaves_out_who_has_not_agreed_and_is_the_signed_one_while_all_have(pledge, found):
    signed = bytes(signed_copy(pledge).content)
    assert public_copy(pledge, revision=found.revision) == signed
    later = join_later(found)
    public = public_copy(pledge, revision=found.revision)
    assert "Robert Kato" not in text_of(public)
    assert "Uganda" not in text_of(public)
    assert public_copy(pledge, revision=found.revision) == public
    assert PublicCopy.objects.count() == 1
    publishes(later, may_publish=True)
    assert public_copy(pledge, revision=found.revision) == bytes(signed_copy(pledge).content)
    publishes(later, may_publish=False)
    assert public_copy(pledge, revision=found.revision) == public


@pytest.mark.parametrize("status", ["draft", "in-circulation", "withdrawn"])
def test_text_that_not_every_party_has_signed_has_no_public_copy(status):
    revision = circulated().revision
    Pledge.objects.update(status=status)
    revision.pledge.refresh_from_db()
    with pytest.raises(NoSignedCopyError):
        public_copy(revision.pledge, revision=revision)
    assert not PublicCopy.objects.exists()


def test_of_two_that_make_it_at_once_both_get_what_was_kept_first(pledge, found, monkeypatch):
    def slow(printed):
        SignedCopy.objects.create(revision=found.revision, signatures=2, content=b"%PDF-first", digest="0" * 64)
        return b"%PDF-second"

    monkeypatch.setattr(kept, "PDF", Format("pdf", "PDF", "application/pdf", "pdf", slow))
    assert bytes(signed_copy(pledge).content) == b"%PDF-first"


def test_head_of_the_trail_in_the_signed_pdf_is_that_when_it_was_agreed(pledge):
    """Not the newest: what is done afterwards must not change what is printed."""
    head = pledge.trail.get(kind="agreed").hash
    made = signed_copy(pledge)
    assert grouped(head) in " ".join(text_of(bytes(made.content)).split())
    newest = pledge.trail.order_by("-number")[0]
    assert (newest.kind, newest.revision, newest.who) == ("copied", 1, "Pledgebuilder")
    assert document.build(Pledge.objects.get()).seal.trail_head == head
    assert verify(pledge) == []


@pytest.mark.usefixtures("_mails")
def test_head_at_a_further_partys_signature_is_in_its_pdf_and_its_mail():
    found = opened()
    pledge, by = found.revision.pledge, Actor(user=found.revision.by)
    agreement = pledge.trail.get(kind="agreed").hash
    asked = joining.confirm(asked_to_join(found), by=by)
    assert document.build(Pledge.objects.get()).seal.trail_head == agreement
    give_signature(asked, may_publish=True)
    own = pledge.trail.filter(kind="signed").order_by("-number")[0].hash
    assert document.agreed_heads(found.revision) == [agreement, own]
    made = signed_copy(Pledge.objects.get())
    text = " ".join(text_of(bytes(made.content)).split())
    assert (grouped(own) in text, grouped(agreement) in text) == (True, False)
    bodies = [mail.body for mail in Mail.objects.filter(signed=found.revision, sent_at=None).order_by("pk")]
    of_agreement = [body for body in bodies if agreement in body]
    assert (len(of_agreement), [own in body for body in bodies]) == (4, [False] * 4 + [True] * 3)
    assert verify(Pledge.objects.get()) == []


def test_public_pdf_has_the_head_at_the_last_signature_that_it_shows():
    found = opened()
    for code, name, may_publish in (("UG", "Ruth", False), ("RW", "Paul", True), ("BI", "Amani", False)):
        asked = asked_to_join(found, code=code, email=f"{name.lower()}@example.org", name=name)
        give_signature(joining.confirm(asked, by=Actor(user=found.revision.by)), may_publish=may_publish)
    heads = document.agreed_heads(found.revision)
    for is_public, head in ((True, heads[2]), (False, heads[3])):
        printed = document.of_revision(found.revision, status="submitted", is_public=is_public)
        assert printed.seal.trail_head == head


def test_text_that_is_not_agreed_has_no_head():
    found = circulated()
    give_signature(found.signature_requests[0])
    assert document.agreed_heads(found.revision) == []
    assert document.build(Pledge.objects.get()).seal.trail_head == ""


def test_copy_that_somebody_else_kept_meanwhile_is_noted_once(pledge):
    first, second = signed_copy(pledge), signed_copy(pledge)
    assert first == second
    assert pledge.trail.filter(kind="copied").count() == 1


@pytest.mark.parametrize("status", ["draft", "in-circulation", "withdrawn"])
def test_text_that_not_every_party_has_signed_has_no_signed_pdf(status):
    pledge = circulated().revision.pledge
    Pledge.objects.update(status=status)
    pledge.refresh_from_db()
    with pytest.raises(NoSignedCopyError):
        signed_copy(pledge)
    assert not SignedCopy.objects.exists()


def test_older_text_has_none_any_more(pledge, found):
    signed_copy(pledge)
    reopen(pledge, reason="A wrong year", by=Actor(user=make_member("drafter", pledge.organisation)))
    again = agreed(pledge)
    assert signed_copy(Pledge.objects.get()).revision == again.revision
    with pytest.raises(NoSignedCopyError):
        signed_copy(Pledge.objects.get(), revision=found.revision)


def test_other_forms_and_pictures_are_made_when_they_are_asked_for(pledge):
    printed = document.build(pledge)
    assert as_file(pledge, printed, FORMATS["text"]).decode().count("Signed electronically on") == 2
    assert not SignedCopy.objects.exists()
    assert as_file(pledge, printed, FORMATS["pdf"]) == bytes(SignedCopy.objects.get().content)


def test_text_that_is_taken_back_while_its_pdf_is_asked_for_has_none(pledge):
    printed = document.build(pledge)
    reopen(Pledge.objects.get(), reason="A wrong year", by=Actor(user=make_member("drafter", pledge.organisation)))
    with pytest.raises(CannotExportError, match="taken back"):
        as_file(pledge, printed, FORMATS["pdf"])


def test_pdf_of_a_text_in_circulation_is_not_kept():
    pledge = circulated().revision.pledge
    content = as_file(pledge, document.build(Pledge.objects.get()), FORMATS["pdf"])
    assert "In circulation, not yet agreed" in text_of(content)
    assert not SignedCopy.objects.exists()


def test_command_writes_the_kept_bytes(pledge, tmp_path):
    kept, target = bytes(signed_copy(pledge).content), tmp_path / "pledge.pdf"
    call_command("export_pledge", pledge.reference, format="pdf", output=target)
    assert target.read_bytes() == kept


def test_member_downloads_the_kept_bytes_and_the_pictures_apart_from_them(client, pledge):
    client.force_login(make_member("viewer", pledge.organisation))
    url = f"/pledges/{pledge.reference}/export/pdf/"
    assert client.get(url).content == client.get(url).content == bytes(SignedCopy.objects.get().content)
    assert "Annex" in text_of(client.get(f"{url}?annex=1").content)
    assert SignedCopy.objects.count() == 1


# With an annex


@pytest.mark.parametrize(("query", "annex"), [("1", "pictures"), ("trail", "trail")])
def test_digest_of_a_signed_pdf_with_an_annex_is_kept_once_for_the_same_bytes(client, pledge, found, query, annex):
    client.force_login(make_member("viewer", pledge.organisation))
    url = f"/pledges/{pledge.reference}/export/pdf/?annex={query}"
    response = client.get(url)
    assert response["Content-Disposition"] == f'attachment; filename="protect-all-migrants-{annex}.pdf"'
    assert client.get(url).content == response.content
    (copy,) = AnnexedCopy.objects.all()
    assert (copy.revision, copy.annex, copy.signatures) == (found.revision, annex, 2)
    assert copy.digest == document.digest(response.content)
    assert str(copy) == f"{found.revision}, 2 signatures, {annex}"
    assert not SignedCopy.objects.exists()


def test_trail_printed_again_is_the_same_and_is_noted_once(pledge):
    as_file(pledge, document.build(pledge), FORMATS["pdf"], library=linked_frameworks(pledge.model_text))
    printed = [
        as_file(pledge, document.build(pledge), FORMATS["pdf"], trail=entries.trail(pledge)) for _time in range(3)
    ]
    assert len(set(printed)) == 1
    noted = list(pledge.trail.order_by("number").values_list("kind", flat=True))
    assert noted[-3:] == ["agreed", "annexed", "annexed"]
    whole, short = entries.trail(pledge, is_whole=True), entries.trail(pledge)
    assert [event.kind for event in whole.events] == noted
    assert whole.events[:-2] == short.events
    assert whole.head == pledge.trail.get(number=len(noted)).hash
    assert short.head == pledge.trail.get(number=len(noted) - 2).hash
    assert verify(Pledge.objects.get()) == []


def test_public_pdf_is_noted_in_the_trail_once(pledge, found):
    join_later(found)
    for _time in range(2):
        public_copy(pledge, revision=found.revision)
    kinds = pledge.trail.values_list("kind", flat=True)
    assert list(kinds).count("public-copied") == 1
    copy = PublicCopy.objects.get()
    assert f"commitments_publiccopy {copy.pk}" in pledge.trail.get(kind="public-copied").facts


def test_trail_that_grew_makes_another_copy(pledge):
    drafter = Actor(user=make_member("drafter", pledge.organisation))
    first = as_file(pledge, document.build(pledge), FORMATS["pdf"], trail=entries.trail(pledge))
    SignatureRequest.objects.update(may_publish=True)
    publish(pledge, by=drafter)
    pledge.refresh_from_db()
    second = as_file(pledge, document.build(pledge), FORMATS["pdf"], trail=entries.trail(pledge))
    kept = AnnexedCopy.objects.order_by("pk").values_list("digest", flat=True)
    assert list(kept) == [document.digest(first), document.digest(second)]


def test_command_keeps_the_digest_of_a_signed_pdf_with_pictures(pledge, tmp_path):
    target = tmp_path / "pledge.pdf"
    call_command("export_pledge", pledge.reference, format="pdf", annex=True, output=target)
    assert [copy.digest for copy in AnnexedCopy.objects.all()] == [document.digest(target.read_bytes())]


def test_digest_is_kept_of_no_text_that_not_every_party_has_signed(client):
    pledge = circulated().revision.pledge
    client.force_login(make_member("viewer", pledge.organisation))
    for query in ("1", "trail"):
        assert client.get(f"/pledges/{pledge.reference}/export/pdf/?annex={query}").status_code == 200
    assert not AnnexedCopy.objects.exists()


# Guests


def guest_of(found) -> Client:
    return as_guest(found.signature_requests[0].invitation)


def test_guest_who_was_asked_to_sign_downloads_the_signed_pdf(found, pledge):
    response = guest_of(found).get(f"/pledges/{pledge.reference}/export/pdf/")
    assert response.status_code == 200
    assert response["Content-Disposition"] == 'attachment; filename="protect-all-migrants-signed.pdf"'
    assert response["Cache-Control"] == "no-store"
    assert response.content == bytes(SignedCopy.objects.get().content)


OTHER_FILES = ["pdf/?annex=1", "pdf/?annex=trail", *(f"{slug}/" for slug in FORMATS if slug != "pdf"), ""]


@pytest.mark.parametrize("file", OTHER_FILES)
def test_guest_gets_no_other_file(found, pledge, file):
    answer = guest_of(found).get(f"/pledges/{pledge.reference}/export/{file}")
    assert answer.status_code in (302, 404)
    assert b"Protect all migrants" not in answer.content


def test_guest_gets_the_text_that_goes_round_and_then_the_signed_one():
    found = circulated()
    url = f"/pledges/{found.revision.pledge.reference}/export/pdf/"
    give_signature(found.signature_requests[0])
    assert "-signed" not in guest_of(found).get(url)["Content-Disposition"]
    give_signature(found.signature_requests[1])
    assert "-signed" in guest_of(found).get(url)["Content-Disposition"]


def test_guest_gets_nothing_of_another_pledge(found, pledge):
    other = agreed(make_ready(title="Wells")).revision.pledge
    assert guest_of(found).get(f"/pledges/{other.reference}/export/pdf/").status_code == 404


def test_guest_who_was_asked_to_read_alone_gets_nothing(pledge):
    reader = as_guest(make_guest(pledge, name="Only reads"))
    assert reader.get(f"/pledges/{pledge.reference}/comments/").status_code == 200
    assert reader.get(f"/pledges/{pledge.reference}/export/pdf/").status_code == 404


@pytest.mark.parametrize(
    ("ended", "leads_to"),
    [({"withdrawn_at": timezone.now()}, "/invitation/"), ({"token_hash": "x"}, "/accounts/login/")],
)
def test_guest_whose_link_ended_gets_no_file_and_is_led_on(found, pledge, ended, leads_to):
    visitor = guest_of(found)
    Invitation.objects.filter(pk=found.signature_requests[0].invitation.pk).update(**ended)
    response = visitor.get(f"/pledges/{pledge.reference}/export/pdf/")
    assert response.status_code == 302
    assert response.headers["Location"].startswith(leads_to)


def test_guest_is_told_where_the_pdf_can_not_be_made(found, pledge, monkeypatch):
    cannot_print(monkeypatch)
    response = guest_of(found).get(f"/pledges/{pledge.reference}/export/pdf/", follow=True)
    assert response.redirect_chain == [(f"/pledges/{pledge.reference}/signatures/", 302)]
    assert "A letter is missing." in response.content.decode()


# Mails


@pytest.mark.usefixtures("_mails")
def test_everybody_gets_the_same_signed_pdf(pledge):
    send_due()
    told = [message for message in django_mail.outbox if "Signed by every party" in message.subject]
    drafter = SignedCopy.objects.get().revision.by.email
    assert sorted(message.to[0] for message in told) == sorted(["jonas@example.org", "sara@example.org", drafter])
    (kept,) = SignedCopy.objects.all()
    for message in told:
        ((name, content, kind),) = message.attachments
        assert (name, content, kind) == ("protect-all-migrants-signed.pdf", bytes(kept.content), "application/pdf")


@pytest.mark.usefixtures("_mails")
def test_other_mails_have_no_file_attached(pledge):
    send_due()
    assert Mail.objects.filter(signed=None).exists()
    others = [message for message in django_mail.outbox if "Signed by every party" not in message.subject]
    assert others
    attached = [part for message in others for part in message.message().walk() if part.get_filename()]
    assert {part.get_content_type() for part in attached} == {"text/calendar"}, "the day that is asked for"


@pytest.mark.usefixtures("_mails")
@pytest.mark.parametrize("verb", [reopen, withdraw])
def test_mail_that_the_text_was_signed_does_not_go_once_it_was_taken_back(pledge, verb):
    Mail.objects.update(tries=3)
    verb(pledge, reason="A wrong year", by=Actor(user=make_member("drafter", pledge.organisation)))
    send_due()
    assert [message for message in django_mail.outbox if "Signed by every party" in message.subject] == []
    stopped = Mail.objects.exclude(signed=None)
    assert stopped.count() == 3
    assert all(mail.given_up_at and not mail.body for mail in stopped)
    assert [message for message in django_mail.outbox if "A wrong year" in message.body]


@pytest.mark.usefixtures("_mails")
def test_mail_waits_for_the_pdf_and_goes_without_it_in_the_end(pledge, monkeypatch):
    Mail.objects.filter(signed=None).delete()
    Mail.objects.exclude(to="jonas@example.org").delete()
    cannot_print(monkeypatch)
    for tries in (1, 2, 3):
        assert send_due() == (0, 1)
        assert Mail.objects.get().tries == tries
        Mail.objects.update(due_at=timezone.now() - timedelta(minutes=1))
    assert send_due() == (1, 0)
    (message,) = django_mail.outbox
    assert "could not be made: A letter is missing." in message.body
    assert "/v/" in message.body
    assert not message.attachments


@pytest.mark.usefixtures("_mails")
def test_drafters_are_told_once_that_the_pdf_is_late_and_once_that_mails_went_without_it(pledge, found, monkeypatch):
    Mail.objects.filter(signed=None).delete()
    assert Mail.objects.count() == 3
    drafter, colleague = found.revision.by, make_member("drafter", pledge.organisation)
    Notice.objects.all().delete()
    cannot_print(monkeypatch)
    for _tries in (1, 2, 3):
        assert send_due() == (0, 3)
        Mail.objects.update(due_at=timezone.now() - timedelta(minutes=1))
    late = (
        "The signed PDF of “Protect all migrants” could not be made yet, and the mails with it wait: "
        "A letter is missing."
    )
    assert told(drafter) == told(colleague) == [late]
    assert send_due() == (3, 0)
    unmade = (
        "The signed PDF of “Protect all migrants” could not be made, and mails went without it. Open the pledge and "
        "take the file there once it can be made: A letter is missing."
    )
    assert told(drafter) == told(colleague) == [late, unmade]


@pytest.mark.usefixtures("_mails")
def test_drafters_of_another_organisation_are_not_told_of_a_late_pdf(pledge, monkeypatch):
    stranger = make_member("drafter", make_pledge().organisation)
    cannot_print(monkeypatch)
    send_due()
    assert told(stranger) == []
