"""The list and a pledge's own page say the same next step, whatever situation the pledge is in."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from commitments.access import table_cells
from commitments.document import build
from commitments.drafting import negotiating, putting_away, starting
from commitments.drafting.negotiation import rows_of
from commitments.models import Actor, Comment, Draft, Invitation, Pledge, Seat, Side
from commitments.readiness.report import blockers_of, report_on
from commitments.signing import joining, submitting
from commitments.signing.ending import reopen, withdraw
from commitments.signing.objecting import decline, request_changes
from tests.edits import save_fields
from tests.factories import (
    add_party,
    add_resource,
    agreed,
    asked_to_join,
    circulated,
    give_signature,
    make_guest,
    make_member,
    make_organisation,
    make_pledge,
    make_ready,
    opened,
    signatory,
    write,
)
from tests.web.views.conftest import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("contexts"), pytest.mark.both]
LIST = "/pledges/"
AMINA, SARA = "amina@example.org", "sara@example.org"
STATE, UGANDA = "party-state", "party-uganda"


class Situations:
    """Pledges of one organisation, for which Amina drafts and Sara, who drafts too, signs."""

    def __init__(self) -> None:
        self.organisation = make_organisation("Kenya Red Cross Society")
        self.amina = make_member("drafter", self.organisation, AMINA)

    def whole(self, title: str, **fields: Any) -> Pledge:
        """A draft in which something is in every section, and which nothing blocks."""
        pledge = make_ready(self.organisation, title=title, **fields)
        write(pledge, "action", "Train the nurses.")
        write(pledge, "indicator", "How many nurses are trained")
        add_resource(pledge)
        return pledge

    def invited(self, title: str, **fields: Any) -> Pledge:
        pledge = self.whole(title, **fields)
        for party in pledge.parties.all():
            make_guest(pledge, party_key=party.key, email=f"{party.key}@example.org")
        return pledge

    def negotiated(self, title: str, *, agree: tuple[Side, ...] = ()) -> Pledge:
        pledge = self.whole(title)
        party = pledge.parties.get(kind="state")
        guest = make_guest(pledge, party_key=party.key)
        table = negotiating.open_table(pledge, party.key, by=self.amina)
        for side in agree:
            actor = Actor(user=self.amina) if side == Side.DRAFTERS else Actor(guest=guest)
            seat = Seat(table, actor, side, may_write=True)
            for item in pledge.items.filter(chosen=True):
                negotiating.agree(seat, item.key, "pledge", seen=_row(seat, item.key).mark)
        return pledge

    def drafts(self) -> None:
        make_pledge(self.organisation, title="Nothing")
        add_party(make_pledge(self.organisation, title=""), "state", "KE")
        only = make_pledge(self.organisation, title="Only what is ready")
        for section in ("parties", "objectives", "actions", "indicators"):
            starting.set_ready(only, section, ready=True, by=self.amina)
        make_ready(self.organisation, title="No action")
        self.whole("No resources").resource_lines.all().delete()
        told = self.whole("Resources told")
        told.resource_lines.all().delete()
        save_fields(told, "resources", {"resources_text": "Two vans"}, by=self.amina)
        self.whole("Taken out").items.filter(kind="action").update(chosen=False)
        write(self.whole("Blanks"), "action", "Train [x] nurses in [date].")
        write(self.invited("Blanks, all invited"), "action", "Train the nurses of ______")
        suggested = self.whole("Suggested")
        said = {"change": "wording", "suggested": "Words", "is_shared": True, "who": "Jonas", "based_on": ""}
        Comment.objects.create(pledge=suggested, row="pledge:opening", **said)
        self.whole("Nobody invited")
        self.invited("All invited")
        Invitation.objects.filter(pledge=self.invited("Withdrawn link")).update(withdrawn_at=timezone.now())
        self.invited("Signatory named later").parties.update(signatory_name="", signatory_email="")
        putting_away.archive(self.whole("Put away"))

    def tables(self) -> None:
        self.negotiated("Both sides")
        self.negotiated("Theirs to agree", agree=(Side.DRAFTERS,))
        self.negotiated("Ours to agree", agree=(Side.PARTY,))
        self.negotiated("Agreed at the table", agree=(Side.DRAFTERS, Side.PARTY))
        write(self.negotiated("Blank and table", agree=(Side.DRAFTERS,)), "action", "Train [x] nurses.")

    def rounds(self) -> None:
        by = Actor(user=self.amina)
        circulated(self.whole("Goes round"))
        for title, object_to in (("Declined", decline), ("Changes", request_changes)):
            found = circulated(self.whole(title))
            words = {"reason": "No"} if object_to is decline else {"text": "No"}
            first = found.signature_requests[0]
            object_to(first, seen=found.revision.digest, by=signatory(first), **words)
        give_signature(circulated(self.whole("One has signed")).signature_requests[0])
        reopen(circulated(self.whole("Reopened")).revision.pledge, reason="Words", by=by)
        withdraw(self.whole("Given up"), reason="Words", by=by)
        agreed(self.whole("Signed"))
        opened(organisation=self.organisation, title="Open")
        asked_to_join(opened(organisation=self.organisation, title="Asked to join"))
        request = asked_to_join(opened(organisation=self.organisation, title="Somebody joins"))
        joining.confirm(request, by=by)
        for title in ("Can be published", "Published"):
            pledge = agreed(self.whole(title), may_publish=True).revision.pledge
            submitting.submit(pledge, on=timezone.now().date(), by=by)
            if title == "Published":
                submitting.publish(pledge, by=by)


def _row(seat: Seat, key: str) -> Any:
    draft = Draft(Pledge.objects.get(pk=seat.table.pledge_id))
    return rows_of(draft, build(draft), table_cells(seat), seat.side).row(key)


def steps(client: Client, **asked: str) -> dict[str, tuple[Any, str]]:
    rows = client.get(LIST, asked).context["rows"]
    return {row.pledge.reference: (row.next_step, row.next_url) for row in rows}


def pages(client: Client, references: Any) -> dict[str, tuple[Any, str]]:
    found = {reference: client.get(f"{LIST}{reference}/").context for reference in references}
    return {reference: (page["next_step"], page["errand"].next_url) for reference, page in found.items()}


@pytest.mark.parametrize("kind", ["drafts", "tables", "rounds"])
def test_list_says_the_next_step_that_the_page_says(kind):
    situations = Situations()
    getattr(situations, kind)()
    client = signed_in(situations.amina)
    listed = steps(client)
    assert listed
    assert listed == pages(client, listed)


def test_blockers_alone_are_those_of_the_whole_check():
    situations = Situations()
    for pledge in (situations.whole("Whole"), make_pledge(situations.organisation, title="")):
        assert blockers_of(pledge, build(pledge), ()) == report_on(pledge, build(pledge)).blockers
