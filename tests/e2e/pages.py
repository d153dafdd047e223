"""Every page of the site, in each state that looks different, for the tests that sweep over all of them."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import quote

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core import mail
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone
from playwright.sync_api import FilePayload

from commitments import document
from commitments.access import GUEST
from commitments.drafting import comments, suggesting, taking
from commitments.drafting.restoring import name_version
from commitments.exports import docx
from commitments.exports import json as as_json
from commitments.models import Actor, Comment, Invitation, Item, Mail, Membership, Pledge, State
from commitments.models.rounds import Round
from commitments.people.codes import hashed
from commitments.people.domains import confirm_domain
from commitments.people.invitations import invite_colleague, invite_party
from commitments.people.notices import tell
from commitments.signing import ending, joining, publishing, submitting
from commitments.text.blanks import field_name
from tests.e2e.passkeys import add_passkey, give_device
from tests.e2e.replaced import name_another, name_nobody, open_old_link, proposed, replaced
from tests.e2e.rounds import (
    declined,
    enough_signed,
    go_to,
    going_round,
    half_signed,
    handed_in,
    look_at_a_party_of_several,
    of_several,
    open_all,
    press,
    read_again,
    ready,
    reopen_for_no_reason,
    signed_by_all,
    submit_a_future_day,
    taken_back,
    waiting,
    withdrawn,
)
from tests.e2e.tables import (
    look_at_a_closed_table,
    look_at_the_table,
    look_at_the_table_as_a_guest,
    look_at_the_tables,
    write_what_is_refused,
)
from tests.e2e.trails import look_at_a_changed_trail, look_at_the_trail
from tests.e2e.visit import Visit
from tests.e2e.world import ACTIONS, LINE, RUN, World
from tests.edits import save_fields
from tests.factories import (
    agreed,
    asked_to_join,
    circulated,
    mailed_code,
    make_guest,
    make_pledge,
    make_ready,
    opened,
    pick,
    signatory,
)

Arguments = Callable[[World], tuple[str, ...]]
Arrive = Callable[[Visit, World], None]
SECRET = "JBSWY3DPEHPK3PXP"
"""Of an authenticator app"""
ABOUT_ONE = ("mfa_edit_webauthn", "mfa_remove_webauthn")
THEME = "b-rescue-and-services"
TOO_LONG = "y" * 101
NEW_ITEMS = ("objective", "action", "indicator")
NO_PAGES = {
    "directory": "a fragment of the parties page",
    "pledge_archive": "buttons of the pledge's page and of the list",
    "pledge_download": "a file",
    "model_text_plain": "plain text",
    "verify_pdf": "a file",
    "register_feed": "a feed",
    "register_data": "data",
    "register_text_data": "data",
    "register_text_pdf": "leads to a file",
    "desk_file": "a file",
    "pledge_list_file": "a file",
    "pledge_plan_file": "a file",
    "robots": "plain text",
    "invitation_link": "leads to the invitation's page",
    "invitation_leave": "a button of a guest's page",
    "demo_sign_in": "a button of the sign-in page",
    "mfa_login_webauthn": "what a script asks for, and a way back",
    "openid_connect_login": "leads to another site",
    "openid_connect_callback": "leads on from another site",
    "socialaccount_login_cancelled": "leads to the sign-in page",
}


@dataclass(frozen=True)
class Look:
    """One page in one state."""

    name: str
    route: str
    """Name of its address"""
    args: Arguments = lambda world: ()
    who: str = ""
    """Whose browser: an attribute of World; nobody's when empty"""
    spoilt: dict[str, str] = field(default_factory=dict)
    """What is put into its fields before they are sent, so that it comes back as 422"""
    status: int = 200
    arrive: Arrive | None = None
    """How to come there, where the address alone doesn't lead"""

    def __str__(self) -> str:
        return self.name

    @property
    def shows_pledge(self) -> bool:
        """Whether it shows, and to who drafts, one of the world's pledges, which a test can put others in place of."""
        return self.route.startswith("pledge_") and self.who != "viewer"

    def path(self, world: World) -> str:
        return reverse(self.route, args=self.args(world))

    def open(self, visit: Visit, world: World) -> None:
        """Bring a window to this page."""
        if self.arrive:
            self.arrive(visit, world)
        else:
            visit.go(self.path(world))
        if self.spoilt:
            visit.send(self.spoilt)
        assert visit.status == (422 if self.spoilt and self.status == 200 else self.status)


def save_when_signed_out(visit: Visit, world: World) -> None:
    visit.go(reverse("pledge_introduction", args=[world.pledge.reference]))
    visit.context.clear_cookies(name="sessionid")
    visit.send({"introduction": "Typed before the session ended"})


def ask_for_code(visit: Visit, world: World) -> None:
    visit.go(reverse("account_request_login_code"))
    visit.send({"email": world.drafter.email})


def mistype_code(visit: Visit, world: World) -> None:
    ask_for_code(visit, world)
    visit.send({"code": "wrong"})


def follow_reset_link(visit: Visit, world: World) -> None:
    visit.go(reverse("account_reset_password"))
    visit.send({"email": world.drafter.email})
    visit.go(re.findall(r"http://localhost:8000(\S+)", str(mail.outbox[-1].body))[0])


def type_two_passwords(visit: Visit, world: World) -> None:
    follow_reset_link(visit, world)
    visit.send({"password1": "one long enough password", "password2": "another long password"})


def try_too_often(visit: Visit, world: World) -> None:
    for number in range(31):
        Client().post(reverse("account_login"), {"login": f"nobody{number}@example.org", "password": "wrong"})
    visit.go(reverse("account_login"))
    visit.send({"login": world.drafter.email, "password": "wrong"})


def draw_in_arabic(visit: Visit, world: World) -> None:
    Pledge.objects.filter(pk=world.pledge.pk).update(language="ar")
    visit.go(reverse("pledge_pictures", args=[world.pledge.reference]))


def open_the_tables(visit: Visit, world: World) -> None:
    visit.go(reverse("pledge_pictures", args=[world.pledge.reference]))
    visit.page.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)")


def look_at_the_history(visit: Visit, world: World) -> None:
    """A history with something in it."""
    save_fields(world.pledge, "parties", {"title": "Other words"}, by=world.drafter)
    name_version(world.pledge, "What we sent", by=world.drafter)
    visit.go(reverse("pledge_history", args=[world.pledge.reference]))


def look_at_lively_pledges(visit: Visit, world: World) -> None:
    """Pledges in every state, with what is new and news, more than one page of them."""
    for number in range(50):
        make_pledge(world.society, title=f"Pledge {number}", status=Pledge.Status.values[number % 5])
    tell([world.drafter], "comment", "Grace commented on “Safe access to services”.", pledge=world.pledge)
    tell([world.drafter], "role", "You are a drafter of Kenya Red Cross Society now.")
    save_fields(world.pledge, "parties", {"title": f"Safe access {RUN}"}, by=world.viewer)
    Comment.objects.create(pledge=world.pledge, row="pledge", text="Why?", is_shared=True, by=world.viewer, who="Grace")
    visit.go(reverse("pledge_list"))


def look_at_what_waits(visit: Visit, world: World) -> None:
    """Pledges that wait for the drafter in several ways: to be signed, decided about, submitted."""
    for made in (going_round, declined, signed_by_all):
        made(world)
    visit.go(reverse("pledge_list"))


def find(route: str) -> Callable[[Visit, World], None]:
    """Search for what is nowhere."""
    return lambda visit, world: visit.go(reverse(route) + "?q=nowhere")


def in_the_register(world: World) -> Pledge:
    """A pledge that anybody may read, of the world's own parties."""
    pledge = make_ready(world.society, title="Safe access to services for migrants in Kenya")
    agreed(pledge, may_publish=True)
    pledge.refresh_from_db()
    submitting.publish(pledge, by=Actor(user=world.drafter))
    return pledge


def look_at_a_full_register(visit: Visit, world: World) -> None:
    in_the_register(world)
    visit.go(reverse("register") + "?kind=state")


def look_at_the_picture(visit: Visit, world: World) -> None:
    pick(in_the_register(world), "b-detention-draw-on-expertise")
    visit.go(reverse("register_picture"))


def read_a_published_text(visit: Visit, world: World) -> None:
    visit.go(reverse("register_text", args=[in_the_register(world).reference]))


def begin_at_the_desk(visit: Visit, world: World) -> None:
    world.newcomer.is_superuser = True
    world.newcomer.save(update_fields=["is_superuser"])
    visit.sign_in(world.newcomer)
    visit.go(reverse("desk_begin"))


def look_at_the_filters(visit: Visit, world: World) -> None:
    visit.go(f"{reverse('pledge_list')}?filters=1&order=due")


def keep_at_the_desk(route: str, *args: str) -> Arrive:
    """Look at a page of the desk as somebody who writes there."""

    def arrive(visit: Visit, world: World) -> None:
        world.secretary.memberships.update(role="drafter")
        visit.sign_in(world.secretary)
        visit.go(reverse(route, args=args))

    return arrive


def look_at_a_domain(visit: Visit, world: World) -> None:
    row = confirm_domain(State.objects.get(iso2="KE"), "interior.go.ke", note="A note verbale", by=world.secretary)
    keep_at_the_desk("desk_domain", str(row.pk))(visit, world)


def open_an_action(visit: Visit, world: World) -> None:
    """In the plan, with what is suggested ticked; of a pledge whose actions are others, the first one."""
    key = world.pledge.items.filter(kind="action").first().key
    visit.go(f"{reverse('pledge_actions', args=[world.pledge.reference])}?open={key}")
    for box in visit.page.locator(".suggested [name=pick]").all():
        box.check()


def look_at_the_changes(visit: Visit, world: World) -> None:
    visit.go(reverse("pledge_check", args=[world.pledge.reference]) + "?view=changes")


def change_the_same_text(visit: Visit, world: World) -> None:
    """Two people change the introduction."""
    visit.go(reverse("pledge_introduction", args=[world.pledge.reference]))
    save_fields(world.pledge, "introduction", {"introduction": "What a colleague wrote"}, by=world.viewer)
    visit.send({"introduction": "What the drafter wrote"})


def talk(world: World, text: str) -> Invitation:
    """Let a guest, the drafter and a viewer speak about a text in every way; return the guest's invitation."""
    pledge, row = world.pledge, "item:own-volunteers"
    guest = make_guest(pledge, name=text, party_key="party-state")
    theirs, ours = Actor(guest=guest), Actor(user=world.drafter)
    thread = comments.say(pledge, theirs, row, text, is_shared=True)
    comments.reply(thread, ours, text)
    comments.say(pledge, Actor(user=world.viewer), row, text, is_shared=False)
    comments.settle(comments.say(pledge, theirs, "pledge", text, is_shared=True), ours)
    suggesting.suggest(pledge, theirs, row, f"{text} {text}", is_shared=True)
    stale = suggesting.suggest(pledge, theirs, row, f"{text} of today", is_shared=True)
    Comment.objects.filter(pk=stale.pk).update(based_on="What stood there before")
    for answered in ("pledge:opening", "pledge:resources_text"):
        suggestion = suggesting.suggest(pledge, theirs, answered, f"{text} as well", is_shared=True)
        taking.decline(suggestion, word=text, by=world.drafter)
    return guest


def look_at_the_talk(visit: Visit, world: World) -> None:
    """Every kind of thread, every form open."""
    talk(world, "y" * 60)
    visit.go(reverse("pledge_comments", args=[world.pledge.reference]))
    visit.page.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)")


def look_at_the_talk_as_a_guest(visit: Visit, world: World) -> None:
    guest, client = talk(world, "y" * 60), Client()
    session = client.session
    session[GUEST] = [guest.pk, guest.token_hash]
    session.save()
    visit.context.add_cookies([{"name": "sessionid", "value": session.session_key or "", "url": visit.base}])
    visit.go(reverse("pledge_comments", args=[world.pledge.reference]))
    visit.page.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)")


def look_at_the_suggestions(visit: Visit, world: World) -> None:
    """A list of suggestions of every kind, some of them of two for the same text."""
    guest = Actor(guest=talk(world, "y" * 60))
    suggesting.suggest_removal(world.pledge, guest, "item:own-volunteers", reason="y" * 60, is_shared=True)
    row = f"item:{ACTIONS[0]}"
    suggesting.suggest_plan(world.pledge, guest, row, {"end": "2023-12", "leads": []}, reason="", is_shared=True)
    new = suggesting.NewItem(Item.Kind.INDICATOR, "y" * 60)
    suggesting.suggest_new(world.pledge, guest, new, reason="y" * 60, is_shared=True)
    visit.go(reverse("pledge_suggestions", args=[world.pledge.reference]))


def look_at(route: str, query: str, *args: str) -> Arrive:
    """Return what goes to an address with a query."""

    def arrive(visit: Visit, world: World) -> None:
        visit.go(reverse(route, args=[world.pledge.reference, *args]) + query)

    return arrive


def read_as_guest(visit: Visit, world: World) -> None:
    look_at_the_talk_as_a_guest(visit, world)
    visit.go(f"{reverse('pledge_read', args=[world.pledge.reference])}?show=model")


def import_a_file(content: Callable[[World], bytes], name: str) -> Arrive:
    """Return what sends a file from a pledge's page."""

    def arrive(visit: Visit, world: World) -> None:
        visit.go(f"{reverse('pledge_import')}?from={world.pledge.reference}")
        visit.page.set_input_files("[name=file]", {"name": name, "mimeType": "", "buffer": content(world)})
        visit.follow(visit.page.locator("main button[type=submit]"))

    return arrive


def as_word(world: World) -> bytes:
    return docx.render(document.build(world.pledge))


def as_data(world: World) -> bytes:
    return as_json.render(document.build(world.submitted))  # no word of which is too long to be imported


def visit_as_guest(visit: Visit, world: World) -> None:
    guest, client = make_guest(world.pledge), Client()
    session = client.session
    session[GUEST] = [guest.pk, guest.token_hash]
    session.save()
    visit.context.add_cookies([{"name": "sessionid", "value": session.session_key or "", "url": visit.base}])


def ask_to_decline(visit: Visit, world: World) -> None:
    open_all(press("read", go_to("pledge_answer", going_round, as_guest=True)))(visit, world)
    visit.page.locator("#id_reason").fill(f"No mandate: {RUN}")
    visit.follow(visit.page.locator("button[name=decline]"))


def correct_an_address(visit: Visit, world: World) -> None:
    found = going_round(world)
    asked = found.signature_requests[0]
    signatory(asked)
    visit.go(reverse("pledge_address", args=[found.revision.pledge.reference, asked.party_key, asked.place]))


def look_at_all_that_is_asked(visit: Visit, world: World) -> None:
    """Pledges in several states, all asked of one address."""
    for made in (going_round, declined, taken_back, handed_in):
        go_to("pledge_answer", made, as_guest=True)(visit, world)
    visit.go(reverse("invitation_asked"))


def look_at_invitations(visit: Visit, world: World) -> None:
    """One in each state, and one that could not be delivered."""
    for state in ({}, {"confirmed_at": None}, {"confirmed_at": None, "withdrawn_at": timezone.now()}):
        guest = make_guest(world.pledge, name="y" * 60, **state)
        Mail.objects.create(to=guest.email, subject="Come", invitation=guest, failure="550 no such address here")
    visit.go(reverse("pledge_invitations", args=[world.pledge.reference]))


def open_link(visit: Visit, world: World) -> None:
    invite_party(world.pledge, "guest@example.org", name="Guest", message="Please read box A.", by=world.drafter)
    visit.page.goto(
        re.findall(r"http\S+", Mail.objects.latest("pk").body)[0].replace("http://localhost:8000", visit.base)
    )


def pass_it_on(visit: Visit, world: World) -> None:
    visit_as_guest(visit, world)
    visit.go(reverse("invitation_forward"))


def pass_nothing_on(visit: Visit, world: World) -> None:
    pass_it_on(visit, world)
    visit.send({"email": "nobody", "name": ""})


RUTH = {"kind": "state", "country": "UG", "name": "y" * 60, "title": "z" * 60, "email": "ruth@example.org"}


def look_at_an_open_pledge(visit: Visit, world: World) -> None:
    """The page where further parties ask to sign."""
    found = opened(organisation=world.society, title="y" * 60)
    visit.go(reverse("join", args=[found.revision.code]))


def ask_to_join(visit: Visit, world: World) -> None:
    look_at_an_open_pledge(visit, world)
    visit.send(RUTH)


def prove_who_asks(visit: Visit, world: World) -> None:
    ask_to_join(visit, world)
    visit.page.get_by_label("Code").fill(mailed_code(RUTH["email"]))
    visit.follow(visit.page.locator("button[name=prove]"))


def look_at_a_closed_pledge(visit: Visit, world: World) -> None:
    look_at_an_open_pledge(visit, world)
    Pledge.objects.filter(openness="open").update(open_until=timezone.now().date() - timedelta(days=1))
    visit.page.reload()


def look_at_further_parties(visit: Visit, world: World) -> None:
    """One that waits, one that may sign, one that was refused; everything open."""
    found = opened(organisation=world.society)
    by = Actor(user=world.drafter)
    long = {"name": "y" * 60, "title": "z" * 60}
    joining.confirm(asked_to_join(found, **long), by=by)
    joining.refuse(asked_to_join(found, code="RW", email="paul@example.org", **long), reason="x" * 90, by=by)
    asked_to_join(found, code="TZ", email=f"{'a' * 60}@example.org", **long)
    visit.go(reverse("pledge_joining", args=[found.revision.pledge.reference]))
    visit.page.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)")


def refuse_without_a_reason(visit: Visit, world: World) -> None:
    look_at_further_parties(visit, world)
    visit.follow(visit.page.locator("button[name=refuse]"))


def look_at_further_signatures(visit: Visit, world: World) -> None:
    look_at_further_parties(visit, world)
    visit.go(visit.path.replace("/joining/", "/signatures/"))


def say_nothing(visit: Visit, world: World) -> None:
    look_at_the_talk(visit, world)
    visit.follow(visit.page.locator("#item-own-volunteers > .speak button").first)


def administer(visit: Visit, world: World) -> None:
    """An administrator's page of the organisation, everything open; one invitation failed."""
    Membership.objects.filter(user=world.drafter).update(role="administrator")
    for email in ("joseph@example.org", "fatuma@example.org"):
        invite_colleague(world.society, email, "drafter", name=f"{'x' * 90} of long name", by=world.drafter)
    Mail.objects.filter(to="joseph@example.org").update(failure="550 unknown", given_up_at=timezone.now())
    visit.go(reverse("organisation_detail", args=[world.society.slug]))
    visit.page.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)")


def invite_nobody(visit: Visit, world: World) -> None:
    administer(visit, world)
    visit.follow(visit.page.locator("button[name=invite]"))


def signed_text(world: World) -> Round:
    """A text of long words that both parties have signed, and allowed to be published."""
    return agreed(make_ready(world.society, title=RUN), may_publish=True)


def look_at_signatures(visit: Visit, world: World) -> None:
    visit.go(reverse("verify", args=[signed_text(world).revision.code]))


def look_at_the_published_text(visit: Visit, world: World) -> None:
    found = signed_text(world)
    submitting.publish(found.revision.pledge, by=Actor(user=world.drafter))
    visit.go(reverse("verify", args=[found.revision.code]))


def look_at_what_was_taken_back(visit: Visit, world: World) -> None:
    found, by = signed_text(world), Actor(user=world.drafter)
    submitting.publish(found.revision.pledge, by=by)
    publishing.take_back(found.revision.pledge, by=by)
    visit.go(reverse("verify", args=[found.revision.code]))


def look_at_publication(*, is_published: bool) -> Callable[[Visit, World], None]:
    """The drafters' page on whether a text is published."""

    def arrive(visit: Visit, world: World) -> None:
        found = signed_text(world)
        if is_published:
            submitting.publish(found.revision.pledge, by=Actor(user=world.drafter))
        visit.go(reverse("pledge_publish", args=[found.revision.pledge.reference]))

    return arrive


def look_at_the_closing_day(visit: Visit, world: World) -> None:
    found = opened(organisation=world.society, title="y" * 60)
    visit.go(reverse("pledge_closing", args=[found.revision.pledge.reference]))


def choose_a_day_that_is_over(visit: Visit, world: World) -> None:
    look_at_the_closing_day(visit, world)
    visit.page.locator("#id_until").fill("2020-01-01")
    visit.follow(visit.page.locator("button[name=change-day]"))


def open_the_link_of_a_withdrawn_pledge(visit: Visit, world: World) -> None:
    found = circulated(make_ready(world.society, title=RUN))
    ending.withdraw(found.revision.pledge, reason="A wrong year", by=Actor(user=world.drafter))
    Invitation.objects.filter(email="sara@example.org").update(token_hash=hashed("her link"))
    visit.page.goto(f"{visit.base}/invitations/{quote('her link')}/")


def look_at_void_signatures(visit: Visit, world: World) -> None:
    found = signed_text(world)
    ending.reopen(found.revision.pledge, reason="A wrong year", by=Actor(user=world.drafter))
    visit.go(reverse("verify", args=[found.revision.code]))


def look_at_a_text_that_goes_round(visit: Visit, world: World) -> None:
    visit.go(reverse("verify", args=[circulated(make_ready(world.society)).revision.code]))


def compare_a_file(content: str = "") -> Callable[[Visit, World], None]:
    """Choose a file and compare it: the frozen text itself, or what is given."""

    def arrive(visit: Visit, world: World) -> None:
        found = signed_text(world)
        visit.go(reverse("verify", args=[found.revision.code]))
        buffer = (content or found.revision.content).encode()
        file = FilePayload(name=f"{RUN}.json", mimeType="application/json", buffer=buffer)
        visit.page.set_input_files("input[type=file]", file)
        visit.follow(visit.page.locator("main button"))

    return arrive


def confirm_by_code(visit: Visit, world: World) -> None:
    """Where an authenticator app is set up: the page that asks for its code."""
    TOTP.activate(world.drafter, SECRET)
    RecoveryCodes.activate(world.drafter)
    visit.go(reverse("mfa_reauthenticate"))


def go_with_app(route: str) -> Callable[[Visit, World], None]:
    """To a page of who has an authenticator app and confirmed it."""

    def arrive(visit: Visit, world: World) -> None:
        confirm_by_code(visit, world)
        visit.send({"code": format_hotp_value(hotp_value(SECRET, int(time.time()) // 30))})
        visit.go(reverse(route))

    return arrive


def go_with_passkey(route: str) -> Callable[[Visit, World], None]:
    """To a page about the passkey that was just added."""

    def arrive(visit: Visit, world: World) -> None:
        give_device(visit)
        add_passkey(visit, is_alone=True)
        keys = Authenticator.objects.filter(type="webauthn")
        visit.go(reverse(route, args=list(keys.values_list("pk", flat=True)) if route in ABOUT_ONE else ()))

    return arrive


def come_halfway(visit: Visit, world: World) -> None:
    """After the password, before the second step."""
    TOTP.activate(world.viewer, SECRET)
    visit.go(reverse("account_login"))
    visit.send({"login": world.viewer.email, "password": "an old password of hers"})


def mistype_second_step(visit: Visit, world: World) -> None:
    come_halfway(visit, world)
    visit.send({"code": "wrong"})


def of(pledge: str, *more: str) -> Arguments:
    """The arguments of an address of a pledge, which is an attribute of World."""
    return lambda world: (getattr(world, pledge).reference, *more)


def model_text(world: World) -> tuple[str, ...]:
    return ("migration-2019",)


def box(letter: str) -> Arguments:
    return lambda world: (*model_text(world), letter)


def organisation(world: World) -> tuple[str, ...]:
    return (world.society.slug,)


SECTIONS = ["parties", "introduction", "objectives", "actions", "indicators", "resources", "check", "export"]
LOOKS = [
    Look("home", "home"),
    Look("model texts", "model_text_list"),
    Look("find", "find", who="drafter"),
    Look("find, nothing found", "find", who="drafter", arrive=find("find")),
    Look("model text", "model_text_detail", model_text),
    *(Look(f"box {letter} of a model text", "model_text_box", box(letter)) for letter in "abcd"),
    Look("documents of a model text", "model_text_documents", model_text),
    Look("sign in", "account_login"),
    Look("sign in, nothing typed", "account_login", spoilt={"login": ""}),
    Look("too many tries", "account_login", status=429, arrive=try_too_often),
    Look("ask for a code", "account_request_login_code"),
    Look("ask for a code, no address", "account_request_login_code", spoilt={"email": "nobody"}),
    Look("type the code", "account_confirm_login_code", arrive=ask_for_code),
    Look("type the code, wrong", "account_confirm_login_code", status=422, arrive=mistype_code),
    Look("sign out", "account_logout", who="drafter"),
    Look("account closed", "account_inactive"),
    Look("no account", "account_signup"),
    Look("set a password", "account_set_password", who="drafter"),
    Look("change the password", "account_change_password", who="viewer"),
    Look("change the password, wrong", "account_change_password", who="viewer", spoilt={"oldpassword": "wrong"}),
    Look("forgot the password", "account_reset_password"),
    Look("forgot the password, asked", "account_reset_password_done"),
    Look("forgot the password, link", "account_reset_password_from_key", arrive=follow_reset_link),
    Look("forgot the password, differing", "account_reset_password_from_key", status=422, arrive=type_two_passwords),
    Look("forgot the password, dead link", "account_reset_password_from_key", lambda world: ("1", "dead")),
    Look("forgot the password, done", "account_reset_password_from_key_done"),
    Look("organisations", "organisation_list", who="drafter"),
    Look("organisation", "organisation_detail", organisation, who="drafter"),
    Look("organisation, administrator", "organisation_detail", who="drafter", arrive=administer),
    Look("organisation, 422", "organisation_detail", who="drafter", status=422, arrive=invite_nobody),
    Look("sessions", "usersessions_list", who="drafter"),
    Look("confirm by password", "account_reauthenticate", who="viewer"),
    Look("confirm by code", "mfa_reauthenticate", who="drafter", arrive=confirm_by_code),
    Look(
        "confirm by passkey",
        "mfa_reauthenticate_webauthn",
        who="drafter",
        arrive=go_with_passkey("mfa_reauthenticate_webauthn"),
    ),
    Look("second step", "mfa_authenticate", arrive=come_halfway),
    Look("second step, wrong", "mfa_authenticate", status=422, arrive=mistype_second_step),
    Look("second steps", "mfa_index", who="drafter"),
    Look("second steps, app", "mfa_index", who="drafter", arrive=go_with_app("mfa_index")),
    Look("second steps, passkey", "mfa_index", who="drafter", arrive=go_with_passkey("mfa_index")),
    Look("set up an app", "mfa_activate_totp", who="drafter"),
    Look("set up an app, wrong", "mfa_activate_totp", who="drafter", spoilt={"code": "wrong"}),
    Look("app off", "mfa_deactivate_totp", who="drafter", arrive=go_with_app("mfa_deactivate_totp")),
    Look("recovery codes", "mfa_view_recovery_codes", who="drafter", arrive=go_with_app("mfa_view_recovery_codes")),
    Look(
        "new recovery codes",
        "mfa_generate_recovery_codes",
        who="drafter",
        arrive=go_with_app("mfa_generate_recovery_codes"),
    ),
    Look("add a passkey", "mfa_add_webauthn", who="drafter"),
    Look("rename a passkey", "mfa_edit_webauthn", who="drafter", arrive=go_with_passkey("mfa_edit_webauthn")),
    Look("remove a passkey", "mfa_remove_webauthn", who="drafter", arrive=go_with_passkey("mfa_remove_webauthn")),
    Look("pledges", "pledge_list", who="drafter"),
    Look("no pledges", "pledge_list", who="newcomer"),
    Look("pledges, viewer", "pledge_list", who="viewer"),
    Look("pledges, lively", "pledge_list", who="drafter", arrive=look_at_lively_pledges),
    Look("pledges, filters", "pledge_list", who="drafter", arrive=look_at_the_filters),
    Look("pledges, nothing found", "pledge_list", who="drafter", arrive=find("pledge_list")),
    Look("all pledges", "all_pledges", who="secretary"),
    Look("library of the secretariat", "desk_library", who="secretary"),
    Look("first superuser", "desk_begin", arrive=begin_at_the_desk),
    Look("directory of the secretariat", "desk_directory", who="secretary"),
    Look("entry of the directory", "desk_entry", arrive=keep_at_the_desk("desk_entry", "state", "KE")),
    Look("a domain to confirm", "desk_confirm", arrive=keep_at_the_desk("desk_confirm", "society", "KE")),
    Look("confirmed domains", "desk_domains", who="secretary"),
    Look("a confirmed domain", "desk_domain", arrive=look_at_a_domain),
    Look("register", "register"),
    Look("register, filled", "register", arrive=look_at_a_full_register),
    Look("register, nothing found", "register", arrive=find("register")),
    Look("register, by region and theme", "register_picture", arrive=look_at_the_picture),
    Look("register, one text", "register_text", arrive=read_a_published_text),
    Look("profile", "profile", who="drafter"),
    Look("profile, 422", "profile", who="drafter", spoilt={"name": "y" * 151}),
    Look("light or dark", "appearance"),
    Look("help", "help"),
    Look("contact", "contact"),
    Look("privacy", "privacy"),
    Look("all pledges, nothing found", "all_pledges", who="secretary", arrive=find("all_pledges")),
    Look("submitted pledge", "submitted_pledge", of("submitted"), who="secretary"),
    Look("start", "pledge_start", who="drafter"),
    Look("start, 422", "pledge_start", who="drafter", spoilt={"title": TOO_LONG, "language": "xx"}),
    Look("form open too long", "pledge_start", who="drafter", status=403, spoilt={"csrfmiddlewaretoken": "old"}),
    Look(
        "signed out meanwhile",
        "pledge_introduction",
        of("pledge"),
        who="drafter",
        status=401,
        arrive=save_when_signed_out,
    ),
    Look("forbidden", "pledge_start", who="viewer", status=403),
    Look("not found", "pledge_detail", lambda world: ("PB-22222-22222",), who="drafter", status=404),
    Look("hub", "pledge_detail", of("pledge"), who="drafter"),
    Look("hub, empty", "pledge_detail", of("empty"), who="drafter"),
    Look("hub, viewer", "pledge_detail", of("pledge"), who="viewer"),
    Look("hub, ready", "pledge_detail", who="drafter", arrive=go_to("pledge_detail", ready)),
    Look("hub, going round", "pledge_detail", who="drafter", arrive=go_to("pledge_detail", half_signed)),
    Look("hub, declined", "pledge_detail", who="drafter", arrive=go_to("pledge_detail", declined)),
    Look("hub, reopened", "pledge_detail", who="drafter", arrive=go_to("pledge_detail", taken_back)),
    Look("hub, agreed", "pledge_detail", who="drafter", arrive=go_to("pledge_detail", signed_by_all)),
    Look("hub, submitted", "pledge_detail", who="drafter", arrive=go_to("pledge_detail", handed_in)),
    Look("hub, withdrawn", "pledge_detail", who="drafter", arrive=go_to("pledge_detail", withdrawn)),
    Look("pledges, asked", "pledge_list", who="drafter", arrive=look_at_what_waits),
    *(Look(slug, f"pledge_{slug}", of("pledge"), who="drafter") for slug in SECTIONS),
    *(Look(f"{slug}, empty", f"pledge_{slug}", of("empty"), who="drafter") for slug in SECTIONS),
    *(Look(f"{slug}, viewer", f"pledge_{slug}", of("pledge"), who="viewer") for slug in SECTIONS),
    Look("theme", "pledge_theme", of("pledge", THEME), who="drafter"),
    Look("theme, empty", "pledge_theme", of("empty", THEME), who="drafter"),
    Look("theme, viewer", "pledge_theme", of("pledge", THEME), who="viewer"),
    Look("own theme", "pledge_theme", of("pledge", "own"), who="drafter"),
    Look("item", "pledge_item", of("pledge", ACTIONS[0]), who="drafter"),
    Look("item, viewer", "pledge_item", of("pledge", ACTIONS[0]), who="viewer"),
    Look("own item", "pledge_item", of("pledge", "own-volunteers"), who="drafter"),
    Look("blanks", "pledge_blanks", of("pledge"), who="drafter"),
    Look("blanks, empty", "pledge_blanks", of("empty"), who="drafter"),
    Look("blanks, viewer", "pledge_blanks", of("pledge"), who="viewer"),
    Look("pictures", "pledge_pictures", of("pledge"), who="drafter"),
    Look("pictures, empty", "pledge_pictures", of("empty"), who="drafter"),
    Look("pictures, viewer", "pledge_pictures", of("pledge"), who="viewer"),
    Look("pictures in Arabic", "pledge_pictures", of("pledge"), who="drafter", arrive=draw_in_arabic),
    Look("pictures, tables open", "pledge_pictures", of("pledge"), who="drafter", arrive=open_the_tables),
    Look("copy", "pledge_copy", of("pledge"), who="drafter"),
    Look("history", "pledge_history", of("pledge"), who="drafter", arrive=look_at_the_history),
    Look("history, empty", "pledge_history", of("empty"), who="drafter"),
    Look("history, viewer", "pledge_history", of("pledge"), who="viewer"),
    Look("history, 422", "pledge_history", of("pledge"), who="drafter", spoilt={"name": TOO_LONG}),
    Look("compared", "pledge_compare", of("pledge"), who="drafter"),
    Look("compared, viewer", "pledge_compare", of("pledge"), who="viewer"),
    Look("trail", "pledge_trail", who="drafter", arrive=look_at_the_trail),
    Look("trail, none", "pledge_trail", of("empty"), who="drafter"),
    Look("trail, viewer", "pledge_trail", who="viewer", arrive=look_at_the_trail),
    Look("trail, changed", "pledge_trail", who="drafter", arrive=look_at_a_changed_trail),
    Look("comments", "pledge_comments", of("pledge"), who="drafter", arrive=look_at_the_talk),
    Look("comments, none", "pledge_comments", of("empty"), who="drafter"),
    Look("comments, viewer", "pledge_comments", of("pledge"), who="viewer", arrive=look_at_the_talk),
    Look("suggestions", "pledge_suggestions", of("pledge"), who="drafter", arrive=look_at_the_suggestions),
    Look("suggestions, none", "pledge_suggestions", of("empty"), who="drafter"),
    Look("suggestions, viewer", "pledge_suggestions", of("pledge"), who="viewer", arrive=look_at_the_suggestions),
    *(Look(f"suggest, {kind}", "pledge_suggest", of("pledge", kind), who="drafter") for kind in NEW_ITEMS),
    Look("suggest, 422", "pledge_suggest", of("pledge", "action"), who="drafter", spoilt={"text": TOO_LONG}),
    Look(
        "suggest, plan",
        "pledge_suggest",
        of("pledge", "plan"),
        who="drafter",
        arrive=look_at("pledge_suggest", f"?item={ACTIONS[0]}", "plan"),
    ),
    Look(
        "suggest, removal",
        "pledge_suggest",
        of("pledge", "removal"),
        who="viewer",
        arrive=look_at("pledge_suggest", f"?item={ACTIONS[0]}", "removal"),
    ),
    Look("read", "pledge_read", of("pledge"), who="drafter"),
    Look("read, empty", "pledge_read", of("empty"), who="drafter"),
    Look("read, viewer", "pledge_read", of("pledge"), who="viewer", arrive=look_at("pledge_read", "?show=model")),
    Look("read, guest", "pledge_read", of("pledge"), arrive=read_as_guest),
    Look("import", "pledge_import", who="drafter"),
    Look("import, 422", "pledge_import", who="drafter", status=422, arrive=import_a_file(lambda _world: b"y", "y")),
    Look("import, shown first", "pledge_import", who="drafter", arrive=import_a_file(as_data, "wells.json")),
    Look("import, Word", "pledge_import", who="drafter", arrive=import_a_file(as_word, "wells.docx")),
    Look("comments, guest", "pledge_comments", of("pledge"), arrive=look_at_the_talk_as_a_guest),
    Look("tables", "pledge_tables", of("pledge"), who="drafter", arrive=look_at_the_tables),
    Look("tables, none", "pledge_tables", of("empty"), who="drafter"),
    Look("tables, viewer", "pledge_tables", of("pledge"), who="viewer"),
    Look("table", "pledge_table", who="drafter", arrive=look_at_the_table),
    Look("table, viewer", "pledge_table", who="viewer", arrive=look_at_the_table),
    Look("table, guest", "pledge_table", arrive=look_at_the_table_as_a_guest),
    Look("table, closed", "pledge_table", arrive=look_at_a_closed_table),
    Look("table, 422", "pledge_table", who="drafter", status=422, arrive=write_what_is_refused),
    Look("invitations", "pledge_invitations", of("pledge"), who="drafter", arrive=look_at_invitations),
    Look("invitations, none", "pledge_invitations", of("pledge"), who="drafter"),
    Look("invitations, viewer", "pledge_invitations", of("pledge"), who="viewer"),
    Look("invitation", "invitation", arrive=open_link),
    Look("invitation, gone", "invitation", status=410),
    Look("invitation, passed on", "invitation_forward", arrive=pass_it_on),
    Look("invitation, passed on, 422", "invitation_forward", status=422, arrive=pass_nothing_on),
    Look("circulate", "pledge_circulate", of("pledge"), who="drafter"),
    Look("circulate, viewer", "pledge_circulate", of("pledge"), who="viewer"),
    Look("circulate, ready", "pledge_circulate", who="drafter", arrive=go_to("pledge_circulate", ready)),
    Look(
        "circulate, 422",
        "pledge_circulate",
        who="drafter",
        status=422,
        arrive=press("circulate", lambda visit, world: visit.go(reverse("pledge_circulate", args=of("pledge")(world)))),
    ),
    Look("answer, reading", "pledge_answer", arrive=go_to("pledge_answer", going_round, as_guest=True)),
    Look("answer, waiting", "pledge_answer", who="drafter", arrive=go_to("pledge_answer", waiting)),
    Look("answer", "pledge_answer", arrive=open_all(press("read", go_to("pledge_answer", going_round, as_guest=True)))),
    Look(
        "answer, 422",
        "pledge_answer",
        who="drafter",
        status=422,
        arrive=press("request-changes", open_all(press("read", go_to("pledge_answer", going_round)))),
    ),
    Look("answer, declining", "pledge_answer", arrive=ask_to_decline),
    Look("answer, declined", "pledge_answer", arrive=go_to("pledge_answer", declined, as_guest=True)),
    Look("answer, held up", "pledge_answer", who="drafter", arrive=go_to("pledge_answer", declined)),
    Look("signatures, held up", "pledge_signatures", who="drafter", arrive=go_to("pledge_signatures", declined)),
    Look("address", "pledge_address", who="drafter", arrive=correct_an_address),
    Look("address, refused", "pledge_address", who="drafter", arrive=correct_an_address, spoilt={"email": "nobody"}),
    Look("asked of a guest", "invitation_asked", arrive=look_at_all_that_is_asked),
    Look("answer, signed", "pledge_answer", who="drafter", arrive=go_to("pledge_answer", signed_by_all)),
    Look("answer, taken back", "pledge_answer", who="drafter", arrive=go_to("pledge_answer", taken_back)),
    Look("answer, changed", "pledge_answer", arrive=go_to("pledge_answer", read_again, as_guest=True)),
    Look("answer, not needed", "pledge_answer", arrive=go_to("pledge_answer", enough_signed, as_guest=True)),
    Look("circulate, several", "pledge_circulate", who="drafter", arrive=go_to("pledge_circulate", of_several)),
    Look("signatures", "pledge_signatures", of("pledge"), who="drafter"),
    Look("signatures, several", "pledge_signatures", who="drafter", arrive=go_to("pledge_signatures", enough_signed)),
    Look("signatures, viewer", "pledge_signatures", of("pledge"), who="viewer"),
    Look("signatures, half", "pledge_signatures", who="drafter", arrive=go_to("pledge_signatures", half_signed)),
    Look("signatures, void", "pledge_signatures", who="drafter", arrive=go_to("pledge_signatures", taken_back)),
    Look("signatures, all", "pledge_signatures", who="drafter", arrive=go_to("pledge_signatures", signed_by_all)),
    Look("signatures, guest", "pledge_signatures", arrive=go_to("pledge_signatures", handed_in, as_guest=True)),
    Look(
        "signatures, another signatory", "pledge_signatures", who="drafter", arrive=go_to("pledge_signatures", replaced)
    ),
    Look("another signatory", "pledge_replace", who="drafter", arrive=name_another),
    Look("another signatory, 422", "pledge_replace", who="drafter", status=422, arrive=name_nobody),
    Look("somebody else signs", "pledge_hand_over", arrive=go_to("pledge_hand_over", proposed, as_guest=True)),
    Look("invitation, replaced", "invitation", status=410, arrive=open_old_link),
    Look("reopen", "pledge_reopen", who="drafter", arrive=go_to("pledge_reopen", signed_by_all)),
    Look("reopen, 422", "pledge_reopen", who="drafter", status=422, arrive=reopen_for_no_reason),
    Look("reopen, a draft", "pledge_reopen", of("pledge"), who="viewer"),
    Look("withdraw", "pledge_withdraw", of("pledge"), who="drafter"),
    Look("submit", "pledge_submit", who="drafter", arrive=go_to("pledge_submit", signed_by_all)),
    Look("submit, 422", "pledge_submit", who="drafter", status=422, arrive=submit_a_future_day),
    Look("submit, a draft", "pledge_submit", of("pledge"), who="viewer"),
    Look("ask to join", "join", arrive=look_at_an_open_pledge),
    Look("ask to join, 422", "join", arrive=look_at_an_open_pledge, spoilt={"email": "nobody", "name": TOO_LONG}),
    Look("ask to join, code", "join", arrive=ask_to_join),
    Look("ask to join, asked", "join", arrive=prove_who_asks),
    Look("ask to join, closed", "join", arrive=look_at_a_closed_pledge),
    Look("further parties", "pledge_joining", who="drafter", arrive=look_at_further_parties),
    Look("further parties, none", "pledge_joining", of("pledge"), who="drafter"),
    Look("further parties, viewer", "pledge_joining", who="viewer", arrive=look_at_further_parties),
    Look("further parties, 422", "pledge_joining", who="drafter", status=422, arrive=refuse_without_a_reason),
    Look("signatures, further parties", "pledge_signatures", who="drafter", arrive=look_at_further_signatures),
    Look("comments, 422", "pledge_comments", of("pledge"), who="drafter", status=422, arrive=say_nothing),
    Look("code of a text", "verify_find"),
    Look("code of a text, 422", "verify_find", status=422, spoilt={"code": " "}),
    Look("signatures of a text", "verify", arrive=look_at_signatures),
    Look("signatures, published", "verify", arrive=look_at_the_published_text),
    Look("signatures, no longer published", "verify", status=410, arrive=look_at_what_was_taken_back),
    Look("publish", "pledge_publish", who="drafter", arrive=look_at_publication(is_published=False)),
    Look("publish, published", "pledge_publish", who="drafter", arrive=look_at_publication(is_published=True)),
    Look("publish, a draft", "pledge_publish", of("pledge"), who="viewer"),
    Look("closing day", "pledge_closing", who="drafter", arrive=look_at_the_closing_day),
    Look("closing day, 422", "pledge_closing", who="drafter", status=422, arrive=choose_a_day_that_is_over),
    Look("closing day, a draft", "pledge_closing", of("pledge"), who="viewer"),
    Look("link, withdrawn", "invitation", status=410, arrive=open_the_link_of_a_withdrawn_pledge),
    Look("signatures, void", "verify", arrive=look_at_void_signatures),
    Look("signatures, not all", "verify", arrive=look_at_a_text_that_goes_round),
    Look("signatures, unknown", "verify", lambda world: ("UNKNWNCDE234",), status=404),
    Look("file, the same", "verify", arrive=compare_a_file()),
    Look("file, another", "verify", arrive=compare_a_file('{"format": "pledgebuilder/1"}')),
    Look("file, 422", "verify", status=422, arrive=compare_a_file("{}")),
    Look("plan, an action open", "pledge_actions", of("pledge"), who="drafter", arrive=open_an_action),
    Look("check, changes", "pledge_check", of("pledge"), who="drafter", arrive=look_at_the_changes),
    Look("conflict", "pledge_introduction", of("pledge"), who="drafter", status=409, arrive=change_the_same_text),
    Look("party", "pledge_party", of("pledge", "party-state"), who="drafter"),
    Look("authority", "pledge_authority", of("pledge", "KE"), who="drafter"),
    Look("party, several", "pledge_party", who="drafter", arrive=look_at_a_party_of_several),
    Look("party, viewer", "pledge_party", of("pledge", "party-state"), who="viewer"),
    Look(
        "parties, found",
        "pledge_parties",
        of("pledge"),
        who="drafter",
        arrive=lambda visit, world: visit.go(reverse("pledge_parties", args=of("pledge")(world)) + "?q=sa"),
    ),
    Look(
        "parties, 422",
        "pledge_parties",
        of("pledge"),
        who="drafter",
        spoilt={"title": TOO_LONG, "period_end": "1999", "openness": "open"},
    ),
    Look("party, 422", "pledge_party", of("pledge", "party-state"), who="drafter", spoilt={"focal_email": "nobody"}),
    Look("introduction, 422", "pledge_introduction", of("pledge"), who="drafter", spoilt={"opening": TOO_LONG}),
    Look("objectives, 422", "pledge_objectives", of("pledge"), who="drafter", spoilt={"own": TOO_LONG}),
    Look(
        "theme, 422",
        "pledge_theme",
        of("pledge", THEME),
        who="drafter",
        spoilt={"own": TOO_LONG, f"{ACTIONS[0]}-end": "2019-03", f"{ACTIONS[0]}-responsible": TOO_LONG},
    ),
    Look(
        "indicators, 422",
        "pledge_indicators",
        of("pledge"),
        who="drafter",
        spoilt={"c-laws-and-policies-target": TOO_LONG},
    ),
    Look(
        "resources, 422",
        "pledge_resources",
        of("pledge"),
        who="drafter",
        spoilt={f"{LINE}-currency": "francs", f"{LINE}-amount": "-1", "resources_text": TOO_LONG},
    ),
    Look("copy, 422", "pledge_copy", of("pledge"), who="drafter", spoilt={"title": TOO_LONG, "period_end": "1999"}),
    Look("blanks, 422", "pledge_blanks", of("pledge"), who="drafter", spoilt={field_name("[region]"): TOO_LONG}),
    Look("item, 422", "pledge_item", of("pledge", ACTIONS[0]), who="drafter", spoilt={"text": ""}),
]


def routes() -> Iterator[str]:
    """Every name of an address that the project's own URL files give."""
    for names in (get_resolver("commitments.web.urls"), get_resolver("commitments.web.account_urls")):
        yield from (pattern.name or "" for pattern in names.url_patterns if isinstance(pattern, URLPattern))
