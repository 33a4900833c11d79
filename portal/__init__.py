"""The portal: the pages on which consultants read what children chose to share."""
