"""Names: their parts, titles, countries, teams, and which of them match."""
