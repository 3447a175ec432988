"""Findings joined in the shared model: indices become ids, tokens become characters; nothing is found here."""

from graph.nlp.assembly.assemble import assemble as assemble
from graph.nlp.assembly.joint import Findings as Findings
