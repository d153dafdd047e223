from django.apps import AppConfig
from django.core import checks
from django.utils.translation import gettext_lazy as _

from commitments.exports.pdf.system_check import pdf_libraries


class CommitmentsConfig(AppConfig):
    name = "commitments"
    verbose_name = _("Commitments")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        checks.register(pdf_libraries)
