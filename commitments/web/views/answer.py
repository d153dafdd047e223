"""What a signatory meets: the exact text first, then agreeing and signing it, asking for changes, or declining."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy

from commitments import access, document
from commitments.document import printed as printing
from commitments.models import Actor, Pledge, SignatureRequest
from commitments.models.rounds import Round
from commitments.people.accounts import recent_proofs, strongest_proof
from commitments.people.rate_limits import TooManyAttemptsError
from commitments.people.sent_forms import Made
from commitments.signing import answering, objecting, publishing
from commitments.signing.answering import CannotSignError
from commitments.signing.open_requests import NotOpenError
from commitments.text.limits import TextRefusedError
from commitments.web.command import Command
from commitments.web.forms.answer import ChangesForm, DeclineForm, SignForm
from commitments.web.once import once, tell
from commitments.web.signatory import printed_as, refusals, since_last_time, state_of
from commitments.web.views.errors import sent_too_often, tried_too_often
from commitments.web.views.not_asked import for_signatories
from commitments.web.views.section import problems
from commitments.web.views.signed_in import is_of_another_person, person_key, send_again

DONE = {
    "sign": gettext_lazy("Signed. Thank you."),
    "request-changes": gettext_lazy("The drafters are told what you want changed."),
    "confirm-decline": gettext_lazy("The drafters are told that you declined."),
    "take-back-decline": gettext_lazy("Taken back. The text is up to you again, and the drafters are told."),
    "allow-publication": gettext_lazy("Noted: your party agrees to publication."),
    "take-back-consent": gettext_lazy("Taken back: your party does not agree to publication any more."),
}
ASKS_WHETHER_TO_DECLINE = {("decline", 200), ("confirm-decline", 422)}  # with which button and status


@for_signatories
def answer(request: HttpRequest, reference: str) -> HttpResponse:
    """The page of one signatory. Each button is a POST; what is refused comes back with everything typed."""
    signing_round, signature_request, actor = access.own_signature_request(request, reference)
    if is_of_another_person(request):
        return send_again(request, status=403)
    page = SignatoryPage(request, signing_round, signature_request, actor)
    if request.method != "POST":
        return page.show()
    try:
        status = page.carry_out()
    except NotOpenError as refused:
        messages.error(request, str(refused))
        return redirect("pledge_answer", reference)
    except TooManyAttemptsError as refused:
        page.refuse((sent_too_often if page.pressed == "send-code" else tried_too_often)(refused))
        status = 429
    return page.show(status=status) if status else redirect("pledge_answer", reference)


class SignatoryPage:
    """The forms of one signatory's page, and what the pressed button does."""

    def __init__(
        self, request: HttpRequest, signing_round: Round, signature_request: SignatureRequest, actor: Actor
    ) -> None:
        self.request, self.actor = request, actor
        self.signing_round, self.signature_request = signing_round, signature_request
        proofs = recent_proofs(request) if actor.is_own else []
        self.is_proven, self.proof = bool(proofs), strongest_proof(proofs)
        needs_code = answering.needs_code(signature_request, actor, is_proven=self.is_proven)
        data = request.POST if request.method == "POST" else None
        self.pressed = pressed = Command.of(request.POST).verb
        # Enter in a field of the signature presses its first button, which sends a code.
        signing_data = data if pressed in ("sign", "send-code") else None
        self.sign = SignForm(
            signing_data,
            signature_request=signature_request,
            needs_code=needs_code,
            has_code=pressed != "send-code",
        )
        self.changes = ChangesForm(data if pressed == "request-changes" else None)
        declining = {"decline": data, "confirm-decline": data}
        self.decline = DeclineForm(declining.get(pressed), reason=request.POST.get("reason", ""))
        self.was_sent = False

    @property
    def seen(self) -> str:
        return self.request.POST.get("seen", "")

    def carry_out(self) -> int:
        """Do what the pressed button says; return the status of the page that is shown again, 0 when it is done.

        Raises NotOpenError and TooManyAttemptsError.
        """
        verbs: dict[str, Callable[[], int]] = {
            "read": self._read,
            "send-code": self._send_code,
            "sign": self._sign,
            "request-changes": self._ask_for_changes,
            "decline": self._ask_whether_to_decline,
            "reconsider": lambda: 200,
            "confirm-decline": self._decline,
            "take-back-decline": self._take_back_decline,
            "allow-publication": self._publish,
            "take-back-consent": self._unpublish,
        }
        status = self._once(verb) if (verb := verbs.get(self.pressed)) else 0
        self.was_sent = self.pressed == "send-code" and status == 200
        if not status and self.pressed in DONE:
            tell(self.request, messages.SUCCESS, str(DONE[self.pressed]))
        return status

    def _once(self, verb: Callable[[], int]) -> int:
        """Do what a button says, and nothing where the same form arrives again; return the status of the first time."""
        if self.pressed == "sign":  # its wrong codes stay counted, so it is no part of a larger transaction
            return verb()
        status = 0

        def make() -> Made | None:
            nonlocal status
            status = verb()
            return Made(str(status)) if status < 400 else None

        made = once(self.request, make, needs_page=self.pressed != "request-changes")
        return int(made or status)

    def _read(self) -> int:
        answering.note_read(self.signature_request, seen=self.seen, by=self.actor)
        return 0

    def _send_code(self) -> int:
        """Send a code once all the rest is right: nobody goes to their mailbox for nothing. What was typed stays."""
        if not self.sign.is_valid():
            return 422
        answering.send_code(self.signature_request, seen=self.seen, by=self.actor)
        return 200

    def _sign(self) -> int:
        if not self.sign.is_valid():
            return 422
        signature = self.sign.cleaned_data
        try:
            answering.sign(
                self.signature_request,
                seen=self.seen,
                name=signature["name"],
                title=signature["title"],
                may_publish=signature["may_publish"],
                code=signature.get("code", ""),
                is_proven=self.is_proven,
                proof=self.proof,
                by=self.actor,
            )
        except CannotSignError as refused:
            self.sign.add_error(refused.field, str(refused))
            return 422
        except NotOpenError:
            if not self._has_signed():
                raise
        return 0

    def _has_signed(self) -> bool:
        """Whether just this text is signed by this person already: the same form arrived before."""
        return self.signing_round.revision.digest == self.seen and self._is_answered(
            answer=SignatureRequest.Answer.SIGNED, circulation__end=""
        )

    def _ask_for_changes(self) -> int:
        return self._say(self.changes, "changes", objecting.request_changes, "text")

    def _ask_whether_to_decline(self) -> int:
        return 200 if self.decline.is_valid() else 422  # the page says who will be told; what was typed stays

    def _decline(self) -> int:
        try:
            return self._say(self.decline, "reason", objecting.decline, "reason")
        except NotOpenError:
            declined, reason = SignatureRequest.Answer.DECLINED, self.decline.cleaned_data["reason"]
            if not self._is_answered(answer=declined, words=reason):
                raise
        return 0

    def _take_back_decline(self) -> int:
        try:
            objecting.take_back_decline(self.signature_request, seen=self.seen, by=self.actor)
        except NotOpenError:
            if not self._is_answered(answer="", read_at__isnull=False, circulation__end=""):
                raise
        return 0

    def _is_answered(self, **answer: object) -> bool:
        """Whether the same was done already: a double click, or a page that was sent again."""
        return SignatureRequest.objects.filter(pk=self.signature_request.pk, **answer).exists()

    def _say(self, form: forms.Form, field: str, verb: Callable[..., None], argument: str) -> int:
        if form.is_valid():
            try:
                verb(self.signature_request, seen=self.seen, by=self.actor, **{argument: form.cleaned_data[field]})
            except TextRefusedError as refused:
                form.add_error(field, str(refused))
        return 422 if form.errors else 0

    def _publish(self) -> int:
        publishing.allow_publication(self.signature_request, by=self.actor)
        return 0

    def _unpublish(self) -> int:
        publishing.take_back_consent(self.signature_request, by=self.actor)
        return 0

    def refuse(self, why: str) -> None:
        """Say on the form of the signature why it is not done."""
        self.sign.errors.clear()
        self.sign.add_error(None, why)

    def show(self, *, status: int = 200) -> HttpResponse:
        pledge, revision = self.signing_round.revision.pledge, self.signing_round.revision
        hears_all = access.hears_every_party(self.signing_round, self.actor)
        text = document.of_revision(revision, status=self._status_of_text(), is_public=not hears_all)
        last, changes = since_last_time(self.signing_round, self.signature_request, text)
        context = {
            "pledge": pledge,
            "actor": self.actor,
            "signing_round": self.signing_round,
            "signature_request": self.signature_request,
            "mine": self.signature_request,
            "party": self.signing_round.party_of(self.signature_request),
            "state": state_of(self.signing_round, self.signature_request),
            "holding_up": [asked for asked in self.signing_round.holding_up if asked != self.signature_request],
            "form": self.sign,
            "changes_form": self.changes,
            "decline_form": self.decline,
            "pressed": self.pressed,
            "problems": [problem for form in (self.sign, self.changes, self.decline) for problem in problems(form)],
            "was_sent": self.was_sent,
            "asks_for_code": self.was_sent or self.signature_request.code_hash or "code" in self.sign.errors,
            "printed_as": printed_as(text, self.signature_request),
            "last": last,
            "chapters": changes,
            "may_print": access.may_print(pledge, self.actor),
            "person_key": person_key(self.actor.user) if self.actor.user else "",
            **refusals(self.signing_round, self.signature_request, self.actor),
            **printing.context(text, title_level=2),
        }
        if context["state"] == "answering" and (self.pressed, status) in ASKS_WHETHER_TO_DECLINE:
            self.decline["reason"].help_text = ""  # what the page says is more, and this is the last time that it asks
            context["form"] = self.decline
            return render(self.request, "commitments/answer/decline.html", context, status=status)
        return render(self.request, "commitments/answer/page.html", context, status=status)

    def _status_of_text(self) -> str:
        """A text that was taken back stays as it was: what goes round now is another one."""
        pledge = self.signing_round.revision.pledge
        return pledge.status if pledge.status != Pledge.Status.DRAFT else Pledge.Status.IN_CIRCULATION
