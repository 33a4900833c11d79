"""The pages of the web chat, one file for each kind."""
