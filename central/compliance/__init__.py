"""Cash that the law asks about: recounted here, whatever each till knew."""
