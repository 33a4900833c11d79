"""Alarms as durable work: what is due is found, a rung is climbed, everybody who has to know is told."""
