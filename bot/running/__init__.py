"""What an operator meets: start and health, keys, logs and figures, and the true edges of the program."""
