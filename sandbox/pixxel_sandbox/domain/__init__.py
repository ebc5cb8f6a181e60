"""What the API is about, apart from HTTP: the archive, AOI imagery, orders, visualizations, workflows."""
