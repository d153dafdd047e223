"""Section 1: who pledges, and for which years."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commitments import access, document
from commitments.forms.fields import Words
from commitments.forms.parties import PartiesForm, PartyForm
from commitments.models import NationalSociety, Party, Pledge, RegionalGroup, State, User, find
from commitments.sections import BY_SLUG
from commitments.services import drafting
from commitments.services import parties as verbs
from commitments.views.section import command, done, refusals, show
from commitments.views.signed_in import signed_in
from commitments.wording.limits import TextRefused


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def parties(request: HttpRequest, reference: str) -> HttpResponse:
    pledge = access.editable_pledge(request, reference)
    form = PartiesForm(request.POST if request.method == "POST" else None, pledge=pledge)
    if form.is_valid():
        with refusals(form):
            drafting.save_fields(pledge, "parties", form.to_save(), by=access.person(request))
            return _obey(request, pledge, command(request))
    wanted = request.POST.get("q", request.GET.get("q", ""))
    printed = document.build(pledge)
    rows = pledge.parties.select_related("state", "national_society__state")
    return show(
        request,
        pledge,
        "parties",
        "parties/edit",
        document=printed,
        form=form,
        parties=list(zip(rows, printed.parties, strict=True)),
        q=wanted,
        found=find(wanted),
        status=422 if form.is_bound else 200,
    )


def _obey(request: HttpRequest, pledge: Pledge, words: list[str]) -> HttpResponseRedirect:
    """Carry out the pressed button's command, after the fields were saved; then back to the page or on."""
    by, stay = access.person(request), BY_SLUG["parties"].url(pledge)
    match words:
        case ["find"]:
            stay += f"?{urlencode({'q': request.POST.get('q', '')})}#found"
        case ["add", kind, code]:
            _add(pledge, participants(kind, code), by)
            stay += "#parties"
        case ["observer"]:
            name = Words(limit=200, one_line=True, is_name=True).clean(request.POST.get("q", ""))
            _add(pledge, [name] if name else [], by)
            stay += "#parties"
        case ["region", kind, slug]:
            _regional(pledge, get_object_or_404(RegionalGroup, slug=slug), kind, by)
            stay += "#parties"
        case ["remove", key]:
            verbs.remove_party(party_of(pledge, key), by=by)
            stay += "#parties"
        case ["change", key]:
            stay = reverse("pledge_party", args=[pledge.reference, party_of(pledge, key).key])
        case ["move", key, ("up" | "down") as direction]:
            verbs.move_party(party_of(pledge, key), direction, by=by)
            stay += f"#{key}"
    return done(request, pledge, "parties", stay=stay)


def _add(pledge: Pledge, wanted: Sequence[verbs.Participant], by: User) -> None:
    """Add parties; say so (TextRefused) when each of them is one already."""
    if wanted and not verbs.add_parties(pledge, wanted, by=by):
        names = ", ".join(str(participant) for participant in wanted)
        raise TextRefused(_("%s: already a party of this pledge.") % names)


def participants(kind: str, code: str) -> Sequence[verbs.Participant]:
    """Return whom a button of the directory adds: `state`, `society`, or `both` of the country `code` (ISO alpha-2)."""
    society = NationalSociety.objects.recognised().filter(state__iso2=code).select_related("state").first()
    state = get_object_or_404(State, iso2=code)
    if kind == "state":
        return [state]
    if not society or kind not in ("society", "both"):
        raise Http404
    return [society] if kind == "society" else [state, society]


def _regional(pledge: Pledge, group: RegionalGroup, kind: str, by: User) -> None:
    """Name the pledge after a regional group and add its members: `societies`, or `all` with their governments."""
    members = list(group.members.all())
    societies = list(NationalSociety.objects.recognised().filter(state__in=members).select_related("state"))
    verbs.set_region(pledge, group, by=by)
    if kind in ("societies", "all"):
        verbs.add_parties(pledge, [*(members if kind == "all" else ()), *societies], by=by)


def party_of(pledge: Pledge, key: str) -> Party:
    """Return the party of that key, or 404."""
    return get_object_or_404(pledge.parties.select_related("state", "national_society__state"), key=key)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def party(request: HttpRequest, reference: str, key: str) -> HttpResponse:
    pledge = access.editable_pledge(request, reference)
    row = party_of(pledge, key)
    directory_name = str(row.state.government_en if row.state else row.national_society or "")
    form = PartyForm(request.POST if request.method == "POST" else None, party=row, directory_name=directory_name)
    if form.is_valid():
        with refusals(form):
            verbs.name_party(row, form.cleaned_data, by=access.person(request))
            return redirect(f"{BY_SLUG['parties'].url(pledge)}#parties")
    return show(
        request,
        pledge,
        "parties",
        "parties/party",
        document=document.build(pledge),
        form=form,
        name=row.name or directory_name,
        status=422 if form.is_bound else 200,
    )
