"""Charts and tables as files. A door: pictures from `pictures`, layout from `publish`, a browser from `rendering`."""
