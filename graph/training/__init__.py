"""Train the statement model: read annotated articles, fit the network, write its weights for the pipeline.

Needs the extra `train` (torch and what goes with it); nothing else in the project imports this package.
"""
