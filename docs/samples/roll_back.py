import sys

from pixxel_client import Pixxel

aoi_id, visualization_id, index_id, *dates = sys.argv[1:]

with Pixxel() as pixxel:
    visualization = pixxel.visualizations.rollback_metadata(
        aoi_id,
        visualization_id,
        index_id=index_id,
        dates=dates,
        visualization_mode="dynamic",
    )

if visualization.metadata and visualization.metadata.legend:
    for date in dates:
        for item in visualization.metadata.legend[date].dynamic or []:
            print(date, item.color, item.label, item.min, item.max)
