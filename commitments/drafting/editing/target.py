"""What an edit can be of: the fields of a pledge, each with how it is read, what it was, and how it is set."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from django.db import models

from commitments.models import Change, Draft, Item, Party, Pledge, RegionalGroup, ResourceLine, menu
from commitments.models.row import PLEDGE_ROW, RowName, Table
from commitments.text.sameness import same_wording


class Target(ABC):
    """A field of a pledge, as a page shows it: one column, one element of a list, or what several columns say."""

    @property
    @abstractmethod
    def row(self) -> RowName:
        """The row that it belongs to."""

    @abstractmethod
    def now(self, draft: Draft) -> Any:
        """Return what it says; as an empty field says where there is no row."""

    @abstractmethod
    def before(self, draft: Draft, changes: Sequence[Change]) -> Any:
        """Return what it said before `changes`, all that concern it since then, the first one first."""

    @abstractmethod
    def write(self, draft: Draft, value: Any) -> None:
        """Set it, in memory. Its row is there, where it needs one."""

    @abstractmethod
    def is_concerned(self, before: Mapping[str, Any]) -> bool:
        """Whether a change of these columns of its row concerns it."""

    def needs_row(self, value: Any) -> bool:
        """Whether its row has to be there, so that `value` can be written."""
        return True

    def differs(self, base: Any, theirs: Any) -> bool:
        """Whether what others made of it can't stand beside any other value."""
        return bool(base != theirs)

    @property
    def model_field(self) -> models.Field[Any, Any] | None:
        """The one column that it is; None where it is not simply one."""
        return None


class Column(Target):
    """One column of a row."""

    column: str
    model: ClassVar[type[models.Model]]

    @property
    def model_field(self) -> models.Field[Any, Any]:
        field: models.Field[Any, Any] = self.model._meta.get_field(self.column.removesuffix("_id"))  # type: ignore[assignment]
        return field

    def now(self, draft: Draft) -> Any:
        return self._or_empty(getattr(draft.find(self.row), self.column, None))

    def before(self, draft: Draft, changes: Sequence[Change]) -> Any:
        stored = (changes[0].before or {}).get(self.column)
        return self._or_empty(None if stored is None else self.model_field.to_python(stored))

    def write(self, draft: Draft, value: Any) -> None:
        setattr(draft.find(self.row), self.column, value)

    def is_concerned(self, before: Mapping[str, Any]) -> bool:
        return self.column in before

    def beside(self, column: str) -> Column:
        """Return another column of the same row."""
        return replace(self, column=column)  # type: ignore[type-var]  # every one of them is a dataclass

    def _or_empty(self, stored: Any) -> Any:
        """Return what is stored; of nothing, what an empty field of the page says."""
        if stored is not None:
            return stored
        field = self.model_field
        if isinstance(field, models.BooleanField):
            return False
        return "" if isinstance(field, (models.CharField, models.TextField)) else None


@dataclass(frozen=True)
class PledgeField(Column):
    column: str
    model = Pledge

    @property
    def row(self) -> RowName:
        return PLEDGE_ROW


@dataclass(frozen=True)
class ItemField(Column):
    key: str
    column: str
    model = Item

    @property
    def row(self) -> RowName:
        return RowName(Table.ITEM, self.key)

    def write(self, draft: Draft, value: Any) -> None:
        item = draft.items[self.key]
        if self.column == "theme_name" and item.theme_id:
            return  # it was put under a theme of the model meanwhile, and has no heading of its own
        if self.column == "text" and item.clause_id and same_wording(value, item.official_text):
            value = item.official_text  # it was typed or pasted with other spaces or quotation marks
        super().write(draft, value)


@dataclass(frozen=True)
class PartyField(Column):
    key: str
    column: str
    model = Party

    @property
    def row(self) -> RowName:
        return RowName(Table.PARTY, self.key)


@dataclass(frozen=True)
class LineField(Column):
    key: str
    column: str
    model = ResourceLine

    @property
    def row(self) -> RowName:
        return RowName(Table.LINE, self.key)


@dataclass(frozen=True)
class ItemElement(Target):
    """Whether a list of an item's, such as who leads it, holds one key. Two people's never conflict."""

    key: str
    column: str
    element: str

    @property
    def row(self) -> RowName:
        return RowName(Table.ITEM, self.key)

    def now(self, draft: Draft) -> bool:
        item = draft.items.get(self.key)
        return item is not None and self.element in getattr(item, self.column)

    def before(self, draft: Draft, changes: Sequence[Change]) -> bool:
        return self.element in ((changes[0].before or {}).get(self.column) or ())

    def write(self, draft: Draft, value: bool) -> None:
        item = draft.items[self.key]
        others = [key for key in getattr(item, self.column) if key != self.element]
        setattr(item, self.column, [*others, self.element] if value else others)

    def is_concerned(self, before: Mapping[str, Any]) -> bool:
        return self.column in before

    def differs(self, base: Any, theirs: Any) -> bool:
        return False


class SeveralColumns(Target):
    """What two columns of a row say in one text: a row of the library, or else words of the drafter's."""

    columns: ClassVar[tuple[str, str]]

    @abstractmethod
    def _text(self, draft: Draft, key: int | None, words: str) -> str:
        """Return the two columns as one text."""

    def now(self, draft: Draft) -> str:
        row = draft.find(self.row)
        key, words = (getattr(row, name, None) for name in self.columns)
        return self._text(draft, key, words or "")

    def before(self, draft: Draft, changes: Sequence[Change]) -> str:
        row = draft.find(self.row)
        were = {name: getattr(row, name, None) for name in self.columns}
        for change in reversed(changes):
            were |= {name: value for name, value in (change.before or {}).items() if name in were}
        key, words = were.values()
        return self._text(draft, key, words or "")

    def is_concerned(self, before: Mapping[str, Any]) -> bool:
        return any(name in before for name in self.columns)


@dataclass(frozen=True)
class PledgeRegion(SeveralColumns):
    """The pledge's region: the name of a group of the directory, or the drafter's words."""

    columns = ("regional_group_id", "region")

    @property
    def row(self) -> RowName:
        return PLEDGE_ROW

    def _text(self, draft: Draft, key: int | None, words: str) -> str:
        return str(RegionalGroup.objects.get(pk=key)) if key else words

    def write(self, draft: Draft, value: str) -> None:
        group = RegionalGroup.objects.filter(name_en=value).first()
        draft.pledge.regional_group, draft.pledge.region = group, "" if group else value


@dataclass(frozen=True)
class ItemHeading(SeveralColumns):
    """Where an action stands, as Menu.heading says it: under a theme of the model, or under an own heading."""

    key: str
    columns = ("theme_id", "theme_name")

    @property
    def row(self) -> RowName:
        return RowName(Table.ITEM, self.key)

    def _text(self, draft: Draft, key: int | None, words: str) -> str:
        return menu(draft.pledge.model_text).heading(key, words)

    def write(self, draft: Draft, value: str) -> None:
        item = draft.items[self.key]
        if not item.clause_id:  # a clause stays under its theme
            item.theme_id, item.theme_name = menu(draft.pledge.model_text).under(value)
            item.position = draft.end()


@dataclass(frozen=True)
class LineRemoval(Target):
    """Whether a resource line is taken out."""

    key: str

    @property
    def row(self) -> RowName:
        return RowName(Table.LINE, self.key)

    def now(self, draft: Draft) -> bool:
        return self.key not in draft.lines

    def before(self, draft: Draft, changes: Sequence[Change]) -> bool:
        return changes[0].before is None

    def write(self, draft: Draft, value: bool) -> None:
        if value:
            draft.lines.pop(self.key, None)

    def is_concerned(self, before: Mapping[str, Any]) -> bool:
        """Moving a line doesn't concern whether it is there."""
        return set(before) != {"position"}

    def needs_row(self, value: bool) -> bool:
        return not value

    def differs(self, base: Any, theirs: Any) -> bool:
        """Whatever was written into a line that somebody takes out would be lost."""
        return True


@dataclass(frozen=True)
class BlankFilling(Target):
    """What fills a blank wherever it stands; nothing where it is open, or the parties fill it."""

    token: str
    """As it is printed, brackets included"""

    @property
    def row(self) -> RowName:
        return RowName(Table.BLANK, self.token)

    def now(self, draft: Draft) -> str:
        return str(draft.pledge.blank_fillings.get(self.token, ""))

    def before(self, draft: Draft, changes: Sequence[Change]) -> str:
        return str((changes[0].before or {}).get("text", ""))

    def write(self, draft: Draft, value: str) -> None:
        filled = {**draft.pledge.blank_fillings, self.token: value}
        draft.pledge.blank_fillings = {token: text for token, text in filled.items() if text}

    def is_concerned(self, before: Mapping[str, Any]) -> bool:
        return True

    def needs_row(self, value: str) -> bool:
        return False
