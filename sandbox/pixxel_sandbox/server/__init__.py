"""The ASGI application: routes, keys of workspaces, request log, dashboard, fault injection."""
