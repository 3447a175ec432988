"""Who said what: quotation attribution by rules and by a small encoder."""
