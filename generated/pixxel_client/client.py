# Made by `make generate` from openapi.yaml and templates/; edit those, not this.
"""The clients: `Pixxel` and `AsyncPixxel`."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from ._http.transport import AsyncTransport, Observer, Transport

if TYPE_CHECKING:
    from .api.aois import Aois, AsyncAois
    from .api.archives import Archives, AsyncArchives
    from .api.assets import Assets, AsyncAssets
    from .api.bandsets import AsyncBandsets, Bandsets
    from .api.blocks import AsyncBlocks, Blocks
    from .api.catalogs import AsyncCatalogs, Catalogs
    from .api.deliveries import AsyncDeliveries, Deliveries
    from .api.downloads import AsyncDownloads, Downloads
    from .api.imagery import AsyncImagery, Imagery
    from .api.indices import AsyncIndices, Indices
    from .api.insights import AsyncInsights, Insights
    from .api.jobs import AsyncJobs, Jobs
    from .api.order_items import AsyncOrderItems, OrderItems
    from .api.orders import AsyncOrders, Orders
    from .api.projects import AsyncProjects, Projects
    from .api.reports import AsyncReports, Reports
    from .api.satellites import AsyncSatellites, Satellites
    from .api.service import AsyncService, Service
    from .api.stores import AsyncStores, Stores
    from .api.tasks import AsyncTasks, Tasks
    from .api.visualizations import AsyncVisualizations, Visualizations
    from .api.workflows import AsyncWorkflows, Workflows

__all__ = ["AsyncPixxel", "Pixxel"]


class Pixxel(Transport):
    __doc__ = Transport.__doc__

    def _observer_of(self, mode: str, setting: str) -> Observer:
        from .contract.observers import observer_of

        return observer_of(mode, setting)

    @cached_property
    def aois(self) -> Aois:
        """The operations tagged `aois`."""
        from .api.aois import Aois

        return Aois(self)

    @cached_property
    def archives(self) -> Archives:
        """The operations tagged `archives`."""
        from .api.archives import Archives

        return Archives(self)

    @cached_property
    def assets(self) -> Assets:
        """The operations tagged `assets`."""
        from .api.assets import Assets

        return Assets(self)

    @cached_property
    def bandsets(self) -> Bandsets:
        """The operations tagged `bandsets`."""
        from .api.bandsets import Bandsets

        return Bandsets(self)

    @cached_property
    def blocks(self) -> Blocks:
        """The operations tagged `blocks`."""
        from .api.blocks import Blocks

        return Blocks(self)

    @cached_property
    def catalogs(self) -> Catalogs:
        """The operations tagged `catalogs`."""
        from .api.catalogs import Catalogs

        return Catalogs(self)

    @cached_property
    def deliveries(self) -> Deliveries:
        """The operations tagged `deliveries`."""
        from .api.deliveries import Deliveries

        return Deliveries(self)

    @cached_property
    def downloads(self) -> Downloads:
        """The operations tagged `downloads`."""
        from .api.downloads import Downloads

        return Downloads(self)

    @cached_property
    def imagery(self) -> Imagery:
        """The operations tagged `imagery`."""
        from .api.imagery import Imagery

        return Imagery(self)

    @cached_property
    def indices(self) -> Indices:
        """The operations tagged `indices`."""
        from .api.indices import Indices

        return Indices(self)

    @cached_property
    def insights(self) -> Insights:
        """The operations tagged `insights`."""
        from .api.insights import Insights

        return Insights(self)

    @cached_property
    def jobs(self) -> Jobs:
        """The operations tagged `jobs`."""
        from .api.jobs import Jobs

        return Jobs(self)

    @cached_property
    def order_items(self) -> OrderItems:
        """The operations tagged `order_items`."""
        from .api.order_items import OrderItems

        return OrderItems(self)

    @cached_property
    def orders(self) -> Orders:
        """The operations tagged `orders`."""
        from .api.orders import Orders

        return Orders(self)

    @cached_property
    def projects(self) -> Projects:
        """The operations tagged `projects`."""
        from .api.projects import Projects

        return Projects(self)

    @cached_property
    def reports(self) -> Reports:
        """The operations tagged `reports`."""
        from .api.reports import Reports

        return Reports(self)

    @cached_property
    def satellites(self) -> Satellites:
        """The operations tagged `satellites`."""
        from .api.satellites import Satellites

        return Satellites(self)

    @cached_property
    def service(self) -> Service:
        """The operations tagged `service`."""
        from .api.service import Service

        return Service(self)

    @cached_property
    def stores(self) -> Stores:
        """The operations tagged `stores`."""
        from .api.stores import Stores

        return Stores(self)

    @cached_property
    def tasks(self) -> Tasks:
        """The operations tagged `tasks`."""
        from .api.tasks import Tasks

        return Tasks(self)

    @cached_property
    def visualizations(self) -> Visualizations:
        """The operations tagged `visualizations`."""
        from .api.visualizations import Visualizations

        return Visualizations(self)

    @cached_property
    def workflows(self) -> Workflows:
        """The operations tagged `workflows`."""
        from .api.workflows import Workflows

        return Workflows(self)


class AsyncPixxel(AsyncTransport):
    __doc__ = AsyncTransport.__doc__

    def _observer_of(self, mode: str, setting: str) -> Observer:
        from .contract.observers import observer_of

        return observer_of(mode, setting)

    @cached_property
    def aois(self) -> AsyncAois:
        """The operations tagged `aois`."""
        from .api.aois import AsyncAois

        return AsyncAois(self)

    @cached_property
    def archives(self) -> AsyncArchives:
        """The operations tagged `archives`."""
        from .api.archives import AsyncArchives

        return AsyncArchives(self)

    @cached_property
    def assets(self) -> AsyncAssets:
        """The operations tagged `assets`."""
        from .api.assets import AsyncAssets

        return AsyncAssets(self)

    @cached_property
    def bandsets(self) -> AsyncBandsets:
        """The operations tagged `bandsets`."""
        from .api.bandsets import AsyncBandsets

        return AsyncBandsets(self)

    @cached_property
    def blocks(self) -> AsyncBlocks:
        """The operations tagged `blocks`."""
        from .api.blocks import AsyncBlocks

        return AsyncBlocks(self)

    @cached_property
    def catalogs(self) -> AsyncCatalogs:
        """The operations tagged `catalogs`."""
        from .api.catalogs import AsyncCatalogs

        return AsyncCatalogs(self)

    @cached_property
    def deliveries(self) -> AsyncDeliveries:
        """The operations tagged `deliveries`."""
        from .api.deliveries import AsyncDeliveries

        return AsyncDeliveries(self)

    @cached_property
    def downloads(self) -> AsyncDownloads:
        """The operations tagged `downloads`."""
        from .api.downloads import AsyncDownloads

        return AsyncDownloads(self)

    @cached_property
    def imagery(self) -> AsyncImagery:
        """The operations tagged `imagery`."""
        from .api.imagery import AsyncImagery

        return AsyncImagery(self)

    @cached_property
    def indices(self) -> AsyncIndices:
        """The operations tagged `indices`."""
        from .api.indices import AsyncIndices

        return AsyncIndices(self)

    @cached_property
    def insights(self) -> AsyncInsights:
        """The operations tagged `insights`."""
        from .api.insights import AsyncInsights

        return AsyncInsights(self)

    @cached_property
    def jobs(self) -> AsyncJobs:
        """The operations tagged `jobs`."""
        from .api.jobs import AsyncJobs

        return AsyncJobs(self)

    @cached_property
    def order_items(self) -> AsyncOrderItems:
        """The operations tagged `order_items`."""
        from .api.order_items import AsyncOrderItems

        return AsyncOrderItems(self)

    @cached_property
    def orders(self) -> AsyncOrders:
        """The operations tagged `orders`."""
        from .api.orders import AsyncOrders

        return AsyncOrders(self)

    @cached_property
    def projects(self) -> AsyncProjects:
        """The operations tagged `projects`."""
        from .api.projects import AsyncProjects

        return AsyncProjects(self)

    @cached_property
    def reports(self) -> AsyncReports:
        """The operations tagged `reports`."""
        from .api.reports import AsyncReports

        return AsyncReports(self)

    @cached_property
    def satellites(self) -> AsyncSatellites:
        """The operations tagged `satellites`."""
        from .api.satellites import AsyncSatellites

        return AsyncSatellites(self)

    @cached_property
    def service(self) -> AsyncService:
        """The operations tagged `service`."""
        from .api.service import AsyncService

        return AsyncService(self)

    @cached_property
    def stores(self) -> AsyncStores:
        """The operations tagged `stores`."""
        from .api.stores import AsyncStores

        return AsyncStores(self)

    @cached_property
    def tasks(self) -> AsyncTasks:
        """The operations tagged `tasks`."""
        from .api.tasks import AsyncTasks

        return AsyncTasks(self)

    @cached_property
    def visualizations(self) -> AsyncVisualizations:
        """The operations tagged `visualizations`."""
        from .api.visualizations import AsyncVisualizations

        return AsyncVisualizations(self)

    @cached_property
    def workflows(self) -> AsyncWorkflows:
        """The operations tagged `workflows`."""
        from .api.workflows import AsyncWorkflows

        return AsyncWorkflows(self)
