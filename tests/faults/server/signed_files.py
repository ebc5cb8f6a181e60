"""Faults in signed URLs and the files behind them."""

from tests.faults.fault import Fault
from tests.faults.server.files import CALL, SIGNED_FILES, ZIPPED

FAULTS = [
    Fault(
        "A signed URL has already expired when it is answered",
        SIGNED_FILES,
        "self._clock.now() + LIFETIME",
        "self._clock.now() - LIFETIME",
        source="blind, second list",
    ),
    Fault(
        "A signed URL has no host",
        CALL,
        "return self.url(self.files.path(",
        "return str(self.files.path(",
        source="blind, second list",
    ),
    Fault(
        "A signed URL needs a key",
        SIGNED_FILES,
        '        file_id = request.path_params["file_id"]\n',
        '        if "authorization" not in request.headers:\n            raise errors.forbidden("no key")\n'
        '        file_id = request.path_params["file_id"]\n',
        source="blind, second list",
    ),
    Fault(
        "A ZIP file is sent before it is complete",
        ZIPPED,
        "\n    return packed.getvalue()",
        "\n        return packed.getvalue()",
        source="blind, second list",
    ),
    Fault(
        "A signed URL can be used only once",
        SIGNED_FILES,
        "        return _file_response(request, file, f'\"{file_id}\"')",
        '        if expected in self.__dict__.setdefault("used", set()):\n'
        '            raise errors.forbidden("this URL has been used")\n'
        '        self.__dict__["used"].add(expected)\n'
        "        return _file_response(request, file, f'\"{file_id}\"')",
        source="blind, third list",
    ),
]
