"""The key of the audit chain in tests: by the environment, as on a machine without a keyring."""

AUDIT_KEY = "a5" * 32
AUDIT_ENVIRON = {"STATIONMASTER_AUDIT_KEY": AUDIT_KEY}
