"""Queries about those who read: consultants, their sign-ins, and the log of what they opened."""
