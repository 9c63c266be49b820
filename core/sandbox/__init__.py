"""A local Replicate (and a fake Telegram Bot API) that speaks the real protocols over real HTTP.

A stranger to the rest of the program: it imports nothing of core, and core reaches it over HTTP only.
"""
