"""The pages of an organisation: its people and its invitations."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings as project
from django.db import transaction
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commitments.models import Invitation, Mail, Membership, Notice, Organisation, User
from commitments.people.invitations import confirm, invite_colleague, send_code, withdraw
from commitments.people.rate_limits import note_attempt
from tests.factories import add_member, make_member, make_organisation, make_user
from tests.people.test_invitations import code
from tests.people.test_organisations import roles
from tests.web.views.conftest import signed_in
from tests.web.views.pages import count_queries, read, refused, send

pytestmark = pytest.mark.django_db
NOT_ADMINISTRATORS = ["viewer", "drafter", "signatory"]
VERBS = ["invite", "send-again", "withdraw", "change-role", "remove", ""]
COLLEAGUE = {"email": "new@example.org", "name": "Joseph Otieno", "role": "signatory"}
INVITE = {"invite": "", **COLLEAGUE}


@pytest.fixture
def society() -> Organisation:
    return make_organisation("Kenya Red Cross Society", slug="kenya")


@pytest.fixture
def peter(society) -> User:
    return make_member("administrator", society, "peter@example.org")


@pytest.fixture
def admin(peter) -> Client:
    return signed_in(peter)


@pytest.fixture
def amina(society) -> User:
    user = make_user("amina@example.org", name="Amina <b>")
    add_member(society, user)
    return user


URL = "/organisations/kenya/"


def test_list_holds_my_organisations_with_my_role_and_no_others(society, amina):
    make_organisation("Ministry of Health")
    other = make_organisation("Alpha Relief", kind="observer")
    add_member(other, amina, "viewer")
    page = read(signed_in(amina), "/organisations/")
    assert page.html.index("Alpha Relief") < page.html.index("Kenya Red Cross Society")
    assert {"/organisations/kenya/", f"/organisations/{other.slug}/"} <= set(page.links)
    assert page.html.count('class="tag"') == 2
    assert "Observer organisation" in page.html
    assert "Ministry of Health" not in page.html


def test_who_belongs_nowhere_is_told_whom_to_ask(db):
    assert "You belong to none. Ask an administrator" in read(signed_in(make_user()), "/organisations/").html


def test_account_menu_leads_to_the_list(amina):
    assert "/organisations/" in read(signed_in(amina), "/pledges/").links


@pytest.mark.parametrize("role", NOT_ADMINISTRATORS)
def test_member_reads_everybody_and_is_offered_nothing_but_to_leave(society, peter, amina, role):
    invite_colleague(society, "new@example.org", "drafter", name="Joseph Otieno", by=peter)
    page = read(signed_in(make_member(role, society)), URL)
    for words in ("peter@example.org", "amina@example.org", "Amina &lt;b&gt;", "Joseph Otieno", "Sent"):
        assert words in page.html
    assert page.buttons == ["leave="]
    assert len(page.ids) == len(set(page.ids))


@pytest.mark.parametrize("role", NOT_ADMINISTRATORS)
@pytest.mark.parametrize("verb", VERBS)
def test_member_changes_nothing(society, peter, amina, role, verb):
    client, before = signed_in(make_member(role, society)), roles(society)
    response = client.post(URL, {**COLLEAGUE, verb: "1", "person": "amina@example.org", "role": "viewer"})
    assert response.status_code == 403
    assert roles(society) == before
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("verb", [*VERBS, "leave"])
def test_stranger_finds_nothing(society, peter, amina, verb):
    stranger = signed_in(make_member("administrator"))
    before = roles(society)
    assert stranger.get(URL).status_code == 404
    assert stranger.post(URL, {**COLLEAGUE, verb: "1", "person": "amina@example.org"}).status_code == 404
    assert roles(society) == before
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("url", ["/organisations/", URL])
def test_who_is_not_signed_in_is_sent_to_sign_in_and_back(client, society, url):
    assert client.get(url).url == f"/accounts/login/?next={url}"


def test_who_is_signed_out_meanwhile_keeps_what_was_typed(client, society):
    response = client.post(URL, INVITE)
    assert response.status_code == 401
    assert 'name="email" value="new@example.org"' in response.content.decode()


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options"])
def test_wrong_method_is_refused(admin, method):
    assert getattr(admin, method)(URL).status_code == 405
    assert getattr(admin, method)("/organisations/").status_code == 405


def test_page_of_another_site_cannot_post(admin):
    admin.handler.enforce_csrf_checks = True
    assert admin.post(URL, INVITE).status_code == 403
    assert not Invitation.objects.exists()


def test_administrator_invites_a_colleague(admin, society, peter):
    response = send(admin, URL, INVITE, email="New@Example.org")
    assert response.url == URL
    page = read(admin, URL)
    assert "The invitation to new@example.org is on its way." in page.html
    invitation = Invitation.objects.get()
    assert (invitation.organisation, invitation.role, invitation.invited_by) == (society, "signatory", peter)
    assert (invitation.email, invitation.name) == ("new@example.org", "Joseph Otieno")
    assert {f"send-again={invitation.pk}", f"withdraw={invitation.pk}", "invite="} <= set(page.buttons)
    assert Mail.objects.get().to == "new@example.org"


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"email": ""}, "Write the address"),
        ({"email": "nobody"}, "Enter a valid email address"),
        ({"email": "a@example.org\nBcc: b@example.org"}, "Enter a valid email address"),
        ({"email": f"{'a' * 250}@example.org"}, "at most 254 characters"),
        ({"name": ""}, "Write the person"),
        ({"name": "A\nB"}, "line break"),
        ({"name": "hidden\u202e"}, "can reorder words"),
        ({"name": "A\0"}, "control character"),
        ({"role": ""}, "Choose one of the roles"),
        ({"role": "owner"}, "Choose one of the roles"),
        ({"email": "amina@example.org"}, "amina@example.org belongs to Kenya Red Cross Society already."),
    ],
)
def test_bad_invitation_comes_back_as_typed_and_invites_nobody(admin, amina, changes, says):
    typed = {**INVITE, **changes}
    page = refused(admin.post(URL, typed))
    assert says in page.html
    if "\0" not in typed["name"] and "\n" not in typed["email"]:
        assert page.fields["email"] == [typed["email"]]
    assert not Invitation.objects.exists()
    assert not Mail.objects.exists()


def test_too_many_invitations_a_day_are_refused(admin, peter):
    for _ in range(200):
        note_attempt("invite", peter.pk, limit=200, within=timedelta(days=1))
    assert "You sent very many invitations today." in refused(admin.post(URL, INVITE)).html
    assert not Invitation.objects.exists()


def test_each_state_of_an_invitation_is_said(admin, society, peter):
    emails = ("sent", "confirmed", "expired", "withdrawn", "failing", "failed")
    made = {
        each: invite_colleague(society, f"{each}@example.org", "drafter", name=f"The {each} one", by=peter)
        for each in emails
    }
    send_code(made["confirmed"])
    assert confirm(made["confirmed"], code())
    Invitation.objects.filter(pk=made["expired"].pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    withdraw(made["withdrawn"])
    made["failing"].mails.update(failure="OSError: <nobody> listens", tries=1)
    made["failed"].mails.update(failure="550 unknown", given_up_at=timezone.now())
    page = read(admin, URL)
    items = page.html.partition('id="invited"')[2].split("<li>")[1:]
    labels = ["Not delivered", "Not delivered", "Withdrawn", "Expired", "Confirmed", "Sent"]
    assert [label in item for label, item in zip(labels, items, strict=True)] == [True] * 6
    assert "550 unknown" in items[0]
    assert "Check the address" in items[0]
    assert "OSError: &lt;nobody&gt; listens" in items[1]
    assert ["send-again" in item for item in items] == [True, True, False, True, False, True]


def test_invitation_is_sent_again(admin, society, peter):
    invitation = invite_colleague(society, "new@example.org", "drafter", by=peter)
    old = invitation.token_hash
    response = admin.post(URL, {"send-again": invitation.pk})
    assert response.url == URL
    assert "A new link is on its way to new@example.org." in read(admin, URL).html
    invitation.refresh_from_db()
    assert invitation.token_hash != old
    assert Mail.objects.count() == 2


def test_state_is_that_of_the_mail_sent_last(admin, society, peter):
    invitation = invite_colleague(society, "new@example.org", "drafter", by=peter)
    invitation.mails.update(failure="550 unknown", given_up_at=timezone.now())
    admin.post(URL, {"send-again": invitation.pk})
    page = read(admin, URL)
    assert "Not delivered" not in page.html
    assert "Sent" in page.html


def test_invitation_is_withdrawn(admin, society, peter):
    invitation = invite_colleague(society, "new@example.org", "drafter", by=peter)
    assert admin.post(URL, {"withdraw": invitation.pk}).url == URL
    page = read(admin, URL)
    assert "The invitation of new@example.org is withdrawn." in page.html
    assert [each for each in page.buttons if "withdraw" in each or "again" in each] == []
    assert "Write a new one" in refused(admin.post(URL, {"send-again": invitation.pk})).html


@pytest.mark.parametrize("verb", ["send-again", "withdraw"])
def test_invitation_that_was_used_meanwhile_is_left_alone(admin, society, peter, verb):
    invitation = invite_colleague(society, "new@example.org", "drafter", by=peter)
    send_code(invitation)
    confirm(invitation, code())
    mails = Mail.objects.count()
    page = refused(admin.post(URL, {verb: invitation.pk}))
    assert "new@example.org confirmed the invitation meanwhile." in page.html
    invitation.refresh_from_db()
    assert invitation.withdrawn_at is None
    assert Mail.objects.count() == mails


@pytest.mark.parametrize("verb", ["send-again", "withdraw"])
def test_invitation_of_another_organisation_is_not_found(admin, verb):
    elsewhere = make_organisation()
    theirs = invite_colleague(elsewhere, "x@example.org", "drafter", by=make_member("administrator", elsewhere))
    old = theirs.token_hash
    assert admin.post(URL, {verb: theirs.pk}).status_code == 404
    theirs.refresh_from_db()
    assert (theirs.token_hash, theirs.withdrawn_at) == (old, None)


@pytest.mark.parametrize("key", ["", "x", "-1", "²", "0", "9" * 400, "1:2"])
def test_nonsense_instead_of_an_invitation_is_no_error_of_ours(admin, key):
    assert admin.post(URL, {"withdraw": key}).status_code in (302, 404)


def test_administrator_gives_another_role(admin, society, amina):
    response = admin.post(
        URL, {"change-role": "", "person": "amina@example.org", "was": "drafter", "role": "signatory"}
    )
    assert response.url == URL
    assert "Amina &lt;b&gt; is now: Signatory." in read(admin, URL).html
    assert roles(society)["amina@example.org"] == "signatory"
    assert Notice.objects.get().user == amina


@pytest.mark.parametrize("role", ["", "owner", "viewer\0", "x" * 5000])
def test_unknown_role_is_refused(admin, society, amina, role):
    page = refused(admin.post(URL, {"change-role": "", "person": "amina@example.org", "role": role}))
    assert "Choose one of the roles in the list." in page.html
    assert roles(society)["amina@example.org"] == "drafter"


def test_role_that_somebody_changed_meanwhile_is_shown(admin, society, amina):
    Membership.objects.filter(user=amina).update(role="viewer")
    sent = {"change-role": "", "person": "amina@example.org", "was": "drafter", "role": "administrator"}
    assert "Somebody changed the role of Amina" in refused(admin.post(URL, sent)).html
    assert roles(society)["amina@example.org"] == "viewer"


@pytest.mark.parametrize("verb", ["change-role", "remove"])
@pytest.mark.parametrize("person", ["amina@example.org", "stranger@example.org", "\0", "x" * 250])
def test_who_was_removed_meanwhile_or_belongs_elsewhere_is_not_changed(admin, society, amina, verb, person):
    Membership.objects.filter(user=amina).delete()
    elsewhere = make_organisation()
    make_member("drafter", elsewhere, "stranger@example.org")
    page = refused(admin.post(URL, {verb: "", "person": person, "role": "viewer"}))
    assert "Null characters" in page.html or "This person does not belong to Kenya Red Cross Society." in page.html
    assert roles(elsewhere) == {"stranger@example.org": "drafter"}


def test_administrator_removes_a_person(admin, society, amina):
    client = signed_in(amina)
    assert admin.post(URL, {"remove": "", "person": "amina@example.org"}).url == URL
    assert "Amina &lt;b&gt; no longer belongs to Kenya Red Cross Society." in read(admin, URL).html
    assert list(roles(society)) == ["peter@example.org"]
    assert client.get(URL).status_code == 404


def test_last_administrator_stays(admin, society, peter):
    for sent in (
        {"leave": ""},
        {"remove": "", "person": "peter@example.org"},
        {"change-role": "", "person": "peter@example.org", "was": "administrator", "role": "viewer"},
    ):
        page = refused(admin.post(URL, sent))
        assert "peter@example.org is the last administrator of Kenya Red Cross Society." in page.html
    assert roles(society) == {"peter@example.org": "administrator"}


def test_who_is_no_administrator_any_more_is_refused(admin, society, peter, amina):
    Membership.objects.filter(user=peter).update(role="drafter")
    assert admin.post(URL, {"remove": "", "person": "amina@example.org"}).status_code == 403
    assert len(roles(society)) == 2


@pytest.mark.parametrize("role", [*NOT_ADMINISTRATORS, "administrator"])
def test_anybody_leaves(society, peter, role):
    client = signed_in(make_member(role, society))
    response = client.post(URL, {"leave": ""})
    assert response.headers["Location"] == "/organisations/"
    assert "You left Kenya Red Cross Society." in read(client, "/organisations/").html
    assert list(roles(society)) == ["peter@example.org"]


def test_administrator_who_removes_themselves_is_led_to_the_list(admin, society):
    make_member("administrator", society)
    assert admin.post(URL, {"remove": "", "person": "peter@example.org"}).url == "/organisations/"


def test_administrator_who_gives_the_role_away_goes_on_reading(admin, society):
    make_member("administrator", society)
    sent = {"change-role": "", "person": "peter@example.org", "was": "administrator", "role": "viewer"}
    assert admin.post(URL, sent).url == URL
    assert read(admin, URL).buttons == ["leave="]


@pytest.mark.parametrize("is_administrator", [True, False])
def test_page_takes_as_many_queries_for_fifty_as_for_one(society, peter, is_administrator):
    client = signed_in(peter if is_administrator else make_member("viewer", society))
    invite_colleague(society, "new@example.org", "drafter", by=peter)
    few = count_queries(client, URL)
    for number in range(50):
        make_member("drafter", society)
        invite_colleague(society, f"new{number}@example.org", "drafter", by=peter)
    assert count_queries(client, URL) == few <= 10


def test_list_takes_as_many_queries_for_ten_as_for_one(amina):
    few = count_queries(signed_in(amina), "/organisations/")
    for _ in range(9):
        add_member(make_organisation(), amina)
    assert count_queries(signed_in(amina), "/organisations/") == few


def test_no_secret_stands_on_the_page(admin, society, peter):
    invitation = invite_colleague(society, "new@example.org", "drafter", by=peter)
    html = read(admin, URL).html
    assert invitation.token_hash not in html
    assert project.SITE_URL + "/invitations/" not in html


FIELDS = ["email", "name", "role", "person", "was"]
TEXT = st.text(max_size=30) | st.sampled_from(
    ["", "\0", "\u202e", "[", "%s", "{}", "x" * 5000, "é" * 300, "amina@example.org", "viewer"]
)
BUTTONS = st.dictionaries(
    st.text(max_size=8) | st.sampled_from([*VERBS, "leave"]), st.sampled_from(["", "1", "x", "\0"]), max_size=2
)


@pytest.mark.random("postgresql")
@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(buttons=BUTTONS, posted=st.fixed_dictionaries({}, optional=dict.fromkeys(FIELDS, TEXT)))
def test_nonsense_is_never_an_error_of_ours(admin, society, amina, buttons, posted):
    with transaction.atomic():
        assert admin.post(URL, posted | buttons).status_code in (302, 404, 422)
        assert "administrator" in roles(society).values()
        assert read(admin, URL)
        transaction.set_rollback(True)  # the next example meets the same page
