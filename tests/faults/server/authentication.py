"""Faults in keys."""

from tests.faults.fault import Fault
from tests.faults.server.places import APP, AUTH, CONTRACT

FAULTS = [
    Fault(
        "any key is accepted",
        AUTH,
        "if secrets.compare_digest(one.key.encode(), key)",
        "if key",
        source="with the checks",
    ),
    Fault(
        "the beginning of a key is accepted",
        AUTH,
        "secrets.compare_digest(one.key.encode(), key)",
        "len(key) > 3 and one.key.encode().startswith(key)",
        source="with the checks",
    ),
    Fault(
        "a missing key opens the first workspace",
        AUTH,
        'raise errors.forbidden("the request has no key; send it in the Authorization header")',
        'return "sandbox-key"',
        source="with the checks",
    ),
    Fault(
        "an Authorization header of three words fails the server",
        AUTH,
        'case _:\n            raise errors.unauthorized("',
        'case _:\n            raise ValueError("',
        source="blind, second list",
    ),
    Fault(
        "a key that is not accepted is repeated",
        AUTH,
        'raise errors.forbidden("this key is not accepted")',
        'raise errors.forbidden(f"the key {key.decode()} is not accepted")',
        source="blind, second list",
    ),
    Fault(
        "satellites are listed without a key",
        CONTRACT,
        'contract.get("security")) != [],',
        'contract.get("security")) != []\n        and described["tags"] != ["satellites"],',
        source="blind, second list",
    ),
    Fault(
        "a ping needs a key",
        CONTRACT,
        'contract.get("security")) != [],',
        'contract.get("security")) is not None,',
        source="blind, second list",
    ),
    Fault(
        "any word may stand before a key",
        AUTH,
        'case [[scheme, key]] if scheme.lower() == "bearer":',
        "case [[_, key]]:",
        source="blind, second list",
    ),
    Fault(
        "a key behind Bearer is not understood",
        AUTH,
        'case [[scheme, key]] if scheme.lower() == "bearer":',
        'case [[scheme, key]] if scheme.lower() == "token":',
        source="blind, second list",
    ),
    Fault(
        "a key in capitals is accepted",
        AUTH,
        "secrets.compare_digest(one.key.encode(), key)",
        "secrets.compare_digest(one.key.lower().encode(), key.lower())",
        source="blind, second list",
    ),
    Fault(
        "a ping with a key that is not accepted is refused",
        APP,
        "        if operation.needs_key:\n",
        "        if operation.needs_key or authorization:\n",
        source="blind, third list",
    ),
    Fault(
        "a revoked key goes on to open its workspace",
        AUTH,
        'raise errors.forbidden("this key has been revoked")',
        "return next(one for one in workspaces if revoked[0] in one.revoked_keys)",
        source="blind, third list",
    ),
    Fault(
        "a key may stand in the address",
        APP,
        'authorization = request.headers.getlist("authorization")',
        'authorization = request.headers.getlist("authorization") or request.query_params.getlist("authorization")',
        source="blind, third list",
    ),
    Fault(
        "a rollback without a key is not refused for that",
        APP,
        "        if operation.needs_key:\n",
        '        if operation.needs_key and (authorization or request.method != "PATCH"):\n',
        source="blind, fourth list",
    ),
    Fault(
        "a revoked key is unauthorized, not forbidden",
        AUTH,
        'raise errors.forbidden("this key has been revoked")',
        'raise errors.unauthorized("this key has been revoked")',
        source="blind, fifth list",
    ),
    Fault(
        "what follows a colon in a key is not looked at",
        AUTH,
        "secrets.compare_digest(one.key.encode(), key)",
        'secrets.compare_digest(one.key.encode(), key.partition(b":")[0])',
        source="blind, fifth list",
    ),
]
