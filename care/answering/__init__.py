"""What is answered when danger was noticed: what was heard, in words that fit the age, and what the organisation does."""
