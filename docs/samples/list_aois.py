from pixxel_client import Pixxel

with Pixxel() as pixxel:
    for aoi in pixxel.aois.list():  # every page, as you get there
        print(aoi.aoi_id, aoi.name, aoi.status)
        for visualization in pixxel.visualizations.list(aoi.aoi_id):
            print("  ", visualization.id, visualization.index_name, visualization.status)
