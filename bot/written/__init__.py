"""Files that somebody wrote by hand: what is wrong in them is told with its line."""
