"""Small queries whose SQL Django makes once.

A page of a pledge reads a few small tables by the pledge's primary key. Making the SQL takes Django four times as long
as running it (measured in tests/bench), so it is made once a process and run again and again.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import Model, QuerySet

from commitments.models.party import Party
from commitments.models.pledge import Item, Pledge, ResourceLine

Row = TypeVar("Row", bound=Model)


class Prepared(Generic[Row]):
    """A query by the primary key of a pledge, which is its one parameter."""

    def __init__(self, model: type[Row], query: Callable[[int], QuerySet[Row, Any]]) -> None:
        self._model, self._query = model, query
        self._sql: dict[str, str] = {}

    def rows(self, pledge: Pledge) -> list[Row]:
        """Return what the query finds for `pledge`, as instances of its model."""
        return list(self._model._default_manager.raw(self._made(), [pledge.pk]))

    def values(self, pledge: Pledge) -> list[tuple[Any, ...]]:
        """Return what a values_list query finds for `pledge`."""
        with connection.cursor() as cursor:
            cursor.execute(self._made(), [pledge.pk])
            return cursor.fetchall()

    def _made(self) -> str:
        sql = self._sql.get(connection.vendor)
        if sql is None:
            sql, parameters = self._query(0).query.get_compiler(connection=connection).as_sql()
            if list(parameters) != [0]:
                raise TypeError(f"A prepared query has the pledge as its one parameter, not {parameters}")
            self._sql[connection.vendor] = sql
        return sql


ITEMS = Prepared(Item, lambda pk: Item.objects.filter(pledge=pk))
PARTIES = Prepared(Party, lambda pk: Party.objects.filter(pledge=pk))
RESOURCE_LINES = Prepared(ResourceLine, lambda pk: ResourceLine.objects.filter(pledge=pk))
