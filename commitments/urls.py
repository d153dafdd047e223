"""The addresses of the app. A reader guesses the file from the address: views/<noun>.py."""

from django.urls import path

from commitments.views import home, pledge

urlpatterns = [
    path("", home.home, name="home"),
    path("pledges/", pledge.pledge_list, name="pledge_list"),
]
