"""Fake payment providers that speak the real protocols, each under `/at/{its host}/…`."""
