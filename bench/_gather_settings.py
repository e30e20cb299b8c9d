"""The site's settings, with every name on this machine: for the gathering benchmark."""

from newsroom.settings import *  # noqa: F403 - these are the settings, with two changes

STET_RESOLVER = lambda host, port: ["127.0.0.1"]  # noqa: E731 - a setting
STET_ALLOW = ("127.0.0.1",)
STET_CONTACT = "https://stet.example/about"
