# pyright: strict
"""Programs that use answers and errors."""

from typing import assert_never, assert_type

from pixxel_client import Pixxel, PixxelError, errors, models


def optional(aoi: models.AOI) -> str:
    assert_type(aoi.description, str | None)
    return (aoi.description or "").upper()


def nested(visualization: models.Visualization) -> list[str | None]:
    if not visualization.metadata or not visualization.metadata.legend:
        return []
    return [item.color for legend in visualization.metadata.legend.values() for item in legend.dynamic or []]


def known(status: models.AOIStatus) -> bool:
    match status:
        case "success" | "partial_success":
            return True
        case "failed" | "started" | "running" | "updating":
            return False
        case _:
            assert_never(status)


def read(status: models.AOIStatus | str) -> bool:
    """An answer can have an undocumented status."""
    match status:
        case "success":
            return True
        case _:
            return status.isupper()


def failures(pixxel: Pixxel) -> float | None:
    try:
        pixxel.aois.get("1")
    except errors.RateLimited as error:
        return error.retry_after
    except errors.StatusError as error:
        assert_type(error.status, int)
        assert_type(error.code, str | None)
        assert_type(error.request_id, str | None)
    except errors.DecodeError as error:
        assert_type(error.pointer, str)
    except errors.TransportError as error:
        assert_type(error.sent, bool)
    except PixxelError:
        raise
    except ValueError as error:
        assert_type(error, ValueError)
    return None
