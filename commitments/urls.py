"""The addresses of the app. A reader guesses the file from the address: views/<noun>.py."""

from django.urls import path

from commitments.views import home, model_text, pledge

urlpatterns = [
    path("", home.home, name="home"),
    path("model-texts/", model_text.model_text_list, name="model_text_list"),
    path("model-texts/<slug:slug>/", model_text.model_text_detail, name="model_text_detail"),
    path("model-texts/<slug:slug>/documents/", model_text.model_text_documents, name="model_text_documents"),
    path("pledges/", pledge.pledge_list, name="pledge_list"),
]
