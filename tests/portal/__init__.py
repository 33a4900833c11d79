"""The portal, page by page."""
