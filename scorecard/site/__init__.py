"""A release as a plain web site: pages that need no server of ours and no script, so that they can be kept anywhere.

- `links`: where links of the app's parts lead on the site.
- `pages`: the pages, drawn from the same parts as the app's.
- `building`: all files of the site, in a folder.
"""
