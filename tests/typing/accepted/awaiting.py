# pyright: strict
"""Programs with `AsyncPixxel`, and the types that they get."""

from typing import assert_type

from pixxel_client import AsyncPages, AsyncPixxel, Page, Response, models
from pixxel_client.api.aois import get_aoi


async def facade(aoi_id: str) -> None:
    async with AsyncPixxel() as pixxel:
        assert_type(pixxel, AsyncPixxel)
        assert_type(await pixxel.aois.get(aoi_id), models.AOI)
        assert_type(await pixxel.with_options(timeout=1).reports.download(), str)


async def lists(pixxel: AsyncPixxel) -> list[str]:
    listed = pixxel.aois.list()
    assert_type(listed, AsyncPages[models.AOI])
    async for page in listed.pages():
        assert_type(page, Page[models.AOI])
    return [aoi.name async for aoi in listed]


async def modules(pixxel: AsyncPixxel) -> None:
    assert_type(await get_aoi.asyncio("1", client=pixxel), models.AOI)
    assert_type(await get_aoi.asyncio_detailed("1", client=pixxel), Response[models.AOI])
