"""The addresses of the app. A reader guesses the file from the address: views/<noun>.py."""

from django.urls import path

urlpatterns: list = []
