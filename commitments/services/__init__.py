"""The verbs that write. Functions; each guards, opens a transaction, writes and records."""
