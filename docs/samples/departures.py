from pixxel_client import Departure, Pixxel


def print_departure(departure: Departure) -> None:
    print(departure.operation, departure.pointer, departure.expected, departure.got)


with Pixxel(on_departure=print_departure) as pixxel:
    print(len(list(pixxel.indices.list())), "indices")
