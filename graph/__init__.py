"""The library: political news in, a knowledge graph out; it knows nothing of HTTP."""
