import asyncio

import httpx

from pixxel_client import AsyncPixxel, Retries, errors
from pixxel_client.models import Index
from pixxel_sandbox import SAMPLE_KEY, FaultInjection, create_app


async def get_or_create_index(pixxel: AsyncPixxel, name: str) -> Index:
    """The index with this name; it is created if it does not exist. Failures are retried."""
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
        # The client does not repeat a creation, because the first one may have succeeded. This loop may repeat it,
        # because it looks for the index first.
        except errors.ServerError as error:
            print("retry after", error.status)
        except errors.RateLimited as error:
            print("retry in", error.retry_after, "seconds")
            await asyncio.sleep(error.retry_after or 1)


async def main() -> None:
    faults = FaultInjection(fail_rate=0.5, rate_limit="5/s", random_seed=7)
    http = httpx.AsyncClient(transport=httpx.ASGITransport(create_app(fault_injection=faults)))
    retries = Retries(attempts=10, backoff=0.01)
    async with (
        http,
        AsyncPixxel(api_key=SAMPLE_KEY, base_url="http://sandbox", http_client=http, retries=retries) as pixxel,
    ):
        index = await get_or_create_index(pixxel, "Red edge")
        print("created", index.name)


asyncio.run(main())
