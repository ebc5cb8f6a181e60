"""Values of the API: times, positions and addresses, and how they are read."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

MOMENT = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
DAY = re.compile(r"\d{4}[-_]\d\d[-_]\d\d")
DAY_FIRST = re.compile(r"\d\d-\d\d-\d{4}")
WEB = ("signed_url", "href", "catalog_content_url")


def parse_moment(text: Any) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if isinstance(text, str) and MOMENT.fullmatch(text) else None
    except ValueError:
        return None


def is_position(value: list[Any]) -> bool:
    return bool(value) and all(isinstance(part, int | float) for part in value)


def is_address(text: Any) -> bool:
    parts = urlsplit(str(text))
    return parts.scheme in {"http", "https", "s3", "gs"} and bool(parts.netloc)
