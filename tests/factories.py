"""Plain functions that make what a test needs. The library is loaded; these add people, organisations and pledges.

Each returns a saved row and does nothing else: what a test depends on stands in the test.
"""

from __future__ import annotations

from itertools import count
from typing import Any

from commitments.models import (
    Clause,
    Item,
    Membership,
    ModelText,
    NationalSociety,
    Organisation,
    Party,
    PartyKind,
    Pledge,
    RegionalGroup,
    ResourceLine,
    State,
    User,
    menu,
)

numbers = count(1)


def make_user(email: str = "", **fields: Any) -> User:
    """A person without a password; sign in with `client.force_login`."""
    return User.objects.create_user(email or f"person{next(numbers)}@example.org", **fields)


def make_organisation(name: str = "", **fields: Any) -> Organisation:
    """An organisation, a National Society unless `kind` says otherwise."""
    number = next(numbers)
    fields = {"slug": f"organisation-{number}", "kind": Organisation.Kind.NATIONAL_SOCIETY, **fields}
    return Organisation.objects.create(name=name or f"Organisation {number}", **fields)


def add_member(organisation: Organisation, user: User, role: str = Membership.Role.DRAFTER) -> Membership:
    return Membership.objects.create(organisation=organisation, user=user, role=role)


def make_member(role: str = Membership.Role.DRAFTER, organisation: Organisation | None = None, email: str = "") -> User:
    """A person with `role` in `organisation`, or in a new one."""
    user = make_user(email)
    add_member(organisation or make_organisation(), user, role)
    return user


def make_pledge(
    organisation: Organisation | None = None, *, model_text: str = "migration-2019", **fields: Any
) -> Pledge:
    """A draft with the model's period and introduction, and nothing else in it."""
    model = ModelText.objects.get(slug=model_text)
    defaults = {
        "period_start": model.period_start,
        "period_end": model.period_end,
        "introduction": "\n\n".join(menu(model).introduction),
    }
    return Pledge.objects.create(
        model_text=model, organisation=organisation or make_organisation(), **{**defaults, **fields}
    )


def add_party(pledge: Pledge, kind: str, code: str = "", **fields: Any) -> Party:
    """A party at the end of the list: a State or a National Society by its country's code, an observer by `name`."""
    if kind == PartyKind.STATE:
        fields["state"] = State.objects.get(iso2=code)
    if kind == PartyKind.NATIONAL_SOCIETY:
        fields["national_society"] = NationalSociety.objects.get(state__iso2=code)
    return Party.objects.create(pledge=pledge, kind=kind, position=pledge.parties.count(), **fields)


def pick(pledge: Pledge, slug: str, text: str | None = None, **fields: Any) -> Item:
    """A clause in the pledge, in its official wording or in `text`; an addition brings no objective along."""
    clause = Clause.objects.get(model_text=pledge.model_text_id, slug=slug)
    parent = pledge.items.filter(clause=clause.parent_id).first() if clause.parent_id else None
    return Item.objects.create(
        pledge=pledge,
        kind=clause.kind,
        key=clause.slug,
        clause=clause,
        parent=parent,
        theme_id=clause.theme_id,
        position=pledge.items.count(),
        text=clause.text if text is None else text,
        official_text=clause.text,
        **fields,
    )


def write(pledge: Pledge, kind: str, text: str, **fields: Any) -> Item:
    """An item in the drafter's own words."""
    return Item.objects.create(pledge=pledge, kind=kind, text=text, position=pledge.items.count(), **fields)


def add_resource(pledge: Pledge, kind: str = "financial", **fields: Any) -> ResourceLine:
    return ResourceLine.objects.create(pledge=pledge, kind=kind, position=pledge.resource_lines.count(), **fields)


def group(slug: str) -> RegionalGroup:
    return RegionalGroup.objects.get(slug=slug)
