"""The spaCy pipeline (blank Chinese with jieba) and its components."""
