"""Timings, side by side with other libraries; run each as ``python -m benchmarks.NAME``."""
