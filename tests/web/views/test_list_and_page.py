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
from commitments.models import Actor, Comment, Draft, Invitation, Pledge, Seat, Side, User
from commitments.readiness.report import blockers_of, report_on
from commitments.signing import joining, submitting
from commitments.signing.ending import reopen, withdraw
from commitments.signing.objecting import decline, request_changes
from tests.edits import save_fields
from tests.factories import (
    add_member,
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
    make_user,
    opened,
    signatory,
    write,
)
from tests.web.views.conftest import signed_in
from tests.web.views.pages import count_queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("contexts"), pytest.mark.both]
LIST = "/pledges/"
AMINA, SARA = "amina@example.org", "sara@example.org"


class Situations:
    """Pledges of one organisation, for which Amina drafts and Sara signs."""

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
                negotiating.agree(seat, item.key, "pledge", seen=_mark(seat, item.key))
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
        declined, changes = circulated(self.whole("Declined")), circulated(self.whole("Changes"))
        first, other = declined.signature_requests[0], changes.signature_requests[0]
        decline(first, seen=declined.revision.digest, reason="No", by=signatory(first))
        request_changes(other, seen=changes.revision.digest, text="Other words", by=signatory(other))
        give_signature(circulated(self.whole("One has signed")).signature_requests[0])
        reopen(circulated(self.whole("Reopened")).revision.pledge, reason="Words", by=by)
        withdraw(self.whole("Given up"), reason="Words", by=by)
        agreed(self.whole("Signed"))
        opened(organisation=self.organisation, title="Open")
        asked_to_join(opened(organisation=self.organisation, title="Asked to join"))
        request = asked_to_join(opened(organisation=self.organisation, title="A colleague joins"))
        joining.confirm(request, by=by)
        add_member(self.organisation, make_user("ruth@example.org"), "viewer")  # who came to the owner since
        for title in ("Can be published", "Published"):
            pledge = agreed(self.whole(title), may_publish=True).revision.pledge
            submitting.submit(pledge, on=timezone.now().date(), by=by)
            if title == "Published":
                submitting.publish(pledge, by=by)


def _mark(seat: Seat, key: str) -> str:
    draft = Draft(Pledge.objects.get(pk=seat.table.pledge_id))
    row = rows_of(draft, build(draft), table_cells(seat), seat.side).row(key)
    assert row
    return row.mark


def steps(client: Client, **asked: str) -> dict[str, tuple[Any, str]]:
    rows = client.get(LIST, asked).context["rows"]
    return {row.pledge.reference: (row.next_step, row.next_url) for row in rows}


def pages(client: Client, references: Any) -> dict[str, tuple[Any, str]]:
    found = {reference: client.get(f"{LIST}{reference}/").context for reference in references}
    return {reference: (page["next_step"], page["errand"].next_url) for reference, page in found.items()}


@pytest.fixture
def situations(db) -> Situations:
    return Situations()


def test_list_says_of_every_draft_what_its_own_page_says(situations):
    situations.drafts()
    situations.tables()
    viewer = make_member("viewer", situations.organisation)
    for user in (situations.amina, viewer):
        client = signed_in(user)
        found = steps(client) | steps(client, state="archived")
        assert found == pages(client, found)
    client = signed_in(situations.amina)
    said = {row.pledge.title: row.next_step.text for row in client.get(LIST).context["rows"]}
    assert {
        title: said[title]
        for title in ("Nothing", "Only what is ready", "No resources", "Taken out", "Blanks", "Nobody invited")
    } == {
        "Nothing": "Fill in “Parties and period”",
        "Only what is ready": "Fill in “Resources”",
        "No resources": "Fill in “Resources”",
        "Taken out": "Fill in “Action plan”",
        "Blanks": "2 things to fix before the parties can sign",
        "Nobody invited": "Invite the Government of Kenya to comment",
    }
    assert (said["All invited"], said["Signatory named later"]) == ("Ask the parties to sign",) * 2
    turn = [row.pledge.title for row in client.get(LIST, {"state": "turn"}).context["rows"]]
    assert [title for title, text in said.items() if title not in turn] == ["Theirs to agree"]
    assert said["Theirs to agree"] == "Waiting for the Government of Kenya to agree on 3 rows"


def test_list_says_of_whatever_goes_round_what_its_own_page_says(situations):
    sara = make_user(SARA)
    add_member(situations.organisation, sara, "signatory")
    situations.rounds()
    for user in (situations.amina, sara, User.objects.get(email="ruth@example.org")):
        client = signed_in(user)
        found = steps(client) | steps(client, state="withdrawn")
        assert len(found) == Pledge.objects.count()
        assert found == pages(client, found)


def test_texts_of_drafts_are_read_at_one_cost_for_two_and_for_many(situations):
    def some() -> None:
        situations.negotiated("Both sides")
        reopen(circulated(situations.invited("Again")).revision.pledge, reason="Words", by=Actor(user=situations.amina))

    client = signed_in(situations.amina)
    some()
    count = count_queries(client, LIST)
    for _ in range(3):
        some()
    assert count_queries(client, LIST) == count


def test_what_blocks_is_found_without_looking_for_advice(situations):
    situations.drafts()
    for pledge in Pledge.objects.all():
        document = build(pledge)
        assert blockers_of(pledge, document, ()) == report_on(pledge, document).blockers
