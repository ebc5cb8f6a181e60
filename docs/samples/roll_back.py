import sys

from pixxel_client import Pixxel

if not sys.argv[4:]:
    sys.exit("usage: python roll_back.py AOI_ID VISUALIZATION_ID INDEX_ID DATE...   (a date such as 2024_05_06)")
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
