"""Mubiao (目标): numeric targets, measures and responsible agencies out of Chinese policy documents."""

__version__ = "0.1.0"
