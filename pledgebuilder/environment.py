"""What the environment may say: each variable that the settings read, and what is wrong with a value.

Functions over a mapping, so that all faults are named at once, before Django starts. No sentence repeats a value that
may be a secret.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from email.utils import parseaddr
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email

FOR_TRYING_OUT = "for-trying-out-only-" * 3
"""The SECRET_KEY of a site with DEBUG, which everybody knows"""
SHORTEST_KEY, FEWEST_CHARACTERS = 32, 10
"""Characters of a SECRET_KEY, and how many different ones: 32 random letters and digits are 190 bits"""
YES, NO = frozenset({"1", "true", "yes", "on"}), frozenset({"", "0", "false", "no", "off"})
IN_FILES = (
    *("SECRET_KEY", "SECRET_KEY_FALLBACKS", "DATABASE_URL", "EMAIL_HOST_PASSWORD", "OIDC_CLIENT_SECRET"),
    "METRICS_TOKEN",
)
"""Secrets that may be in a file, which NAME_FILE names: those of Docker and systemd are handed over so"""
OIDC = ("OIDC_NAME", "OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET")
HOST = re.compile(r"(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*", re.I)
DATABASES = {"sqlite": "sqlite", "postgres": "postgres", "postgresql": "postgres"}

type_of_check = Callable[[str], str]
"""Returns what is wrong with a value that is not empty, as the end of a sentence; empty if nothing is"""


class FaultySettingsError(ImproperlyConfigured):
    """The environment says what can't be: a line for each fault."""


def refuse_nonsense(environ: Mapping[str, str]) -> None:
    """Raise FaultySettingsError with a line for each fault of the environment, if there is one."""
    if found := list(faults(environ)):
        raise FaultySettingsError("\n".join(found))


def with_files(environ: Mapping[str, str]) -> dict[str, str]:
    """Return the environment with the secrets that are in files. Raises FaultySettingsError, a line for each fault."""
    found, wrong = dict(environ), []
    for name in IN_FILES:
        path = environ.get(f"{name}_FILE", "").strip()
        if path and environ.get(name, "").strip():
            wrong.append(f"{name}, {name}_FILE: both are set. Set one of them.")
        elif path:
            try:
                found[name] = Path(path).read_text(encoding="utf-8").strip()
            except (OSError, ValueError) as error:
                reason = error.strerror if isinstance(error, OSError) and error.strerror else "no text in UTF-8"
                wrong.append(f"{name}_FILE: {path} can't be read ({reason}). Let the site's user read it.")
    if wrong:
        raise FaultySettingsError("\n".join(wrong))
    return found


def faults(environ: Mapping[str, str]) -> Iterator[str]:
    """Yield one line for each fault: the variable's name, what is wrong with it, and what to write."""
    for name, check in VARIABLES.items():
        value = environ.get(name, "")
        if re.search(r"[\x00-\x1f\x7f]", value):
            yield f"{name}: has a line break or another control character in it. Write it on one line."
        elif value.strip() and (wrong := check(value.strip())):
            yield f"{name}: {wrong}"
    is_for_trying_out = flag(environ, "DEBUG")
    if not is_for_trying_out:
        yield from _faults_of_secrets(environ)
    yield from _faults_of_sets(environ, is_for_trying_out=is_for_trying_out)


def flag(environ: Mapping[str, str], name: str) -> bool:
    """Whether the environment switches `name` on."""
    return environ.get(name, "").strip().lower() in YES


def _faults_of_secrets(environ: Mapping[str, str]) -> Iterator[str]:
    """Yield what must not be so where real people work."""
    advice = "Put a long random text into it"
    key = environ.get("SECRET_KEY", "").strip()
    if not key:
        yield f"SECRET_KEY: is not set. {advice}, or DEBUG=1 to try things out."
    elif key == FOR_TRYING_OUT or key.startswith("django-insecure-"):
        yield f"SECRET_KEY: is one for trying things out, which everybody knows. {advice}."
    elif len(key) < SHORTEST_KEY:
        yield f"SECRET_KEY: has {len(key)} characters, which can be guessed. {advice}: {SHORTEST_KEY} at least."
    elif len(set(key)) < FEWEST_CHARACTERS:
        yield f"SECRET_KEY: repeats the same few characters, which can be guessed. {advice}."
    if FOR_TRYING_OUT in environ.get("SECRET_KEY_FALLBACKS", "").split():
        yield "SECRET_KEY_FALLBACKS: has the key for trying things out, which everybody knows. Take it out."


def _faults_of_sets(environ: Mapping[str, str], *, is_for_trying_out: bool) -> Iterator[str]:
    """Yield what is missing beside something else."""
    if not (is_for_trying_out or any(hosts(environ))):
        yield "ALLOWED_HOSTS: is not set. Write the site's names, with commas between: pledges.example.org"
    there = [name for name in OIDC if environ.get(name, "").strip()]
    if there and len(there) < len(OIDC):
        missing = ", ".join(name for name in OIDC if name not in there)
        yield f"{missing}: missing. Set all of {', '.join(OIDC)}, or none."
    if bool(environ.get("EMAIL_HOST_USER")) != bool(environ.get("EMAIL_HOST_PASSWORD")):
        yield "EMAIL_HOST_USER, EMAIL_HOST_PASSWORD: one is missing. Set both, or none."


def hosts(environ: Mapping[str, str]) -> list[str]:
    """Return the names in ALLOWED_HOSTS."""
    return [host for host in map(str.strip, environ.get("ALLOWED_HOSTS", "").split(",")) if host]


def _is_host(text: str) -> bool:
    """Whether it is a name, or a number with brackets around one of IPv6."""
    if text.startswith("[") and text.endswith("]"):
        return ":" in text and _is_ip(text[1:-1])
    return _is_ip(text) if re.fullmatch(r"[\d.]+", text) else bool(HOST.fullmatch(text))


def _is_ip(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _hosts(value: str) -> str:
    for host in (one.strip() for one in value.split(",")):
        if host and not _is_host(host):
            example = "Write names alone, with commas between: pledges.example.org"
            what = "is no single name" if "*" in host or host.startswith(".") else "is no name of a host"
            return f"“{host}” {what}. {example}"
    return ""


def _host(value: str) -> str:
    if _is_host(value) or _is_ip(value):
        return ""
    return f"“{value}” is no name of a host. Write one, such as mail.example.org, without port and without https://"


def _flag(value: str) -> str:
    return "" if value.lower() in YES | NO else f"“{value}” is neither yes nor no. Write 1 or 0."


def whole_number(least: int, most: int, what: str) -> type_of_check:
    """Return the check of a whole number of `what`, from `least` to `most`."""

    def check(value: str) -> str:
        if re.fullmatch(r"[0-9]{1,9}", value) and least <= int(value) <= most:
            return ""
        return f"“{value}” is no {what}. Write a whole number from {least} to {most}."

    return check


def _split(value: str) -> SplitResult | None:
    """Return the parts of an address on the web; None if it is none."""
    try:
        parts = urlsplit(value)
        parts.port  # noqa: B018  which raises for one that is no number
    except ValueError:
        return None
    is_whole = parts.scheme in {"http", "https"} and bool(parts.hostname) and not re.search(r"\s", value)
    name = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname or ""
    return parts if is_whole and _is_host(name) and "@" not in parts.netloc else None


def _site(value: str) -> str:
    parts = _split(value)
    if parts and not (parts.path.strip("/") or parts.query or parts.fragment):
        return ""
    return f"“{value}” is no address of a site. Write how it begins, up to the host: https://pledges.example.org"


def _sites(value: str) -> str:
    return next(filter(None, map(_site, value.split())), "")


def _issuer(value: str) -> str:
    parts = _split(value)
    if not parts or parts.query or parts.fragment:
        return f"“{value}” is no address. Write the whole of it, such as https://id.example.org/realm"
    if parts.scheme == "https" or parts.hostname in {"localhost", "127.0.0.1", "::1"}:
        return ""
    return "begins with http://, by which secrets would go in the clear. Write its https:// address."


def _email(value: str) -> str:
    try:
        validate_email(value)
    except ValidationError:
        return f"“{value}” is no address of mail. Write one, such as pledges@example.org"
    return ""


def _sender(value: str) -> str:
    """Of an address that may have a name before it."""
    address = parseaddr(value)[1] if value.endswith(">") else value
    return _email(address) and f"“{value}” is no address of mail. Write it as Pledges <pledges@example.org>"


def _database(value: str) -> str:
    """Never repeats the value, which has a password in it."""
    if value == "sqlite://:memory:":
        return ""
    scheme, sign, rest = value.partition("://")
    kind = DATABASES.get(scheme) if sign else None
    if kind is None:
        return "is of no kind that is known. Write postgres://user:password@host/name or sqlite:////path/to/file"
    if kind == "sqlite":
        has_path = len(rest) > 1 and rest.startswith("/")
        return "" if has_path else "names no file. Write sqlite:/// and its path: sqlite:////path/to/file"
    try:
        parts = urlsplit(value)
        parts.port  # noqa: B018  which raises for one that is no number
    except ValueError:
        return "can't be read. Write : / ? # [ ] @ of a password as %3A %2F %3F %23 %5B %5D %40"
    if parts.fragment or "/" in parts.path[1:]:
        return "can't be read. Write / ? # of a password as %2F %3F %23"
    return "" if parts.path[1:] else "names no database. Write postgres://user:password@host/name"


def _anything(value: str) -> str:
    return ""


_port = whole_number(1, 65_535, "port")

VARIABLES: Mapping[str, type_of_check] = {
    "DEBUG": _flag,
    "SECRET_KEY": _anything,
    "SECRET_KEY_FALLBACKS": _anything,
    "ALLOWED_HOSTS": _hosts,
    "DATABASE_URL": _database,
    "DATABASE_POOLED": _flag,
    "BEHIND_PROXY": _flag,
    "PORT": _port,
    "SITE_URL": _site,
    "FORMER_SITE_URLS": _sites,
    "INVITATION_DAYS": whole_number(1, 1_000, "number of days"),
    "EMAIL_HOST": _host,
    "EMAIL_PORT": _port,
    "EMAIL_HOST_USER": _anything,
    "EMAIL_HOST_PASSWORD": _anything,
    "EMAIL_USE_TLS": _flag,
    "DEFAULT_FROM_EMAIL": _sender,
    "CONTACT_EMAIL": _email,
    "METRICS": _flag,
    "METRICS_TOKEN": _anything,
    "OIDC_NAME": _anything,
    "OIDC_ISSUER": _issuer,
    "OIDC_CLIENT_ID": _anything,
    "OIDC_CLIENT_SECRET": _anything,
}
"""Each variable that the settings read, with its check. One that is empty is one that is not set."""
