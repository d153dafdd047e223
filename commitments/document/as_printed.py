"""What a text is frozen with: all that is composed of its parts, as it is printed on that day.

So a signed text stays what its signatories saw, whatever becomes of the words and rules that compose it. Texts of
pledgebuilder-revision/1 hold none of it: they are composed anew, by rules that never change for them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from commitments.document import printed
from commitments.document.shape import Action, PledgeDocument
from commitments.document.who_signs import Party
from commitments.text.vocabulary.frame import Words
from commitments.text.vocabulary.headings import words_for

Document = TypeVar("Document", bound=PledgeDocument)


def as_printed(document: Document) -> Document:
    """Return a document with what is composed of its parts. An objective has its sentence since it was built."""
    words = words_for(document.language)

    def said(action: Action) -> Action:
        return replace(action, facts=tuple(printed.action_facts(document, action)))

    return replace(
        document,
        parties=tuple(_signed_by(party, words) for party in document.parties),
        themes=tuple(replace(theme, actions=tuple(map(said, theme.actions))) for theme in document.themes),
        indicators=tuple(
            replace(each, facts=tuple(printed.indicator_facts(document, each))) for each in document.indicators
        ),
        resource_lines=tuple(
            replace(line, printed_amount=printed.amount(line, words)) for line in document.resource_lines
        ),
        printed_period=printed.subtitle(document),
        printed_openness=printed.openness(document),
        printed_totals=tuple(printed.totals(document)),
    )


def _signed_by(party: Party, words: Words) -> Party:
    said = [
        replace(signatory, signs=printed.signs_by(party, words, place))
        for place, signatory in enumerate(party.signatories)
    ]
    first, further = (said[0], said[1:]) if party.signatory else (None, said)
    return replace(party, signatory=first, further_signatories=tuple(further))
