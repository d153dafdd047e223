"""Who can be a party: States, National Societies, components of the Movement; and the regional groups of States."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

KNOWN_AS = "Other and older names and abbreviations in any language, parted by “;”: for finding it, never printed"


class StateManager(models.Manager["State"]):
    def get_by_natural_key(self, iso2: str) -> State:
        return self.get(iso2=iso2)


class State(models.Model):
    """A State party to the Geneva Conventions. `prose_name` and `government` stand in a sentence, article included.

    Lists call it by its `short_name`, which is the UN's.
    """

    iso2 = models.CharField(max_length=2, unique=True, help_text="ISO 3166-1 alpha-2")
    iso3 = models.CharField(max_length=3, unique=True)
    short_name_en = models.CharField(max_length=80)
    short_name_fr = models.CharField(max_length=80)
    short_name_es = models.CharField(max_length=80)
    short_name_ar = models.CharField(max_length=80)
    prose_name_en = models.CharField(max_length=80)
    prose_name_fr = models.CharField(max_length=80)
    prose_name_es = models.CharField(max_length=80)
    formal_name_en = models.CharField(max_length=80)
    formal_name_fr = models.CharField(max_length=80)
    formal_name_es = models.CharField(max_length=80)
    formal_name_ar = models.CharField(max_length=80)
    government_en = models.CharField(max_length=100)
    government_fr = models.CharField(max_length=100)
    government_es = models.CharField(max_length=100)
    government_ar = models.CharField(max_length=100)
    known_as = models.TextField(blank=True, help_text=KNOWN_AS)
    ifrc_region = models.CharField(max_length=30)
    note = models.TextField(blank=True)

    objects = StateManager()

    class Meta:
        ordering = ["short_name_en"]

    def __str__(self) -> str:
        return self.short_name_en

    @property
    def recognised_society(self) -> NationalSociety | None:
        """Its National Society, if that can be a party."""
        society: NationalSociety | None = getattr(self, "national_society", None)
        return society if society and society.recognised else None

    def natural_key(self) -> tuple[str]:
        return (self.iso2,)


class NationalSocietyQuerySet(models.QuerySet["NationalSociety"]):
    def recognised(self) -> NationalSocietyQuerySet:
        """Those that can be offered as a party."""
        return self.filter(recognised=True)


class NationalSocietyManager(models.Manager.from_queryset(NationalSocietyQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, iso2: str) -> NationalSociety:
        society: NationalSociety = self.get(state__iso2=iso2)
        return society


class NationalSociety(models.Model):
    """A National Red Cross or Red Crescent Society. `in_sentence` forms carry their article."""

    state = models.OneToOneField(State, on_delete=models.PROTECT, related_name="national_society")
    name_en = models.CharField(max_length=100)
    name_fr = models.CharField(max_length=100, blank=True)
    name_es = models.CharField(max_length=100, blank=True)
    name_ar = models.CharField(max_length=100, blank=True)
    in_sentence_en = models.CharField(max_length=100)
    in_sentence_fr = models.CharField(max_length=100, blank=True)
    in_sentence_es = models.CharField(max_length=100, blank=True)
    other_names_en = models.CharField(max_length=200, blank=True)
    known_as = models.TextField(blank=True, help_text=KNOWN_AS)
    emblem = models.CharField(max_length=12)
    ifrc_region = models.CharField(max_length=30)
    recognised = models.BooleanField(default=True)
    status = models.CharField(max_length=60, blank=True, help_text="Why a Society is not recognised.")
    doubtful = models.BooleanField(default=False, help_text="The sources disagree about its name.")
    note = models.TextField(blank=True)

    objects = NationalSocietyManager()

    class Meta:
        ordering = ["name_en"]
        verbose_name_plural = "national societies"

    def __str__(self) -> str:
        return self.name_en

    def natural_key(self) -> tuple[str]:
        return (self.state.iso2,)


class ComponentManager(models.Manager["Component"]):
    def get_by_natural_key(self, code: str) -> Component:
        return self.get(code=code)


class Component(models.Model):
    """A component of the Movement that is no National Society: the ICRC, the IFRC (Statutes, article 1)."""

    code = models.CharField(max_length=4, unique=True, help_text="Its abbreviation in English")
    name_en = models.CharField(max_length=100)
    name_fr = models.CharField(max_length=100)
    name_es = models.CharField(max_length=100)
    name_ar = models.CharField(max_length=100)
    in_sentence_en = models.CharField(max_length=100)
    in_sentence_fr = models.CharField(max_length=100)
    in_sentence_es = models.CharField(max_length=100)
    known_as = models.TextField(blank=True, help_text=KNOWN_AS)

    objects = ComponentManager()

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name_en

    def natural_key(self) -> tuple[str]:
        return (self.code,)


class RegionalGroupManager(models.Manager["RegionalGroup"]):
    def get_by_natural_key(self, slug: str) -> RegionalGroup:
        return self.get(slug=slug)


class RegionalGroup(models.Model):
    """A grouping of States for regional pledges. Names stand inside a sentence, article included."""

    slug = models.SlugField(unique=True)
    name_en = models.CharField(max_length=100)
    name_fr = models.CharField(max_length=100)
    name_es = models.CharField(max_length=100)
    name_ar = models.CharField(max_length=100)
    kind = models.CharField(max_length=30)
    members = models.ManyToManyField(State, related_name="regional_groups")
    other_members = models.CharField(max_length=100, blank=True, help_text="Members that are no State party.")
    note = models.TextField(blank=True)

    objects = RegionalGroupManager()

    class Meta:
        ordering = ["name_en"]

    def __str__(self) -> str:
        return self.name_en

    @property
    def without_society(self) -> list[State]:
        """Its members that have no recognised National Society. No query where `members` are read with theirs."""
        return [state for state in self.members.all() if not state.recognised_society]

    def natural_key(self) -> tuple[str]:
        return (self.slug,)


class PartyKind(models.TextChoices):
    """The kinds of participants that pledge (Statutes of the Movement, article 9; docs/product.md)."""

    STATE = "state", _("State")
    NATIONAL_SOCIETY = "national_society", _("National Society")
    COMPONENT = "component", _("Component of the Movement")
    OBSERVER = "observer", _("Observer organisation")


def directory_entry(kind: str, code: str) -> str:
    """Name who can be a party by its kind and its code, “national_society KE”; nothing where it has none: an observer.

    A Society's code is that of its country.
    """
    return f"{kind} {code}" if code else ""


def in_language(thing: State | NationalSociety | Component | RegionalGroup, field: str, language: str) -> str:
    """Return `field` of a directory entry in `language` (BCP 47), in English where there is none."""
    spoken = language.split("-", maxsplit=1)[0].lower()
    return getattr(thing, f"{field}_{spoken}", "") or getattr(thing, f"{field}_en")
