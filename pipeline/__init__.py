"""From files to a published dataset: discover, extract, reconcile, publish. Knows nothing of review/ and mubiao/."""
