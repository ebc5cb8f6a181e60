"""The ASGI application: routes, workspaces and their keys, request log, dashboard, fault injection."""
