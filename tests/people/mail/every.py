"""Every event of which people are told, by its name: found in the room of mails, so that a new one is tested, too."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from commitments.people import mail
from commitments.people.mail.announcing import Event

MODULES = [import_module(f"{mail.__name__}.{found.name}") for found in iter_modules(mail.__path__)]
ALL = {name: value for module in MODULES for name, value in vars(module).items() if isinstance(value, Event)}
