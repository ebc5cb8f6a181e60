from pixxel_client import Pixxel

with Pixxel() as pixxel:
    clear = {"eo:cloud_cover": {"lt": 60}}
    for page in pixxel.archives.search(query=clear, limit=5, page_size=2).pages():
        print(f"from {page.offset} of {page.total or 'who knows how many'}:", *(item.id for item in page))
