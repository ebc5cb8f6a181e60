# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from attrs import define

from .._data.field_types import INTEGER, NUMBER, STRING, Choice, ListOf, MapOf, Nullable, Object
from .._data.models import Model, Property
from .delivery_speed import DeliverySpeed
from .feasibility_status import FeasibilityStatus
from .image_type import ImageType
from .order_item_status import OrderItemStatus
from .order_item_type import OrderItemType
from .payment_status import PaymentStatus
from .recurrence import Recurrence

if TYPE_CHECKING:
    from .cloud_delivery import CloudDelivery
    from .occurrence import Occurrence
    from .order_task import OrderTask
    from .ordered_bandset import OrderedBandset
    from .ordered_image import OrderedImage
    from .uplift import Uplift


@define(kw_only=True, repr=False, eq=False, slots=False)
class OrderItem(Model):
    """One item of an order. It has one task, or one task for each occurrence. The later tasks of a recurring item
    stay `DRAFT` until five days before they start."""

    if not TYPE_CHECKING:  # they take attributes that no slot has for mistakes
        __slots__ = ()

    _properties: ClassVar[tuple[Property, ...]] = (
        Property("id", "id", STRING, required=True),
        Property("order_id", "order_id", STRING),
        Property("org_id", "org_id", STRING),
        Property("project_id", "project_id", STRING),
        Property("user_id", "user_id", STRING),
        Property("name", "name", STRING),
        Property("type", "type", Choice(OrderItemType)),
        Property("status", "status", Choice(OrderItemStatus)),
        Property("payment_status", "payment_status", Choice(PaymentStatus)),
        Property("feasibility_status", "feasibility_status", Choice(FeasibilityStatus)),
        Property("last_feasibility_check", "last_feasibility_check", Nullable(STRING)),
        Property("usecase", "usecase", STRING),
        Property("area", "area", INTEGER),
        Property("bandset", "bandset", Object("ordered_bandset", "OrderedBandset")),
        Property("number_of_bands", "number_of_bands", INTEGER),
        Property("image_type", "image_type", Choice(ImageType)),
        Property("cloud_cover", "cloud_cover", INTEGER),
        Property("off_nadir", "off_nadir", INTEGER),
        Property("recurrence", "recurrence", Choice(Recurrence)),
        Property("start_date", "start_date", Nullable(STRING)),
        Property("end_date", "end_date", Nullable(STRING)),
        Property("no_of_occurrences", "no_of_occurrences", INTEGER),
        Property("occurrences", "occurrences", ListOf(Object("occurrence", "Occurrence"))),
        Property("delivery_speed", "delivery_speed", Choice(DeliverySpeed)),
        Property("cloud_delivery", "cloud_delivery", Object("cloud_delivery", "CloudDelivery")),
        Property("images", "images", ListOf(Object("ordered_image", "OrderedImage"))),
        Property("base_amount", "base_amount", NUMBER),
        Property("final_amount", "final_amount", NUMBER),
        Property("uplifts", "uplifts", ListOf(Object("uplift", "Uplift"))),
        Property("tokens_used", "tokens_used", INTEGER),
        Property("transaction_id", "transaction_id", STRING),
        Property("validation_errors", "validation_errors", ListOf(MapOf(ListOf(STRING)))),
        Property("tasks", "tasks", ListOf(Object("order_task", "OrderTask"))),
        Property("created_by", "created_by", STRING),
        Property("created_at", "created_at", STRING),
        Property("updated_by", "updated_by", STRING),
        Property("updated_at", "updated_at", STRING),
    )

    id: str
    order_id: str | None = None
    org_id: str | None = None
    """The workspace."""
    project_id: str | None = None
    user_id: str | None = None
    name: str | None = None
    type: OrderItemType | str | None = None
    """Archived images (`ARCHIVE`), new images (`TASKING`), or recurring new images (`RECURRING`)."""
    status: OrderItemStatus | str | None = None
    """The status of an item. `FULFILLED`, `PARTIALLY_FULFILLED`, `FAILED` and `CANCELLED` are terminal."""
    payment_status: PaymentStatus | str | None = None
    """The status of the payment of an item."""
    feasibility_status: FeasibilityStatus | str | None = None
    """Whether a tasking item is feasible. It changes over time."""
    last_feasibility_check: str | None = None
    """A point in time, with its offset from UTC. Empty, null or absent before the event."""
    usecase: str | None = None
    area: int | None = None
    """The ordered area in square kilometres, measured in UTM."""
    bandset: OrderedBandset | None = None
    """The bands of the images of an item."""
    number_of_bands: int | None = None
    image_type: ImageType | str | None = None
    cloud_cover: int | None = None
    """The maximum cloud cover of an image, in percent."""
    off_nadir: int | None = None
    """The maximum off-nadir angle of the satellite, in degrees."""
    recurrence: Recurrence | str | None = None
    """How often images are taken for an item. `NOT_APPLICABLE` to archived images."""
    start_date: str | None = None
    """A point in time, with its offset from UTC. Empty, null or absent before the event."""
    end_date: str | None = None
    """A point in time, with its offset from UTC. Empty, null or absent before the event."""
    no_of_occurrences: int | None = None
    occurrences: list[Occurrence] | None = None
    delivery_speed: DeliverySpeed | str | None = None
    """How fast images are delivered. `NOT_APPLICABLE` to archived images."""
    cloud_delivery: CloudDelivery | None = None
    """The destination of a delivery."""
    images: list[OrderedImage] | None = None
    base_amount: float | None = None
    """The price in tokens before uplifts."""
    final_amount: float | None = None
    """The price in tokens with uplifts."""
    uplifts: list[Uplift] | None = None
    tokens_used: int | None = None
    """The paid amount in tokens. Absent until the payment."""
    transaction_id: str | None = None
    validation_errors: list[dict[str, list[str]]] | None = None
    """The errors of the item, keyed by field."""
    tasks: list[OrderTask] | None = None
    created_by: str | None = None
    created_at: str | None = None
    """A point in time, with its offset from UTC."""
    updated_by: str | None = None
    updated_at: str | None = None
    """A point in time, with its offset from UTC."""
