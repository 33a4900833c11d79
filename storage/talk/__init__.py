"""Queries about a talk: sessions, answers, what came in, what goes out."""
