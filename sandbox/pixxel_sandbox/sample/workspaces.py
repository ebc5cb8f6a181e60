"""The two workspaces with sample data, and ids that several samples use."""

from __future__ import annotations

from ..core.auth import Workspace

SAMPLE_KEY = "sandbox-key"
SAMPLE_KEY_TWO = "sandbox-key-two"
REVOKED_KEY = "sandbox-key-revoked"

ONE = Workspace(
    name="one",
    key=SAMPLE_KEY,
    tenant_id="tenant-123456",
    user_id="e3a671ad-5381-4413-8c1c-bc4e1ccaff45",
    org_id="e31ab6f8-d359-4c6a-83c6-bfa32229bb01",
    revoked_keys=(REVOKED_KEY,),
)
TWO = Workspace(
    name="two",
    key=SAMPLE_KEY_TWO,
    tenant_id="tenant-654321",
    user_id="b1f0c6d2-7a44-4e0f-9a53-2f6f1f0d8e21",
    org_id="94d5f2a7-0b3c-4e18-a6d9-7c1f5b8e2043",
)
WORKSPACES = (ONE, TWO)

PROJECT = "ce5dcc14-8291-4b0c-a278-8c05ec426d22"
PROJECT_COAST = "0d9c2b7a-4e61-4f38-9b05-c7a1e3d5f802"
PROJECT_TWO = "a6e0d4c8-5b32-4179-8f6e-2c9d1b7a3e54"
