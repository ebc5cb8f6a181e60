"""Wrong uses of answers and errors. Marked lines name the rules of mypy and of pyright."""

from typing import assert_never

from pixxel_client import Pixxel, errors, models
from pixxel_client.api.aois import get_aoi


def optional(pixxel: Pixxel) -> None:
    aoi = pixxel.aois.get("1")
    aoi.description.upper()  # union-attr, reportOptionalMemberAccess
    assert aoi.progress + 1  # operator, reportOptionalOperand
    assert get_aoi.sync_detailed("1", client=pixxel).parsed.name  # union-attr, reportOptionalMemberAccess
    assert aoi.titel  # attr-defined, reportAttributeAccessIssue
    assert aoi["name"]  # index, reportIndexIssue
    number: int = aoi.name  # assignment, reportAssignmentType
    assert pixxel.stores.delete("1").id  # func-returns-value attr-defined, reportAttributeAccessIssue
    pixxel.reports.download().decode()  # attr-defined, reportAttributeAccessIssue
    assert number


def lists(pixxel: Pixxel) -> None:
    aois = pixxel.aois.list()
    assert aois[0]  # index, reportIndexIssue
    len(aois)  # arg-type, reportArgumentType
    for aoi in aois:
        assert aoi.index_name  # attr-defined, reportAttributeAccessIssue
    for page in aois.pages():
        assert page.name  # attr-defined, reportAttributeAccessIssue


def statuses(aoi: models.AOI, status: models.AOIStatus) -> None:
    match status:
        case "success" | "partial_success" | "failed":
            pass
        case _:
            assert_never(status)  # arg-type, reportArgumentType
    match aoi.status:
        case "success" | "partial_success" | "failed" | "started" | "running" | "updating":
            pass
        case _:
            # An undocumented status is a string.
            assert_never(aoi.status)  # arg-type, reportArgumentType


def failures(pixxel: Pixxel) -> None:
    try:
        pixxel.aois.get("1")
    except errors.TransportError as error:
        error.status.bit_length()  # attr-defined, reportAttributeAccessIssue
    except errors.StatusError as error:
        error.retry_after.is_integer()  # attr-defined, reportAttributeAccessIssue
        error.reason.upper()  # union-attr, reportOptionalMemberAccess
    except errors.NotThere:  # attr-defined, reportAttributeAccessIssue
        pass
