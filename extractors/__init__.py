"""From a file to what it says: readers, outline, language, statements. Knows nothing of pipeline/."""
