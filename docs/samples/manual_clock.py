import asyncio

import httpx

from pixxel_client import AsyncPixxel
from pixxel_sandbox import SAMPLE_KEY, ManualClock, create_app


async def visualize() -> None:
    clock = ManualClock()
    http = httpx.AsyncClient(transport=httpx.ASGITransport(create_app(clock=clock)))
    async with http, AsyncPixxel(api_key=SAMPLE_KEY, base_url="http://sandbox", http_client=http) as pixxel:
        aoi = await anext(aiter(pixxel.aois.list()))
        index = await pixxel.indices.create(
            name="Red edge",
            description="Where leaves begin to reflect",
            expression="(B08 - B05) / (B08 + B05)",
            expression_type="index",
            rescale=[0, 1],
            colormap="rplumbho",
            satellite_id="0005c5bb-0bd2-4c80-9393-4a808341c54c",
        )
        visualization = await pixxel.visualizations.create(aoi.aoi_id, index_id=index.id)
        assert visualization.status == "creating"

        clock.advance(2)  # drawing takes two steps of the clock

        drawn = await anext(aiter(pixxel.visualizations.list(aoi.aoi_id, visualization_id=visualization.id)))
        assert drawn.status == "success"


asyncio.run(visualize())
print("drawn")
