import asyncio

from pixxel_client import AsyncPixxel


async def main() -> None:
    async with AsyncPixxel() as pixxel:
        async for aoi in pixxel.aois.list(limit=2):
            details = await pixxel.aois.get(aoi.aoi_id)
            print(details.name, details.area_in_sq_m)


asyncio.run(main())
