"""Addresses for machines: version 1, its description, and a page that explains both."""

from django.urls import path

from newsroom.api.docs import docs
from newsroom.api.v1 import api

urlpatterns = [path("", docs, name="api-docs"), path("v1/", api.urls)]
