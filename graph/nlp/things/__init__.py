"""What a word names where no entity is known yet: issues, laws named again, groups of people."""
