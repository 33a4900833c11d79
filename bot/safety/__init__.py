"""The safety layer loaded and made ready: word lists, trained file, sentence model."""
