"""Where things are. Each room keeps its own addresses; readers have the root."""

from importlib.util import find_spec

from django.urls import include, path

ROOMS = [("api/", "newsroom.api.urls"), ("desk/", "newsroom.desk.urls"), ("", "newsroom.press.urls")]

# A room without addresses is a room that is not open yet.
urlpatterns = [path(where, include(room)) for where, room in ROOMS if find_spec(room)]

handler404 = "newsroom.press.views.not_found"
handler500 = "newsroom.press.views.broken"
