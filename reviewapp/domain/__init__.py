"""Records and rules. No input or output, no clock, no Qt: only the standard library."""
