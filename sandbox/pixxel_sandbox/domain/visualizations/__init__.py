"""Legends, and the images and styles that are drawn from them."""
