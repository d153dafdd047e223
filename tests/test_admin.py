"""The secretariat's pages: people, organisations, memberships, and nothing that would bypass a pledge's rules."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib import admin
from django.contrib.auth.models import Permission

from commitments.models import (
    Clause,
    Component,
    ConfirmedDomain,
    Invitation,
    Mail,
    Membership,
    ModelText,
    Organisation,
    Revision,
    State,
    TrailEntry,
    User,
)
from commitments.people.domains import confirm_domain
from commitments.people.invitations import invite_colleague, invite_party, send_code
from tests.factories import agreed, make_member, make_organisation, make_pledge, make_user
from tests.people.test_invitations import code, token

NO_MEMBERSHIPS = {"memberships-TOTAL_FORMS": "0", "memberships-INITIAL_FORMS": "0"}


@pytest.fixture
def secretariat(client, db):
    client.force_login(make_user("secretariat@example.org", is_staff=True, is_superuser=True))
    return client


def test_pledges_cannot_be_changed_here():
    assert {model.__name__ for model in admin.site._registry} == {
        "User",
        "ConfirmedDomain",
        "Organisation",
        "ModelText",
        "Invitation",
        "Mail",
        "Revision",
        "Signature",
        "TrailEntry",
        "Authenticator",
        "Group",
        "State",
        "NationalSociety",
        "Component",
        "RegionalGroup",
        "LibraryChange",
    }


@pytest.mark.parametrize(
    "page", ["user/", "user/add/", "organisation/", "organisation/add/", "modeltext/", "invitation/", "mail/"]
)
def test_pages_open(secretariat, page):
    assert secretariat.get(f"/admin/commitments/{page}").status_code == 200


def test_new_person_has_a_small_letter_address_no_password_and_a_role(secretariat):
    organisation = make_organisation()
    form = {
        "email": "Amina@Example.org",
        "name": "Amina",
        "is_active": "on",
        "memberships-TOTAL_FORMS": "1",
        "memberships-INITIAL_FORMS": "0",
        "memberships-0-organisation": organisation.pk,
        "memberships-0-role": "drafter",
    }
    assert secretariat.post("/admin/commitments/user/add/", form).status_code == 302
    person = User.objects.get(email="amina@example.org")
    assert not person.has_usable_password()
    assert Membership.objects.get(user=person).organisation == organisation


def test_same_address_in_other_letters_is_refused(secretariat):
    make_user("amina@example.org")
    response = secretariat.post("/admin/commitments/user/add/", {"email": "AMINA@example.org", **NO_MEMBERSHIPS})
    assert response.status_code == 200
    assert User.objects.filter(email__iexact="amina@example.org").count() == 1


def test_change_of_a_person_keeps_the_password(secretariat):
    person = make_user("amina@example.org")
    person.set_password("three plain words and a comma")
    person.save(update_fields=["password"])
    form = {"email": "amina@example.org", "name": "Amina W.", "is_active": "on", **NO_MEMBERSHIPS}
    secretariat.post(f"/admin/commitments/user/{person.pk}/change/", form)
    person.refresh_from_db()
    assert (person.name, person.check_password("three plain words and a comma")) == ("Amina W.", True)


def test_staff_without_all_rights_cannot_give_themselves_more(client, db):
    staff = make_user("staff@example.org", is_staff=True)
    staff.user_permissions.set(Permission.objects.filter(codename__in=["view_user", "change_user"]))
    client.force_login(staff)
    form = {"email": "staff@example.org", "is_active": "on", "is_superuser": "on", **NO_MEMBERSHIPS}
    assert client.post(f"/admin/commitments/user/{staff.pk}/change/", form).status_code == 302
    staff.refresh_from_db()
    assert not staff.is_superuser


def test_new_organisation_is_saved_with_its_kind(secretariat):
    form = {"name": "Example Relief", "slug": "example-relief", "kind": "observer", **NO_MEMBERSHIPS}
    secretariat.post("/admin/commitments/organisation/add/", form)
    assert Organisation.objects.get(slug="example-relief").kind == "observer"


def test_model_text_is_read_with_all_its_parts_and_where_they_come_from(secretariat, model_text):
    page = secretariat.get(f"/admin/commitments/modeltext/{model_text.pk}/change/")
    html = page.content.decode()
    assert page.status_code == 200
    assert model_text.provenance.split("\n")[0][:60] in html
    for part in (model_text.passages.first(), model_text.themes.first(), model_text.clauses.first()):
        assert part.slug in html or getattr(part, "title", part.slug) in html or part.text[:30] in html
    assert html.count('class="field-source_text"') == Clause.objects.filter(model_text=model_text).count()
    assert 'name="_save"' not in html
    assert "deletelink" not in html


@pytest.fixture
def row(request, db):
    """One row of each kind that is only read here."""
    pledge = make_pledge(title="A secret draft")
    by = make_member("drafter", pledge.organisation)
    invitation = invite_party(pledge, "fatuma@example.org", name="Fatuma", message="Between us", by=by)
    mail, revision = Mail.objects.get(), agreed().revision
    rows = {
        "modeltext": ModelText.objects.first(),
        "invitation": invitation,
        "mail": mail,
        "revision": revision,
        "signature": revision.signatures.first(),
        "trailentry": revision.pledge.trail.first(),
    }
    return rows[request.param]


KEPT = ["revision", "signature", "trailentry"]
KINDS = pytest.mark.parametrize("row", ["modeltext", "invitation", "mail", *KEPT], indirect=True)


@pytest.mark.parametrize("row", KEPT, indirect=True)
def test_what_is_kept_of_signing_is_read_without_a_word_of_the_pledge(secretariat, row):
    revision = Revision.objects.get()
    base = f"/admin/commitments/{row._meta.model_name}/"
    for address in (base, f"{base}?q={revision.pledge.reference}", f"{base}{row.pk}/change/"):
        page = secretariat.get(address)
        html = page.content.decode()
        assert page.status_code == 200
        assert revision.pledge.reference in html
        for word in ("Protect all migrants", revision.code, "I have read this text"):
            assert word not in html


def test_account_of_who_signed_is_not_deleted_and_the_page_says_why(secretariat):
    revision = agreed().revision
    person = revision.by
    address = f"/admin/commitments/user/{person.pk}/delete/"
    html = secretariat.get(address).content.decode()
    assert "Untick “Active” to close the account." in html
    assert "would require deleting the following protected related objects" in html
    assert str(revision) in html
    assert "Protect all migrants" not in html
    assert secretariat.post(address, {"post": "yes"}).status_code == 200
    chosen = {"action": "delete_selected", "_selected_action": [person.pk], "post": "yes"}
    secretariat.post("/admin/commitments/user/", chosen)
    assert User.objects.filter(pk=person.pk).exists()


def test_trail_takes_as_many_queries_for_twenty_as_for_two(secretariat, django_assert_max_num_queries):
    for _number in range(3):
        agreed()
    assert TrailEntry.objects.count() > 20
    for kind in KEPT:
        with django_assert_max_num_queries(9):
            secretariat.get(f"/admin/commitments/{kind}/")


@KINDS
def test_nobody_adds_changes_or_deletes_what_is_only_read(secretariat, row):
    base = f"/admin/commitments/{row._meta.model_name}/"
    before = list(type(row).objects.values())
    for page in ("add/", f"{row.pk}/change/", f"{row.pk}/delete/"):
        assert (
            secretariat.post(base + page, {"name": "Changed", "to": "x@example.org", "post": "yes"}).status_code == 403
        )
    secretariat.post(base, {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"})
    assert list(type(row).objects.values()) == before


@KINDS
def test_staff_without_the_right_to_read_read_nothing(client, row):
    client.force_login(make_user(is_staff=True))
    base = f"/admin/commitments/{row._meta.model_name}/"
    assert client.get(base).status_code == 403
    assert client.get(f"{base}{row.pk}/change/").status_code == 403


def test_invitation_is_read_without_its_secrets(secretariat):
    pledge = make_pledge(title="A secret draft")
    by = make_member("drafter", pledge.organisation)
    invitation = invite_party(pledge, "fatuma@example.org", name="Fatuma", message="Between us", by=by)
    send_code(invitation)
    invitation.refresh_from_db()
    pages = ("/admin/commitments/invitation/", f"/admin/commitments/invitation/{invitation.pk}/change/")
    for html in (secretariat.get(page).content.decode() for page in pages):
        assert "fatuma@example.org" in html
        assert pledge.reference in html
        for secret in (invitation.token_hash, invitation.code_hash, "Between us", "A secret draft"):
            assert secret not in html


def test_outbox_is_a_list_without_subjects_and_bodies(secretariat):
    society = make_organisation()
    invitation = invite_colleague(society, "new@example.org", "drafter", by=make_member("administrator", society))
    secret_of_the_link = token()
    send_code(invitation)
    Mail.objects.update(failure="OSError: nobody listens")
    html = secretariat.get("/admin/commitments/mail/?q=new@example.org").content.decode()
    assert html.count("OSError: nobody listens") == 2
    for secret in (secret_of_the_link, code(), "invites you"):
        assert secret not in html
    mail = Mail.objects.first()
    assert secretariat.get(f"/admin/commitments/mail/{mail.pk}/change/").status_code == 403


@pytest.mark.parametrize(
    "question",
    [
        "mail/?body__contains=a",
        "mail/?subject__startswith=1",
        "mail/?invitation__token_hash__startswith=a",
        "invitation/?token_hash__startswith=a",
        "invitation/?code_hash=",
        "invitation/?message__contains=a",
        "revision/?content__contains=a",
        "revision/?code__startswith=a",
        "revision/?pledge__title__contains=a",
        "signature/?revision__content__contains=a",
        "signature/?revision__code__startswith=a",
        "trailentry/?words__contains=a",
        "trailentry/?pledge__title__contains=a",
        "user/?password__startswith=p",
        "organisation/?members__password__startswith=p",
    ],
)
def test_secret_is_not_guessed_by_asking(secretariat, question):
    assert secretariat.get(f"/admin/commitments/{question}").status_code == 400


def test_second_step_that_somebody_lost_is_deleted_and_never_shown(secretariat):
    person = make_user("amina@example.org")
    app = TOTP.activate(person, "JBSWY3DPEHPK3PXP").instance
    base = "/admin/mfa/authenticator/"
    for page in (base, f"{base}{app.pk}/change/"):
        html = secretariat.get(page).content.decode()
        assert "amina@example.org" in html
        assert app.data["secret"] not in html
    assert secretariat.post(f"{base}{app.pk}/change/", {"type": "webauthn"}).status_code == 403
    assert secretariat.get(f"{base}?data__contains=x").status_code == 400
    assert secretariat.post(f"{base}{app.pk}/delete/", {"post": "yes"}).status_code == 302
    assert not Authenticator.objects.exists()


def test_invitations_take_as_many_queries_for_twenty_as_for_two(secretariat, django_assert_max_num_queries):
    society = make_organisation()
    by = make_member("administrator", society)
    for number in range(20):
        invite_colleague(society, f"new{number}@example.org", "drafter", by=by)
    assert Invitation.objects.count() == 20
    with django_assert_max_num_queries(8):
        secretariat.get("/admin/commitments/invitation/")


DOMAINS = "/admin/commitments/confirmeddomain/"


def kenya() -> State:
    return State.objects.get(iso2="KE")


def test_secretariat_confirms_a_domain_and_withdraws_it_and_the_row_stays(secretariat):
    form = {"state": kenya().pk, "domain": " Jonas@Interior.go.ke ", "with_subdomains": "on", "note": "Note verbale"}
    assert secretariat.post(f"{DOMAINS}add/", form).url == DOMAINS
    row = ConfirmedDomain.objects.get()
    assert (row.state, row.domain, row.with_subdomains, row.note) == (kenya(), "interior.go.ke", True, "Note verbale")
    assert row.confirmed_by.email == "secretariat@example.org"
    page = secretariat.get(f"{DOMAINS}{row.pk}/change/").content.decode()
    assert "interior.go.ke" in page
    assert "deletelink" not in page
    assert 'name="domain"' not in page
    assert secretariat.post(f"{DOMAINS}{row.pk}/change/", {"domain": "gov.uk", "why_withdrawn": "A mistake"}).url
    row.refresh_from_db()
    assert (row.domain, row.why_withdrawn) == ("interior.go.ke", "A mistake")
    assert row.withdrawn_by.email == "secretariat@example.org"
    page = secretariat.get(f"{DOMAINS}{row.pk}/change/").content.decode()
    assert "A mistake" in page
    assert 'name="_save"' not in page
    assert secretariat.post(f"{DOMAINS}{row.pk}/change/", {"why_withdrawn": "Another"}).status_code == 403
    assert secretariat.post(f"{DOMAINS}{row.pk}/delete/", {"post": "yes"}).status_code == 403
    assert ConfirmedDomain.objects.get().why_withdrawn == "A mistake"
    assert "interior.go.ke" in secretariat.get(DOMAINS).content.decode()


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({"domain": "gmail.com"}, "Anybody can have an address at gmail.com"),
        ({"domain": "interior"}, "“interior” is no domain."),
        ({"domain": "co.uk"}, "co.uk is nobody’s own"),
        ({"state": ""}, "Choose one party"),
        ({"component": "ICRC"}, "Choose one party"),
        ({"domain": "example.int"}, "This domain is confirmed for this party already."),
        ({"note": "a\u202eb"}, "note"),
    ],
)
def test_domain_that_can_not_be_confirmed_is_refused(secretariat, form, says):
    confirm_domain(kenya(), "example.int", by=make_user())
    sent = {"state": kenya().pk, "domain": "interior.go.ke", **form}
    if "component" in form:
        sent["component"] = Component.objects.get(code="ICRC").pk
    response = secretariat.post(f"{DOMAINS}add/", sent)
    assert (response.status_code, ConfirmedDomain.objects.count()) == (200, 1)
    assert says in response.content.decode()
    assert "errorlist" in response.content.decode()


@pytest.mark.parametrize("why", ["", "  ", "a\u202eb", "x" * 301])
def test_withdrawal_without_a_good_reason_is_refused(secretariat, why):
    row = confirm_domain(kenya(), "interior.go.ke", by=make_user())
    response = secretariat.post(f"{DOMAINS}{row.pk}/change/", {"why_withdrawn": why})
    assert response.status_code == 200
    assert ConfirmedDomain.objects.get().withdrawn_at is None


def test_who_is_not_of_the_secretariat_confirms_nothing(client, db):
    client.force_login(make_member("administrator"))
    assert client.post(f"{DOMAINS}add/", {"state": kenya().pk, "domain": "interior.go.ke"}).status_code == 302
    client.force_login(make_user("staff@example.org", is_staff=True))
    assert client.post(f"{DOMAINS}add/", {"state": kenya().pk, "domain": "interior.go.ke"}).status_code == 403
    assert not ConfirmedDomain.objects.exists()
