from pixxel_client import Pixxel

with Pixxel() as pixxel:
    for aoi in pixxel.aois.list():  # requests the next page when it is needed
        print(aoi.aoi_id, aoi.name, aoi.status)
        for visualization in pixxel.visualizations.list(aoi.aoi_id):
            print("  ", visualization.id, visualization.index_id, visualization.index_name)
