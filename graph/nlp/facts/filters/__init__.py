"""Triples that the parse misread or that nobody wants to read."""
