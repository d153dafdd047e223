"""Section 1: who pledges, and for which years."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commitments import access, document
from commitments.document.fields import PARTY
from commitments.drafting import parties as verbs
from commitments.drafting.editing.edit import Edit
from commitments.drafting.sections import BY_SLUG
from commitments.models import (
    Change,
    Component,
    Draft,
    NationalSociety,
    Party,
    Pledge,
    RegionalGroup,
    State,
    find,
)
from commitments.models.row import RowName, Table
from commitments.text.limits import TextRefusedError
from commitments.web.command import Command
from commitments.web.forms.editing import EditingForm, Reading
from commitments.web.forms.fields import WordsField
from commitments.web.forms.further_signatories import FurtherSignatoryForm, NeededForm, further_forms
from commitments.web.forms.parties import AuthorityForm, PartiesForm, PartyForm
from commitments.web.once import sent_once
from commitments.web.states import States
from commitments.web.submitted_form import SubmittedForm
from commitments.web.views.saving import save, say_removed
from commitments.web.views.section import done, problems, refusals, section_page, show

MOST_NAMED = 6
"""How many parties a message names: a region may have fifty"""


@section_page
def parties(request: HttpRequest, draft: Draft, submitted: SubmittedForm | None) -> HttpResponse:
    pledge = draft.pledge
    form = PartiesForm(submitted, pledge=pledge)
    if submitted:
        with refusals(form, submitted):
            return save(request, draft, "parties", submitted, form) or done(
                request, pledge, "parties", submitted, stay=_obey(request, pledge, submitted.command)
            )
    query = request.POST.get("q", request.GET.get("q", ""))
    printed = document.build(draft)
    return show(
        request,
        draft,
        "parties",
        "parties/edit",
        document=printed,
        submitted=submitted,
        form=form,
        parties=list(zip(draft.parties.values(), printed.parties, strict=True)),
        own=verbs.owners_party(pledge, draft.parties.values()),
        q=query,
        found=find(query),
        asked_of=States(query),
        states={row.state_id for row in draft.parties.values()},
        status=422 if submitted else 200,
    )


def _obey(request: HttpRequest, pledge: Pledge, command: Command) -> str:
    """Carry out the pressed button's command, after the fields were saved; return the address to come back to."""
    by, url = access.person(request), BY_SLUG["parties"].url(pledge)
    match command:
        case Command("find"):
            return f"{url}?{urlencode({'q': request.POST.get('q', '')})}#found"
        case Command("move-up" | "move-down", key):
            verbs.move_party(party_of(pledge, key), command.direction, by=by)
            return f"{url}#{key}"
        case Command("place", key, position) if position:
            verbs.place_party(party_of(pledge, key), position, by=by)
            return f"{url}#parties"
        case Command("order-by-name" | "order-own-first" as verb):
            verbs.order_parties(pledge, own_first=verb == "order-own-first", by=by)
            return f"{url}#parties"
    return _page_of_its_own(request, pledge, command) or _come_or_go(request, pledge, command) or url


def _come_or_go(request: HttpRequest, pledge: Pledge, command: Command) -> str:
    """Add parties, or remove one, and say so; return the address of the row that came, or of the list."""
    match command:
        case Command("add-state" | "add-society" | "add-both" as verb, code):
            chosen = participants(code, state=verb != "add-society", society=verb != "add-state")
            return _add(request, pledge, chosen)
        case Command("add-component", code):
            return _add(request, pledge, [get_object_or_404(Component, code=code)])
        case Command("add-observer"):
            name = WordsField.of(PARTY.text("named")).clean(request.POST.get("q", ""))
            return _add(request, pledge, [name] if name else [])
        case Command("add-region" | "add-region-societies" | "name-region", slug):
            return _regional(request, pledge, get_object_or_404(RegionalGroup, slug=slug), command)
        case Command("remove", key):
            gone = party_of(pledge, key)
            verbs.remove_party(gone, by=access.person(request))
            message = _("{name} is no party of the pledge any more.").format(name=document.party_name(gone, pledge))
            say_removed(request, pledge, "parties", message)
            return f"{BY_SLUG['parties'].url(pledge)}#parties"
    return ""


def _page_of_its_own(request: HttpRequest, pledge: Pledge, command: Command) -> str:
    """Return the address of the page to which a command leads, where it is another one."""
    match command:
        case Command("add-state", code) if pledge.parties.filter(state__iso2=code).exists():
            return reverse("pledge_authority", args=[pledge.reference, code])
        case Command("add-authority"):
            return _authority_page(request, pledge)
        case Command("change", key):
            return reverse("pledge_party", args=[pledge.reference, party_of(pledge, key).key])
    return ""


def _add(request: HttpRequest, pledge: Pledge, chosen: Sequence[verbs.Participant]) -> str:
    """Add parties and say which; return the address of the first one's row. Raises TextRefusedError.

    It does so, too, when each of them is a party already.
    """
    added = verbs.add_parties(pledge, chosen, by=access.person(request)) if chosen else []
    if chosen and not added:
        names = ", ".join(str(participant) for participant in chosen)
        raise TextRefusedError(_("%s: already a party of this pledge.") % names)
    return _added(request, pledge, added)


def _added(request: HttpRequest, pledge: Pledge, added: Sequence[Party]) -> str:
    """Say who was added to the parties; return the address of the first one's row."""
    names = [document.party_name(party, pledge) for party in added]
    if len(names) > MOST_NAMED:
        count = len(names) - MOST_NAMED
        names[MOST_NAMED:] = [ngettext("%d other", "%d others", count) % count]
    if names:
        messages.success(request, _("Added: {names}.").format(names=", ".join(names)))
    return f"{BY_SLUG['parties'].url(pledge)}#{added[0].key if added else 'parties'}"


def _authority_page(request: HttpRequest, pledge: Pledge) -> str:
    """Return the address of the page that adds an authority of the country that was chosen, with the name looked for.

    Raises TextRefusedError where none was chosen.
    """
    state = State.objects.filter(iso2=str(request.POST.get("authority-of", "")).replace("\0", "")).first()
    if not state:
        raise TextRefusedError(_("Choose the country of which it is a part."))
    name = WordsField.of(PARTY.text("named")).clean(request.POST.get("q", ""))
    return f"{reverse('pledge_authority', args=[pledge.reference, state.iso2])}?{urlencode({'name': name})}"


def participants(code: str, *, state: bool, society: bool) -> Sequence[verbs.Participant]:
    """Return the State and the National Society, or one of them, of the country `code` (ISO alpha-2). Else 404."""
    government = get_object_or_404(State, iso2=code)
    if not society:
        return [government]
    its_own = NationalSociety.objects.recognised().filter(state=government).select_related("state").first()
    if its_own is None:
        raise Http404
    return [government, its_own] if state else [its_own]


def _regional(request: HttpRequest, pledge: Pledge, group: RegionalGroup, command: Command) -> str:
    """Name the pledge after a regional group and add its members: its Societies, or with them their Governments.

    Return the address to come back to.
    """
    by, added = access.person(request), []
    members = list(group.members.all())
    societies = list(NationalSociety.objects.recognised().filter(state__in=members).select_related("state"))
    verbs.set_region(pledge, group, by=by)
    if command.verb != "name-region":
        added = verbs.add_parties(pledge, [*(members if command.verb == "add-region" else ()), *societies], by=by)
    return _added(request, pledge, added)


def party_of(pledge: Pledge, key: str) -> Party:
    """Return the party of that key, or 404."""
    return get_object_or_404(pledge.parties.select_related("state", "national_society__state", "component"), key=key)


def _taken_out(pledge: Pledge, key: str) -> Party:
    """Return a party that somebody took out while it was being written of: saving brings it back. Else 404."""
    row = str(RowName(Table.PARTY, key))
    gone = Change.objects.filter(pledge=pledge, row=row).order_by("pk").last()
    if not gone or not gone.before or "kind" not in gone.before:
        raise Http404
    draft = Draft(pledge).copy()
    draft.become({**draft.state(), row: gone.before})
    return draft.parties[key]


class PartyPage:
    """The forms of one party, and what of them was submitted."""

    def __init__(self, form: PartyForm, needed: NeededForm, further: list[FurtherSignatoryForm]) -> None:
        self.form, self.needed, self.further = form, needed, further
        forms: list[EditingForm] = [form, needed, *further]
        self.bound = [each for each in forms if each.is_bound]

    @property
    def is_open(self) -> bool:
        """Whether the part of the page for further signatories is open: there are some, or something is wrong there."""
        party = self.needed.party
        is_written = bool(party.further_signatories) or party.signatures_needed > 1
        return is_written or any(each.errors for each in self.bound if each is not self.form)

    def is_valid(self) -> bool:
        return all(each.is_valid() for each in self.bound)

    def edits(self) -> list[Edit]:
        return [edit for each in self.bound for edit in each.edits()]

    def refused(self) -> Mapping[str, str]:
        return {name: message for each in self.bound for name, message in each.refused().items()}

    def unclear(self) -> Mapping[str, Sequence[Reading]]:
        return {name: readings for each in self.bound for name, readings in each.unclear().items()}

    def label(self, edit: Edit) -> str:
        return next(each.label(edit) for each in self.bound if each.holds(edit))


@section_page
def party(request: HttpRequest, draft: Draft, submitted: SubmittedForm | None, key: str) -> HttpResponse:
    pledge, row = draft.pledge, draft.parties.get(key)
    if not row and not submitted:
        raise Http404
    row = row or _taken_out(pledge, key)
    unnamed = Party(kind=row.kind, state=row.state, national_society=row.national_society, component=row.component)
    directory_name = document.party_name(unnamed, pledge)
    in_sentence = document.in_sentence(row, pledge.model_text.language)
    form = PartyForm(submitted, party=row, directory_name=directory_name, in_sentence=in_sentence)
    page = PartyPage(form, NeededForm(submitted, party=row), further_forms(submitted, row))
    if submitted:
        with refusals(form, submitted):
            return save(request, draft, "parties", submitted, page) or redirect(
                f"{BY_SLUG['parties'].url(pledge)}#{key}"
            )
    return show(
        request,
        draft,
        "parties",
        "parties/party",
        document=document.build(draft),
        submitted=submitted,
        form=form,
        page=page,
        form_errors=[problem for bound in page.bound for problem in problems(bound)],
        name=document.party_name(row, pledge),
        status=422 if submitted else 200,
    )


@section_page
@sent_once()
def authority(request: HttpRequest, draft: Draft, submitted: SubmittedForm | None, code: str) -> HttpResponse:
    """Add an authority of a State, be that a party already or not: a ministry, a region."""
    pledge, state = draft.pledge, get_object_or_404(State, iso2=code)
    form = AuthorityForm(submitted, name=request.GET.get("name", ""))
    is_another = any(row.state_id == state.pk for row in draft.parties.values())
    name = _("Another authority of %s") if is_another else _("An authority of %s")
    if submitted:
        with refusals(form, submitted):
            if form.is_valid():
                return redirect(_add(request, pledge, [verbs.Authority(state, form.cleaned_data["name"])]))
    return show(
        request,
        draft,
        "parties",
        "parties/authority",
        document=document.build(draft),
        submitted=submitted,
        form=form,
        name=name % state.short_name_en,
        is_another=is_another,
        status=422 if submitted else 200,
    )
