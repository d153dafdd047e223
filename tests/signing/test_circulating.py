"""Sending a pledge round, and taking it back: what is refused, who is told, and what falls."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from commitments import document
from commitments.drafting.editing.write import WrongStateError
from commitments.exports.errors import CannotExportError
from commitments.exports.pdf.renderer import busy, library_missing, too_much
from commitments.exports.registry import FORMATS
from commitments.models import (
    Actor,
    Circulation,
    Invitation,
    Mail,
    NamedVersion,
    Notice,
    Organisation,
    Party,
    Pledge,
    Revision,
    Signature,
    SignatureRequest,
    User,
)
from commitments.people.invitations import forward
from commitments.people.organisations import remove_member
from commitments.signing.answering import note_read
from commitments.signing.asking import ask_again
from commitments.signing.circulating import LONGEST_WAIT, CannotCirculateError, circulate, text_mark
from commitments.signing.ending import LONGEST_REASON, reopen, withdraw
from commitments.text.days import end_of, in_english
from commitments.text.limits import TextRefusedError
from commitments.trail.record import verify
from tests.edits import reword
from tests.factories import (
    add_member,
    add_party,
    agreed,
    circulated,
    give_signature,
    make_member,
    make_pledge,
    make_ready,
    make_user,
    signatory,
    the_round,
    write,
)

pytestmark = pytest.mark.django_db

JONAS, SARA = "jonas@example.org", "sara@example.org"


@pytest.fixture
def pledge() -> Pledge:
    return make_ready()


@pytest.fixture
def by(pledge) -> Actor:
    return Actor(user=make_member("drafter", pledge.organisation), origin="192.0.2.7")


def send_round(pledge: Pledge, by: Actor, *, days: int = 14, seen: str | None = None, **more) -> Circulation:
    seen = text_mark(document.build(Pledge.objects.get(pk=pledge.pk))) if seen is None else seen
    asked_for = timezone.now().date() + timedelta(days=days)
    return circulate(pledge, seen=seen, asked_for=asked_for, by=by, **{"in_turn": False, **more})


def refused(pledge: Pledge, by: Actor, **more) -> tuple[str, ...]:
    """Why a pledge does not go round; and nothing is written, nobody told."""
    entries = pledge.trail.count()
    with pytest.raises(CannotCirculateError) as found:
        send_round(pledge, by, **more)
    assert Pledge.objects.get(pk=pledge.pk).status == "draft"
    assert pledge.trail.count() == entries
    for model in (Revision, Circulation, SignatureRequest, Mail, Notice, NamedVersion, Invitation):
        assert not model.objects.exists(), model
    return found.value.reasons


def rename(pledge: Pledge, email: str, **fields) -> None:
    assert Party.objects.filter(pledge=pledge, signatory_email=email).update(**fields) == 1


def cannot_make(monkeypatch, slug: str, error: CannotExportError) -> None:
    def refuse(_printed):
        raise error

    monkeypatch.setitem(FORMATS, slug, replace(FORMATS[slug], render=refuse))


def mails(email: str) -> list[str]:
    return [mail.subject for mail in Mail.objects.filter(to=email).order_by("pk")]


# --- what is refused ---


def test_pledge_with_nothing_in_it_says_all_that_is_missing(by):
    pledge = make_pledge(by.user.memberships.get().organisation)
    reasons = refused(pledge, by)
    assert len(reasons) > 1
    assert all(reason.endswith(".") for reason in reasons)


def test_open_blank_stops_it(pledge, by):
    write(pledge, "objective", "Train [number] volunteers.")
    [reason] = refused(pledge, by)
    assert reason == "[number] is still open in objective 2. Write it out."


def test_character_that_no_font_has_stops_it(pledge, by):
    write(pledge, "objective", "Protect \ue000 all migrants.")
    [reason] = refused(pledge, by)
    assert "U+E000 PRIVATE USE" in reason


@pytest.mark.files
@pytest.mark.parametrize("slug", FORMATS)
def test_kind_of_file_that_cannot_be_made_stops_it(pledge, by, slug, monkeypatch):
    cannot_make(monkeypatch, slug, CannotExportError("The file is too heavy.", "It is too heavy."))
    assert refused(pledge, by) == (
        "Nothing was sent round: what is to be signed must be there as every kind of file. It is too heavy.",
    )


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (busy(), "Many PDFs are being made just now. Try again in a minute."),
        (too_much(), "This pledge is too long to be made into a PDF. Shorten it."),
        (library_missing("fonts-noto-core"), "PDFs need a system library that is missing here: fonts-noto-core."),
    ],
)
@pytest.mark.files
def test_reason_says_why_there_is_no_pdf_and_points_to_no_other_file(pledge, by, error, said, monkeypatch):
    cannot_make(monkeypatch, "pdf", error)
    [reason] = refused(pledge, by)
    assert said in reason
    assert "Word" not in reason


@pytest.mark.files
def test_every_kind_of_file_is_made_once_of_the_text_before_it_is_frozen(pledge, by, monkeypatch):
    made = []
    for slug, file_format in FORMATS.items():

        def note(printed, slug=slug, render=file_format.render):
            made.append((slug, printed.title, printed.seal, Revision.objects.count()))
            return render(printed)

        monkeypatch.setitem(FORMATS, slug, replace(file_format, render=note))
    send_round(pledge, by)
    assert made == [(slug, "Protect all migrants", None, 0) for slug in FORMATS]


@pytest.mark.files
def test_nothing_is_made_of_a_pledge_that_something_else_holds_up(pledge, by, monkeypatch):
    cannot_make(monkeypatch, "pdf", CannotExportError("The file is too heavy."))
    write(pledge, "objective", "Train [number] volunteers.")
    assert refused(pledge, by) == ("[number] is still open in objective 2. Write it out.",)


@pytest.mark.files
def test_signatory_named_anew_while_the_files_were_made_stops_it(pledge, by, monkeypatch):
    def rename_meanwhile(printed):
        rename(pledge, SARA, signatory_name="Sara S. Said")
        return b""

    monkeypatch.setitem(FORMATS, "pdf", replace(FORMATS["pdf"], render=rename_meanwhile))
    [reason] = refused(pledge, by)
    assert reason.startswith("Somebody changed the text meanwhile.")


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"signatory_name": ""}, "Write the name and the e-mail address of who signs for the Government of Kenya."),
        ({"signatory_email": ""}, "Write the name and the e-mail address of who signs for the Government of Kenya."),
        (
            {"signatory_name": "", "signatory_email": ""},
            "Write the name and the e-mail address of who signs for the Government of Kenya.",
        ),
        (
            {"signatory_email": "jonas at example.org"},
            "jonas at example.org is no e-mail address. Write one such as name@example.org: "
            "the link to sign goes there.",
        ),
        (
            {"signatory_email": "Sara@Example.org"},
            f"{SARA} is to sign for two parties. Each party has its own signatory.",
        ),
    ],
)
def test_party_that_nobody_can_be_asked_for_stops_it(pledge, by, fields, message):
    rename(pledge, JONAS, **fields)
    assert refused(pledge, by) == (message,)


@pytest.mark.parametrize(("role", "name"), [("drafter", "Drafter"), ("viewer", "Viewer")])
def test_member_whose_role_does_not_sign_stops_it(pledge, by, role, name):
    add_member(pledge.organisation, make_user("own@example.org"), role)
    rename(pledge, JONAS, signatory_email="Own@example.org")
    assert refused(pledge, by) == (
        f"Jonas Weber (own@example.org) is in your organisation, with the role: {name}. Ask an administrator to make "
        "it: Signatory; or name somebody else.",
    )


def test_drafter_is_not_the_signatory(pledge, by):
    rename(pledge, SARA, signatory_email=by.email)
    [reason] = refused(pledge, by)
    assert "with the role: Drafter" in reason


def test_role_in_another_organisation_does_not_matter(pledge, by):
    make_member("viewer", email=JONAS)
    assert send_round(pledge, by).signature_requests.count() == 2


@pytest.mark.parametrize(
    ("days", "message"),
    [
        (-2, "The day by which you ask for an answer is over. Choose a later one."),
        (LONGEST_WAIT + 1, "Choose a day within the next year for the answers."),
    ],
)
def test_day_in_the_past_or_too_far_away_is_refused(pledge, by, days, message):
    assert refused(pledge, by, days=days) == (message,)


@pytest.mark.parametrize("days", [0, LONGEST_WAIT])
def test_today_and_a_day_in_a_year_are_taken(pledge, by, days):
    assert send_round(pledge, by, days=days).asked_for == timezone.now().date() + timedelta(days=days)


def test_all_reasons_are_said_at_once(pledge, by):
    rename(pledge, JONAS, signatory_name="")
    rename(pledge, SARA, signatory_email="sara")
    assert len(refused(pledge, by, days=-2)) == 3


def test_text_that_changed_since_it_was_read_is_not_sent_round(pledge, by):
    seen = text_mark(document.build(pledge))
    [item] = pledge.items.all()
    reword(pledge, item.key, "Protect most migrants.", by=make_member("drafter", pledge.organisation))
    [reason] = refused(pledge, by, seen=seen)
    assert reason.startswith("Somebody changed the text meanwhile.")
    assert refused(pledge, by, seen="") == (reason,)
    assert send_round(pledge, by).revision.number == 1


def test_signatory_named_on_the_same_page_is_no_change_of_the_text(pledge, by):
    seen = text_mark(document.build(pledge))
    rename(pledge, JONAS, signatory_name="Jonas Weber-Otieno", signatory_title="Vice Minister", signs_by="delegation")
    revision = send_round(pledge, by, seen=seen).revision
    assert "Weber-Otieno" in revision.content


def test_message_that_is_too_long_is_refused(pledge, by):
    with pytest.raises(TextRefusedError):
        send_round(pledge, by, message="x " * LONGEST_REASON)
    assert not Revision.objects.exists()


def test_pledge_goes_round_once(pledge, by):
    send_round(pledge, by)
    with pytest.raises(WrongStateError, match="This pledge is: In circulation"):
        send_round(pledge, by, seen="")
    assert Revision.objects.count() == Circulation.objects.count() == 1


def test_page_says_every_reason_and_keeps_what_was_typed(pledge, by):
    client, first = Client(), pledge.parties.all()[0]
    client.force_login(by.user)
    write(pledge, "objective", "Train [number] volunteers.")
    response = client.post(
        f"/pledges/{pledge.reference}/circulate/",
        {
            "circulate": "",
            "seen": text_mark(document.build(pledge)),
            "order": "in-turn",
            "asked_for": f"{timezone.now():%Y-%m-%d}",
            "message": "Please read it on paper",
            f"{first.key}-signatory_name": "Jonas Weber",
            f"{first.key}-signatory_email": "",
        },
    )
    page = response.content.decode()
    assert response.status_code == 422
    assert "[number] is still open in objective 2." in page
    assert "who signs for the Government of Kenya" in page
    assert "Please read it on paper" in page
    assert Pledge.objects.get().status == "draft"


# --- what it does ---


def test_circulating_freezes_the_text_and_names_the_version(pledge, by):
    printed = document.build(pledge)
    circulation = send_round(pledge, by, message=" Please answer soon ")
    revision = circulation.revision
    assert (revision.number, revision.by, circulation.message) == (1, by.user, "Please answer soon")
    assert document.thaw(revision.content, status="draft") == printed
    assert document.digest(revision.content) == revision.digest
    assert NamedVersion.objects.get().name == "Sent round, revision 1"
    assert pledge.status == Pledge.objects.get().status == "in-circulation"
    first = pledge.trail.order_by("number")[0]
    assert (first.kind, first.revision, first.user) == ("circulated", 1, by.user)
    assert json.loads(first.words)["sha256"] == revision.digest
    assert list(verify(Pledge.objects.get())) == []


def test_all_at_once_everybody_is_asked(pledge, by):
    signature_requests = send_round(pledge, by).signature_requests.all()
    assert [
        (signature_request.email, signature_request.party, signature_request.name, signature_request.title)
        for signature_request in signature_requests
    ] == [
        (JONAS, "Government of Kenya", "Jonas Weber", "Minister"),
        (SARA, "Kenya Red Cross Society", "Sara Said", "Secretary General"),
    ]
    assert all(signature_request.is_open and signature_request.invitation for signature_request in signature_requests)
    assert len(mails(JONAS)) == len(mails(SARA)) == 1
    assert Mail.objects.count() == 2


def test_one_after_the_other_only_the_first_is_asked(pledge, by):
    pledge.parties.filter(signatory_email=SARA).update(position=0)
    pledge.parties.filter(signatory_email=JONAS).update(position=1)
    found = send_round(pledge, by, in_turn=True)
    first, second = found.signature_requests.all()
    assert (first.email, second.email) == (SARA, JONAS)
    assert (first.is_open, second.is_open, second.came_at, second.invitation) == (True, False, None, None)
    assert [mail.to for mail in Mail.objects.all()] == [SARA]
    give_signature(the_round(pledge).signature_requests[0])
    assert len(mails(JONAS)) == 1
    assert the_round(pledge).signature_requests[1].is_open


def test_three_parties_are_asked_in_their_order():
    pledge = make_ready()
    add_party(pledge, "observer", name="Aid Now", signatory_name="Mo Ali", signatory_email="mo@example.org")
    found = circulated(pledge, in_turn=True)
    for number in range(3):
        signature_requests = the_round(pledge).signature_requests
        assert [signature_request.is_open for signature_request in signature_requests] == [
            place == number for place in range(3)
        ]
        give_signature(signature_requests[number])
    assert Pledge.objects.get().status == "agreed"
    assert found.revision.signatures.count() == 3


def test_mail_says_who_asks_for_what_until_when_and_in_their_words(pledge, by):
    circulation = send_round(pledge, by, message="Please read it on paper")
    mail = Mail.objects.get(to=JONAS)
    for words in (
        str(by),
        "Protect all migrants",
        "Government of Kenya",
        in_english(circulation.asked_for),
        f"{by} of {pledge.organisation} writes:\n\n> Please read it on paper\n",
        "/invitations/",
    ):
        assert words in mail.body
    invitation = SignatureRequest.objects.get(email=JONAS).invitation
    assert (invitation.email, invitation.confirmed_at, mail.invitation) == (JONAS, None, invitation)
    assert invitation.expires_at == end_of(circulation.asked_for + timedelta(days=30))


@pytest.mark.parametrize("role", ["signatory", "administrator"])
def test_signatory_of_the_own_organisation_is_sent_to_their_account(pledge, by, role):
    own = make_member(role, pledge.organisation, email="own@example.org")
    rename(pledge, SARA, signatory_email="Own@example.org")
    send_round(pledge, by)
    signature_request = SignatureRequest.objects.get(email=own.email)
    assert (signature_request.is_open, signature_request.invitation) == (True, None)
    [body] = Mail.objects.filter(to=own.email).values_list("body", flat=True)
    assert f"/pledges/{pledge.reference}/answer/" in body
    assert "/invitations/" not in body


def test_colleagues_are_told_and_the_drafter_is_not(pledge, by):
    colleagues = {make_member(role, pledge.organisation) for role in ("drafter", "administrator", "signatory")}
    make_member("viewer", pledge.organisation)
    send_round(pledge, by)
    notices = Notice.objects.filter(kind="circulated")
    assert {notice.user for notice in notices} == colleagues
    assert {notice.text for notice in notices} == {f"{by} sent “Protect all migrants” round to be signed."}


# --- taking it back ---


@pytest.mark.parametrize("verb", [reopen, withdraw])
@pytest.mark.parametrize("reason", ["", "  \n "])
def test_taking_back_needs_a_reason(by, pledge, verb, reason):
    send_round(pledge, by)
    with pytest.raises(TextRefusedError, match="Write the reason"):
        verb(pledge, reason=reason, by=by)
    assert Pledge.objects.get().status == "in-circulation"
    assert Circulation.objects.get().end == ""


@pytest.mark.parametrize(
    ("verb", "end", "status"), [(reopen, "reopened", "draft"), (withdraw, "withdrawn", "withdrawn")]
)
def test_signatures_fall_and_are_kept_and_everybody_is_told(verb, end, status):
    found = agreed()
    pledge, by = found.revision.pledge, Actor(user=found.revision.by)
    colleague = make_member("drafter", pledge.organisation)
    before = list(Signature.objects.values())
    Mail.objects.all().delete()
    verb(pledge, reason="A wrong figure", by=by)
    assert pledge.status == Pledge.objects.get().status == status
    circulation = Circulation.objects.get()
    assert (circulation.end, circulation.reason) == (end, "A wrong figure")
    assert list(Signature.objects.values()) == before
    assert document.of_revision(the_round(pledge).revision, status=status).seal.signed == ()
    kinds = [entry.kind for entry in pledge.trail.order_by("number")][-3:]
    assert kinds == [end, "voided", "voided"]
    voided = pledge.trail.filter(kind="voided").order_by("number")
    assert [entry.party for entry in voided] == ["Government of Kenya", "Kenya Red Cross Society"]
    assert voided[0].words.startswith("Jonas Weber signed on 20")
    assert {mail.to for mail in Mail.objects.all()} == {JONAS, SARA}
    for mail in Mail.objects.all():
        assert f"{by} of {pledge.organisation} writes:\n\n> A wrong figure\n" in mail.body
        assert "2 signatures on the old text are void." in mail.body
    [notice] = Notice.objects.filter(kind=end)
    assert notice.user == colleague
    assert notice.text.endswith(f"{by}: A wrong figure")
    assert list(verify(Pledge.objects.get())) == []


def test_only_who_was_asked_hears_that_it_was_taken_back():
    found = circulated(in_turn=True)
    Mail.objects.all().delete()
    reopen(found.revision.pledge, reason="A wrong figure", by=Actor(user=found.revision.by))
    assert [mail.to for mail in Mail.objects.all()] == [JONAS]
    assert "void" not in Mail.objects.get().body


def test_withdrawing_keeps_the_links_and_holds_back_what_was_not_sent(pledge, by):
    send_round(pledge, by)
    asking = list(Mail.objects.filter(invitation__isnull=False))
    withdraw(pledge, reason="No longer wanted", by=by)
    assert all(invitation.is_alive for invitation in Invitation.objects.all())
    assert Invitation.objects.count() == len(asking) == 2
    assert {Mail.objects.get(pk=mail.pk).given_up_at is None for mail in asking} == {False}


def test_draft_is_withdrawn_without_a_word_to_those_who_were_never_asked(pledge, by):
    colleague = make_member("drafter", pledge.organisation)
    withdraw(pledge, reason="No longer wanted", by=by)
    assert Pledge.objects.get().status == "withdrawn"
    assert not Mail.objects.exists()
    assert Notice.objects.get().user == colleague


def test_reopened_pledge_goes_round_as_another_revision_and_says_what_changed(pledge, by):
    send_round(pledge, by)
    first = the_round(pledge)
    signature_request = first.signature_requests[0]
    note_read(signature_request, seen=first.revision.digest, by=signatory(signature_request))
    reopen(pledge, reason="A wrong figure", by=by)
    [item] = pledge.items.all()
    reword(pledge, item.key, "Protect all refugees in Kenya, whatever their status.", by=by.user)
    send_round(pledge, by)
    second = the_round(pledge)
    assert second.revision.number == 2
    assert second.revision.digest != first.revision.digest
    assert not second.signed
    assert Revision.objects.get(number=1).content == first.revision.content
    page = page_of(second.signature_requests[0])
    assert "Changed since you read it" in page
    assert re.search(r"<ins>.{0,60}refugees.{0,60}</ins>", page)
    assert "Changed since you read it" not in page_of(second.signature_requests[1]), "Sara did not read the first one"


def page_of(signature_request: SignatureRequest) -> str:
    """The page of one signatory, who comes by the link."""
    visitor = signatory(signature_request).guest
    client = Client()
    session = client.session
    session["guest"] = [visitor.pk, visitor.token_hash]
    session.save()
    return client.get(f"/pledges/{signature_request.circulation.revision.pledge.reference}/answer/").content.decode()


def test_signatory_who_is_another_person_now_is_asked_and_the_old_one_is_not(pledge, by):
    send_round(pledge, by)
    reopen(pledge, reason="Another minister", by=by)
    rename(pledge, JONAS, signatory_name="Mo Ali", signatory_email="mo@example.org")
    Mail.objects.all().delete()
    send_round(pledge, by)
    assert {mail.to for mail in Mail.objects.filter(subject__contains="asks you to sign")} == {"mo@example.org", SARA}
    assert [mail.to for mail in Mail.objects.filter(subject__contains="not asked to sign")] == [JONAS]


def test_who_left_is_not_told(pledge, by):
    gone = make_member("drafter", pledge.organisation)
    User.objects.filter(pk=gone.pk).update(is_active=False)
    send_round(pledge, by)
    assert not Notice.objects.filter(user=gone).exists()


def test_nobody_of_the_own_organisation_is_named_for_another_party():
    """Nobody can sign for another party, not even an administrator who names themselves."""
    pledge = make_ready()
    for email in ("jonas@example.org", "sara@example.org"):
        make_member("administrator", pledge.organisation, email=email)
    with pytest.raises(CannotCirculateError) as refused:
        circulated(pledge)
    (reason,) = refused.value.reasons
    assert reason.startswith(
        "Sara Said (sara@example.org) is in your organisation, and can’t sign for the Kenya Red Cross Society."
    )


@pytest.mark.both
@pytest.mark.parametrize(
    ("kind", "own", "other"),
    [("ministry", "jonas@example.org", "Sara Said"), ("national_society", "sara@example.org", "Jonas Weber")],
)
def test_organisation_that_is_a_party_signs_for_that_one_alone(kind, own, other):
    pledge = make_ready()
    party = pledge.parties.get(signatory_email=own)
    tied = {"state": party.state, "national_society": party.national_society}
    Organisation.objects.filter(pk=pledge.organisation.pk).update(kind=kind, **tied)
    pledge = Pledge.objects.get(pk=pledge.pk)
    theirs = pledge.parties.exclude(pk=party.pk).get()
    colleague = make_member("administrator", pledge.organisation, email=theirs.signatory_email)
    with pytest.raises(CannotCirculateError) as refused:
        circulated(pledge)
    assert [reason.partition(" (")[0] for reason in refused.value.reasons] == [other]
    colleague.memberships.all().delete()
    make_member("administrator", pledge.organisation, email=own)
    assert len(circulated(pledge).waiting) == 2


def test_ministry_signs_for_its_own_authority_of_the_state_alone():
    pledge = make_ready()
    government = pledge.parties.get(kind="state")
    other = add_party(pledge, "state", government.state.iso2, name="the Ministry of Health")
    Party.objects.filter(pk=other.pk).update(
        signatory_name="Mary Achieng", signatory_title="Secretary", signatory_email="mary@example.org"
    )
    Organisation.objects.filter(pk=pledge.organisation.pk).update(
        kind="ministry", state=government.state, name="the Ministry of Health"
    )
    pledge = Pledge.objects.get(pk=pledge.pk)
    for email in (government.signatory_email, "mary@example.org"):
        make_member("administrator", pledge.organisation, email=email)
    with pytest.raises(CannotCirculateError) as refused:
        circulated(pledge)
    assert [reason.partition(" (")[0] for reason in refused.value.reasons] == [government.signatory_name]


def test_who_was_named_by_mistake_reads_nothing_once_another_is_named(pledge, by):
    """The link of an earlier round, and those to whom it was passed on, end when a round goes without that address."""
    send_round(pledge, by)
    wrong = Invitation.objects.get(email=JONAS)
    passed_on = forward(wrong, "li@example.org", "Li")
    reopen(pledge, reason="The wrong Jonas", by=by)
    assert Invitation.objects.get(pk=wrong.pk).is_alive, "they read the draft, and comment on it"
    pledge.parties.filter(signatory_email=JONAS).update(signatory_email="fatuma@example.org")
    send_round(pledge, by)
    for link in (wrong, passed_on):
        assert not Invitation.objects.get(pk=link.pk).is_alive
    assert Invitation.objects.filter(email=SARA, withdrawn_at=None).count() == 2


def test_withdrawing_after_reopening_tells_who_was_asked(pledge, by):
    send_round(pledge, by)
    reopen(pledge, reason="More to say", by=by)
    Mail.objects.all().delete()
    withdraw(pledge, reason="No mandate any more", by=by)
    assert set(Mail.objects.filter(body__contains="No mandate any more").values_list("to", flat=True)) == {JONAS, SARA}
    assert not Mail.objects.filter(body__contains="void").exists(), "nothing was signed"


def test_links_of_who_is_asked_to_sign_outlive_the_drafter_who_asked(pledge, by):
    send_round(pledge, by)
    administrator = make_member("administrator", pledge.organisation)
    remove_member(pledge.organisation, by.email, by=administrator)
    assert Invitation.objects.filter(signature_request__isnull=False, withdrawn_at=None).count() == 2
    ask_again(the_round(pledge).waiting[0], by=Actor(user=administrator))


def test_own_signatory_who_lost_the_role_is_not_sent_to_a_page_they_cannot_open(pledge, by):
    sara = make_member("signatory", pledge.organisation, email=SARA)
    send_round(pledge, by)
    sara.memberships.update(role="viewer")
    request = the_round(pledge).signature_request_of(SARA)
    assert request
    with pytest.raises(WrongStateError, match="Sara Said may not sign for your organisation any more"):
        ask_again(request, by=by)
