"""Queries about what leaves the child: handoffs, my people, wishes."""
