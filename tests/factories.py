"""Plain functions that make what a test needs. The library is loaded; these add people, organisations and pledges.

Each returns a saved row and does nothing else: what a test depends on stands in the test.
"""

from __future__ import annotations

import re
from datetime import timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from commitments import document
from commitments.drafting.editing.write import count_lines
from commitments.models import (
    Actor,
    Clause,
    Component,
    Draft,
    Invitation,
    Item,
    JoinRequest,
    Mail,
    Membership,
    ModelText,
    NationalSociety,
    Organisation,
    Party,
    PartyKind,
    Pledge,
    RegionalGroup,
    ResourceLine,
    Signature,
    SignatureRequest,
    State,
    User,
    menu,
)
from commitments.models.rounds import Round, last_round
from commitments.signing import joining
from commitments.signing.answering import note_read, send_code, sign
from commitments.signing.asking import own_signatory
from commitments.signing.circulating import circulate, text_mark
from commitments.signing.submitting import submit

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
    """A party at the end of the list: of the directory by its code, an observer by `name`."""
    if kind == PartyKind.STATE:
        fields["state"] = State.objects.get(iso2=code)
    if kind == PartyKind.NATIONAL_SOCIETY:
        fields["national_society"] = NationalSociety.objects.get(state__iso2=code)
    if kind == PartyKind.COMPONENT:
        fields["component"] = Component.objects.get(code=code)
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


def make_guest(pledge: Pledge, *, name: str = "Jonas Weber", **fields: Any) -> Invitation:
    """Somebody of another party who was invited to a pledge and confirmed it, unless `fields` say otherwise."""
    now = timezone.now()
    number = next(numbers)
    defaults = {"token_hash": f"token-{number}", "expires_at": now + timedelta(days=14), "confirmed_at": now}
    return Invitation.objects.create(
        **{"pledge": pledge, "email": f"guest{number}@example.org", "name": name, **defaults, **fields}
    )


def add_resource(pledge: Pledge, kind: str = "financial", **fields: Any) -> ResourceLine:
    """A resource line at the end; the pledge counts its text, as the services do."""
    line = ResourceLine.objects.create(pledge=pledge, kind=kind, position=pledge.resource_lines.count(), **fields)
    count_lines(Draft(pledge))
    pledge.save(update_fields=["line_bytes"])
    return line


def fill(pledge: Pledge, fillings: dict[str, str]) -> Pledge:
    """Fill blanks, named as they are printed, besides those that are filled."""
    pledge.blank_fillings = {**pledge.blank_fillings, **fillings}
    count_lines(Draft(pledge))
    pledge.save(update_fields=["blank_fillings", "line_bytes"])
    return pledge


def group(slug: str) -> RegionalGroup:
    return RegionalGroup.objects.get(slug=slug)


def link(item: Item, *, leads: Any = None, linked: Any = None) -> Item:
    """Let parties lead an item, and link it with other items; what is left out stays."""
    if leads is not None:
        item.leads = [party.key for party in leads]
    if linked is not None:
        item.linked = [other.key for other in linked]
    item.save(update_fields=["leads", "linked"])
    return item


def make_ready(organisation: Organisation | None = None, **fields: Any) -> Pledge:
    """A draft of a Government and a National Society that nothing blocks: both have signatories, jonas@ and sara@."""
    pledge = make_pledge(organisation, **{"title": "Protect all migrants", "introduction": "", **fields})
    add_party(
        pledge,
        "state",
        "KE",
        signatory_name="Jonas Weber",
        signatory_title="Minister",
        signatory_email="jonas@example.org",
    )
    add_party(
        pledge,
        "national_society",
        "KE",
        signatory_name="Sara Said",
        signatory_title="Secretary General",
        signatory_email="sara@example.org",
    )
    write(pledge, "objective", "Protect all migrants in Kenya, whatever their status.")
    return pledge


def name_signatories(party: Party, *names: str, needed: int = 1, deputies: tuple[str, ...] = ()) -> Party:
    """Let a party have up to two further signatories, and deputies; each has the address NAME@example.org."""
    people = [*zip(("second", "third"), names, strict=False), *zip(("deputy", "second-deputy"), deputies, strict=False)]
    party.further_signatories = {
        slot: {"name": name, "title": "Director", "email": f"{name.split()[0].lower()}@example.org"}
        for slot, name in people
    }
    party.signatures_needed = needed
    party.save(update_fields=["further_signatories", "signatures_needed"])
    return party


def circulated(pledge: Pledge | None = None, *, in_turn: bool = False, by: User | None = None) -> Round:
    """The round of a pledge that is sent round now; of one that `make_ready` makes, where none is given."""
    pledge = pledge or make_ready()
    by = by or make_member("drafter", pledge.organisation)
    circulate(
        pledge,
        seen=text_mark(document.build(pledge)),
        in_turn=in_turn,
        asked_for=timezone.now().date() + timedelta(days=14),
        by=Actor(user=by, origin="192.0.2.7"),
    )
    return the_round(pledge)


def the_round(pledge: Pledge) -> Round:
    """The last round of a pledge, as the database has it now."""
    found = last_round(Pledge.objects.get(pk=pledge.pk))
    assert found
    return found


def signatory(signature_request: SignatureRequest) -> Actor:
    """Whoever may answer a signature request: a confirmed guest, or the person of the own organisation."""
    pledge = signature_request.circulation.revision.pledge
    if user := own_signatory(pledge, signature_request.email):
        return Actor(user=user, origin="192.0.2.8")
    if signature_request.invitation:
        Invitation.objects.filter(pk=signature_request.invitation.pk).update(confirmed_at=timezone.now())
        return Actor(guest=Invitation.objects.get(pk=signature_request.invitation.pk), origin="192.0.2.9")
    return Actor(
        guest=make_guest(pledge, name=signature_request.name, email=signature_request.email), origin="192.0.2.9"
    )


def mailed_code(email: str) -> str:
    """The six digits in the last mail to an address."""
    body = Mail.objects.filter(to=email).order_by("-pk").values_list("body", flat=True)[0]
    return re.search(r"\b\d{6}\b", body)[0]


def give_signature(
    signature_request: SignatureRequest, *, by: Actor | None = None, may_publish: bool = False
) -> Signature:
    """A party's signature, as its signatory gives it: read, a code where they have no account, then signed."""
    by, seen = by or signatory(signature_request), signature_request.circulation.revision.digest
    note_read(signature_request, seen=seen, by=by)
    if not by.is_own:
        send_code(signature_request, seen=seen, by=by)
    return sign(
        signature_request,
        seen=seen,
        name=signature_request.name,
        title=signature_request.title,
        may_publish=may_publish,
        code="" if by.is_own else mailed_code(signature_request.email),
        is_proven=by.is_own,
        by=by,
    )


def agreed(pledge: Pledge | None = None, *, may_publish: bool = False) -> Round:
    """The round of a pledge that every party has signed."""
    found = circulated(pledge)
    for signature_request in found.signature_requests:
        give_signature(signature_request, may_publish=may_publish)
    return the_round(found.revision.pledge)


def opened(*, until: int = 30, may_publish: bool = False, **fields: Any) -> Round:
    """The round of a signed pledge that was handed in today and is open for further parties, for `until` days."""
    day = timezone.now().date() + timedelta(days=until)
    pledge = make_ready(openness="open", open_until=day, **fields)
    by = make_member("drafter", pledge.organisation)
    agreed(pledge, may_publish=may_publish)
    pledge.refresh_from_db()
    submit(pledge, on=timezone.now().date(), by=Actor(user=by, origin="192.0.2.7"))
    return the_round(pledge)


def asked_to_join(found: Round, *, code: str = "UG", email: str = "ruth@example.org", **said: Any) -> JoinRequest:
    """A request to sign for a further party, a Government by its country's code, whose address is proven."""
    who = {"name": "Ruth Okello", "title": "Minister of Health", **said}
    request = joining.ask(found.revision, State.objects.get(iso2=code), email=email, **who)
    assert joining.prove(request, mailed_code(email), origin="192.0.2.10")
    return JoinRequest.objects.get(pk=request.pk)
