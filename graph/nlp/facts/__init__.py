"""What is said to have happened or to hold: subject, predicate, object."""
