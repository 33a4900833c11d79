"""For who writes the talk: trying it, walking it by machine, and its words for the translators."""
