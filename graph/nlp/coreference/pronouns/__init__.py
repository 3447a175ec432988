"""Pronouns and whom or what they mean."""
