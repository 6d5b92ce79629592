"""Charts: frames in, Plotly figures out, the same for the screen and for files."""
