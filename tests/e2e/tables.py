"""A negotiation table in every state that looks different."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from commitments import document
from commitments.access import GUEST, table_cells
from commitments.drafting import negotiating
from commitments.drafting.negotiating import Typed
from commitments.drafting.negotiation import Rows, rows_of
from commitments.models import Actor, Draft, Invitation, Pledge, Seat, Side
from tests.e2e.visit import Visit
from tests.e2e.world import World
from tests.factories import make_guest

PARTY = "party-state"


def rows(seat: Seat) -> Rows:
    draft = Draft(Pledge.objects.select_related("organisation", "model_text").get(pk=seat.table.pledge_id))
    return rows_of(draft, document.build(draft), table_cells(seat), seat.side)


def put(seat: Seat, key: str, text: str) -> None:
    row = rows(seat).row(key)
    assert row
    negotiating.write(seat, {key: Typed(text, row.box_mark)})


def agree(seat: Seat, key: str, on: str, third: str = "") -> None:
    row = rows(seat).row(key)
    assert row
    negotiating.agree(seat, key, on, seen=row.mark, third=third)


def show(seat: Seat) -> None:
    negotiating.show(seat, seen={row.key: row.box_mark for row in rows(seat).rows})


def negotiated(world: World) -> Invitation:
    """Open a table with a row in each state; return the guest of the other party."""
    guest = make_guest(world.pledge, name="y" * 60, party_key=PARTY)
    table = negotiating.open_table(world.pledge, PARTY, by=world.drafter)
    ours = Seat(table, Actor(user=world.drafter), Side.DRAFTERS, may_write=True)
    theirs = Seat(table, Actor(guest=guest), Side.PARTY, may_write=True)
    first, second, third, fourth, fifth, *_ = (row.key for row in rows(ours).rows)
    for seat in (ours, theirs):
        agree(seat, first, "third", "Agreed on by both of us.")
        put(seat, second, f"What the {seat.side} show.")
        put(seat, fourth, f"What the {seat.side} show first.")
        show(seat)
        put(seat, fourth, f"What the {seat.side} keep to themselves.")
        put(seat, third, f"Another thing that the {seat.side} keep.")
        agree(seat, fifth, "third", f"What the {seat.side} would agree on.")
    return guest


def address(world: World) -> str:
    return reverse("pledge_table", args=[world.pledge.reference, PARTY])


def look_at_the_table(visit: Visit, world: World) -> None:
    """Every box and every form open."""
    negotiated(world)
    visit.go(address(world))
    open_all(visit)


def look_at_the_table_as_a_guest(visit: Visit, world: World) -> None:
    come_as_guest(visit, negotiated(world))
    visit.go(address(world))
    open_all(visit)


def look_at_the_tables(visit: Visit, world: World) -> None:
    negotiated(world)
    visit.go(reverse("pledge_tables", args=[world.pledge.reference]))


def look_at_a_closed_table(visit: Visit, world: World) -> None:
    guest = negotiated(world)
    negotiating.close_table(world.pledge.tables.get(), by=world.drafter)
    come_as_guest(visit, guest)
    visit.go(address(world))


def write_what_is_refused(visit: Visit, world: World) -> None:
    negotiated(world)
    visit.go(address(world))
    box = visit.page.locator("textarea[name^=wording-]").last
    box.evaluate("(box, text) => { box.value = text }", "y" * 101)
    with visit.page.expect_navigation():
        visit.page.locator("button[name=save]").last.evaluate("button => button.click()")


def open_all(visit: Visit) -> None:
    visit.page.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)")


def come_as_guest(visit: Visit, guest: Invitation) -> None:
    client = Client()
    session = client.session
    session[GUEST] = [guest.pk, guest.token_hash]
    session.save()
    visit.context.add_cookies([{"name": "sessionid", "value": session.session_key or "", "url": visit.base}])
