"""Wrong uses of asyncio. Marked lines name the rules of mypy and of pyright."""

from pixxel_client import AsyncPixxel, Pixxel
from pixxel_client.api.aois import get_aoi


async def waiting(pixxel: AsyncPixxel) -> None:
    pixxel.stores.delete("1")  # unused-coroutine, reportUnusedCoroutine
    assert pixxel.aois.get("1").name  # attr-defined, reportAttributeAccessIssue
    await pixxel.aois.list()  # misc, reportGeneralTypeIssues
    for aoi in pixxel.aois.list():  # attr-defined, reportGeneralTypeIssues
        assert aoi
    async for aoi in pixxel.aois.list():
        assert aoi.index_name  # attr-defined, reportAttributeAccessIssue


async def contexts(pixxel: Pixxel, async_pixxel: AsyncPixxel) -> None:
    async with pixxel:  # attr-defined, reportGeneralTypeIssues
        pass
    with async_pixxel:  # attr-defined, reportGeneralTypeIssues
        pass
    await pixxel.aois.get("1")  # misc, reportGeneralTypeIssues
    get_aoi.sync("1", client=async_pixxel)  # arg-type, reportArgumentType
    await get_aoi.asyncio("1", client=pixxel)  # arg-type, reportArgumentType
