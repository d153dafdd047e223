"""The files by which the site is run agree with the settings, with each other, and with what docs/deploy.md says."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
import yaml

from commitments.drafting.importing.pdf import MAX_PDF_BYTES
from commitments.drafting.importing.word import MAX_WORD_BYTES
from pledgebuilder.environment import VARIABLES, faults

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
GUIDE = (ROOT / "docs" / "deploy.md").read_text()
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text())
OURS = ("prepare", "app-1", "app-2", "worker")
BESIDE_THE_SETTINGS = {"POSTGRES_PASSWORD", "BACKUP_KEY"}
"""What compose.yaml and deploy/nightly read"""
UNITS = sorted(DEPLOY.glob("*.service"))


def example(**said: str) -> dict[str, str]:
    """The settings to begin with, with what one has to write there."""
    lines = [line for line in (DEPLOY / "environment.example").read_text().splitlines() if re.match("[A-Z]", line)]
    there = {name: value.strip('"') for name, _sign, value in (line.partition("=") for line in lines)}
    assert said.keys() <= there.keys()
    return {**there, **said}


def test_guide_has_a_row_for_every_setting_and_no_other():
    table = GUIDE.partition("| variable | what |")[2].partition("\n\n")[0]
    named = [name for row in table.splitlines()[2:] for name in re.findall("`([A-Z_]+)`", row.split("|")[1])]
    assert sorted(named) == sorted(VARIABLES)


def test_settings_to_begin_with_are_known_and_lack_what_one_has_to_write():
    assert example().keys() - BESIDE_THE_SETTINGS - VARIABLES.keys() == set()
    assert [line.partition(":")[0] for line in faults(example())] == ["SECRET_KEY"]
    assert list(faults(example(SECRET_KEY="0qV9-uZ3xT6_mKd8RfYb2LwNcPjH5sAe"))) == []


def test_every_file_of_deploy_is_named_in_the_guide_and_every_file_it_names_is_there():
    named = set(re.findall(r"`(deploy/[\w./@-]+)`", GUIDE)) | {"deploy/pledgebuilder-worker.service"}
    assert {path for path in named if not (ROOT / path).exists()} == set()
    alone = {
        f"deploy/{path.name}" for path in DEPLOY.iterdir() if not path.suffix.endswith(("service", "timer", "c__"))
    }
    assert alone - named - {"deploy/healthcheck.py"} == set()


@pytest.mark.parametrize("name", OURS)
def test_container_can_change_nothing_and_gain_nothing(name):
    service = COMPOSE["services"][name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert "ports" not in service
    assert "volumes" not in service


def test_proxy_alone_is_reached_from_outside_and_the_database_by_the_apps_alone():
    services = COMPOSE["services"]
    assert [name for name, service in services.items() if "ports" in service] == ["caddy"]
    assert services["database"]["networks"] == ["inside"]
    assert services["caddy"]["networks"] == ["front"]
    assert COMPOSE["networks"]["inside"] == {"internal": True}


def test_what_compose_starts_is_there():
    services = COMPOSE["services"]
    assert (ROOT / services["prepare"]["command"][0]).stat().st_mode & 0o111
    assert services["worker"]["command"][:2] == ["python", "manage.py"]
    command = services["worker"]["command"][2]
    assert (ROOT / "commitments" / "management" / "commands" / f"{command}.py").exists()
    unit = (DEPLOY / "pledgebuilder-worker.service").read_text()
    assert " ".join(services["worker"]["command"]) in unit


def test_whatever_may_be_sent_passes_the_proxies_and_the_server():
    largest = max(MAX_PDF_BYTES, MAX_WORD_BYTES)
    caddy = int(re.search(r"max_size (\d+)MB", (DEPLOY / "Caddyfile").read_text())[1]) * 10**6
    nginx = int(re.search(r"client_max_body_size (\d+)m", (DEPLOY / "nginx.conf").read_text())[1]) * 2**20
    served = [path.read_text() for path in (ROOT / "Dockerfile", DEPLOY / "pledgebuilder@.service")]
    waitress = [int(re.search(r"--max-request-body-size=(\d+)", text)[1]) for text in served]
    assert min(caddy, nginx, *waitress) > largest + 100_000
    assert max(caddy, nginx, *waitress) < 2 * largest


def test_image_holds_what_the_site_needs_and_its_user_owns_nothing():
    dockerfile = (ROOT / "Dockerfile").read_text()
    ignored = (ROOT / ".dockerignore").read_text()
    copied = set(re.findall(r"^COPY ([\w.]+) ", dockerfile, re.MULTILINE)) | {"manage.py", "pyproject.toml"}
    assert set(re.findall(r"^!([\w.]+)$", ignored, re.MULTILINE)) == copied
    assert {name for name in copied if not (ROOT / name).exists()} == set()
    assert "chown" not in dockerfile
    assert re.findall(r"^USER (\w+)$", dockerfile, re.MULTILINE) == ["pledges"]
    needed = re.findall(r"printf '(lib(?:pango|harf)\S+) '", (ROOT / ".ci" / "setup").read_text())
    fonts = re.findall(r"\.(?:ttf|ttc|otf) (fonts-\S+)", (ROOT / ".ci" / "setup").read_text())
    for text in (dockerfile, GUIDE):
        assert {name for name in (*needed, *fonts) if name not in text} == set()


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_unit_runs_as_the_sites_user_who_may_write_in_its_own_folder_alone(unit):
    lines = unit.read_text().splitlines()
    assert {"User=pledges", "ProtectSystem=strict", "NoNewPrivileges=yes", "StateDirectory=pledgebuilder"} <= set(lines)
    assert "EnvironmentFile=/etc/pledgebuilder/environment" in lines


@pytest.mark.parametrize("script", ["prepare", "nightly", "as-site"])
def test_script_is_sound_and_can_be_run(script):
    path = DEPLOY / script
    assert path.stat().st_mode & 0o111
    subprocess.run(["sh", "-n", str(path)], check=True)
