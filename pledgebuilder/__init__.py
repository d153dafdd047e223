"""Pledgebuilder as a site: settings, addresses, and how it is started."""

VERSION = "0.1.0"
"""As pyproject.toml has it"""
