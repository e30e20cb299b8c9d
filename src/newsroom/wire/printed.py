"""An edition as text, for a terminal or a printer."""

import json
from datetime import datetime
from typing import Any

from newsroom.archive.models import Edition
