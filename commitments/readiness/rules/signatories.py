"""Who signs: whether their address says for whom they do."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commitments.models import DEPUTIES
from commitments.readiness.checked import Checked
from commitments.readiness.finding import ADVICE, Finding, Rule
from commitments.readiness.places import Place, PlaceKind


def web_mail(checked: Checked) -> Iterator[Finding]:
    """A Government, or an authority of it, of whose signatories and deputies one has an address that anybody could
    have.
    """
    parties = {party.key: (str(number), party) for number, party in enumerate(checked.document.parties, start=1)}
    for key, domain, slot in checked.document.web_mail:
        number, party = parties[key]
        if party.kind != "state":
            continue
        message = _(
            "Who signs for {party} has an address at {domain}, where anybody can have one. Ask for an official "
            "address: without one, readers see no sign that this party has confirmed the signature."
        )
        if slot in DEPUTIES:
            message = _(
                "A deputy for {party} has an address at {domain}, where anybody can have one. Ask for an official "
                "address: without one, readers see no sign that this party has confirmed the signature."
            )
        sentence = message.format(party=party.in_sentence, domain=domain)
        place = Place(PlaceKind.PARTY, key, number, f"{slot}-email" if slot else "signatory_email")
        yield Finding("web-mail", ADVICE, sentence, place, party.name, domain)


RULES = (
    Rule(
        "web-mail",
        ADVICE,
        gettext_lazy("No Government’s signatory has a web-mail address."),
        web_mail,
        gettext_lazy("{count} Governments’ signatories and deputies have web-mail addresses."),
        button=gettext_lazy("See"),
    ),
)
