"""The template engine: a Word file with tags, compiled once, rendered thousands of times."""

from __future__ import annotations

from docgen.template.template import Template

__all__ = ["Template"]
