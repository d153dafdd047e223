"""Every page of the site, in each state that looks different, for the tests that sweep over all of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.core import mail
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from commitments.forms.blanks import field_name
from tests.e2e.visit import Visit
from tests.e2e.world import ACTIONS, World

Arguments = Callable[[World], tuple[str, ...]]
THEME = "b-rescue-and-services"
TOO_LONG = "y" * 101
NO_PAGES = {
    "directory": "a fragment of the parties page",
    "pledge_download": "a file",
    "model_text_plain": "plain text",
    "demo_sign_in": "a button of the sign-in page",
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
    arrive: Callable[[Visit, World], None] | None = None
    """How to come there, where the address alone doesn't lead"""

    def __str__(self) -> str:
        return self.name

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
    visit.page.goto(re.findall(r"http\S+", mail.outbox[-1].body)[0])


def type_two_passwords(visit: Visit, world: World) -> None:
    follow_reset_link(visit, world)
    visit.send({"password1": "one long enough password", "password2": "another long password"})


def try_too_often(visit: Visit, world: World) -> None:
    for number in range(31):
        Client().post(reverse("account_login"), {"login": f"nobody{number}@example.org", "password": "wrong"})
    visit.go(reverse("account_login"))
    visit.send({"login": world.drafter.email, "password": "wrong"})


def of(pledge: str, *more: str) -> Arguments:
    """The arguments of an address of a pledge, which is an attribute of World."""
    return lambda world: (getattr(world, pledge).reference, *more)


def model_text(world: World) -> tuple[str, ...]:
    return ("migration-2019",)


def box(letter: str) -> Arguments:
    return lambda world: (*model_text(world), letter)


SECTIONS = ["parties", "introduction", "objectives", "actions", "indicators", "resources", "check", "export"]
LOOKS = [
    Look("home", "home"),
    Look("model texts", "model_text_list"),
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
    Look("pledges", "pledge_list", who="drafter"),
    Look("no pledges", "pledge_list", who="newcomer"),
    Look("pledges, viewer", "pledge_list", who="viewer"),
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
    Look("copy", "pledge_copy", of("pledge"), who="drafter"),
    Look("party", "pledge_party", of("pledge", "party-state"), who="drafter"),
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
        spoilt={"line-0-currency": "francs", "line-0-amount": "-1", "resources_text": TOO_LONG},
    ),
    Look("copy, 422", "pledge_copy", of("pledge"), who="drafter", spoilt={"title": TOO_LONG, "period_end": "1999"}),
    Look("blanks, 422", "pledge_blanks", of("pledge"), who="drafter", spoilt={field_name("[region]"): TOO_LONG}),
    Look("item, 422", "pledge_item", of("pledge", ACTIONS[0]), who="drafter", spoilt={"text": ""}),
]


def routes() -> Iterator[str]:
    """Every name of an address that the project's own URL files give."""
    for names in (get_resolver("commitments.urls"), get_resolver("commitments.account_urls")):
        yield from (pattern.name or "" for pattern in names.url_patterns if isinstance(pattern, URLPattern))
