"""The library: political news in, a knowledge graph out; it knows nothing of HTTP."""

import os

# Before numpy comes in: the matrices of a sentence are small, and idle threads of the linear algebra only burn the CPU.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
