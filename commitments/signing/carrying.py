"""Who was named in somebody's place while a text went round is the signatory of the draft once it is reopened."""

from __future__ import annotations

from commitments.document import in_sentence
from commitments.drafting.editing.edit import Edit
from commitments.drafting.editing.merge import save
from commitments.drafting.editing.signatory_field import SignatoryField
from commitments.drafting.editing.target import PartyField
from commitments.models import NamedSignatory, Party, Pledge, SignatureRequest, User
from commitments.models.rounds import Round

COLUMNS = {"name": "signatory_name", "title": "signatory_title", "email": "signatory_email"}
"""Of the first signatory of a party, what is called otherwise than of the others"""


def carry_over(pledge: Pledge, signing_round: Round, *, by: User) -> None:
    """Write into the parties of a reopened draft who signs now: the next round asks them, and its text names them.

    Who was a deputy and is a signatory now is named once. The drafters see it in the history, and can change it, as
    everything in a draft.
    """
    parties = {party.key: party for party in pledge.parties.select_related("state", "national_society", "component")}
    edits = [
        edit
        for asked in signing_round.named
        if asked.replaces_id and asked.party_key in parties
        for edit in _edits(parties[asked.party_key], asked, pledge.language)
    ]
    if edits:
        save(pledge, "parties", edits, by=by)


def _edits(party: Party, asked: SignatureRequest, language: str) -> list[Edit]:
    whom = "" if asked.signs_for == in_sentence(party, language) else asked.signs_for
    now = NamedSignatory(asked.name, asked.title, asked.email, asked.signs_by, whom)
    left = party.signatories[asked.place]
    deputy = next((deputy for deputy in party.deputies if deputy.email.lower() == asked.email), None)
    return [*_written(party, left.slot, now), *(_written(party, deputy.slot, NamedSignatory()) if deputy else ())]


def _written(party: Party, slot: str, who: NamedSignatory) -> list[Edit]:
    """Return the edits that write somebody into a slot of a party; the first signatory has columns of their own."""
    values = {name: getattr(who, name) for name in (*COLUMNS, "signs_by", "signs_for")}
    if slot:
        return [Edit(SignatoryField(party.key, slot, name), value) for name, value in values.items()]
    return [Edit(PartyField(party.key, COLUMNS.get(name, name)), value) for name, value in values.items()]
