"""What every test has: the library, loaded once as `load_library` does it."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db.models import Model
from django.test import override_settings

from commitments import models

LIBRARY: list[type[Model]] = [
    models.State,
    models.NationalSociety,
    models.RegionalGroup,
    models.RegionalGroup.members.through,
    models.Framework,
    models.FrameworkItem,
    models.ModelText,
    models.Bracket,
    models.Passage,
    models.Theme,
    models.Clause,
    models.Clause.suggested.through,
    models.ClauseLink,
]
USES_THE_DATABASE = {"db", "transactional_db", "live_server", "django_db_reset_sequences"}


@pytest.fixture(scope="session", autouse=True)
def _quick_passwords():
    """A real hash takes half a second on purpose; the tests make hundreds."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Load the library into the new test database, and return its rows by model."""
    with django_db_blocker.unblock():
        call_command("load_library", verbosity=0)
        return {model: list(model._base_manager.order_by("pk")) for model in LIBRARY}


@pytest.fixture(autouse=True)
def library(request):
    """Every test has the library. A transactional test empties the database when it ends; so put the rows back."""
    if not (request.node.get_closest_marker("django_db") or USES_THE_DATABASE & set(request.fixturenames)):
        return
    request.getfixturevalue("db")
    if not models.State.objects.exists():
        for model, rows in request.getfixturevalue("django_db_setup").items():
            model._base_manager.bulk_create(rows)


@pytest.fixture
def model_text(db):
    """The model text on migration, of 2019."""
    return models.ModelText.objects.get(slug="migration-2019")
