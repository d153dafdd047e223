"""The addresses of the app. A reader guesses the file from the address: views/<noun>.py."""

from django.urls import path

from commitments.views import (
    actions,
    blanks,
    check,
    copy,
    directory,
    export,
    home,
    indicators,
    introduction,
    item,
    model_text,
    objectives,
    parties,
    pledge,
    resources,
)

urlpatterns = [
    path("", home.home, name="home"),
    path("model-texts/", model_text.model_text_list, name="model_text_list"),
    path("model-texts/<slug:slug>/", model_text.model_text_detail, name="model_text_detail"),
    path("model-texts/<slug:slug>/documents/", model_text.model_text_documents, name="model_text_documents"),
    path("model-texts/<slug:slug>/text/", model_text.model_text_plain, name="model_text_plain"),
    path("model-texts/<slug:slug>/<slug:letter>/", model_text.model_text_box, name="model_text_box"),
    path("directory/", directory.directory, name="directory"),
    path("pledges/", pledge.pledge_list, name="pledge_list"),
    path("pledges/start/", pledge.start, name="pledge_start"),
    path("pledges/<slug:reference>/", pledge.detail, name="pledge_detail"),
    path("pledges/<slug:reference>/parties/", parties.parties, name="pledge_parties"),
    path("pledges/<slug:reference>/parties/<slug:key>/", parties.party, name="pledge_party"),
    path("pledges/<slug:reference>/introduction/", introduction.introduction, name="pledge_introduction"),
    path("pledges/<slug:reference>/objectives/", objectives.objectives, name="pledge_objectives"),
    path("pledges/<slug:reference>/actions/", actions.actions, name="pledge_actions"),
    path("pledges/<slug:reference>/actions/<slug:slug>/", actions.theme, name="pledge_theme"),
    path("pledges/<slug:reference>/indicators/", indicators.indicators, name="pledge_indicators"),
    path("pledges/<slug:reference>/resources/", resources.resources, name="pledge_resources"),
    path("pledges/<slug:reference>/items/<slug:key>/", item.item, name="pledge_item"),
    path("pledges/<slug:reference>/blanks/", blanks.blanks, name="pledge_blanks"),
    path("pledges/<slug:reference>/check/", check.check, name="pledge_check"),
    path("pledges/<slug:reference>/copy/", copy.copy, name="pledge_copy"),
    path("pledges/<slug:reference>/export/", export.export, name="pledge_export"),
    path("pledges/<slug:reference>/export/<slug:slug>/", export.download, name="pledge_download"),
]
