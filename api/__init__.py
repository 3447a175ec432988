"""The graph over HTTP: SPARQL, linked data, lookups, exports and pages to read."""
