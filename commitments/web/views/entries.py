"""Where the secretariat keeps the directory, and whose domains are confirmed, each with what became of it."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commitments import access
from commitments.library.corrections import changes_of, correct
from commitments.models import ConfirmedDomain, RegionalGroup
from commitments.people.domains import DomainError, confirm_domain, party_column, withdraw_domain
from commitments.web.directory_entries import KINDS, Entry, EntryKind, code_of, kind_of
from commitments.web.forms.directory import DomainForm, EndDomainForm, entry_form
from commitments.web.once import sent_once
from commitments.web.views.dashboard import queried, search_text
from commitments.web.views.section import problems
from commitments.web.views.signed_in import signed_in

CHANGES, DOMAINS = 50, 300
"""How many changes of an entry, and how many domains, are shown, the newest first"""
LARGEST_NUMBER = 10**18  # no primary key is as large


@signed_in
@require_safe
def entries(request: HttpRequest) -> HttpResponse:
    """The entries of one kind, those whose names hold the words that are looked for."""
    access.secretariat(request)
    kind, text = KINDS.get(queried(request, "kind"), KINDS["state"]), search_text(request)
    context = {
        "kinds": KINDS.values(),
        "kind": kind,
        "text": text,
        "entries": [(entry, code_of(entry)) for entry in kind.found(text)],
    }
    return render(request, "commitments/secretariat/directory.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """One entry, what changed in it, and its domains. A POST corrects what is written of it."""
    user = access.secretariat(request, writes=request.method == "POST")
    row, its_kind = _entry(kind, code)
    form = entry_form(its_kind.model)(request.POST if request.method == "POST" else None, instance=row)
    if form.is_valid() and form.takes(corrected := correct(form.instance, seen=_seen(request), by=user)):
        if corrected.is_changed:
            messages.success(request, _("Saved. It stays so when the library is loaded again."))
        else:
            messages.info(request, _("Nothing was changed."))
        return redirect("desk_entry", kind, code)
    changes = list(changes_of(row).select_related("by")[:CHANGES])
    context = {
        "entry": its_kind.entries.get(pk=row.pk),  # whatever was typed
        "kind": its_kind,
        "code": code_of(row),
        "form": form if access.may_keep_desk(user) else None,
        "problems": problems(form),
        "changes": changes,
        "seen": changes[0].pk if changes else 0,
        "domains": _domains_of(row),
    }
    return render(request, "commitments/secretariat/entry.html", context, status=422 if form.errors else 200)


def _seen(request: HttpRequest) -> int | None:
    """Return the primary key of the newest change on the page that was sent; None where it doesn't tell it."""
    seen = request.POST.get("seen", "")
    return int(seen) if seen.isascii() and seen.isdecimal() and len(seen) <= len(str(LARGEST_NUMBER)) else None


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@sent_once("")
def confirm(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """Confirm that a domain of addresses is a party's own."""
    user = access.secretariat(request, writes=True)
    row, its_kind = _entry(kind, code)
    if isinstance(row, RegionalGroup):
        raise Http404
    form = DomainForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            confirm_domain(row, **form.cleaned_data, by=user)
        except DomainError as refused:
            form.add_error("domain", str(refused))
        else:
            messages.success(request, _("Confirmed: who has an address there speaks for this party from now on."))
            return redirect("desk_entry", kind, code)
    context = {"form": form, "problems": problems(form), "entry": row, "kind": its_kind, "code": code}
    return render(request, "commitments/secretariat/confirm.html", context, status=422 if form.errors else 200)


@signed_in
@require_safe
def domains(request: HttpRequest) -> HttpResponse:
    """The domains that are or were confirmed, those whose letters are looked for, or whose party has such a name."""
    access.secretariat(request)
    text = search_text(request)
    rows = ConfirmedDomain.objects.select_related("state", "national_society__state", "component", "confirmed_by")
    named = Q(state__short_name_en__icontains=text) | Q(national_society__name_en__icontains=text)
    found = rows.filter(Q(domain__icontains=text) | named | Q(component__name_en__icontains=text)) if text else rows
    context = {"text": text, "domains": _linked(found.order_by("domain", "-pk")[:DOMAINS])}
    return render(request, "commitments/secretariat/domains.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@sent_once("")
def domain(request: HttpRequest, number: int) -> HttpResponse:
    """One confirmed domain: who confirmed it, when and why. A POST withdraws it, with a reason."""
    user = access.secretariat(request, writes=request.method == "POST")
    if number > LARGEST_NUMBER:
        raise Http404
    row = get_object_or_404(ConfirmedDomain.objects.select_related("confirmed_by", "withdrawn_by"), pk=number)
    form = EndDomainForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            withdraw_domain(row, why=form.cleaned_data["why"], by=user)
        except DomainError as refused:
            form.add_error("why", str(refused))
        else:
            messages.success(request, _("Withdrawn. It vouches for no signature from now on."))
            return redirect("desk_domain", number)
    is_open = row.withdrawn_at is None and access.may_keep_desk(user)
    context = {
        "row": row,
        "linked": _linked([row])[0],
        "form": form if is_open else None,
        "problems": problems(form) if is_open else [],
    }
    return render(request, "commitments/secretariat/domain.html", context, status=422 if form.errors else 200)


def _entry(kind: str, code: str) -> tuple[Entry, EntryKind]:
    """Return an entry of the directory, and its kind; else 404."""
    its_kind = KINDS.get(kind)
    if not its_kind:
        raise Http404
    return get_object_or_404(its_kind.entries, **{its_kind.code: code}), its_kind


def _domains_of(row: Entry) -> list[ConfirmedDomain]:
    if isinstance(row, RegionalGroup):
        return []
    found = ConfirmedDomain.objects.filter(**{party_column(row): row}).select_related("confirmed_by", "withdrawn_by")
    return list(found.order_by("domain", "-pk"))


def _linked(rows: Iterable[ConfirmedDomain]) -> list[tuple[ConfirmedDomain, str, str]]:
    """Return confirmed domains, each with the kind and the code of its party, as an address has them."""
    named = []
    for row in rows:
        party = row.party
        named.append((row, kind_of(party).slug, code_of(party)) if party else (row, "", ""))
    return named
