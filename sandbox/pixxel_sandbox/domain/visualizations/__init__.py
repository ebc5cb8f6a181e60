"""Legends and the pictures and styles made from them."""
