"""Turns a finished HTML page into a PDF, in a process of its own. Knows neither Django nor the database.

`process` is that process; `commitments.exports.renderer` starts it and talks to it in `frames`. It stands apart from
`exports`, because it is imported where no settings are.
"""
