"""Who signs for a Government with an address that anybody could have."""

from __future__ import annotations

from dataclasses import replace

import pytest

from commitments.document import Party, build
from commitments.readiness.places import Place, PlaceKind
from commitments.readiness.report import report_on
from tests.factories import add_party, make_ready
from tests.readiness.findings import TODAY, findings, found, sentences
from tests.readiness.pledges import GOOD


def signed_from(domain: str, *, kind: str = "state"):
    """A pledge of one party more, whose signatory has a web-mail address at a domain, or another one."""
    party = Party(kind, "UG", "Government of Uganda", "the Government of Uganda", "Uganda", "", "", "", "party-u")
    web_mail = ((party.key, domain, ""),) if domain else ()
    return replace(GOOD, parties=(*GOOD.parties, party), web_mail=web_mail)


HITS = [("web-mail", signed_from("gmail.com")), ("web-mail", signed_from("yahoo.co.uk"))]
MISSES = [("web-mail", signed_from("")), ("web-mail", signed_from("gmail.com", kind="national_society"))]


def test_governments_signatory_with_a_web_mail_address_is_found(knowledge):
    assert sentences(signed_from("hotmail.fr"), knowledge, "web-mail") == [
        "Who signs for the Government of Uganda has an address at hotmail.fr, where anybody can have one. Ask for an "
        "official address: without one, readers see no sign that this party has confirmed the signature."
    ]
    (finding,) = [each for each in findings(signed_from("hotmail.fr"), knowledge) if each.code == "web-mail"]
    assert finding.place == Place(PlaceKind.PARTY, "party-u", "3", "signatory_email")


@pytest.mark.parametrize("kind", ["national_society", "component", "observer"])
def test_other_party_may_have_any_address(knowledge, kind):
    assert "web-mail" not in found(signed_from("gmail.com", kind=kind), knowledge)


def test_party_without_a_signatory_is_left_alone(knowledge):
    assert "web-mail" not in found(GOOD, knowledge)


@pytest.mark.django_db
def test_address_of_a_draft_is_looked_at_anew_once_it_is_changed():
    pledge = make_ready()

    def warned() -> list[str]:
        report = report_on(pledge, build(pledge), today=TODAY)
        return [each.place.key for each in report.advice if each.code == "web-mail"]

    party = pledge.parties.get(kind="state")
    assert warned() == []
    pledge.parties.filter(pk=party.pk).update(signatory_email="Jonas@Yahoo.co.uk")
    assert warned() == [party.key]
    pledge.parties.filter(pk=party.pk).update(signatory_email="jonas@interior.go.ke")
    assert warned() == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("slot", "start"),
    [
        ("second", "Who signs for the Government of Kenya has an address at gmail.com"),
        ("third", "Who signs for the Government of Kenya has an address at gmail.com"),
        ("deputy", "A deputy for the Government of Kenya has an address at gmail.com"),
        ("second-deputy", "A deputy for the Government of Kenya has an address at gmail.com"),
    ],
)
def test_every_further_signatory_and_deputy_of_a_government_is_looked_at(slot, start):
    pledge = make_ready()
    for kind in ("state", "national_society"):
        party = pledge.parties.get(kind=kind)
        party.further_signatories = {slot: {"name": "Aya Koné", "email": f"aya.{kind}@GMail.com"}}
        party.save(update_fields=["further_signatories"])
    key = pledge.parties.get(kind="state").key
    advice = [each for each in report_on(pledge, build(pledge), today=TODAY).advice if each.code == "web-mail"]
    assert [(each.place, each.sentence.partition(",")[0]) for each in advice] == [
        (Place(PlaceKind.PARTY, key, "1", f"{slot}-email"), start)
    ]


@pytest.mark.django_db
def test_authority_of_a_state_is_warned_of_too():
    pledge = make_ready()
    fields = {"signatory_name": "Ruth Okello", "signatory_email": "ruth@gmx.de"}
    party = add_party(pledge, "state", "UG", name="Ministry of Health of Uganda", **fields)
    advice = report_on(pledge, build(pledge), today=TODAY).advice
    assert [(each.place.key, each.sentence[:53]) for each in advice if each.code == "web-mail"] == [
        (party.key, "Who signs for the Ministry of Health of Uganda has an")
    ]
