"""A site with rows in every table that a backup keeps, made through the services: for the backup that is kept of it.

`python -m tests.every_kind` makes `tests/data/backups/` a backup of this version: for a release, once. The older ones
stay as they are: each is what an upgrade begins with.
"""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import django

KEPT = Path(__file__).parent / "data" / "backups"


def make() -> None:
    """Make people, organisations and pledges in each state, with all that hangs on them."""
    make_drafts()
    make_rounds()
    make_accounts()


def make_drafts() -> None:
    """Make a pledge that is written, commented and negotiated, and one that was deleted."""
    from commitments import document  # noqa: PLC0415  models come first
    from commitments.access import table_cells  # noqa: PLC0415
    from commitments.drafting import comments, negotiating, putting_away, suggesting  # noqa: PLC0415
    from commitments.drafting.negotiation import rows_of  # noqa: PLC0415
    from commitments.models import Actor, Draft, NamedVersion, Seat, Side  # noqa: PLC0415
    from tests.edits import reword  # noqa: PLC0415
    from tests.factories import add_resource, fill, make_guest, make_member, make_pledge, make_ready, pick  # noqa: PLC0415

    pledge = make_ready(title="حماية المهاجرين · 保护移民")
    amina = make_member("drafter", pledge.organisation, email="amina@example.org")
    for slug in ("b-detention-draw-on-expertise", "b-rescue-and-services-information-points"):
        pick(pledge, slug)
    add_resource(pledge, amount="12500.50", currency="CHF", description="ከለጋሾች", provider="Donors")
    fill(pledge, {"[region]": "the Rift Valley"})
    own = pledge.items.filter(clause=None).get()
    reword(pledge, own.key, "Protect every migrant in Kenya – whatever the status.", by=amina)
    NamedVersion.objects.create(pledge=pledge, name="For the Ministry", by=amina)
    actor = Actor(user=amina, origin="192.0.2.7")
    comments.say(pledge, actor, f"item:{own.key}", "Why “every”?", is_shared=True)
    suggesting.suggest_removal(pledge, actor, f"item:{own.key}", reason="Said elsewhere", is_shared=True)
    key = pledge.parties.get(kind="state").key
    table = negotiating.open_table(pledge, key, by=amina)
    seat = Seat(table, Actor(guest=make_guest(pledge, party_key=key)), Side.PARTY, may_write=True)
    draft = Draft(pledge)
    row = rows_of(draft, document.build(draft), table_cells(seat), seat.side).row(own.key)
    negotiating.write(seat, {own.key: negotiating.Typed("Protect all, as far as possible.", row.box_mark)})
    putting_away.delete(make_pledge(pledge.organisation, title="By mistake"))


def make_rounds() -> None:
    """Make pledges that go round, were signed, joined, submitted, published, and taken back."""
    from commitments import document  # noqa: PLC0415  models come first
    from commitments.exports.kept import as_file, public_copy, signed_copy  # noqa: PLC0415
    from commitments.exports.registry import FORMATS  # noqa: PLC0415
    from commitments.models import Actor  # noqa: PLC0415
    from commitments.signing import joining, proposing, submitting  # noqa: PLC0415
    from commitments.signing.ending import reopen  # noqa: PLC0415
    from commitments.signing.replacing import Successor  # noqa: PLC0415
    from commitments.trail import entries  # noqa: PLC0415
    from tests.factories import agreed, asked_to_join, circulated, give_signature, make_member, opened, signatory  # noqa: PLC0415

    waiting = circulated()
    give_signature(waiting.signature_requests[0])
    asked = waiting.signature_requests[1]
    successor = Successor("Zoë Wanjiru", "Secretary General", "zoe@example.org")
    proposing.propose(asked, successor, reason="On leave", by=signatory(asked))
    joined = opened(may_publish=True)
    give_signature(joining.confirm(asked_to_join(joined), by=Actor(user=joined.revision.by)))
    asked_to_join(joined, code="RW", email="grace@example.org", name="Grace Uwase")
    pledge = joined.revision.pledge
    pledge.refresh_from_db()
    submitting.publish(pledge, by=Actor(user=joined.revision.by, origin="192.0.2.7"))
    public_copy(pledge, revision=joined.revision)
    as_file(pledge, document.build(pledge), FORMATS["pdf"], trail=entries.trail(pledge))
    taken_back = agreed().revision.pledge
    reopen(taken_back, reason="To say when.", by=Actor(user=make_member("drafter", taken_back.organisation)))
    published = agreed(may_publish=True).revision.pledge
    published.refresh_from_db()
    signed_copy(published)
    submitting.publish(published, by=Actor(user=make_member("drafter", published.organisation)))


def make_accounts() -> None:
    """Make what people sign in with, and what the secretariat keeps."""
    from allauth.account.models import EmailAddress  # noqa: PLC0415  models come first
    from allauth.mfa.models import Authenticator  # noqa: PLC0415
    from allauth.socialaccount.models import SocialAccount  # noqa: PLC0415
    from django.contrib.admin.models import LogEntry  # noqa: PLC0415
    from django.contrib.auth.models import Group, Permission  # noqa: PLC0415
    from django.contrib.contenttypes.models import ContentType  # noqa: PLC0415
    from django.contrib.sessions.models import Session  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from commitments.models import LibraryChange, State, User  # noqa: PLC0415
    from commitments.people.domains import confirm_domain  # noqa: PLC0415

    ruler = User.objects.create_superuser("ruler@example.org", "long and random indeed")
    EmailAddress.objects.create(user=ruler, email=ruler.email, verified=True, primary=True)
    Authenticator.objects.create(user=ruler, type="totp", data={"secret": "as it is encrypted"})
    SocialAccount.objects.create(user=ruler, provider="organisation", uid="1", extra_data={"name": "Ruler"})
    group = Group.objects.create(name="Readers")
    group.permissions.add(Permission.objects.all()[0])
    ruler.groups.add(group)
    ruler.user_permissions.add(Permission.objects.all()[0])
    kind = ContentType.objects.get_for_model(User)
    LogEntry.objects.create(user=ruler, content_type=kind, object_id="1", object_repr="x", action_flag=1)
    confirm_domain(State.objects.get(iso2="KE"), "interior.go.ke", with_subdomains=True, note="Note verbale", by=ruler)
    LibraryChange.objects.create(
        by=ruler, action="changed", table="commitments.state", key="KE", columns={"name": ["a", "b"]}
    )
    Session.objects.create(session_key="s" * 32, session_data="x", expire_date=timezone.now() + timedelta(days=1))


def main() -> None:
    """Make the site in an empty database in memory, and a backup of it in KEPT."""
    os.environ |= {"DEBUG": "1", "DATABASE_URL": "sqlite://:memory:"}
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pledgebuilder.settings")
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415  only now

    call_command("migrate", verbosity=0)
    call_command("load_library", verbosity=0)
    make()
    KEPT.mkdir(exist_ok=True)
    from commitments.management.backup.tables import migrations_of_the_database  # noqa: PLC0415  the same

    call_command("backup", str(KEPT / f"{migrations_of_the_database()['commitments']}.backup"))


if __name__ == "__main__":
    main()
