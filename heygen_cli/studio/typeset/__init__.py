"""Text as pictures: fonts found, letters shaped, lines broken, sizes chosen so that all of it fits."""

from heygen_cli.studio.typeset.setting import Align, Line, Setting, Style, set_column, set_text

__all__ = ["Align", "Line", "Setting", "Style", "set_column", "set_text"]
