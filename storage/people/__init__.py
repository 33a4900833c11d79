"""Queries about a person: who they are, how they come back, what they agreed to, what we keep, how it goes."""
