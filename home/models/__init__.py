from home.models.demo import DemoRecord
from home.models.neighbourhoods import NeighbourhoodIndexPage, NeighbourhoodPage
from home.models.pages import HomePage, PlainPage
from home.models.search import EverydayWords, SearchEntry, SearchMiss, SearchPosting, SearchTerm

__all__ = [
    "DemoRecord",
    "EverydayWords",
    "HomePage",
    "NeighbourhoodIndexPage",
    "NeighbourhoodPage",
    "PlainPage",
    "SearchEntry",
    "SearchMiss",
    "SearchPosting",
    "SearchTerm",
]
