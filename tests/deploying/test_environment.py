"""Nonsense in the environment is refused at start: one line a fault, all of them, and no traceback."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from pledgebuilder.environment import (
    FOR_TRYING_OUT,
    VARIABLES,
    FaultySettingsError,
    faults,
    flag,
    refuse_nonsense,
    with_files,
)

ROOT = Path(__file__).resolve().parents[2]
KEY = "0qV9-uZ3xT6_mKd8RfYb2LwNcPjH5sAe"
SOUND = {"SECRET_KEY": KEY, "ALLOWED_HOSTS": "pledges.example.org"}
OIDC = {
    "OIDC_NAME": "Kenya Red Cross",
    "OIDC_ISSUER": "https://id.example.org/realm",
    "OIDC_CLIENT_ID": "pledges",
    "OIDC_CLIENT_SECRET": "hush",
}


def found(**environment: str) -> list[str]:
    """The faults of an installation that is sound but for this."""
    return list(faults({**SOUND, **environment}))


def named(**environment: str) -> list[str]:
    """The variables that the faults name."""
    return [line.partition(":")[0] for line in found(**environment)]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ALLOWED_HOSTS", "pledges.example.org,www.example.org, 192.0.2.1 ,[2001:db8::1],localhost,xn--bcher-kva.ch"),
        ("SECRET_KEY_FALLBACKS", "old older"),
        ("DATABASE_URL", "postgres://pledges:p%23ss@db.example.org:5432/pledges?sslmode=require"),
        ("DATABASE_URL", "postgresql:///pledges"),
        ("DATABASE_URL", "postgres://pledges@%2Fvar%2Frun%2Fpostgresql/pledges"),
        ("DATABASE_URL", "sqlite:////srv/pledges/db.sqlite3"),
        ("DATABASE_URL", "sqlite:///db.sqlite3"),
        ("DATABASE_URL", "sqlite://:memory:"),
        ("BEHIND_PROXY", "No"),
        ("DEBUG", "off"),
        ("SITE_URL", "https://pledges.example.org/"),
        ("SITE_URL", "https://[2001:db8::1]:8443"),
        ("FORMER_SITE_URLS", "https://old.example.org http://older.example.org:8000/"),
        ("INVITATION_DAYS", " 30 "),
        ("EMAIL_HOST", "mail.example.org"),
        ("EMAIL_HOST", "2001:db8::25"),
        ("EMAIL_PORT", "587"),
        ("EMAIL_USE_TLS", "TRUE"),
        ("DEFAULT_FROM_EMAIL", "Pledges <pledges@example.org>"),
        ("DEFAULT_FROM_EMAIL", "pledges@localhost"),
        ("CONTACT_EMAIL", "secretariat@example.org"),
        ("SITE_URL", "  "),
    ],
)
def test_what_makes_sense_is_taken(name, value):
    assert found(**{name: value}) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *[("ALLOWED_HOSTS", host) for host in ("*", ".example.org", "https://a.org", "a.org:443", "a.org/x", "a b")],
        *[("ALLOWED_HOSTS", host) for host in ("good.org,-bad.org", "192.0.2.256", "[1.2.3.4]", "bücher.ch", "a..b")],
        *[("DATABASE_URL", url) for url in ("mysql://a:b@c/d", "pledges", "sqlite://db.sqlite3", "sqlite:///")],
        *[("DATABASE_URL", url) for url in ("postgres://u:p#s@h/d", "postgres://u:p/s@h/d", "postgres://u:p@h")],
        *[("DATABASE_URL", url) for url in ("postgres://u@h:port/d", "postgres://u@[h/d", "postgres://u@h/d#e")],
        *[(name, value) for name in ("DEBUG", "BEHIND_PROXY", "EMAIL_USE_TLS") for value in ("maybe", "2", "oui")],
        *[("SITE_URL", url) for url in ("pledges.example.org", "ftp://a.org", "https://a.org/x", "https://a.org?x")],
        *[
            ("SITE_URL", url)
            for url in ("https://", "https://a.org:x", "https://me:pw@a.org", "https://a.org https://b")
        ],
        ("FORMER_SITE_URLS", "https://a.org, https://b.org"),
        *[("INVITATION_DAYS", days) for days in ("0", "-1", "soon", "1001", "1.5", "٣", "²", "9" * 30)],
        *[("EMAIL_PORT", port) for port in ("0", "65536", "smtp")],
        ("PORT", "http"),
        *[("EMAIL_HOST", host) for host in ("smtp://mail.example.org", "mail.example.org:25", "mail example")],
        *[("DEFAULT_FROM_EMAIL", mail) for mail in ("pledges", "Pledges <pledges>", "a@b.org, c@d.org", "<>")],
        *[("CONTACT_EMAIL", mail) for mail in ("Secretariat <s@example.org>", "@example.org", "s@@example.org")],
        ("EMAIL_HOST", "mail.example.org\nBcc: x"),
        ("SECRET_KEY", KEY + "\x00"),
    ],
)
def test_what_makes_no_sense_is_named_on_one_line(name, value):
    [line] = found(**{name: value})
    assert line.startswith(f"{name}: ")
    assert re.fullmatch(r"[^\n]+", line)
    assert line.rpartition(". ")[2], "what to write"


@pytest.mark.parametrize(
    "issuer", ["id.example.org", "http://id.example.org", "https://id.example.org?x", "https://a b"]
)
def test_issuer_that_is_no_safe_address_is_named(issuer):
    assert named(**{**OIDC, "OIDC_ISSUER": issuer}) == ["OIDC_ISSUER"]


def test_issuer_on_this_machine_may_do_without_tls():
    assert found(**{**OIDC, "OIDC_ISSUER": "http://localhost:8080/realm"}) == []


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("", "is not set"),
        ("short", "has 5 characters"),
        ("ab" * 30, "repeats the same few characters"),
        (FOR_TRYING_OUT, "everybody knows"),
        ("django-insecure-" + KEY, "everybody knows"),
    ],
)
def test_key_that_others_may_know_is_refused_but_for_trying_out(key, said):
    [line] = found(SECRET_KEY=key)
    assert line.startswith("SECRET_KEY: ")
    assert said in line
    assert found(SECRET_KEY=key, DEBUG="1") == []


def test_old_key_that_everybody_knows_is_refused():
    assert named(SECRET_KEY_FALLBACKS=f"old {FOR_TRYING_OUT}") == ["SECRET_KEY_FALLBACKS"]


def test_hosts_are_needed_but_for_trying_out():
    assert named(ALLOWED_HOSTS=" , ") == ["ALLOWED_HOSTS"]
    assert list(faults({"DEBUG": "1"})) == []


def test_what_goes_together_comes_together():
    assert found(**OIDC) == []
    assert found(OIDC_NAME="Kenya", OIDC_CLIENT_ID="x") == [
        "OIDC_ISSUER, OIDC_CLIENT_SECRET: missing. "
        "Set all of OIDC_NAME, OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, or none."
    ]
    assert named(EMAIL_HOST_USER="pledges") == ["EMAIL_HOST_USER, EMAIL_HOST_PASSWORD"]
    assert found(EMAIL_HOST_USER="pledges", EMAIL_HOST_PASSWORD="hush") == []


@pytest.mark.parametrize("url", ["postgres://u:hush#x@h/d", "hush", "mysql://u:hush@h/d", "postgres://u:hush@h:x/d"])
def test_no_secret_is_repeated(url):
    said = " ".join(found(DATABASE_URL=url, SECRET_KEY="hush", EMAIL_HOST_PASSWORD="hush\n"))
    assert said
    assert "hush" not in said


def test_all_faults_are_told_at_once():
    with pytest.raises(FaultySettingsError) as told:
        refuse_nonsense({**SOUND, "EMAIL_PORT": "x", "BEHIND_PROXY": "x", "ALLOWED_HOSTS": ""})
    names = [line.partition(":")[0] for line in str(told.value).splitlines()]
    assert names == ["BEHIND_PROXY", "EMAIL_PORT", "ALLOWED_HOSTS"]
    refuse_nonsense(SOUND)


def test_secret_may_be_in_a_file(tmp_path):
    (tmp_path / "key").write_text(KEY + "\n")
    (tmp_path / "nonsense").write_bytes(b"\xff\xfe")
    environment = {"SECRET_KEY_FILE": str(tmp_path / "key"), "ALLOWED_HOSTS": "a.org"}
    assert with_files(environment) == {**environment, "SECRET_KEY": KEY}
    faulty = {"DATABASE_URL_FILE": str(tmp_path / "nowhere"), "OIDC_CLIENT_SECRET_FILE": str(tmp_path / "nonsense")}
    with pytest.raises(FaultySettingsError) as told:
        with_files({**SOUND, "SECRET_KEY_FILE": "/key", **faulty})
    advice = "Let the site's user read it."
    assert str(told.value).splitlines() == [
        "SECRET_KEY, SECRET_KEY_FILE: both are set. Set one of them.",
        f"DATABASE_URL_FILE: {tmp_path}/nowhere can't be read (No such file or directory). {advice}",
        f"OIDC_CLIENT_SECRET_FILE: {tmp_path}/nonsense can't be read (no text in UTF-8). {advice}",
    ]


@pytest.mark.parametrize(("value", "answer"), [("1", True), (" Yes ", True), ("0", False), ("", False), ("x", False)])
def test_flag_is_on_where_it_says_so(value, answer):
    assert flag({"DEBUG": value}, "DEBUG") == answer


def test_every_variable_that_the_settings_read_has_its_check():
    code = (ROOT / "pledgebuilder" / "settings.py").read_text()
    read = set(re.findall(r"""\b(?:said|flag)\(["']([A-Z_]+)["']""", code))
    assert read | {"ALLOWED_HOSTS"} == VARIABLES.keys()
    assert code.count("os.environ") == 1, "each is read by said or flag"


@pytest.mark.parametrize("start", [["manage.py", "check"], ["-c", "import pledgebuilder.wsgi"]])
def test_faults_are_all_that_is_printed_where_the_site_is_started(start):
    faulty = {"DEBUG": "", "SECRET_KEY": "short", "EMAIL_PORT": "x", "ALLOWED_HOSTS": "a.org"}
    ended = subprocess.run(
        [sys.executable, *start], cwd=ROOT, env={**os.environ, **faulty}, capture_output=True, text=True, check=False
    )
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.splitlines() == list(faults(faulty))
