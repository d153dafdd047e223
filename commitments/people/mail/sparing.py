"""The event that as many signatories of a party have signed as must: the others hear that nothing is asked of them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commitments.people.mail.announcing import Event, Letter
from commitments.people.mail.audiences import addressees

SPARED = Event(
    "answered",
    letter=Letter(
        addressees,
        _("Your signature is not needed any more: {pledge}"),
        (
            _(
                "{request.name} has signed the pledge “{pledge}” ({pledge.reference}) for {request.in_sentence}. With "
                "that, as many of its signatories have signed as it needs."
            ),
            _("Nothing is asked of you now. The link that you were sent still opens the text, and who has signed it."),
        ),
    ),
)
