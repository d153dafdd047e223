"""Pure functions on text. No database, no request."""
