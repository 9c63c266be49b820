"""The payment providers: one file each, all of the shape in `shape.py`, listed in `registry.py`."""
