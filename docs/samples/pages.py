from pixxel_client import Pixxel

with Pixxel() as pixxel:
    query = {"eo:cloud_cover": {"lt": 60}}
    for page in pixxel.archives.search(query=query, limit=5, page_size=2).pages():
        print(f"from {page.offset} of {page.total or 'an unknown number'}:", *(item.id for item in page))
