"""Discourse networks: who agrees with whom on what, counted from the stances of a store."""
