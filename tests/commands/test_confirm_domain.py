"""The command confirm_domain: what it confirms, what it refuses, and that it may run again."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from commitments.models import ConfirmedDomain
from tests.factories import make_user

pytestmark = pytest.mark.django_db
STAFF = "staff@example.org"


@pytest.fixture(autouse=True)
def _staff() -> None:
    make_user(STAFF, is_staff=True)
    make_user("drafter@example.org")


def confirmed(*arguments: str, **options: Any) -> str:
    out = StringIO()
    call_command("confirm_domain", *arguments, by=options.pop("by", STAFF), stdout=out, **options)
    return out.getvalue()


@pytest.mark.parametrize(
    ("kind", "code", "domain", "said"),
    [
        ("state", "ke", "Interior.go.ke", "interior.go.ke: Kenya\n"),
        ("national_society", "KE", "redcross.or.ke", "redcross.or.ke: Kenya Red Cross Society\n"),
        ("component", "ICRC", "icrc.org", "icrc.org: International Committee of the Red Cross\n"),
    ],
)
def test_domain_is_confirmed_once_however_often_it_runs(kind, code, domain, said):
    assert [confirmed(kind, code, domain, note="By letter") for _time in range(2)] == [said, said]
    row = ConfirmedDomain.objects.get()
    assert (row.confirmed_by.email, row.note, row.with_subdomains) == (STAFF, "By letter", False)


def test_quiet_run_prints_nothing():
    assert confirmed("state", "KE", "interior.go.ke", with_subdomains=True, verbosity=0) == ""
    assert ConfirmedDomain.objects.get().with_subdomains


@pytest.mark.parametrize(
    ("arguments", "options", "says"),
    [
        (("state", "XX", "interior.go.ke"), {}, "The directory has no state with the code XX."),
        (("component", "KE", "interior.go.ke"), {}, "The directory has no component with the code KE."),
        (("national_society", "XX", "x.org"), {}, "The directory has no national_society with the code XX."),
        (("state", "KE", "gmail.com"), {}, "Anybody can have an address at gmail.com"),
        (("state", "KE", "kenya"), {}, "“kenya” is no domain."),
        (("state", "KE", "interior.go.ke"), {"by": "drafter@example.org"}, "Nobody with the address drafter@"),
        (("state", "KE", "interior.go.ke"), {"note": "x" * 301}, "301"),
        (("state", "KE", "go.ke"), {"with_subdomains": True}, "not with the same domains beneath it."),
    ],
)
def test_what_can_not_be_confirmed_is_said_in_a_line(arguments, options, says):
    confirmed("state", "KE", "go.ke")
    with pytest.raises(CommandError, match=says.replace(".", r"\.")):
        confirmed(*arguments, **options)
    assert ConfirmedDomain.objects.count() == 1
