"""What an invited person meets behind the link in the mail: the invitation, its code, passing it on, leaving."""

from __future__ import annotations

from allauth.account.utils import perform_login
from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commitments import access
from commitments.models import Invitation, Pledge, SignatureRequest, User
from commitments.models.rounds import last_round
from commitments.people import invitations as inviting
from commitments.people.codes import hashed
from commitments.people.invitations import CannotInviteError
from commitments.people.rate_limits import TooManyAttemptsError
from commitments.people.sent_forms import Made
from commitments.signing import standing
from commitments.web.command import Command
from commitments.web.forms.invitation import ForwardForm, MailedCodeForm
from commitments.web.once import LINK, keep_answer, kept_answer, once
from commitments.web.proven_address import forget_address, has_proven_address, note_address
from commitments.web.views.account import CONSOLE
from commitments.web.views.errors import sent_too_often, tried_too_often
from commitments.web.views.signed_in import left_link

ENDS = (standing.Standing.REPLACED, standing.Standing.WITHDRAWN, standing.Standing.DELETED)
"""Of which a page of its own says, named so, that a link needs no code since it leads nowhere"""


@never_cache
@require_safe
def link(request: HttpRequest, token: str) -> HttpResponse:
    """The link in a mail: it changes nothing, and leads to an address that doesn't hold the token."""
    request.session[LINK] = hashed(token)
    response = redirect("invitation")
    response["Referrer-Policy"] = "no-referrer"  # nobody hears this address
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest) -> HttpResponse:
    """What an invitation is and who sent it; a code sent to the same address confirms it."""
    invited = _opened(request)
    if invited is None:
        return kept_answer(request) or render(request, "commitments/invitation/gone.html", status=410)
    link = standing.of_link(invited)
    if link.needs_no_code:
        request_to_sign = SignatureRequest.objects.filter(invitation=invited).first()
        context = {"invitation": invited, "link": link, "signature_request": request_to_sign}
        page = link.standing if link.standing in ENDS else "ended"
        return render(request, f"commitments/invitation/{page}.html", context, status=410)
    pressed = Command.of(request.POST).verb
    if is_there := _without_a_code(request, invited, pressed):
        return is_there
    is_code = request.method == "POST" and pressed not in ("send-code", "visit")
    form = MailedCodeForm(request.POST if is_code else None)
    was_sent, browser = False, access.browser(request)
    try:
        if is_code and form.is_valid():
            if begun := _confirm(request, invited, form.cleaned_data["code"]):
                return begun
            form.add_error(
                "code", _("This is not the code, or it is older than 15 minutes. Look into the newest mail.")
            )
        elif pressed == "send-code":
            once(request, lambda: _send_code(invited, browser), needs_page=True)
            was_sent = True
    except TooManyAttemptsError as refused:
        form = _with_error((tried_too_often if is_code else sent_too_often)(refused))
        return _show(request, invited, form, status=429)
    return _show(request, invited, form, status=422 if form.errors else 200, was_sent=was_sent)


def _opened(request: HttpRequest) -> Invitation | None:
    """Return the invitation whose link this browser opened. A colleague's works once.

    One that asked to sign leads to the page that says what became of it, once it does not work any more.
    """
    kept = request.session.get(LINK) or left_link(request)
    invited = (
        Invitation.of_link(kept or "").select_related("pledge__organisation", "organisation", "invited_by").first()
    )
    if not invited or (invited.organisation_id and invited.confirmed_at):
        return None
    return invited if standing.is_told(invited) else None


def _with_error(why: str) -> MailedCodeForm:
    form = MailedCodeForm({"code": ""})
    form.errors.clear()
    form.add_error(None, why)
    return form


def _show(
    request: HttpRequest, invited: Invitation, form: forms.Form, *, status: int, was_sent: bool = False
) -> HttpResponse:
    context = {
        "invitation": invited,
        "link": standing.of_link(invited),
        "signature_request": SignatureRequest.objects.filter(invitation=invited).select_related("circulation").first(),
        "form": form,
        "was_sent": was_sent,
        "is_proven": _is_proven(request, invited),
        "has_code": bool(invited.code_hash) or was_sent or bool(form.errors),
        "mail_is_printed": settings.MAIL_BACKEND == CONSOLE,
    }
    return render(request, "commitments/invitation/open.html", context, status=status)


def _without_a_code(request: HttpRequest, invited: Invitation, pressed: str) -> HttpResponse | None:
    """Return where a link leads without another code: a visit needs one, however often its link is opened, and so do
    all links to one address.
    """
    if access.guest(request) == invited:
        return redirect(*_first_page(invited))
    if pressed != "visit" or not _is_proven(request, invited):
        return None
    inviting.confirm_proven(invited, origin=access.origin(request))
    return let_in(request, invited)


def _is_proven(request: HttpRequest, invited: Invitation) -> bool:
    """Whether who opened a link to a pledge typed a code just now that was sent to the same address."""
    return bool(invited.pledge_id) and has_proven_address(request, invited.email)


def _send_code(invited: Invitation, browser: str) -> Made:
    inviting.send_code(invited, browser=browser)
    return Made("")


def _confirm(request: HttpRequest, invited: Invitation, code: str) -> HttpResponse | None:
    """Return the answer that begins the visit, where the code is right; so, too, for the same form sent again.

    The visit has a session of its own: a second answer goes on in it, and only as long as it lasts.
    """
    begun: list[HttpResponse] = []

    def begin() -> None:
        note_address(request, invited.email)
        begun.append(let_in(request, invited))
        keep_answer(request, begun[0])

    browser = access.browser(request)
    inviting.confirm(invited, code, origin=access.origin(request), browser=browser, and_then=begin)
    return begun[0] if begun else kept_answer(request)


def let_in(request: HttpRequest, invited: Invitation) -> HttpResponse:
    """Begin the visit: a colleague is signed in, a guest sees the pledge."""
    request.session.pop(LINK, None)
    if invited.organisation:
        user = User.objects.get(email=invited.email)
        response: HttpResponse = perform_login(request, user, email_verification="none")
        return response
    request.session.cycle_key()
    request.session[access.GUEST] = [invited.pk, invited.token_hash]
    return redirect(*_first_page(invited))


def _first_page(invited: Invitation) -> tuple[str, str]:
    """Return the page on which a guest begins, and the reference of the pledge."""
    assert invited.pledge  # noqa: S101  narrows the type
    signing_round = last_round(invited.pledge)
    is_asked = signing_round and signing_round.signature_request_of(invited.email)
    return "pledge_answer" if is_asked else "pledge_read", invited.pledge.reference


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def forward(request: HttpRequest) -> HttpResponse:
    """A guest passes the task on to a colleague."""
    guest = access.guest(request)
    if guest is None or guest.pledge is None or guest.pledge.status == Pledge.Status.WITHDRAWN:
        raise Http404
    form = ForwardForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            return redirect(once(request, lambda: _forward(guest, form.cleaned_data)))
        except CannotInviteError as refused:
            form.add_error("email", str(refused))
        except TooManyAttemptsError:
            form.add_error(None, _("You passed this on to very many people today. Go on tomorrow."))
    signing_round = last_round(guest.pledge)
    asked = signing_round.signature_request_of(guest.email) if signing_round else None
    context = {
        "form": form,
        "pledge": guest.pledge,
        "domain": guest.email.rpartition("@")[2],
        "mine": asked if asked and asked.is_open else None,
    }
    return render(request, "commitments/invitation/forward.html", context, status=422 if form.is_bound else 200)


def _forward(guest: Invitation, colleague: dict[str, str]) -> Made:
    passed_on = inviting.forward(guest, colleague["email"], colleague["name"])
    assert passed_on.pledge  # noqa: S101  narrows the type: an organisation's can't be passed on
    sent = _("We sent {name} a link of their own, to read and to comment. Yours goes on working.")
    sent = sent.format(name=colleague["name"])
    return Made(reverse("pledge_comments", args=[passed_on.pledge.reference]), ((messages.SUCCESS, sent),))


@never_cache
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """A guest ends the visit on this computer."""
    if request.user.is_authenticated:  # who is signed in beside the visit stays so
        request.session.pop(access.GUEST, None)
        forget_address(request)
    else:
        request.session.flush()
    return redirect("home")
