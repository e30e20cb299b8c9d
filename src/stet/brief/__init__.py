"""A story told in its sources' own sentences: `brief.brief` makes one story's brief, `daily.edition` the day's."""
