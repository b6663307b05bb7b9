"""Measurements of docgen, as ratios against a floor or a peer in one run: python -m benchmarks."""
