from pixxel_client import NO_RETRIES, Pixxel

with Pixxel() as pixxel:
    hasty = pixxel.with_options(timeout=5, retries=NO_RETRIES, headers={"X-Trace": "nightly-run"})
    print(len(hasty.satellites.list().satellites), "satellites, asked for in a hurry")
    print(pixxel.service.ping())  # with the options that the client was made with
