"""A National Society with its people and pledges, for the tests that look at every page."""

from __future__ import annotations

from dataclasses import dataclass

from commitments.models import Clause, Membership, Organisation, Pledge, User
from tests.factories import (
    add_member,
    add_party,
    add_resource,
    link,
    make_member,
    make_organisation,
    make_pledge,
    make_user,
    pick,
    write,
)

OBJECTIVES = [
    "a-safety-dignity-rights",
    "a-access-essential-services",
    "a-national-society-access",
    "a-most-vulnerable-migrants",
    "a-gcr-humanitarian-objectives",
]
ADDITIONS = ["a-gcr-responsibility-sharing", "a-gcr-economic-social-inclusion", "a-gcr-durable-solutions"]
ACTIONS = [
    "b-rescue-and-services-humanitarian-service-points",
    "b-rescue-and-services-information-points",
    "b-most-vulnerable-early-identification-referral",
    "b-detention-dialogue-on-consequences",
    "b-rfl-missing-migrants-identify-missing",
    "b-social-inclusion-inclusion-services",
]
LINE = "line-0000000001"
RUN = "w" * 100
"""The longest unbroken run of characters that a text may hold"""


@dataclass
class World:
    society: Organisation
    drafter: User
    viewer: User
    newcomer: User
    secretary: User
    pledge: Pledge
    empty: Pledge
    submitted: Pledge
    """Of another organisation"""


def make_world() -> World:
    """Return a National Society with a drafter, a viewer, two pledges (typical, empty), and a newcomer."""
    society = make_organisation("Kenya Red Cross Society", slug="kenya-red-cross")
    drafter, viewer = make_user("amina@example.org", name="Amina Wanjiru"), make_user("grace@example.org", name="Grace")
    viewer.set_password("an old password of hers")
    viewer.save(update_fields=["password"])
    add_member(society, drafter)
    add_member(society, viewer, Membership.Role.VIEWER)
    return World(
        society=society,
        drafter=drafter,
        viewer=viewer,
        newcomer=make_member(),
        secretary=make_member("viewer", make_organisation("Conference secretariat", kind="secretariat")),
        pledge=typical_pledge(society),
        empty=make_pledge(society),
        submitted=submitted_pledge(),
    )


def typical_pledge(society: Organisation) -> Pledge:
    """A bilateral pledge with 5 objectives, 3 additions, 6 actions, an indicator and two resource lines."""
    pledge = make_pledge(
        society,
        title="Safe access to services for migrants in Kenya",
        resources_text="The parties bring what is listed here, within their budgets.",
    )
    state, own_society = (
        add_party(pledge, "state", "KE", key="party-state"),
        add_party(pledge, "national_society", "KE"),
    )
    objectives = [pick(pledge, slug) for slug in OBJECTIVES]
    for slug in ADDITIONS:
        pick(pledge, slug)
    write(pledge, "objective", "Keep our volunteers safe and well, in [region].", key="own-volunteers")
    actions = [pick(pledge, slug, start="2020-01", end="2022-12") for slug in ACTIONS]
    for action, objective in zip(actions, objectives, strict=False):
        link(action, leads=[state, own_society], linked=[objective])
    reworded = actions[0]
    reworded.text = "Establish three Humanitarian Service Points on the northern border."
    reworded.save(update_fields=["text"])
    indicator = pick(pledge, indicators()[0], baseline="0", target="3 by 2021", verification="Annual report")
    link(indicator, linked=actions[:2])
    add_resource(
        pledge,
        "financial",
        key=LINE,
        description="Running costs",
        amount="120000",
        currency="CHF",
        provider="Government",
    )
    add_resource(pledge, "human", description="Four members of staff", provider="Kenya Red Cross Society")
    return pledge


def submitted_pledge() -> Pledge:
    pledge = make_pledge(make_organisation("Uganda Red Cross Society"), title="Wells for all", status="submitted")
    add_party(pledge, "national_society", "UG")
    write(pledge, "objective", "Drill boreholes along the migration routes.")
    return pledge


def indicators() -> list[str]:
    """The slugs of the model text's indicators."""
    return list(
        Clause.objects.filter(model_text__slug="migration-2019", kind="indicator").values_list("slug", flat=True)
    )


def whole_menu(society: Organisation) -> Pledge:
    """A pledge with every clause of the model text in it."""
    pledge = make_pledge(society, title="Everything at once")
    add_party(pledge, "state", "KE")
    add_party(pledge, "national_society", "KE")
    clauses = Clause.objects.filter(model_text__slug="migration-2019", retired=False).order_by("pk")
    for clause in sorted(clauses, key=lambda clause: clause.parent_id is not None):
        pick(pledge, clause.slug)
    return pledge


def unbroken_pledge(society: Organisation) -> Pledge:
    """A pledge in which title, parties, items and lines hold the longest unbroken runs that are allowed."""
    pledge = make_pledge(society, title=RUN, resources_text=RUN, region=RUN)
    add_party(pledge, "observer", name=RUN, focal_name=RUN)
    add_party(pledge, "state", "KE", key="party-state", name=RUN)
    write(pledge, "objective", RUN, key="own-volunteers")
    write(pledge, "action", RUN, key="own-action", theme_name=RUN, responsible=RUN)
    write(pledge, "indicator", RUN, key="own-indicator", baseline=RUN, target=RUN, verification=RUN)
    pick(pledge, ACTIONS[0], RUN, responsible=RUN)
    pick(pledge, OBJECTIVES[0], f"[{RUN[2:]}] [region]")
    money = {"amount": "9999999999999.99", "currency": "CHF"}
    add_resource(pledge, "financial", key=LINE, description=RUN, provider=RUN, **money)
    return pledge


def make_unbroken_world() -> World:
    """A world whose drafter has a pledge of the longest unbroken runs in place of the other ones."""
    world = make_world()
    world.pledge = world.empty = unbroken_pledge(world.society)
    return world
