"""For or against: the sides that words take."""
