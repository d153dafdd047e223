"""`manage.py check --deploy` knows our own settings; with `--database default` what is not done yet."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.checks import run_checks
from django.db import connection
from django.utils import timezone

from commitments.management.deploy_checks import installation, own_settings
from commitments.models import Mail, ModelText

ADDRESSES = {"EMAIL_HOST": "mail.example.org", "CONTACT_EMAIL": "secretariat@example.org", "BEHIND_PROXY": "1"}


@pytest.fixture
def sound(settings, monkeypatch):
    """The settings of a site that is ready."""
    for name, value in ADDRESSES.items():
        monkeypatch.setenv(name, value)
    settings.SITE_URL, settings.ALLOWED_HOSTS = (
        "https://pledges.example.org",
        ["www.example.org", "Pledges.example.org"],
    )
    settings.DEFAULT_FROM_EMAIL = "Pledges <pledges@example.org>"
    return settings


def ids(messages) -> list[str]:
    return [message.id.removeprefix("commitments.") for message in messages if message.id != "commitments.I010"]


def test_site_that_is_ready_is_told_nothing(sound):
    assert ids(own_settings(None)) == []


def test_kind_of_the_database_is_told_where_it_is_for_trying_out(sound):
    told = [message.id for message in own_settings(None)]
    assert told == (["commitments.I010"] if connection.vendor == "sqlite" else [])


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("SITE_URL", "http://pledges.example.org", "E010"),
        ("SITE_URL", "https://other.example.org", "E011"),
        ("EMAIL_PORT", 465, "E012"),
        ("DEFAULT_FROM_EMAIL", "pledgebuilder@localhost", "W011"),
        ("DEFAULT_FROM_EMAIL", "Pledges <pledgebuilder@localhost>", "W011"),
    ],
)
def test_setting_that_does_not_go_with_the_others_is_told(sound, name, value, told):
    setattr(sound, name, value)
    assert ids(own_settings(None)) == [told]


@pytest.mark.parametrize(
    ("name", "told"), [("EMAIL_HOST", "W010"), ("CONTACT_EMAIL", "W012"), ("BEHIND_PROXY", "W013")]
)
def test_variable_that_nobody_set_is_told(sound, monkeypatch, name, told):
    monkeypatch.setenv(name, " ")
    assert ids(own_settings(None)) == [told]


@pytest.mark.django_db
def test_installation_is_looked_at_where_a_database_is_named(settings, tmp_path):
    settings.DEBUG, settings.STATIC_ROOT = False, tmp_path
    Mail.objects.create(to="a@example.org", subject="x", due_at=timezone.now() - timedelta(minutes=11))
    Mail.objects.create(to="b@example.org", subject="x", due_at=timezone.now() - timedelta(minutes=5))
    Mail.objects.create(to="c@example.org", subject="x", due_at=timezone.now() - timedelta(hours=1), tries=1)
    assert ids(installation(None)) == []
    found = installation(None, databases=["default"])
    assert ids(found) == ["E014", "W015"]
    assert found[1].msg.startswith("1 mail waits ")
    (tmp_path / "staticfiles.json").touch()
    Mail.objects.all().delete()
    assert ids(installation(None, databases=["default"])) == []
    ModelText.objects.all().delete()
    assert ids(installation(None, databases=["default"])) == ["W014"]


@pytest.mark.django_db
def test_database_of_another_version_is_told_and_nothing_is_asked_of_it(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'commitments'")
    assert ids(installation(None, databases=["default"])) == ["E014", "E013"]


def test_checks_are_part_of_the_command(sound):
    sound.SITE_URL = "http://pledges.example.org"
    assert "E010" in ids(run_checks(include_deployment_checks=True))
    assert "E010" not in ids(run_checks())
