"""What people say of themselves on their profile; and whether pages are light or dark."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from commitments.models import User
from commitments.people.mail.audiences import SUBMISSIONS
from commitments.people.mail.groups import LABELS
from commitments.text.limits import MAX_PERSON
from commitments.web.forms.fields import WordsField, part_of_a_form
from commitments.web.forms.pledge import LANGUAGES
from commitments.web.zone import zones


class ProfileForm(forms.Form):
    name = WordsField(
        limit=MAX_PERSON,
        one_line=True,
        is_name=True,
        label=_("Your name"),
        help_text=_("As others read it beside what you write and do. What was signed keeps the name of its time."),
    )
    language = forms.ChoiceField(
        choices=[("", _("As the pledge’s model text")), *LANGUAGES],
        required=False,
        label=_("Language of your new pledges"),
        help_text=_("The pages themselves are in English."),
    )
    time_zone = forms.ChoiceField(
        required=False,
        label=_("Time zone"),
        help_text=_("Times on pages are shown in it, with its name. What is printed and mailed says UTC."),
    )

    def __init__(self, data: Any = None, *, user: User, is_of_secretariat: bool) -> None:
        self.user = user
        self.groups = [group for group in LABELS if is_of_secretariat or group != SUBMISSIONS]
        said = {"name": user.name, "language": user.language, "time_zone": user.time_zone}
        mailed = {_box(group): group not in user.not_mailed for group in self.groups}
        super().__init__(data, initial={**said, **mailed})
        zone = self.fields["time_zone"]
        assert isinstance(zone, forms.ChoiceField)  # noqa: S101  narrows the type
        zone.choices = [("", _("As your browser says, else UTC")), *((one, one) for one in zones())]
        for group in self.groups:
            self.fields[_box(group)] = forms.BooleanField(required=False, label=str(LABELS[group]))
        self.helper = part_of_a_form()
        self.helper.layout = Layout("name", "language", "time_zone")
        self.mails = part_of_a_form()
        self.mails.layout = Layout(*map(_box, self.groups))

    def save(self) -> None:
        """Keep what is valid. What was said of groups that are not shown now stays."""
        said, user = self.cleaned_data, self.user
        user.name, user.language, user.time_zone = said["name"], said["language"], said["time_zone"]
        others = [group for group in user.not_mailed if group not in self.groups]
        user.not_mailed = [*others, *(group for group in self.groups if not said[_box(group)])]
        user.save(update_fields=["name", "language", "time_zone", "not_mailed"])


def _box(group: str) -> str:
    return f"mail_{group}"


class AppearanceForm(forms.Form):
    theme = forms.ChoiceField(
        choices=[("", _("As my device has it")), ("light", _("Light")), ("dark", _("Dark"))],
        required=False,
        widget=forms.RadioSelect,
        label=_("Pages are"),
        help_text=_("It is kept in a cookie of this browser, for a year."),
    )

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.helper = part_of_a_form()
