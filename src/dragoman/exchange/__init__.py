"""The forms that others read: marked pages, tables, files."""
