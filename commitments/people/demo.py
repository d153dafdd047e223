"""People and organisations for trying the project out. Everything about the demo stands here, once."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from commitments.models import Membership, NationalSociety, Organisation, State, User

PASSWORD = "demo"  # noqa: S105 - printed on the screen on purpose; the demo exists only where DEBUG is on


@dataclass(frozen=True)
class DemoOrganisation:
    slug: str
    name: str
    kind: str
    country: str
    """ISO 3166-1 alpha-2"""


@dataclass(frozen=True)
class DemoPerson:
    email: str
    name: str
    organisation: str
    """Slug of a DemoOrganisation"""
    role: str


SOCIETY, MINISTRY = Organisation.Kind.NATIONAL_SOCIETY, Organisation.Kind.MINISTRY
ORGANISATIONS = (
    DemoOrganisation("kenya-red-cross", "Kenya Red Cross Society", SOCIETY, "KE"),
    DemoOrganisation("uganda-red-cross", "Uganda Red Cross Society", SOCIETY, "UG"),
    DemoOrganisation("kenya-interior", "Ministry of Interior and National Administration, Kenya", MINISTRY, "KE"),
)
PEOPLE = (
    DemoPerson("drafter@example.org", "Amina Wanjiru", "kenya-red-cross", Membership.Role.DRAFTER),
    DemoPerson("signatory@example.org", "Joseph Otieno", "kenya-red-cross", Membership.Role.SIGNATORY),
    DemoPerson("viewer@example.org", "Grace Mutua", "kenya-red-cross", Membership.Role.VIEWER),
    DemoPerson("admin@example.org", "Peter Kamau", "kenya-red-cross", Membership.Role.ADMINISTRATOR),
    DemoPerson("liaison@example.org", "Fatuma Hassan", "kenya-interior", Membership.Role.SIGNATORY),
    DemoPerson("stranger@example.org", "Daniel Okello", "uganda-red-cross", Membership.Role.DRAFTER),
)


@transaction.atomic
def load_demo() -> None:
    """Make sure that the demo's organisations, people and memberships exist.

    What is there already stays as it is, so that a try-out goes on where it was left. Raises State.DoesNotExist
    where the library is not loaded.
    """
    organisations = {demo.slug: _organisation(demo) for demo in ORGANISATIONS}
    for demo in PEOPLE:
        user = User.objects.filter(email=demo.email).first()
        user = user or User.objects.create_user(demo.email, PASSWORD, name=demo.name)
        Membership.objects.get_or_create(
            user=user, organisation=organisations[demo.organisation], defaults={"role": demo.role}
        )


def _organisation(demo: DemoOrganisation) -> Organisation:
    """The organisation in the database, new or found."""
    state = State.objects.get(iso2=demo.country)
    society = NationalSociety.objects.get(state=state) if demo.kind == SOCIETY else None
    organisation, _ = Organisation.objects.get_or_create(
        slug=demo.slug,
        defaults={"name": demo.name, "kind": demo.kind, "state": state, "national_society": society},
    )
    return organisation
