"""How a talk listens: every text is looked at for danger, apart from all other work, and remembered only as a digest."""
