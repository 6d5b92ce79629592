"""From levels to scores, ranks and bands: frames in, frames out, exact arithmetic, nothing of any one subject."""
