from pixxel_client import NO_RETRIES, Pixxel

with Pixxel() as pixxel:
    quick = pixxel.with_options(timeout=5, retries=NO_RETRIES, headers={"X-Trace": "nightly-run"})
    print(len(quick.satellites.list().satellites), "satellites, with a timeout of 5 s")
    print(pixxel.service.ping())  # with the client's own options
