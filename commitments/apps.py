from django.apps import AppConfig
from django.core import checks
from django.utils.translation import gettext_lazy as _

from commitments.exports.pdf.system_check import pdf_libraries


class CommitmentsConfig(AppConfig):
    name = "commitments"
    verbose_name = _("Commitments")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from commitments.management import deploy_checks  # noqa: PLC0415  # needs the models, which are there only now

        checks.register(pdf_libraries)
        checks.register(deploy_checks.own_settings, deploy=True)
        checks.register(deploy_checks.installation, deploy=True)
