# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from attrs import define

from .._data.field_types import INTEGER, NUMBER, STRING, ListOf
from .._data.models import Model, Property


@define(kw_only=True, repr=False, eq=False, slots=False)
class StacProperties(Model):
    """The properties of an image. Angles are in degrees. Pixels of level L2A are reflectances, scaled to 0-50000."""

    if not TYPE_CHECKING:  # they take attributes that no slot has for mistakes
        __slots__ = ()

    _properties: ClassVar[tuple[Property, ...]] = (
        Property("title", "title", STRING),
        Property("description", "description", STRING),
        Property("license", "license", STRING),
        Property("datetime", "datetime", STRING),
        Property("startdatetime", "startdatetime", STRING),
        Property("created", "created", STRING),
        Property("updated", "updated", STRING),
        Property("platform", "platform", STRING),
        Property("constellation", "constellation", STRING),
        Property("instruments", "instruments", ListOf(STRING)),
        Property("gsd", "gsd", NUMBER),
        Property("altitude", "altitude", NUMBER),
        Property("eo_cloud_cover", "eo:cloud_cover", NUMBER),
        Property("proj_code", "proj:code", STRING),
        Property("proj_epsg", "proj:epsg", INTEGER),
        Property("proj_wkt2", "proj:wkt2", STRING),
        Property("proj_shape", "proj:shape", ListOf(INTEGER)),
        Property("proj_transform", "proj:transform", ListOf(NUMBER)),
        Property("rd_anomalous_pixels", "rd:anomalous_pixels", NUMBER),
        Property("rd_earth_sun_distance", "rd:earth_sun_distance", NUMBER),
        Property("rd_product_level", "rd:product_level", STRING),
        Property("rd_sat_id", "rd:sat_id", STRING),
        Property("rd_type", "rd:type", STRING),
        Property("sat_orbit_state", "sat:orbit_state", STRING),
        Property("sat_relative_orbit", "sat:relative_orbit", INTEGER),
        Property("sci_doi", "sci:doi", STRING),
        Property("view_off_nadir", "view:off_nadir", NUMBER),
        Property("view_satellite_look_angle", "view:satellite_look_angle", NUMBER),
        Property("view_scene_center_lat", "view:scene_center_lat", NUMBER),
        Property("view_scene_center_lon", "view:scene_center_lon", NUMBER),
        Property("view_sun_azimuth", "view:sun_azimuth", NUMBER),
        Property("view_sun_elevation", "view:sun_elevation", NUMBER),
    )

    title: str | None = None
    description: str | None = None
    license: str | None = None
    datetime: str | None = None
    """When the image was taken."""
    startdatetime: str | None = None
    """The start of taking the image."""
    created: str | None = None
    """When the item was created."""
    updated: str | None = None
    """When the item was last updated."""
    platform: str | None = None
    constellation: str | None = None
    instruments: list[str] | None = None
    gsd: float | None = None
    """Ground sampling distance in metres."""
    altitude: float | None = None
    """The altitude of the satellite in metres."""
    eo_cloud_cover: float | None = None
    """The cloud cover of the image, in percent."""
    proj_code: str | None = None
    """The coordinate reference system, with its authority."""
    proj_epsg: int | None = None
    """The coordinate reference system as an EPSG number."""
    proj_wkt2: str | None = None
    """The coordinate reference system as WKT 2."""
    proj_shape: list[int] | None = None
    """Height and width in pixels."""
    proj_transform: list[float] | None = None
    """The affine transformation from pixels to coordinates."""
    rd_anomalous_pixels: float | None = None
    """The share of anomalous pixels, in percent."""
    rd_earth_sun_distance: float | None = None
    rd_product_level: str | None = None
    rd_sat_id: str | None = None
    rd_type: str | None = None
    sat_orbit_state: str | None = None
    sat_relative_orbit: int | None = None
    sci_doi: str | None = None
    view_off_nadir: float | None = None
    view_satellite_look_angle: float | None = None
    view_scene_center_lat: float | None = None
    view_scene_center_lon: float | None = None
    view_sun_azimuth: float | None = None
    view_sun_elevation: float | None = None
