"""How Sphinx builds the site: Markdown through MyST, the furo theme, nothing from the network."""

project = "interdict"
author = copyright = "The interdict developers"
extensions = ["myst_parser"]
myst_heading_anchors = 3
exclude_patterns = ["changelog.d"]
html_theme = "furo"
html_title = "interdict"
html_copy_source = False
html_show_sphinx = False
templates_path: list[str] = []
