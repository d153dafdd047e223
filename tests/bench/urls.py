"""The product's addresses, and those of the plain page."""

from django.urls import path

from pledgebuilder.urls import handler403, handler404, handler429, urlpatterns
from tests.bench.reference import for_anybody, signed_in

__all__ = ["handler403", "handler404", "handler429", "urlpatterns"]

urlpatterns = [
    path("reference/<slug:reference>/", signed_in),
    path("reference/for-anybody/<slug:reference>/", for_anybody),
    *urlpatterns,
]
