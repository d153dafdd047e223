"""Who was named in somebody's place while a text went round is the signatory of the draft once it is reopened."""

from __future__ import annotations

from commitments.document import in_sentence
from commitments.drafting.editing.edit import Edit
from commitments.drafting.editing.merge import save
from commitments.drafting.editing.target import PartyField
from commitments.models import Party, Pledge, SignatureRequest, User
from commitments.models.rounds import Round


def carry_over(pledge: Pledge, signing_round: Round, *, by: User) -> None:
    """Write into the parties of a reopened draft who signs now: the next round asks them, and its text names them.

    The drafters see it in the history, and can change it, as everything in a draft.
    """
    parties = {party.key: party for party in pledge.parties.select_related("state", "national_society", "component")}
    edits = [
        edit
        for asked in signing_round.named
        if asked.replaces_id and not asked.place and asked.party_key in parties
        for edit in _edits(parties[asked.party_key], asked, pledge.language)
    ]
    if edits:
        save(pledge, "parties", edits, by=by)


def _edits(party: Party, asked: SignatureRequest, language: str) -> list[Edit]:
    whom = "" if asked.signs_for == in_sentence(party, language) else asked.signs_for
    values = {
        "signatory_name": asked.name,
        "signatory_title": asked.title,
        "signatory_email": asked.email,
        "signs_by": asked.signs_by,
        "signs_for": whom,
    }
    return [Edit(PartyField(party.key, column), value) for column, value in values.items()]
