"""Downloads of assets and requests for their files, for tests."""

from __future__ import annotations

from typing import Any

import httpx

from pixxel_sandbox import sample
from tests.sandbox.support import InProcess

DOWNLOADS = f"/v0/aois/{sample.AOI_ID}/downloads"
MOSAICS = list(sample.MOSAICS.values())


def start_download(sandbox: InProcess, asset_ids: list[str] = MOSAICS) -> dict[str, Any]:
    answer = sandbox("POST", DOWNLOADS, json={"asset_ids": asset_ids})
    assert answer.status_code == 201, answer.text
    download: dict[str, Any] = answer.json()
    return download


def read_download(sandbox: InProcess, download: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = sandbox.json("GET", f"{DOWNLOADS}/{download['download_id']}")
    return found


def fetch(sandbox: InProcess, url: str, method: str = "GET", **headers: str) -> httpx.Response:
    http_headers = {name.replace("_", "-"): value for name, value in headers.items()}
    return sandbox(method, url, key=None, headers=http_headers)
