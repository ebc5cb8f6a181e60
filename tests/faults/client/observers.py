"""Faults in observers of exchanges."""

from tests.faults.client.files import OBSERVERS, TRANSPORT
from tests.faults.fault import Fault

FAULTS = [
    Fault(
        "A client from with_options has no observer",
        TRANSPORT,
        "twin._owned = False\n",
        "twin._owned = False\n        twin._observer = None\n",
        source="with the checks",
    ),
    Fault(
        "Observers find no operation if the base URL has a path",
        OBSERVERS,
        'url.raw_path.decode().partition("?")[0].removeprefix(base),',
        'url.raw_path.decode().partition("?")[0],',
        source="blind, third list",
    ),
    Fault(
        "An exception in on_departure loses the result of the call",
        TRANSPORT,
        '        except Exception as error:\n            logger.error("on_departure',
        '        except LookupError as error:\n            logger.error("on_departure',
        source="with the checks",
    ),
    Fault(
        "An exception in an observer loses the result of the call",
        OBSERVERS,
        '        except Exception as error:\n            logger.error("an exchange could not',
        '        except LookupError as error:\n            logger.error("an exchange could not',
        source="with the checks",
    ),
]
