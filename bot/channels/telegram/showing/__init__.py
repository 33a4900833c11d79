"""How a bubble looks on Telegram: texts that fit, pictures with captions, and what is on a chat's screen now."""
