import asyncio

import httpx

from pixxel_client import AsyncPixxel, Retries, errors
from pixxel_client.models import Index
from pixxel_sandbox import SAMPLE_KEY, BadDays, create_app


async def index_named(pixxel: AsyncPixxel, name: str) -> Index:
    """The index of this name, made if there is none, in as many attempts as it takes."""
    while True:
        try:
            async for index in pixxel.indices.list():
                if index.name == name:
                    return index
            return await pixxel.indices.create(
                name=name,
                description="Where leaves begin to reflect",
                expression="(B08 - B05) / (B08 + B05)",
                expression_type="index",
                rescale=[0, 1],
                colormap="rplumbho",
                satellite_id="0005c5bb-0bd2-4c80-9393-4a808341c54c",
            )
        # The client repeats no creation by itself: it may have been done. Who looks for it first may repeat it.
        except errors.ServerError as error:
            print("again after", error.status)
        except errors.RateLimited as error:
            print("again in", error.retry_after, "seconds")
            await asyncio.sleep(error.retry_after or 1)


async def rehearse() -> None:
    bad_days = BadDays(fail_rate=0.5, rate_limit="5/s", random_seed=7)
    http = httpx.AsyncClient(transport=httpx.ASGITransport(create_app(bad_days=bad_days)))
    patient = Retries(attempts=10, backoff=0.01)
    async with (
        http,
        AsyncPixxel(api_key=SAMPLE_KEY, base_url="http://sandbox", http_client=http, retries=patient) as pixxel,
    ):
        index = await index_named(pixxel, "Red edge")
        print("made", index.name)


asyncio.run(rehearse())
