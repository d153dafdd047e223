"""The product's addresses, and those of the plain page."""

from typing import Any

from django.urls import path

from pledgebuilder.urls import handler400, handler403, handler404, handler429
from pledgebuilder.urls import urlpatterns as of_the_product
from tests.bench.check import plain
from tests.bench.reference import for_anybody, signed_in
from tests.bench.saving import naive

__all__ = ["handler400", "handler403", "handler404", "handler429", "urlpatterns"]

urlpatterns: list[Any] = [
    path("preview/<slug:reference>/", plain),
    path("naive/<slug:reference>/", naive),
    path("reference/<slug:reference>/", signed_in),
    path("reference/for-anybody/<slug:reference>/", for_anybody),
    *of_the_product,
]
