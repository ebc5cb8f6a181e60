"""Wrong calls. Marked lines name the rules of mypy and of pyright."""

from pixxel_client import Departure, Pixxel, Retries, models
from pixxel_client.api.aois import get_aoi
from pixxel_client.api.visualizations import rollback_visualization_metadata


def arguments(pixxel: Pixxel) -> None:
    roll_back = pixxel.visualizations.rollback_metadata
    roll_back("1", "2", index_id="3", dates=["2024_05_06"], visualization_mode="dynamc")  # arg-type, reportArgumentType
    roll_back("1", "2", index_id="3", dates=["2024_05_06"])  # call-arg, reportCallIssue
    roll_back("1", index_id="3", dates=["2024_05_06"], visualization_mode="dynamic")  # call-arg, reportCallIssue
    roll_back("1", "2", index_id=3, dates=["d"], visualization_mode="dynamic")  # arg-type, reportArgumentType
    roll_back("1", "2", index_id="3", dates=[20240506], visualization_mode="dynamic")  # list-item, reportArgumentType
    roll_back("1", "2", "3", ["d"], "dynamic")  # call-arg, reportCallIssue
    pixxel.aois.get(5)  # arg-type, reportArgumentType
    pixxel.aois.get("1", expand=True)  # call-arg, reportCallIssue
    pixxel.aois.list(limit="5")  # arg-type, reportArgumentType
    pixxel.aois.lst()  # attr-defined, reportAttributeAccessIssue
    pixxel.aoi.get("1")  # attr-defined, reportAttributeAccessIssue


def modules(pixxel: Pixxel) -> None:
    get_aoi.sync("1")  # call-arg, reportCallIssue
    get_aoi.sync("1", client="key")  # arg-type, reportArgumentType
    rollback_visualization_metadata.sync("1", "2", client=pixxel)  # call-arg, reportCallIssue
    rollback_visualization_metadata.sync("1", "2", client=pixxel, body=["3"])  # arg-type, reportArgumentType


def bodies() -> None:
    models.LegendRollback(index_id="1", dates=[], visualization_mode="dynamc")  # arg-type, reportArgumentType
    models.LegendRollback(index_id="1", dates=[])  # call-arg, reportCallIssue
    models.LegendRollback(index_id="1", dates=[], visualization_mode="dynamic", mode="x")  # call-arg, reportCallIssue
    models.LegendRollback("1", [], "dynamic")  # arg-type call-arg, reportCallIssue


def options(pixxel: Pixxel) -> None:
    def wrong(departure: str) -> None: ...

    def right(departure: Departure) -> None: ...

    Pixxel(on_departure=right)
    Pixxel(on_departure=wrong)  # arg-type, reportArgumentType
    Pixxel(on_departure=lambda: None)  # arg-type misc, reportArgumentType
    Pixxel("key")  # arg-type, reportArgumentType
    Pixxel(api_key=b"key")  # arg-type, reportArgumentType
    Pixxel(retries=3)  # arg-type, reportArgumentType
    pixxel.with_options(retry=Retries())  # call-arg, reportCallIssue
    pixxel.with_options(headers={"X-Trace": 1})  # dict-item, reportArgumentType
    pixxel.with_options(timeout="1")  # arg-type, reportArgumentType
