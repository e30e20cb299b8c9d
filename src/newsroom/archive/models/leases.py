"""Who does what at this moment, so that two workers never do the same."""

from django.db import models


class Lease(models.Model):
    """A stage taken by one worker until a moment. A worker that died loses it: see `newsroom.wire.leases`."""

    name = models.CharField(max_length=60, unique=True)
    holder = models.CharField(max_length=120)
    until = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name}: {self.holder}"
