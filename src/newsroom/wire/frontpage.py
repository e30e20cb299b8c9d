"""x"""


def content(moment):
    return {}
