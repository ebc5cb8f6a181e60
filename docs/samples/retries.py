from pixxel_client import NO_RETRIES, Pixxel, Retries

patient = Pixxel(timeout=300, retries=Retries(attempts=8, longest_wait=120, deadline=600))
no_retries = Pixxel(timeout=5, retries=NO_RETRIES)

for pixxel in (patient, no_retries):
    with pixxel:
        print(next(iter(pixxel.aois.list())).name)
