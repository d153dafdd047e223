"""Loads people and organisations for trying the project out."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from commitments.models import State
from commitments.people import demo


class Command(BaseCommand):
    help = "Load two National Societies, a ministry and their people, for trying out. Only where DEBUG is on."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load the demo and print how to sign in. Loading it again changes nothing."""
        if not settings.DEBUG:
            raise CommandError("The demo's people have a password that everybody knows. Set DEBUG=1 to load them.")
        try:
            demo.load_demo()
        except State.DoesNotExist as error:
            raise CommandError("The countries are missing. Run load_library first.") from error
        if not options["verbosity"]:
            return
        names = {organisation.slug: organisation.name for organisation in demo.ORGANISATIONS}
        self.stdout.write(f"Sign in with one click on the sign-in page, or with the password “{demo.PASSWORD}”, as")
        for person in demo.PEOPLE:
            role = f"{person.role}, {names[person.organisation]}"
            self.stdout.write(f"  {person.email:<22} {person.name:<15} {role}")
