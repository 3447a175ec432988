"""Stores on other servers, over SPARQL 1.1 Query, Update and the Graph Store Protocol."""
