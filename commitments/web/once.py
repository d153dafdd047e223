"""Forms that make something make it once, though they arrive twice. No script is needed for it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from hashlib import sha256

from django.conf import settings
from django.contrib import messages
from django.contrib.messages.storage.base import BaseStorage
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from commitments import access
from commitments.people.sent_forms import Made, keep, kept, make_once
from commitments.web.command import Command
from commitments.web.submitted_form import wants_json

WITHOUT_A_PAGE = timedelta(minutes=1)
"""How long the same words from the same person are one form, where it doesn't tell from which page it comes"""
TOKEN = "csrfmiddlewaretoken"  # noqa: S105  the name of a field
LONGEST_ADDRESS = 400
"""Characters of an address that is kept: a longer one has another in it, which somebody made up"""
LINK = "link"
"""Where a session keeps the hash of the token of the link that was opened, so that no page's address holds it"""


def once(request: HttpRequest, make: Callable[[], Made | None], *, needs_page: bool = False, file: bytes = b"") -> str:
    """Return where to lead on who sent a form, and tell them what `make` says; a repeated form makes nothing more.

    It is the same form where the same person sends the same words, and `file`, from the same page. A page that is drawn
    anew has another token against forgery (Django masks it anew each time), so who means to do a thing twice opens the
    form again, and who goes back and types something else does so. `needs_page`: for what is done and undone by turns,
    each form is another one that doesn't tell its page. Where `make` made nothing and returns None, the form can be
    sent again. Raises what `make` raises.
    """
    has_page = TOKEN in request.POST
    if needs_page and not has_page:
        made = make()
    else:
        key = key_of(request)
        key = sha256(key.encode() + file).hexdigest() if file else key
        made = make_once(key, make, within=None if has_page else WITHOUT_A_PAGE)
    for level, text in made.messages if made else ():
        tell(request, level, text)
    return made.address if made else ""


def sent_once(*verbs: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Give a form that arrives twice the view's first answer, without calling the view again.

    `verbs`: the buttons whose form is the same for a minute though it doesn't tell its page; an empty one is a form's
    only button. All that the view does is one transaction, so it is not for a form with a code that was mailed, whose
    wrong tries must stay counted, nor for what takes seconds.
    """

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            if request.method != "POST" or wants_json(request):  # a script wants no page to go on to
                return view(request, *args, **kwargs)
            needs_page = Command.of(request.POST).verb not in verbs
            return first_answer(request, lambda: view(request, *args, **kwargs), needs_page=needs_page)

        return answer

    return decorate


def first_answer(
    request: HttpRequest, respond: Callable[[], HttpResponse], *, needs_page: bool = True, has_session: bool = False
) -> HttpResponse:
    """Return what `respond` answers; where the same form led on before, the way on that it was given then.

    An answer that shows a page, or says that something is refused, is no way on: such a form can be sent again.
    `has_session`: who sent it may have had no session yet, and goes on in that of the first answer.
    """
    answers: list[HttpResponse] = []

    def make() -> Made | None:
        before = len(_waiting(request))
        answers.append(respond())
        said = tuple(_waiting(request)[before:])
        is_refused = any(level >= messages.ERROR for level, _text in said)
        if is_refused or not 300 <= answers[0].status_code < 400 or len(answers[0]["Location"]) > LONGEST_ADDRESS:
            return None
        return Made(answers[0]["Location"], said, _session(request) if has_session else "")

    has_page = TOKEN in request.POST
    if needs_page and not has_page:
        return respond()
    made = make_once(key_of(request), make, within=None if has_page else WITHOUT_A_PAGE)
    return answers[0] if answers or not made else lead_on(request, made)


def keep_answer(request: HttpRequest, response: HttpResponse) -> None:
    """Keep an answer that ends the session in which its form was sent, and begins another: for `kept_answer`."""
    if len(response["Location"]) > LONGEST_ADDRESS:
        return
    made = Made(response["Location"], (), _session(request))
    for session in (_cookie(request), made.session):  # whether or not the first answer has come
        keep(_key(f"session {session}", request), made)


def kept_answer(request: HttpRequest) -> HttpResponse | None:
    """Return the answer to the same form, sent by the same browser before, if what it began goes on; else None."""
    is_of_a_page = request.method == "POST" and TOKEN in request.POST
    made = kept(_key(f"session {_cookie(request)}", request)) if is_of_a_page else None
    return lead_on(request, made) if made and request.session.exists(made.session) else None


def lead_on(request: HttpRequest, made: Made) -> HttpResponse:
    """Answer a form as it was answered the first time."""
    if made.session and request.session.exists(made.session):
        request.session = type(request.session)(made.session)
        request.session.modified = True
    for level, text in made.messages:
        tell(request, level, text)
    return HttpResponseRedirect(made.address)


def _cookie(request: HttpRequest) -> str:
    """Return the name of the session in which a browser sends something, also where that is over."""
    return request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")


def _session(request: HttpRequest) -> str:
    """Return the name of the session as it is now, written: a second answer may go on in it."""
    request.session.save()
    return str(request.session.session_key)


def key_of(request: HttpRequest) -> str:
    """Return what names a form that was sent: by whom, where to, from which page, and its words."""
    return _key(_who(request), request)


def _key(who: str, request: HttpRequest) -> str:
    content = json.dumps([who, request.path, sorted(request.POST.lists())])
    return sha256(content.encode()).hexdigest()


def _who(request: HttpRequest) -> str:
    """Return who sends a form. Of somebody unknown the page alone tells: their session may begin with its answer."""
    if request.user.is_authenticated:
        return f"user {request.user.pk}"
    for visit in (access.GUEST, LINK):
        if visit in request.session:
            return f"{visit} {request.session[visit]}"
    return "" if TOKEN in request.POST else f"session {access.browser(request)}"


def tell(request: HttpRequest, level: int, text: str) -> None:
    """Say something on the next page, and once: of a form that arrives twice, the first answer may wait unread."""
    if (level, text) not in _waiting(request):
        messages.add_message(request, level, text)


def _waiting(request: HttpRequest) -> list[tuple[int, str]]:
    """Return the messages that wait for the next page, which still shows them."""
    storage = messages.get_messages(request)
    waiting = [(message.level or 0, str(message.message)) for message in storage]
    if isinstance(storage, BaseStorage):
        storage.used = False
    return waiting
