"""The addresses of the whole site."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("commitments.urls")),
    path("accounts/", include("allauth.account.urls")),
    path("admin/", admin.site.urls),
]

handler404 = "commitments.views.errors.not_found"
handler403 = "commitments.views.errors.forbidden"
