"""Addresses for machines: version 1, its description, a page that explains both, and where hubs push."""

from django.urls import path

from newsroom.api.docs import docs
from newsroom.api.hub import hub
from newsroom.api.v1 import api

urlpatterns = [
    path("", docs, name="api-docs"),
    path("v1/", api.urls),
    path("hub/<str:key>", hub, name="hub"),
]
