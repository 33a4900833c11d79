"""What a short typed line means, whichever way it is written."""
