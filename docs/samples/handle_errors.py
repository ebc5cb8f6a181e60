from pixxel_client import Pixxel, errors

with Pixxel() as pixxel:
    try:
        pixxel.aois.get("no-such-aoi")
    except errors.NotFound as error:
        print(error.status, error.code, error.reason, error.details)
    except errors.RateLimited as error:
        print("retry in", error.retry_after, "seconds")
    except errors.TransportError as error:
        print("no answer; the server may have acted" if error.sent else "nothing was sent")
    except errors.PixxelError as error:
        print(error)
