"""Section 1: who pledges, and for which years."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from commitments import access, document
from commitments.document.fields import PARTY
from commitments.drafting import parties as verbs
from commitments.drafting.editing import merge
from commitments.drafting.editing.merge import Edit
from commitments.drafting.sections import BY_SLUG
from commitments.models import Change, Draft, NationalSociety, Party, Pledge, RegionalGroup, State, User, find
from commitments.text.limits import TextRefusedError
from commitments.web.forms.fields import Words, refused_fields
from commitments.web.forms.parties import PartiesForm, PartyForm
from commitments.web.submitted_form import Sent
from commitments.web.views.saving import save
from commitments.web.views.section import command, done, refusals, section_page, show


@section_page
def parties(request: HttpRequest, draft: Draft) -> HttpResponse:
    pledge = draft.pledge
    sent = Sent.of(request, pledge, "parties")
    form = PartiesForm(sent, pledge=pledge)
    if sent and (form.is_valid() or sent.is_autosave):
        with refusals(form, sent):
            return save(
                request,
                draft,
                "parties",
                sent,
                form.edits(),
                refused=form.refused(),
                labels=lambda edit: str(form.fields[edit.field].label),
                then=lambda: _obey(request, pledge, command(request)),
            )
    wanted = request.POST.get("q", request.GET.get("q", ""))
    printed = document.build(draft)
    return show(
        request,
        draft,
        "parties",
        "parties/edit",
        document=printed,
        form=form,
        parties=list(zip(draft.parties.values(), printed.parties, strict=True)),
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
            name = Words.of(PARTY.text("named")).clean(request.POST.get("q", ""))
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
    """Add parties; say so (TextRefusedError) when each of them is one already."""
    if wanted and not verbs.add_parties(pledge, wanted, by=by):
        names = ", ".join(str(participant) for participant in wanted)
        raise TextRefusedError(_("%s: already a party of this pledge.") % names)


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


def _taken_out(request: HttpRequest, pledge: Pledge, key: str) -> Party:
    """Return a party that somebody took out while it was being written of: saving brings it back. Else 404."""
    gone = Change.objects.filter(pledge=pledge, row=f"party:{key}").order_by("pk").last()
    if request.method != "POST" or not gone or not gone.before or "kind" not in gone.before:
        raise Http404
    draft = Draft(pledge).copy()
    draft.become({**draft.state(), gone.row: gone.before})
    return draft.parties[key]


@section_page
def party(request: HttpRequest, draft: Draft, key: str) -> HttpResponse:
    pledge = draft.pledge
    row = draft.parties.get(key) or _taken_out(request, pledge, key)
    directory_name = str(row.state.government_en if row.state else row.national_society or "")
    sent = Sent.of(request, pledge, "parties")
    form = PartyForm(sent, party=row, directory_name=directory_name)
    if sent and (form.is_valid() or sent.is_autosave):
        with refusals(form, sent):
            return save(
                request,
                draft,
                "parties",
                sent,
                [Edit(name, f"party:{key}", name, value) for name, value in form.cleaned_data.items()],
                refused=refused_fields(form),
                labels=lambda edit: str(form.fields[edit.field].label),
                verb=partial(merge.save, check=verbs.one_observer_a_name),
                then=lambda: redirect(f"{BY_SLUG['parties'].url(pledge)}#parties"),
            )
    return show(
        request,
        draft,
        "parties",
        "parties/party",
        document=document.build(draft),
        form=form,
        name=row.name or directory_name,
        status=422 if form.is_bound else 200,
    )
