"""What one turn is made of: what comes in, the scene it plays on, the story so far, what is said."""
