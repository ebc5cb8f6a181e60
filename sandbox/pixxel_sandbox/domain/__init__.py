"""The subjects of the API without HTTP: the archive, AOI imagery, orders, visualizations, workflows."""
