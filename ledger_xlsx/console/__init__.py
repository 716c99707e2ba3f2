"""The command line: its words in Chinese, what is typed behind its options, its streams."""
