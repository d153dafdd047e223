"""The addresses of the whole site."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

# The administration's own sign-in page knows no rate limits; allauth's does.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

urlpatterns = [
    path("", include("commitments.web.urls")),
    path("accounts/", include("commitments.web.account_urls")),
    path("admin/", admin.site.urls),
]

handler400 = "commitments.web.views.errors.bad_request"
handler404 = "commitments.web.views.errors.not_found"
handler403 = "commitments.web.views.errors.forbidden"
handler500 = "commitments.web.views.unavailable.server_error"
handler429 = "commitments.web.views.errors.too_many_requests"  # allauth looks for it
