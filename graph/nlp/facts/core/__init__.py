"""Core relations and events: frames as data (lexicons/en/facts), found in every construction that carries them."""
