"""What a child did on Telegram, put into the conversation's words."""
