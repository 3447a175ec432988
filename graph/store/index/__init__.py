"""The read model: what pages, lists and exports ask of a store, as tables beside the graph.

It is derived from the graph and never the only copy: `derive` reads the quads of an article, `tables` puts its rows in
and takes them out, `writing` keeps the tables in step with every change, `comparing` checks them, `reading` asks them.
This package alone knows the schema (`schema.sql`) and writes SQL.
"""

from graph.store.index.connections import Index
from graph.store.index.reading import Reader

__all__ = ["Index", "Reader"]
