"""What `main.py` can do from a terminal; English only, one module a command."""
