"""The plain page that the benchmark holds the objectives page against is that page: else its ratio means nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as project
from django.test import Client

from tests.bench import reference
from tests.bench.objectives import hold_equal
from tests.bench.site import full_pledge, typical_pledge
from tests.factories import make_member, make_organisation


@pytest.fixture
def _bench_addresses(settings):
    engine: Any = project.TEMPLATES[0]
    settings.TEMPLATES = [{**engine, "DIRS": [*engine["DIRS"], Path(__file__).with_name("templates")]}]
    settings.ROOT_URLCONF = "tests.bench.urls"


@pytest.mark.django_db
@pytest.mark.usefixtures("_bench_addresses")
@pytest.mark.parametrize("make_pledge", [typical_pledge, full_pledge])
def test_plain_template_of_the_benchmark_gives_the_objectives_page(make_pledge):
    organisation = make_organisation()
    user, pledge = make_member(organisation=organisation), make_pledge(organisation)
    reference.remember(pledge, user)
    client = Client()
    client.force_login(user)
    page, plain = f"/pledges/{pledge.reference}/objectives/", f"/reference/{pledge.reference}/"
    hold_equal(client.get(page).content, client.get(plain).content)
