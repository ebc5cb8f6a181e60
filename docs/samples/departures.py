from pixxel_client import Departure, Pixxel


def tell(departure: Departure) -> None:
    print(departure.operation, departure.pointer, departure.expected, departure.got)


with Pixxel(on_departure=tell) as pixxel:
    print(len(list(pixxel.indices.list())), "indices")
