"""Alarms as the program handles them: the bell that wakes, who is on duty now, what a child is promised."""
