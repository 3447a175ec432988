"""The grammar of English: who does it, whether it is denied or supposed, what belongs to a noun phrase."""
